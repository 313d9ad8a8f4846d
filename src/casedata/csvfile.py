"""CSV files as bytes: strict reading with physical lines, canonical writing, and replacing a file safely.

Cells are text; what they mean is left to others. Reading stops at nothing that can be read past: each fault is a
problem with its line.
"""

import codecs
import csv
import io
import itertools
import os
import re
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from casedata.errors import StaleFileError
from casedata.schema import Table

_PIECE = 1 << 15
_DIGITS = re.compile("([0-9]+)")
_QUOTED = re.compile('[,"\r\n]')
_FAULTS = {
    "unexpected end of data": ("a quoted cell in this row is not closed", "close it with a quotation mark"),
    "',' expected after '\"'": (
        "a quoted cell in this row goes on after its closing quotation mark",
        "double each quotation mark inside a quoted cell",
    ),
    "new-line character seen in unquoted field": (
        "a carriage return outside quotation marks",
        "end lines with a line feed, and quote cells that hold line breaks",
    ),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault of the file itself: its physical line (from 1; None: the whole file), what was found, what to do."""

    line: int | None
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Csv:
    """A file that was read: header, rows (each as long as the header), and the problems; a faulty row is left out."""

    header: tuple[str, ...]
    rows: tuple[list[str], ...]
    problems: tuple[Problem, ...]


def read_csv(content: bytes) -> Csv:
    r"""Read a CSV file: UTF-8, commas, quotation marks doubled inside quoted cells, any line end but a lone CR.

    >>> found = read_csv(b"id,title\n1,one\n2\n")
    >>> found.header, found.rows, [(problem.line, problem.message) for problem in found.problems]
    (('id', 'title'), (['1', 'one'],), [(3, '1 cell where the header has 2')])
    """
    header: tuple[str, ...] = ()
    rows: list[list[str]] = []
    problems: list[Problem] = []
    for part in read_parts(io.BytesIO(content)):
        match part:
            case Problem():
                problems.append(part)
            case tuple():
                header = part
            case _:
                rows.append(part)
    return Csv(header, tuple(rows), tuple(problems))


def read_parts(file: BinaryIO) -> Iterator[tuple[str, ...] | list[str] | Problem]:
    """Yield what `read_csv` finds, in file order and without keeping it: the header, a tuple; rows, lists; problems."""
    problem = _not_utf8(file)
    if problem is not None:
        yield problem
        return
    if file.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8:
        yield Problem(1, "the file begins with a byte order mark", "save the file as UTF-8 without BOM")
    else:
        file.seek(0)
    width = 0
    for line, record in _records(file):
        if isinstance(record, Problem):
            yield record
        elif line == 1:
            width = len(record)
            yield tuple(record)
        elif len(record) == width:
            yield record
        elif width:
            yield _wrong_width(line, len(record), width)


def first_lines(content: bytes) -> list[int]:
    """Return the physical line (from 1) on which each row of a file that `read_csv` finds sound begins."""
    return list(row_starts(io.BytesIO(content)))


def row_starts(file: BinaryIO) -> Iterator[int]:
    """Yield the physical line (from 1) on which each row of a file that `read_csv` finds sound begins."""
    return (line for line, _ in itertools.islice(_records(file), 1, None))


def _not_utf8(file: BinaryIO) -> Problem | None:
    """Read a file to its end and return to its beginning; tell the first byte that is no UTF-8."""
    before = 0
    while piece := file.read(_PIECE) + file.readline():  # A line feed is never part of a longer character.
        try:
            piece.decode("utf-8")
        except UnicodeDecodeError as error:
            line = before + piece.count(b"\n", 0, error.start) + 1
            return Problem(line, f"byte 0x{piece[error.start]:02x} is not UTF-8", "save the file as UTF-8")
        before += piece.count(b"\n")
    file.seek(0)
    return None


def _records(file: BinaryIO) -> Iterator[tuple[int, list[str] | Problem]]:
    """Yield each record with its first physical line; after a fault that hides where records end, stop."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="\n")
    reader = csv.reader(text, strict=True)
    line = 1
    try:
        for record in reader:
            yield line, record
            line = reader.line_num + 1
    except csv.Error as error:
        known = (fault for words, fault in _FAULTS.items() if str(error).startswith(words))
        message, hint = next(known, (str(error), "correct this row"))
        yield line, Problem(line, f"{message}; nothing after this can be read", hint)
    finally:
        text.detach()


def _wrong_width(line: int, found: int, wanted: int) -> Problem:
    if not found:
        return Problem(line, "a blank line", "remove it")
    cells = "1 cell" if found == 1 else f"{found} cells"
    hint = f"give each row {wanted} cells; quote a cell that holds a comma"
    return Problem(line, f"{cells} where the header has {wanted}", hint)


def header_problems(table: Table, header: tuple[str, ...]) -> list[Problem]:
    """Compare a header with the columns of the table: missing, unknown, doubled, reordered."""
    hint = f"write the header {','.join(table.columns)}"
    if not header:
        return [Problem(1, "there is no header", hint)]
    found = []
    for message, columns in (
        ("column {} is missing", [name for name in table.columns if name not in header]),
        ("column {} is unknown", [name for name in dict.fromkeys(header) if name not in table.columns]),
        ("column {} is there twice", [name for name in dict.fromkeys(header) if header.count(name) > 1]),
    ):
        found += [Problem(1, message.format(repr(name)), hint) for name in columns]
    if not found and header != table.columns:
        found.append(Problem(1, "the columns are in another order", hint))
    return found


def natural_key(text: str) -> tuple[str | tuple[int, str], ...]:
    """Return a sort key in which runs of digits compare as numbers.

    >>> sorted(["c-10", "c-2", "s-x#2", "s-x#10"], key=natural_key)
    ['c-2', 'c-10', 's-x#2', 's-x#10']
    """
    parts = _DIGITS.split(text)
    numbers = [(len(digits), digits) for digits in (run.lstrip("0") for run in parts[1::2])]
    return (*(part for pair in zip(parts[::2], numbers, strict=False) for part in pair), parts[-1])


def canonical_csv(table: Table, rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return the one way to write these rows: UTF-8, LF, quotes only where needed, sorted by key in natural order."""
    records = [[row[name] for name in table.columns] for row in rows]
    key = table.columns.index(table.primary_key)
    records.sort(key=lambda record: (natural_key(record[key]), record))
    return "".join(map(_line, [list(table.columns), *records])).encode("utf-8")


def _line(cells: list[str]) -> str:
    quoted = ['"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell for cell in cells]
    return (",".join(quoted) or '""') + "\n"


def replace_file(path: Path, content: bytes, *, read: bytes | None) -> None:
    """Put `content` into the file at `path`, whole or not at all.

    `read` is what the file held when the caller read it, None if there was no file. The new content is written beside
    the file, flushed to disk and renamed over it; links are followed and permissions kept.

    Raises:
        StaleFileError: the file holds something else now; it is left as it is.
    """
    target = path.resolve()
    current = target.read_bytes() if target.exists() else None
    if current != read:
        raise StaleFileError(f"{path}: changed since it was read; nothing was written, run the command again")
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644 if current is None else stat.S_IMODE(target.stat().st_mode))
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
