"""One file on its way from the bytes that a program left to those that it is to hold."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from casedata.csvfile import read_csv
from casedata.doctor.diff import unified_diff
from casedata.doctor.layout import lay_out
from casedata.doctor.mending import Mending
from casedata.doctor.model import Diagnosis, File, Row
from casedata.doctor.older import Old
from casedata.doctor.records import csv_line
from casedata.doctor.references import filled_series
from casedata.doctor.text import decode
from casedata.schema import Table

_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as far as it could be read: its records down to the header and after it, and its cells while mended."""

    table: Table
    path: str
    content: bytes
    mending: Mending
    top: tuple[Row, ...] = ()
    rows: tuple[Row, ...] = ()
    diagnoses: tuple[Diagnosis, ...] = ()
    refused: str = ""

    @property
    def keys(self) -> set[str]:
        """The keys of its rows."""
        return {row[self.table.primary_key] for row in self.mending.cells}

    def find_filled_series(self, keys: Mapping[str, Collection[str]]) -> None:
        """Look for references that were counted on; `keys` are those of each table that could be read."""
        for place, name in list(filled_series(self.table, self.mending.cells, keys)):
            meaning = "counted on from the cell above, as by a fill handle; there is no such row"
            self.mending.take_back(place, name, "filled-series", meaning)

    def file(self) -> File | None:
        """Return what was found and what the file is to hold, None if nothing was found."""
        found = (*self.diagnoses, *self.mending.diagnoses)
        if not found:
            return None
        told = tuple(sorted(found, key=lambda each: each.line or 0))
        file = File(self.path, self.table.name, told, self.content, refused=self.refused)
        if self.refused or all(each.mend is None for each in told):
            return file
        changes = list(self._changes())
        after = "".join(text for _, text in changes).encode("utf-8")
        reason = self._fault(after)
        return (
            replace(file, refused=reason)
            if reason
            else replace(file, after=after, diff=unified_diff(self.path, changes))
        )

    def _changes(self) -> Iterator[tuple[str, str]]:
        """Yield each record as it is and as it is to be."""
        mark = _BYTE_ORDER_MARK if self.content.startswith(_BYTE_ORDER_MARK.encode()) else ""
        for row in self.top:
            yield mark + row.raw, _written(row, row.cells)
            mark = ""
        cells = iter(self.mending.cells)
        for row in self.rows:
            yield row.raw, _written(row, None if row.cells is None else tuple(next(cells).values()))

    def _fault(self, after: bytes) -> str:
        """Say why the mended bytes would be no sound file, '' if they are one."""
        found = read_csv(after)
        for problem in found.problems:
            return f"line {problem.line} of the mended file: {problem.message}"
        wanted = [list(row.values()) for row in self.mending.cells]
        if found.header != self.table.columns or list(found.rows) != wanted:
            return "the mended file would not hold what it should; mend it by hand"
        return ""


def _written(row: Row, cells: tuple[str, ...] | None) -> str:
    """Return the text of a record as it is to be; what does not change stays as it is."""
    if cells is None:
        return ""
    return row.raw if row.is_plain and cells == row.cells else csv_line(cells)


def read_sheet(
    path: str,
    content: bytes,
    table: Table,
    tables: Mapping[str, Table],
    old: Old,
    words: Callable[[], Collection[str]],
) -> Sheet:
    """Read a file, whatever its encoding and layout; `words` gives those beyond ASCII in the rest of the package."""
    decoded = decode(content, words)
    if decoded.text is None:
        nothing = Mending(table, tables, (), old)
        refused = decoded.diagnoses[0].meaning
        return Sheet(table, path, content, nothing, diagnoses=decoded.diagnoses, refused=refused)
    found = lay_out(decoded.text, table, old)
    mending = Mending(table, tables, found.rows, old)
    mending.mend()
    diagnoses = (*decoded.diagnoses, *found.diagnoses)
    return Sheet(table, path, content, mending, found.top, found.rows, diagnoses, found.refused)
