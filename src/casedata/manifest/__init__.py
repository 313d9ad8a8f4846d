"""Manifests of packages: which files and rows a package held, so that a change to any of them can be told and named.

`MANIFEST.sha256` lists every file in the format of GNU `sha256sum`, `MANIFEST.rows.csv` every row and cell; a detached
signature binds both to a key. This shows that nothing was changed since, not that what the files say is true.
"""

from casedata.manifest.checking import Check, check
from casedata.manifest.ledger import RowChange
from casedata.manifest.making import Manifest, write
from casedata.manifest.names import LEDGER, MANIFEST, SIGNATURES

__all__ = ["LEDGER", "MANIFEST", "SIGNATURES", "Check", "Manifest", "RowChange", "check", "write"]
