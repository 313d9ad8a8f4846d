"""What a validation found, and how it is shown: text, JSON, GitHub annotations, SARIF, JUnit XML and HTML.

How things are found is left to `casedata.validation`; colour and width to the command line.
"""

from casedata.report.model import Finding, Outcome, RuleOutcome, Severity, State, Waived
from casedata.report.report import FORMATS, Report, render
from casedata.report.wording import printable

__all__ = [
    "FORMATS", "Finding", "Outcome", "Report", "RuleOutcome", "Severity", "State", "Waived", "printable", "render",
]  # fmt: skip
