"""What an examination found: diagnoses, the mended bytes of each file, and the difference between old and new."""

from collections.abc import Sequence
from dataclasses import dataclass

from casedata.package import Package


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that a program did to a file.

    `line` is the physical line (from 1; None: the whole file), `column` a column of the schema (None: not of one),
    `found` what stands there, `meaning` what that means in a sentence, `mend` what is to stand there or to be done;
    None if it cannot be mended surely.
    """

    code: str
    line: int | None
    column: str | None
    found: str
    meaning: str
    mend: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """A record of a file: its first physical line, its text, and its cells in the order of the schema.

    `cells` is None where the record is to go. `is_plain` is whether its text can stay if no cell changes.
    """

    line: int
    raw: str
    cells: tuple[str, ...] | None
    is_plain: bool


@dataclass(frozen=True, slots=True)
class File:
    """What was found in one file: `before` is what it held, `after` what it is to hold, None if it is to stay.

    `refused` says why a file with diagnoses cannot be mended, '' where it can. `diff` is a unified diff.
    """

    path: str
    table: str
    diagnoses: tuple[Diagnosis, ...]
    before: bytes
    after: bytes | None = None
    refused: str = ""
    diff: str = ""


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found in a package: the files with diagnoses, in the order of the tables."""

    package: Package
    files: tuple[File, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return not self.files

    @property
    def mendable(self) -> Sequence[File]:
        """The files that can be mended, at least in part."""
        return [file for file in self.files if file.after is not None]
