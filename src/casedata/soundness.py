"""Proves from the bytes of a CSV file, without taking cells out, what every reader must find in it.

The proof covers files as they should be: UTF-8 without byte order mark, quotation marks around whole cells only, two
cells or more in each row and as many as in the header, none of enormous length, the first cell of no row empty, as in
the header, or like the mark of a merge conflict. What is sound beyond that, and what is wrong with a file, is left to
`casedata.csvfile`.
"""

import bisect
import codecs
import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from casedata.csvfile import row_starts

_PIECE = 1 << 15
"""Small enough for the caches of a processor, which makes the proof twice as fast."""
LONGEST = 1 << 17
"""The longest cell that the csv module reads, in characters; where a record has more bytes, nothing is proved."""

_MARK, _FEED, _RETURN = b'"', b"\n", b"\r"
_NOT_STRUCTURE = bytes(byte for byte in range(256) if byte not in b",\n")
_MARKERS = (b"<<<<<<<", b'"<<<<<<<', b">>>>>>>", b'">>>>>>>')
"""How a line of a merge conflict begins, as it is or after a spreadsheet program has written it."""
_BEFORE_MARK = {b"", b",", _FEED}
_AFTER_MARK = {b"", b",", _FEED, _RETURN}


class _UnprovedError(Exception):
    """The bytes do not prove what a reader finds."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What every reader finds in a file: its header, the number of rows, the bytes in all cells of all rows."""

    header: tuple[str, ...]
    row_count: int
    cell_bytes: int


@dataclass(frozen=True, slots=True)
class Survey:
    """What is known of a file after one reading: its size, its digest, and its shape; None if that is not proved."""

    size: int
    sha256: str
    shape: Shape | None


def survey(file: BinaryIO) -> Survey:
    """Read a file from its beginning to its end, in little memory."""
    digest, tally, shape = hashlib.sha256(), _Tally(), None
    try:
        for piece in _pieces(file):
            digest.update(piece.content)
            tally.add(piece)
        shape = tally.shape()
    except _UnprovedError:
        file.seek(0)
        digest = hashlib.sha256()
        while content := file.read(_PIECE):
            digest.update(content)
    return Survey(file.tell(), digest.hexdigest(), shape)


def row_lines(file: BinaryIO, rows: Iterable[int]) -> dict[int, int]:
    """Return the physical line (from 1) on which each of these rows (from 1) of a sound file begins."""
    wanted = sorted(set(rows))
    if not wanted:
        return {}
    try:
        return dict(_lines_in_pieces(file, wanted))
    except _UnprovedError:
        file.seek(0)
        known = set(wanted)
        return {row: line for row, line in enumerate(row_starts(file), 1) if row in known}


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some whole records of a file.

    `structure` is what stands between cells, the commas and line feeds, the last one added if the file lacks it;
    `cell_bytes` is the size of the cells when quotes are off.
    """

    content: bytes
    structure: bytes
    cell_bytes: int

    @property
    def records(self) -> int:
        return self.structure.count(_FEED)


def _pieces(file: BinaryIO) -> Iterator[_Piece]:
    """Cut a file into pieces, as long as its quotation marks stand around whole cells."""
    longest = min(LONGEST, csv.field_size_limit())
    while content := file.read(_PIECE) + file.readline(longest):
        parts = content.split(_MARK)
        if len(parts) % 2 == 0:
            content += _rest_of_record(file, longest)
            parts = content.split(_MARK)
        if len(content) > longest:
            raise _UnprovedError
        yield _piece(content, parts)


def _piece(content: bytes, parts: Sequence[bytes]) -> _Piece:
    """Make a piece of what stands between its quotation marks: by turns outside and inside of quoted cells."""
    outside = parts[::2]
    before, after = {part[-1:] for part in outside[:-1]}, {part[:1] for part in outside[1:]}
    if not before <= _BEFORE_MARK or not after <= _AFTER_MARK:
        raise _UnprovedError
    # Where nothing stands between two marks they are a doubled mark inside a quoted cell, one character of it.
    marks = len(parts) - 1 - outside[1:-1].count(b"")
    between = _MARK.join(outside)
    structure = between.translate(None, _NOT_STRUCTURE)
    returns = between.count(_RETURN) if _RETURN in between else 0
    if returns and returns != between.count(_RETURN + _FEED):
        raise _UnprovedError
    cell_bytes = len(content) - len(structure) - marks - returns
    return _Piece(content, structure if content.endswith(_FEED) else structure + _FEED, cell_bytes)


def _rest_of_record(file: BinaryIO, longest: int) -> bytes:
    """Read on from within a quoted cell to the end of the line on which it ends."""
    lines: list[bytes] = []
    while longest > 0 and (line := file.readline(longest)):
        lines.append(line)
        longest -= len(line)
        if line.count(_MARK) % 2:
            return b"".join(lines)
    raise _UnprovedError


@dataclass(slots=True)
class _Tally:
    """What was counted in the pieces so far."""

    header: tuple[str, ...] = ()
    records: int = 0
    cell_bytes: int = 0

    def add(self, piece: _Piece) -> None:
        """Count a piece, or refuse it if it is not plain text or a record has not the cells that the header has."""
        try:
            piece.content.decode("utf-8")
        except UnicodeDecodeError as error:
            raise _UnprovedError from error
        is_first = not self.header
        self.header = self.header or _header(piece.content)
        name = self.header[0].encode()
        begins = piece.content if is_first else _FEED + piece.content
        if any(_FEED + cell in begins for cell in (b",", b'"",', name, _MARK + name, *_MARKERS)):
            raise _UnprovedError
        records = piece.records
        if piece.structure != (b"," * (len(self.header) - 1) + _FEED) * records:
            raise _UnprovedError
        self.records += records
        self.cell_bytes += piece.cell_bytes

    def shape(self) -> Shape:
        if not self.header:
            raise _UnprovedError
        cell_bytes = self.cell_bytes - sum(len(name.encode()) for name in self.header)
        return Shape(self.header, self.records - 1, cell_bytes)


def _header(content: bytes) -> tuple[str, ...]:
    header = next(csv.reader(io.StringIO(content.decode("utf-8"), newline="\n"), strict=True))
    if len(header) < 2 or content.startswith(codecs.BOM_UTF8):
        raise _UnprovedError
    return tuple(header)


def _lines_in_pieces(file: BinaryIO, wanted: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield row and line for each wanted row; only the pieces in which one begins are taken apart."""
    record, line = 0, 0
    for piece in _pieces(file):
        after = record + piece.records
        here = wanted[bisect.bisect_left(wanted, record) : bisect.bisect_left(wanted, after)]
        if here:
            starts = [1, *row_starts(io.BytesIO(piece.content))]
            yield from ((row, line + starts[row - record]) for row in here)
        if wanted[-1] < after:
            return
        record, line = after, line + piece.content.count(_FEED)
