"""Hypothesis strategies for people who test what they do with casedata packages: valid packages, dates and texts.

>>> import hypothesis
>>> rows = hypothesis.find(packages(), lambda rows: bool(rows["events"]))
>>> len(rows), len(rows["events"])
(12, 1)
"""

from casedata.testing.cells import texts
from casedata.testing.faults import FaultyPackage, faults
from casedata.testing.files import Rows, tables, write
from casedata.testing.generated import packages
from casedata.testing.uncertain import edtf_dates

__all__ = ["FaultyPackage", "Rows", "edtf_dates", "faults", "packages", "tables", "texts", "write"]
