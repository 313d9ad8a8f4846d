"""The row ledger: digests of every row and cell, so that a change in a table can be named, not only noticed.

`MANIFEST.rows.csv` has, for each table, a row on the table itself (`key`: its key column, `row_sha256`: of the line of
its header, `cells`: that line, `file`: its path), then a row for each of its rows: `key`, `row_sha256` of its line in
canonical form with its line feed, and `cells`: for each column in order the first eight hexadecimal digits of the
SHA-256 of table, key, column and cell, joined by NUL. Eight digits name the cell that changed; only the whole digest
of the row shows that none did.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from casedata.bounds import Bounds
from casedata.csvfile import read_csv
from casedata.errors import IntegrityError, PackageError
from casedata.manifest.digests import digest
from casedata.manifest.names import LEDGER

COLUMNS = ("table", "key", "row_sha256", "cells", "file")

_DIGITS = 8
_QUOTED = re.compile('[,"\r\n]')


@dataclass(frozen=True, slots=True)
class RowChange:
    """What became of a row: its table, its key, `added`, `removed` or `changed`, and the columns of changed cells.

    A blank key means the header: `fields` are columns that came or went.
    """

    table: str
    key: str
    change: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableRows:
    """The digests of a table's rows: by key and how often the key was there before, that of the row and its cells."""

    table: str
    file: str
    key: str
    columns: tuple[str, ...]
    rows: Mapping[tuple[str, int], tuple[str, str]]


def digest_rows(table: str, file: str, key: str, content: bytes, bounds: Bounds | None = None) -> TableRows:
    """Return the digests of the rows of a table's file; `key` is its key column.

    Raises:
        PackageError: the file cannot be read as CSV within the bounds, or has no such column.
    """
    found = read_csv(content, bounds=bounds)
    for problem in found.problems:
        raise PackageError(f"{file}:{problem.line}: {problem.message}; {problem.hint}")
    if key not in found.header:
        raise PackageError(f"{file}:1: there is no column {key!r}; write the header of the schema")
    at = found.header.index(key)
    rows: dict[tuple[str, int], tuple[str, str]] = {}
    seen: Counter[str] = Counter()
    for row in found.rows:
        name = row[at]
        cells = zip(found.header, row, strict=True)
        marks = [digest("\0".join((table, name, column, cell)).encode())[:_DIGITS] for column, cell in cells]
        rows[name, seen[name]] = digest(_line(row)), "".join(marks)
        seen[name] += 1
    return TableRows(table, file, key, found.header, rows)


def ledger_bytes(tables: Iterable[TableRows]) -> bytes:
    """Return the ledger of tables."""
    lines = [_line(COLUMNS)]
    for each in tables:
        header = _line(each.columns)
        lines.append(_line((each.table, each.key, digest(header), header.decode().removesuffix("\n"), each.file)))
        lines += [_line((each.table, key, *digests, "")) for (key, _), digests in each.rows.items()]
    return b"".join(lines)


def read_ledger(content: bytes) -> dict[str, TableRows]:
    """Return the tables of a ledger by the path of their file.

    Raises:
        IntegrityError: it is no ledger.
    """
    try:
        header, *records = csv.reader(io.StringIO(content.decode(), newline=""), strict=True)
        if tuple(header) != COLUMNS:
            raise ValueError("another header")
        return _tables(records)
    except (ValueError, csv.Error) as error:
        raise IntegrityError(f"{LEDGER}: not a ledger of rows ({error}); run casedata manifest") from error


def _tables(records: Iterable[Sequence[str]]) -> dict[str, TableRows]:
    tables: dict[str, TableRows] = {}
    rows: dict[tuple[str, int], tuple[str, str]] = {}
    seen: Counter[str] = Counter()
    for table, key, row_digest, cells, file in records:
        if file:
            rows, seen = {}, Counter()
            tables[file] = TableRows(table, file, key, tuple(next(csv.reader([cells]))), rows)
        elif not tables:
            raise ValueError("a row before its table")
        else:
            rows[key, seen[key]] = row_digest, cells
            seen[key] += 1
    return tables


def compare(old: TableRows, new: TableRows) -> Iterator[RowChange]:
    """Yield what differs between two states of a table, in the order of the old one, then what is new."""
    columns = set(old.columns) ^ set(new.columns)
    if columns:
        in_order = dict.fromkeys([*old.columns, *new.columns])
        yield RowChange(old.table, "", "changed", tuple(name for name in in_order if name in columns))
    for (key, number), digests in old.rows.items():
        now = new.rows.get((key, number))
        if now is None:
            yield RowChange(old.table, key, "removed")
        elif fields := _changed(old.columns, digests, new.columns, now):
            yield RowChange(old.table, key, "changed", fields)
        elif digests[0] != now[0] and old.columns == new.columns:  # the eight digits of two cells are the same
            yield RowChange(old.table, key, "changed")
    yield from (RowChange(old.table, key, "added") for key, number in new.rows if (key, number) not in old.rows)


def _changed(
    columns: Sequence[str], digests: tuple[str, str], new_columns: Sequence[str], now: tuple[str, str]
) -> tuple[str, ...]:
    """Return the columns, of those that both states have, in which the digests of the cells differ."""
    if digests == now and columns == new_columns:
        return ()
    after = dict(zip(new_columns, _cells(now[1]), strict=False))
    before = zip(columns, _cells(digests[1]), strict=False)
    return tuple(name for name, cell in before if name in after and after[name] != cell)


def _cells(digests: str) -> list[str]:
    return [digests[at : at + _DIGITS] for at in range(0, len(digests), _DIGITS)]


def _line(cells: Iterable[str]) -> bytes:
    """Return the canonical line of a row."""
    quoted = ['"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell for cell in cells]
    return ((",".join(quoted) or '""') + "\n").encode()
