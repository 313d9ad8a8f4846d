"""The records of a text that may be no sound CSV file: cells, first line, text and line end of each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, cast

End = Literal["\n", "\r\n", "\r", ""]

_LINE_END = re.compile("\r\n|\n|\r")
_IN_MARKS = re.compile('"(?:[^"]|"")*+"')
_QUOTED = re.compile('[,"\r\n]')

BLANKS = " \t\u00a0\u202f\u2007\u2009\u200b\u2060\ufeff"
"""What looks like nothing around a cell."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it stands in the file; `end` is what ends it, '' at the end of a file without a last line end."""

    line: int
    raw: str
    cells: tuple[str, ...]
    end: End

    @property
    def is_empty(self) -> bool:
        """Whether no cell is filled in."""
        return not any(cell.strip(BLANKS) for cell in self.cells)

    @property
    def trimmed(self) -> tuple[str, ...]:
        """The cells without the empty ones at the end."""
        count = len(self.cells)
        while count and not self.cells[count - 1].strip(BLANKS):
            count -= 1
        return self.cells[:count]


class BrokenRecordError(ValueError):
    """Where a record ends cannot be told: `line` is the first line of it."""

    def __init__(self, line: int, reason: str) -> None:
        """Say on which physical line the record begins, and what is wrong."""
        super().__init__(reason)
        self.line = line


def records(text: str, delimiter: str, first_line: int = 1) -> Iterator[Record]:
    r"""Yield the records of a text, whatever ends its lines; a quotation mark inside a bare cell is part of it.

    >>> [(each.line, each.cells, each.end) for each in records('a;"b\nc"\r\nd;e', ";")]
    [(1, ('a', 'b\nc'), '\r\n'), (3, ('d', 'e'), '')]

    Raises:
        BrokenRecordError: it cannot be read on; the records before were yielded.
    """
    place, line = 0, first_line
    while place < len(text):
        found = _LINE_END.search(text, place)
        stop, end = (len(text), "") if found is None else (found.start(), found[0])
        cells = text[place:stop].split(delimiter)
        if '"' in text[place:stop]:
            cells, stop = _quoted_cells(text, place, delimiter, line)
            found = _LINE_END.match(text, stop)
            end = "" if found is None else found[0]
        raw = text[place : stop + len(end)]
        yield Record(line, raw, tuple(cells), cast("End", end))
        line += len(_LINE_END.findall(raw))
        place = stop + len(end)


def _quoted_cells(text: str, place: int, delimiter: str, line: int) -> tuple[list[str], int]:
    """Return the cells of a record, some of which stand in quotation marks, and where it ends."""
    cells = []
    bare = re.compile(rf"[^{delimiter}\r\n]*+")
    while True:
        found = _IN_MARKS.match(text, place) if text.startswith('"', place) else bare.match(text, place)
        if found is None:
            raise BrokenRecordError(line, "a quoted cell is not closed")
        is_quoted = found.re is _IN_MARKS
        cells.append(found[0][1:-1].replace('""', '"') if is_quoted else found[0])
        place = found.end()
        if not text.startswith(delimiter, place):
            break
        place += 1
    if place < len(text) and text[place] not in "\r\n":
        raise BrokenRecordError(line, "a quoted cell goes on after its closing quotation mark")
    return cells, place


def one_record(text: str, delimiter: str) -> tuple[str, ...]:
    """Return the cells of a text that is one record, () if it is not."""
    try:
        found = list(records(text, delimiter))
    except BrokenRecordError:
        return ()
    return found[0].cells if len(found) == 1 else ()


def is_soundly_quoted(raw: str, delimiter: str) -> bool:
    r"""Whether quotation marks in a record stand around whole cells only, and are doubled inside.

    >>> is_soundly_quoted('a,"b ""c"" d"\n', ","), is_soundly_quoted('a,b "c"\n', ",")
    (True, False)
    """
    if '"' not in raw:
        return True
    cell = f'(?:"(?:[^"]|"")*+"|[^"{delimiter}\r\n]*+)'
    return re.fullmatch(rf"{cell}(?:{delimiter}{cell})*+(?:\r\n|\r|\n)?", raw) is not None


def csv_line(cells: Sequence[str]) -> str:
    """Return a record as `casedata.csvfile` writes it: commas, quotes only where needed, LF."""
    quoted = ['"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell for cell in cells]
    return (",".join(quoted) or '""') + "\n"
