"""A package as it was when it was validated: what was found, and whether its files have been written since.

It is for programs that come back to a package again and again, such as a checker that goes from table to table.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from casedata.csvfile import row_starts
from casedata.package import DESCRIPTOR, RULES, Package
from casedata.report import Report
from casedata.validation import validate


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A package in a folder, and the report on it."""

    package: Package
    report: Report
    _states: Mapping[Path, object]

    @property
    def is_current(self) -> bool:
        """Whether every file is as it was, so that another validation would find the same."""
        return all(_state(path) == state for path, state in self._states.items())

    def record_numbers(self, table: str, lines: Collection[int]) -> dict[int, int]:
        """Return the number of the record that begins on each of these physical lines of a table's file.

        The header is record 1. A line on which no record begins has none, nor has any line of a file that is not UTF-8.
        """
        try:
            with (self.package.root / self.package.path(table)).open("rb") as file:
                return {line: number for number, line in enumerate(row_starts(file), 2) if line in lines}
        except (OSError, UnicodeDecodeError):
            return {}


def snapshot(package: Package) -> Snapshot:
    """Validate a package that was opened in a folder.

    Raises:
        PackageError, RuleError, SchemaError: as `casedata.validate`.
    """
    states = {path: _state(path) for path in _files(package)}
    return Snapshot(package, validate(package.root), states)


def _files(package: Package) -> Iterator[Path]:
    """Yield the files that a validation reads, and the folder to which rules may be added."""
    schemas = (package.resource(name)["schema"] for name in package.tables)
    written_apart = (schema for schema in schemas if isinstance(schema, str))
    names = (DESCRIPTOR, *written_apart, *map(package.path, package.tables), RULES, *package.rule_files())
    yield from (package.root / name for name in names)


def _state(path: Path) -> object:
    """Return what is another value once a file was written again, None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
