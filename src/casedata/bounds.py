"""How large an input may be: what is beyond is refused with a finding or an error of its own, before memory ends.

The environment variable CASEDATA_BOUNDS sets others for all commands: `cell=1000000,findings=50`. docs/bounds.md has
the table.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields

from casedata.errors import CasedataError

VARIABLE = "CASEDATA_BOUNDS"

_MEANS: Mapping[str, str] = {
    "file": "bytes of one file",
    "record": "bytes of one row of a CSV file, line feeds in quoted cells included",
    "cell": "characters of one cell",
    "columns": "columns of a table",
    "tables": "tables of a package",
    "rules": "files of a package's own rules",
    "rows": "rows of a table",
    "findings": "findings of one rule that are kept; the count goes on",
    "document": "bytes of a descriptor, a schema or a rule",
    "depth": "levels of brackets in a descriptor or a schema",
    "members": "files in a zip file",
    "ratio": "bytes that one byte of a zip file may become, above a mebibyte",
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """The largest inputs that are read, each at least 1; `described` tells what they count."""

    file: int = 4 << 30
    record: int = 8 << 20
    cell: int = 1 << 17
    columns: int = 1_000
    tables: int = 200
    rules: int = 500
    rows: int = 100_000_000
    findings: int = 10_000
    document: int = 16 << 20
    depth: int = 64
    members: int = 2_000
    ratio: int = 200

    def described(self) -> list[tuple[str, int, str]]:
        """Return name, number and meaning of each bound."""
        return [(field.name, getattr(self, field.name), _MEANS[field.name]) for field in fields(self)]


def bounds_from(text: str) -> Bounds:
    """Read bounds written as `name=number`, separated by commas; those that are not named stay as they are.

    >>> bounds_from("cell=100, rows=5").rows
    5

    Raises:
        CasedataError: a name or a number that there is not.
    """
    given: dict[str, int] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, _, number = part.partition("=")
        if name not in _MEANS or not number.isascii() or not number.isdigit() or int(number) < 1:
            known = ", ".join(_MEANS)
            raise CasedataError(f"{VARIABLE}: {part[:60]!r} is no bound; write name=number, with one of {known}")
        given[name] = int(number)
    return Bounds(**given)


def current() -> Bounds:
    """Return the bounds that the environment asks for.

    Raises:
        CasedataError: as `bounds_from`.
    """
    return bounds_from(os.environ.get(VARIABLE, ""))
