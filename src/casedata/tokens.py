"""Records of a CSV file, strictly as RFC 4180 has them, each with its physical line; each fault at its exact place.

A line without quotation marks is cut at its commas; only where quotation marks are, characters are looked at. Reading
goes on after a fault where it is sure on which line the next record begins, and ends where it is not.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from casedata.bounds import Bounds

BEYOND = "split what is too large, or raise the bound (docs/bounds.md)"

_PLAIN = re.compile('[^,"\r\n]*')
_ENDS = ("", "\n", "\r\n")
_EXCERPT = 80
_STRAY = {
    "\r": (
        "csv-carriage-return",
        "a carriage return outside quotation marks",
        "end lines with a line feed, and quote cells that hold line breaks",
    ),
    '"': (
        "csv-bare-quote",
        "a quotation mark inside a cell that is not quoted",
        "quote the whole cell, and double the mark",
    ),
    "": (
        "csv-text-after-quote",
        "text after the closing quotation mark of a cell",
        "double each quotation mark inside a quoted cell",
    ),
}
"""What may not stand where it does, by character."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault of a file itself, told once: what was found and what to do, with a stable code (docs/findings.md).

    `line` is the physical line (from 1; None: the whole file), `column` the character in it (from 1), `offset` the byte
    in the file (from 0), `record` the number of the record (1: the header); `excerpt` is what stands there.
    """

    line: int | None
    message: str
    hint: str
    code: str
    column: int | None = None
    offset: int | None = None
    record: int | None = None
    excerpt: str | None = None


Record = tuple[int, list[str]]
"""The physical line on which a record begins, and its cells; a blank line has none."""


class Tokens:
    """The records of a file from where it stands, read once.

    `number`, `line` and `offset` are of the record that was given last; `is_last` is whether a line feed was missing at
    its end. `is_cut` tells that it is not sure, or not wanted, what comes after it.
    """

    def __init__(self, file: BinaryIO, bounds: Bounds) -> None:
        """Begin with the line at which the file stands."""
        self.number = self.line = 0
        self.offset = file.tell()
        self.is_last = False
        self.is_cut = False
        self._file = file
        self._bounds = bounds
        self._line = 0
        self._line_start, self._next = 0, self.offset
        self._size = 0

    def __iter__(self) -> Iterator[Record | Problem]:
        """Yield each record, and each fault in place of its record."""
        while not self.is_cut:
            self.number, self.line, self.offset, self._size = self.number + 1, self._line + 1, self._next, 0
            text = self._read_line()
            if text is None:
                return
            if isinstance(text, Problem):
                yield text
                return
            cells = _plain_cells(text)
            found = self._record(text) if cells is None else cells
            yield found if isinstance(found, Problem) else self._bounded(found)

    def problem(self, code: str, message: str, hint: str, excerpt: str | None = None) -> Problem:
        """Return a fault of the record that was given last as a whole."""
        return Problem(self.line, message, hint, code, 1, self.offset, self.number, excerpt)

    def _bounded(self, cells: list[str]) -> Record | Problem:
        """Return a record, or the fault that it is too large."""
        most = self._bounds.cell
        if self._next - self.offset > most and any(len(cell) > most for cell in cells):
            return self.problem("bound-cell", f"a cell of more than {most} characters", BEYOND)
        if len(cells) > self._bounds.columns:
            return self._too_many(f"{len(cells)} cells")
        return self.line, cells

    def _read_line(self) -> str | Problem | None:
        """Return the next physical line, None at the end of the file; nothing is read after a fault of it."""
        raw = self._file.readline(self._bounds.record + 1 - self._size)
        if not raw:
            return None
        self._line_start, self._next = self._next, self._next + len(raw)
        self._size += len(raw)
        self._line += 1
        self.is_last = not raw.endswith(b"\n")
        try:
            if self._size <= self._bounds.record:
                return raw.decode("utf-8")
        except UnicodeDecodeError as error:
            self.is_cut = True
            return self._not_utf8(raw, error.start)
        self.is_cut = True
        message = f"a row of more than {self._bounds.record} bytes; nothing after this is read"
        return self.problem("bound-record", message, BEYOND)

    def _record(self, text: str) -> list[str] | Problem:
        """Take a line with quotation marks or carriage returns apart; read on where a quoted cell holds line feeds."""
        cells: list[str] = []
        where = 0
        while True:
            if len(cells) > self._bounds.columns:
                return self._too_many(f"more than {self._bounds.columns} cells")
            if text.startswith('"', where):
                quoted = self._quoted(text, where)
                if isinstance(quoted, Problem):
                    return quoted
                cell, text, where = quoted
                cells.append(cell)
            else:
                end = where
                if (plain := _PLAIN.match(text, where)) is not None:
                    end = plain.end()
                cells.append(text[where:end])
                where = end
            if not text.startswith(",", where):
                return cells if text[where:] in _ENDS else self._stray(text, where)
            where += 1

    def _quoted(self, text: str, opened: int) -> tuple[str, str, int] | Problem:
        """Take a quoted cell: what it says, the physical line on which it ends, and where it ends there."""
        close = _closing(text, opened + 1)
        if close is not None:
            return text[opened + 1 : close].replace('""', '"'), text, close + 1
        unclosed = self._unclosed(text, opened)
        pieces = [text[opened + 1 :]]
        while close is None:
            more = self._read_line()
            if not isinstance(more, str):
                self.is_cut = True
                return unclosed if more is None or more.code == "bound-record" else more
            text, close = more, _closing(more, 0)
            pieces.append(more if close is None else more[:close])
        before = text[:close].rstrip('"')[-1:]
        if before in {"", ","} and text[close + 1 : close + 2] not in {"", ",", "\n", "\r"}:
            self.is_cut = True
            return unclosed  # That mark begins a cell; nothing closed the cell before.
        return "".join(pieces).replace('""', '"'), text, close + 1

    def _unclosed(self, text: str, where: int) -> Problem:
        message = "a quotation mark that is not closed; nothing after this is read"
        return self._at(text, where, "csv-unclosed-quote", message, "close the cell with a quotation mark")

    def _stray(self, text: str, where: int) -> Problem:
        """Return the fault of a character that may not stand where it does."""
        code, message, hint = _STRAY.get(text[where], _STRAY[""])
        return self._at(text, where, code, message, hint)

    def _at(self, text: str, where: int, code: str, message: str, hint: str) -> Problem:
        """Return a fault at a character of the physical line that was read last."""
        offset = self._line_start + len(text[:where].encode("utf-8"))
        excerpt = text[max(where - 20, 0) :][:_EXCERPT].rstrip("\r\n")
        return Problem(self._line, message, hint, code, where + 1, offset, self.number, excerpt)

    def _too_many(self, found: str) -> Problem:
        self.is_cut = True
        return self.problem("bound-columns", f"{found}; nothing after this is read", BEYOND)

    def _not_utf8(self, raw: bytes, start: int) -> Problem:
        message = f"byte 0x{raw[start]:02x} is not UTF-8{_looks_like(raw)}; nothing after this is read"
        column = len(raw[:start].decode("utf-8")) + 1
        hint, offset = "save the file as UTF-8; casedata doctor helps", self._line_start + start
        return Problem(self._line, message, hint, "file-not-utf8", column, offset, self.number)


def _plain_cells(text: str) -> list[str] | None:
    """Return the cells of a line without quotation marks and without carriage returns; None if it has some."""
    line = text.removesuffix("\n").removesuffix("\r")
    if '"' in line or "\r" in line or (text.endswith("\r") and len(line) < len(text)):
        return None
    return line.split(",") if line else []


def _closing(text: str, start: int) -> int | None:
    """Return where the quotation mark stands that closes a cell, skipping doubled ones."""
    while (found := text.find('"', start)) >= 0:
        if not text.startswith('"', found + 1):
            return found
        start = found + 2
    return None


def _looks_like(raw: bytes) -> str:
    """Say in which encoding a line may be that is not UTF-8."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ", the file looks like UTF-16"
    high = [byte for byte in raw if byte >= 0x80]
    pairs = sum(one >= 0xC0 and other >= 0xC0 for one, other in _neighbours(raw))
    return f", the file looks like {'Windows-1251' if pairs > len(high) / 2 else 'Windows-1252'}"


def _neighbours(raw: bytes) -> Iterator[Sequence[int]]:
    return (raw[place : place + 2] for place in range(len(raw) - 1))
