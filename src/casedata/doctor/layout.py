"""The layout of a file: what separates its cells, what ends its lines, its header, and empty rows and columns.

What stands in the cells is left to `cells`, encodings to `text`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casedata.doctor.header import (
    AS_CELL,
    DELIMITERS,
    Findings,
    delimiter_of,
    names_of,
    unwrapped,
    without_separator_line,
)
from casedata.doctor.model import Diagnosis, Row
from casedata.doctor.older import Old
from casedata.doctor.records import BrokenRecordError, Record, is_soundly_quoted, one_record, records
from casedata.schema import Table

_ENDS = {"\r\n": "CR LF", "\r": "CR"}
_CURLY = re.compile("(?:^|(?<=[,;\t]))[“„”]([^“”„]*)[“”](?=[,;\t\r\n]|$)")


@dataclass(frozen=True, slots=True)
class Layout:
    """The records of a file: down to the header, and after it; none if the columns are not those of the schema.

    `refused` says why it cannot be mended, '' where it can.
    """

    top: tuple[Row, ...]
    rows: tuple[Row, ...]
    diagnoses: tuple[Diagnosis, ...]
    refused: str


def lay_out(text: str, table: Table, old: Old) -> Layout:
    """Find the rows of a text in the order of the schema's columns."""
    findings = Findings()
    top: list[Row] = []
    text, first_line = without_separator_line(text, top, findings)
    delimiter = delimiter_of(text, table)
    found = list(_read(text, delimiter, first_line, findings))
    if delimiter != "," and found:
        meaning = f"{DELIMITERS[delimiter]} separate the cells, as where the comma stands in decimals"
        findings.add("delimiter", found[0].line, found[0].raw[:60].rstrip("\r\n"), meaning, "separate them by commas")
    _tell_line_ends(found, findings)
    names = names_of(found, table, findings)
    if not names:
        return Layout((), (), tuple(findings.diagnoses), findings.refused)
    columns = tuple(names.index(name) for name in table.columns)
    is_plain = delimiter == "," and columns == tuple(range(len(names)))
    header = found[0]
    is_same = is_plain and header.cells == table.columns and header.end == "\n"
    top.append(Row(header.line, header.raw, table.columns, is_same))
    reader = _RowReader(table, columns, len(names), delimiter, is_plain, old, findings)
    rows = tuple(reader.read(record) for record in found[1:])
    return Layout(tuple(top), rows, tuple(findings.diagnoses), findings.refused)


def _read(text: str, delimiter: str, first_line: int, findings: Findings) -> Iterator[Record]:
    try:
        yield from records(text, delimiter, first_line)
    except BrokenRecordError as error:
        meaning = f"the file cannot be read from here on ({error}); look at the quotation marks of this row"
        findings.add("unreadable", error.line, "", meaning, None)


def _tell_line_ends(found: Sequence[Record], findings: Findings) -> None:
    for end, count in Counter(record.end for record in found).items():
        if end in _ENDS:
            first = next(record.line for record in found if record.end == end)
            said = f"{count} {'line ends' if count == 1 else 'lines end'} with {_ENDS[end]}"
            findings.add("line-ends", first, said, "as programs on other systems end them", "end them with LF")


@dataclass(frozen=True, slots=True)
class _RowReader:
    """Reads records that have the header's columns, or once had them."""

    table: Table
    columns: tuple[int, ...]
    width: int
    delimiter: str
    is_plain: bool
    old: Old
    findings: Findings

    def read(self, record: Record) -> Row:
        """Return the row that a record is, without cells if it is to go."""
        if record.is_empty:
            meaning = "a row without a filled cell"
            self.findings.add("empty-rows", record.line, record.raw.rstrip("\r\n"), meaning, "leave it out")
            return Row(record.line, record.raw, None, is_plain=False)
        cells = self._cells(record)
        if cells is None:
            return Row(record.line, record.raw, None, is_plain=False)
        fills = len(record.cells) == self.width == len(self.columns)
        is_plain = self.is_plain and fills and record.end == "\n" and is_soundly_quoted(record.raw, ",")
        return Row(record.line, record.raw, tuple(cells[place] for place in self.columns), is_plain)

    def _cells(self, record: Record) -> tuple[str, ...] | None:
        """Return the cells in the order of the file, as many as there are columns; None if that cannot be told."""
        needed = max(self.columns) + 1
        inner = self._inner(record)
        if inner:
            self._tell(record, "row-as-cell", AS_CELL, "take its cells apart")
            return inner
        has_width = needed <= len(record.cells) and len(record.trimmed) <= self.width
        is_quoted = is_soundly_quoted(record.raw, self.delimiter)
        if has_width and is_quoted:
            return self._without_surplus(record)
        straight = one_record(_CURLY.sub(_straight, record.raw), self.delimiter)
        if needed <= len(straight) <= self.width and straight != record.cells:
            self._tell(record, "curly-quotes", "curly quotation marks stand around cells", "make them straight")
            return straight
        if has_width:
            meaning = "a quotation mark inside a cell that does not stand in quotation marks"
            self._tell(record, "stray-quotes", meaning, "put the cell in quotation marks")
            return self._without_surplus(record)
        return self._told(record, needed)

    def _inner(self, record: Record) -> tuple[str, ...]:
        """Return the cells of a row that stands in one cell and has as many as the header, () if it does not."""
        found = unwrapped(record.cells).values() if self.width > 1 else ()
        return next((cells for cells in found if len(cells) == self.width), ())

    def _without_surplus(self, record: Record) -> tuple[str, ...]:
        if len(record.cells) > self.width:
            self._tell(record, "empty-columns", "empty cells after the last column", "leave them out")
        return record.cells

    def _told(self, record: Record, needed: int) -> tuple[str, ...] | None:
        """Tell of a row that has not the header's cells; mend it if blank cells at its end are missing."""
        said = f"{len(record.cells)} cells where the header has {len(self.columns)}"
        cells = record.cells + ("",) * (needed - len(record.cells))
        key = cells[self.columns[self.table.columns.index(self.table.primary_key)]]
        old = self.old.get(key)
        missing = [name for name, at in zip(self.table.columns, self.columns, strict=True) if at >= len(record.cells)]
        if old is not None and len(cells) == needed and not any(old.get(name) for name in missing):
            self.findings.add("row-width", record.line, said, "blank cells at the end are missing", "add blank cells")
            return cells
        meaning = f"{said}: it is not known which is which; look for a missing or needless quotation mark or comma"
        self.findings.add("row-width", record.line, said, meaning, None)
        return None

    def _tell(self, record: Record, code: str, meaning: str, mend: str) -> None:
        self.findings.add(code, record.line, record.raw[:60].rstrip("\r\n"), meaning, mend)


def _straight(found: re.Match[str]) -> str:
    return '"' + found[1].replace('"', '""') + '"'
