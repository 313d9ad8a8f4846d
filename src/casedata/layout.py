"""How the records of a CSV file stand: the header first, then rows of its length; what else there is, told once each.

Where the header is not where it should be (another delimiter, lines before it, none at all), nothing is claimed for
the rest of the file: that one fault would make one of every row.
"""

import codecs
import difflib
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from casedata.bounds import Bounds
from casedata.tokens import BEYOND, Problem, Record, Tokens

Part = tuple[str, ...] | list[str] | Problem

_DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "bars"}
_NEAR = 0.8
_LINES_BEFORE = 50
_CONFLICT = re.compile(r"(<{7}|\|{7}|={7}|>{7})( |$)")


class Layout:
    """Reads one file; `columns` are those of its table, if they are known."""

    def __init__(self, file: BinaryIO, columns: Sequence[str], bounds: Bounds) -> None:
        """Begin with the file at its beginning."""
        self._file = file
        self._columns = tuple(columns)
        self._most = bounds.rows
        self._bounds = bounds
        self._widths: set[int] = set()
        self._header: tuple[str, ...] = ()
        self._blank: Problem | None = None
        self._blanks = 0
        self._after_blank: list[Problem] = []
        self._conflict = False

    def __iter__(self) -> Iterator[Part]:
        """Yield the header, a tuple; rows, lists; problems; in the order of the file."""
        first = self._file.read(_LOOK)
        halves = (first[::2], first[1::2])
        if first.startswith(_UTF16) or any(2 * half.count(b"\0") > len(half) > 0 for half in halves):
            yield Problem(1, "the file looks like UTF-16", _SAVE, "file-utf16", 1, 0, 1)
            return
        has_mark = first.startswith(codecs.BOM_UTF8)
        self._file.seek(len(codecs.BOM_UTF8) if has_mark else 0)
        if has_mark:
            yield Problem(1, "the file begins with a byte order mark", f"{_SAVE} without BOM", "file-bom", 1, 0, 1)
        tokens = Tokens(self._file, self._bounds)
        parts = iter(tokens)
        begin = next(parts, None)
        if begin is None:
            return
        found = begin if isinstance(begin, Problem) else self._misplaced(tokens, begin[1], parts)
        if found is not None:
            yield found
            return
        yield self._header
        yield from self._rows(tokens, parts)

    def _misplaced(self, tokens: Tokens, cells: list[str], parts: Iterator[Record | Problem]) -> Problem | None:
        """Take the first record for the header, unless it shows that the header is written otherwise or elsewhere."""
        self._header = tuple(cells)
        self._widths = {len(self._header)}
        if cells and self._columns in {(), self._header}:
            return None
        self._widths.add(len(self._columns))
        text, wanted = ",".join(cells), f"write the header {','.join(self._columns) or 'first'}"
        if re.fullmatch("sep=.", text, re.IGNORECASE):
            hint = "remove the line, and save with commas; casedata doctor helps"
            return tokens.problem("csv-separator-line", f"a line {text!r} for a spreadsheet program", hint, text)
        known = _known(cells, self._columns)
        for delimiter, name in _DELIMITERS.items():
            if _known([cell.strip('"') for cell in text.split(delimiter)], self._columns) > max(known, 1):
                hint = "save with commas; casedata doctor helps"
                message = f"the columns are separated by {name}, not by commas; nothing after this is read"
                return tokens.problem("csv-delimiter", message, hint, text[:80])
        near = sum(near_miss(cell, self._columns) is not None for cell in cells)
        if known + near >= 2 or 0 < known == len(cells):
            return None
        problem = tokens.problem("header-absent", "the first line is not the header", wanted, text[:80] or None)
        for part in itertools.islice(parts, _LINES_BEFORE):
            if not isinstance(part, Problem) and tuple(part[1]) == self._columns:
                message = f"lines before the header, which is on line {part[0]}; nothing after this is read"
                return Problem(1, message, "remove them", "csv-preamble", 1, problem.offset, 1, text[:80] or None)
        return problem

    def _rows(self, tokens: Tokens, parts: Iterator[Record | Problem]) -> Iterator[Part]:
        for part in parts:
            if isinstance(part, Problem):
                yield from self._settle()
                yield part
                continue
            cells = part[1]
            if tokens.number - 1 > self._most:
                yield tokens.problem("bound-rows", f"more than {self._most} rows; nothing after this is read", BEYOND)
                return
            if not any(cells):
                self._note_blank(tokens, cells)
                continue
            problem = self._fault(tokens, cells)
            if problem is None and self._is_marker(cells):
                continue
            if problem is not None and problem.code == "csv-missing-cells" and (self._blank or self._after_blank):
                self._after_blank.append(problem)
                if len(self._after_blank) > _LINES_BEFORE:
                    yield from self._settle()
                continue
            yield from self._settle()
            if problem is not None:
                yield problem
            elif len(cells) == len(self._header):
                yield cells
        yield from self._settle(at_end=True)

    def _note_blank(self, tokens: Tokens, cells: list[str]) -> None:
        """Keep a line on which nothing stands; several together are one fault."""
        if self._blank is None:
            code, message = ("csv-empty-row", "a row of empty cells") if cells else ("csv-blank-line", "a blank line")
            self._blank = tokens.problem(code, message, "remove it")
        self._blanks += 1

    def _settle(self, *, at_end: bool = False) -> Iterator[Problem]:
        """Yield what was kept of blank lines and of what follows them."""
        if self._after_blank and at_end:
            first, count = self._after_blank[0], len(self._after_blank)
            message = f"{_lines(count)} after the end of the table"
            hint = "remove what is below the last row, and the blank line before"
            yield Problem(first.line, message, hint, "csv-footer", 1, first.offset, first.record, first.excerpt)
        else:
            if self._blank is not None:
                blank, more = self._blank, self._blanks - 1
                message = f"{blank.message}, and {more} more after it" if more else blank.message
                hint = "remove them" if more else blank.hint
                yield Problem(blank.line, message, hint, blank.code, 1, blank.offset, blank.record)
            yield from self._after_blank
        self._blank, self._blanks, self._after_blank = None, 0, []

    def _is_marker(self, cells: list[str]) -> bool:
        """Whether a line belongs to a merge conflict that was told already."""
        found = _CONFLICT.match(cells[0])
        if found is None or not self._conflict:
            return False
        self._conflict = found[1][0] != ">"
        return True

    def _fault(self, tokens: Tokens, cells: list[str]) -> Problem | None:
        marker = _CONFLICT.match(cells[0])
        if marker is not None and (marker[1][0] in "<>" or len(cells) not in self._widths):
            if self._conflict:
                return None
            self._conflict = marker[1][0] != ">"
            message, hint = "a merge conflict that was not resolved", "choose one side, and remove the marked lines"
            return tokens.problem("csv-merge-conflict", message, hint, ",".join(cells)[:80])
        if len(cells) == len(self._columns) and tuple(cells) == self._columns:
            message = "the header a second time, as where a second table begins"
            return tokens.problem("csv-second-header", message, "remove it, or give the second table its own file")
        return None if len(cells) in self._widths else self._wrong_width(tokens, cells)

    def _wrong_width(self, tokens: Tokens, cells: list[str]) -> Problem:
        found, wanted = len(cells), len(self._header)
        counted = "1 cell" if found == 1 else f"{found} cells"
        excerpt = ",".join(cells)[:80]
        if found < wanted and tokens.is_last:
            message = f"the file breaks off: {counted} where the header has {wanted}, and no line feed"
            return tokens.problem("csv-truncated", message, "get the whole file again", excerpt)
        code = "csv-missing-cells" if found < wanted else "csv-surplus-cells"
        hint = f"give each row {wanted} cells; quote a cell that holds a comma"
        return tokens.problem(code, f"{counted} where the header has {wanted}", hint, excerpt)


_LOOK = 64
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAVE = "save the file as UTF-8"


def near_miss(name: str, columns: Sequence[str]) -> str | None:
    """Return the column that a name of a header is probably meant to be; None if it is one, or like none."""
    if name in columns:
        return None
    plain = re.sub("[^a-z0-9]+", "_", name.strip().casefold()).strip("_")
    return next(iter(difflib.get_close_matches(plain, columns, 1, _NEAR)), None)


def _known(cells: Sequence[str], columns: Sequence[str]) -> int:
    return len(set(cells) & set(columns))


def _lines(count: int) -> str:
    return "a line" if count == 1 else f"{count} lines"
