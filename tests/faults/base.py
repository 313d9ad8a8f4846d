"""What a fault is, the sound package that faults are applied to, and the edits that they are made of."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from casedata.testing import Rows, packages, write
from fired import drawn

TABLES = ("events", "claims")
"""The tables whose files are broken in turn."""


@dataclass(frozen=True)
class Expected:
    """What must be told: a finding with `code` in `file` on `line` at `column`, or an error with `words`.

    None: that part is not told, or is not looked at. `exit` is the exit code of `casedata validate`.
    """

    code: str | None = None
    file: str | None = None
    line: int | None = None
    column: int | None = None
    row: str | None = None
    field: str | None = None
    words: str = ""
    exit: int = 1


Damage = Callable[[Path], Expected]
"""Breaks the package in a folder, and returns what must be told."""


@dataclass(frozen=True)
class Fault:
    """One fault: its name, the family it belongs to, and how it is applied.

    `is_last` says that nothing can be claimed beside it: of its table, or, if it is an error, of the package.
    """

    name: str
    family: str
    apply: Damage
    tables: tuple[str, ...] = ()
    is_last: bool = False

    def __str__(self) -> str:
        """Return the name with the family before it."""
        return f"{self.family}: {self.name}"


@cache
def sound() -> Rows:
    """Return the rows of a sound package, generated, the same each time; every table has some."""
    many = [rows for rows in drawn(packages(min_events=4), 300) if all(map(rows.get, rows))]
    return max(many, key=lambda rows: (sum(map(_has_plain, map(rows.get, TABLES))), sum(map(len, rows.values()))))


def _has_plain(rows: Sequence[Mapping[str, str]] | None) -> bool:
    return any(not re.search('[,"\n]', "".join(row.values())) for row in rows or ())


def make(folder: Path) -> Path:
    """Write the sound package with sizes and digests that fit."""
    write(sound(), folder)
    seal(folder)
    return folder


def seal(folder: Path, *only: str) -> None:
    """State size and digest of each file of a table in the descriptor, as `casedata build` does."""
    document = descriptor(folder)
    for resource in document["resources"]:
        path = folder / resource["path"]
        if path.is_file() and (not only or resource["name"] in only):
            content = path.read_bytes()
            resource |= {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
    save(folder, document)


def descriptor(folder: Path) -> dict[str, Any]:
    """Read the descriptor of a package."""
    document: dict[str, Any] = json.loads((folder / "datapackage.json").read_text("utf-8"))
    return document


def save(folder: Path, document: object) -> None:
    """Write the descriptor of a package."""
    (folder / "datapackage.json").write_text(json.dumps(document, ensure_ascii=False), "utf-8")


def file_of(table: str) -> str:
    """Return the path of a table's file in the package."""
    return f"data/{table}.csv"


def lines_of(folder: Path, table: str) -> list[bytes]:
    """Return the physical lines of a file, with their line feeds."""
    return (folder / file_of(table)).read_bytes().splitlines(keepends=True)


def put(folder: Path, table: str, content: bytes) -> None:
    """Write the file of a table and let the descriptor state its size and digest."""
    (folder / file_of(table)).write_bytes(content)
    seal(folder, table)


def first_single_line(folder: Path, table: str) -> int:
    """Return the number (from 1) of the first line after the header that is a whole record without quotation marks."""
    lines = lines_of(folder, table)
    inside = False
    for number, line in enumerate(lines, 1):
        if number > 1 and not inside and b'"' not in line:
            return number
        inside ^= line.count(b'"') % 2 == 1
    raise LookupError(table)


def row_places(folder: Path, table: str) -> dict[str, int]:
    """Return the physical line on which each row of a sound file begins, by its key."""
    text = io.StringIO((folder / file_of(table)).read_text("utf-8"), newline="")
    reader = csv.reader(text)
    next(reader)
    places, begin = {}, reader.line_num + 1
    for cells in reader:
        places[cells[0]] = begin
        begin = reader.line_num + 1
    return places


def edit_cell(folder: Path, table: str, column: str, value: str, number: int = 0) -> tuple[str, int]:
    """Set one cell of the row with that number (from 0); return the key of the row and its physical line."""
    path = folder / file_of(table)
    with io.StringIO(path.read_text("utf-8"), newline="") as text:
        header, *rows = csv.reader(text)
    rows[number][header.index(column)] = value
    write_rows(folder, table, [header, *rows])
    return rows[number][0], row_places(folder, table)[rows[number][0]]


def write_rows(folder: Path, table: str, rows: Sequence[Sequence[str]]) -> None:
    """Write a file with these rows, the header first, and let the descriptor state its size and digest."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    put(folder, table, text.getvalue().encode("utf-8"))
