"""Loads CSV files into raw tables of DuckDB: exactly what `casedata.csvfile.read_csv` finds in them, at any size.

A file whose bytes prove what a reader finds (`casedata.soundness`) goes through DuckDB's own reader, and the result is
compared with the proof. Every other file, and so every file with a problem, is read by `casedata.csvfile`, in little
memory but more slowly. Which tables there are and what their cells mean is left to `casedata.tables`.
"""

import shutil
import tempfile
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import duckdb

from casedata.bounds import Bounds
from casedata.csvfile import Problem, read_parts
from casedata.errors import PackageError, UnreadableError
from casedata.schema import Table
from casedata.soundness import LONGEST, Shape, survey

MEMORY = "600 MiB"
"""How much DuckDB keeps in memory unless told otherwise; the rest goes to disk."""

FEW_ROWS = 20_000
"""Up to so many rows threads would only wait for each other."""

SMALL = 1 << 16
"""Up to so many bytes Python reads a file in less time than DuckDB needs to plan to read it."""

_BATCH = 10_000
_GLOB = frozenset("*?[]{}")
"""With these in a path DuckDB would read other files too."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was found in a file: header, number of rows that have its length, problems; its size and SHA-256.

    `problems` are the first of `problem_count`.
    """

    header: tuple[str, ...]
    row_count: int
    problems: tuple[Problem, ...]
    size: int
    sha256: str
    problem_count: int = 0


def connect(memory: str | None = MEMORY) -> duckdb.DuckDBPyConnection:
    """Open an empty database with a schema `raw`, which can read files until `shut` is called.

    It uses one processor until `use_processors` is called. What exceeds `memory` (None: most of what the machine has)
    goes to a folder among the temporary files that nobody else can read; it goes when the connection goes.
    """
    folder = tempfile.mkdtemp(prefix="casedata-")
    connection = duckdb.connect(
        config={
            **({} if memory is None else {"memory_limit": memory}),
            "threads": 1,
            "temp_directory": str(Path(folder) / "tables"),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
    )
    weakref.finalize(connection, shutil.rmtree, folder, ignore_errors=True)
    connection.execute("create schema raw")
    return connection


def use_processors(connection: duckdb.DuckDBPyConnection, row_count: int) -> None:
    """Let a database that holds so many rows use all processors, if it is worth their while."""
    if row_count > FEW_ROWS:
        connection.execute("reset threads")


def shut(connection: duckdb.DuckDBPyConnection, *, lock: bool = True) -> None:
    """Let a database reach nothing outside any more, neither files nor the network; this cannot be taken back.

    With `lock` no other setting can be changed either.
    """
    connection.execute("set enable_external_access = false")
    if lock:
        connection.execute("set lock_configuration = true")


def load_table(connection: duckdb.DuckDBPyConnection, table: Table, path: Path, bounds: Bounds | None = None) -> Loaded:
    """Read the file at `path` and, if it has no problem and the header of `table`, fill the table of schema `raw`.

    The raw table has `_row`, the number of the row from 1, and the columns of `table` as text, '' for a blank cell.

    Raises:
        PackageError: memory and disk do not suffice for the table.
        UnreadableError: the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            return _load(connection, table, path, file, bounds or Bounds())
    except OSError as error:
        raise UnreadableError(f"{path}: cannot be read: {error.strerror}") from error
    except duckdb.Error as error:
        raise PackageError(f"{path}: cannot be loaded: {' '.join(str(error).split())}") from error


def _load(connection: duckdb.DuckDBPyConnection, table: Table, path: Path, file: BinaryIO, bounds: Bounds) -> Loaded:
    found = survey(file)
    shape = found.shape
    is_plain = shape is not None and found.size > SMALL and shape.header == table.columns
    is_within = bounds.cell >= LONGEST <= bounds.record and (shape is None or shape.row_count <= bounds.rows)
    if shape is not None and is_plain and is_within and _is_done(connection, table, path, shape):
        return Loaded(shape.header, shape.row_count, (), found.size, found.sha256)
    file.seek(0)
    rows = _load_rows(connection, table, file, bounds)
    return Loaded(rows.header, rows.count, tuple(rows.problems), found.size, found.sha256, rows.problem_count)


def _is_done(connection: duckdb.DuckDBPyConnection, table: Table, path: Path, shape: Shape) -> bool:
    _create(connection, table)
    return _load_proved(connection, table, path, shape)


def quoted(*names: str) -> str:
    """Quote an identifier for SQL; several names are the parts of one.

    >>> quoted("raw", "events")
    '"raw"."events"'
    """
    return ".".join('"' + name.replace('"', '""') + '"' for name in names)


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _create(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    columns = ", ".join(f"{quoted(name)} varchar not null default ''" for name in table.columns)
    connection.execute(f"create or replace table {quoted('raw', table.name)} (_row bigint, {columns})")


def _load_proved(connection: duckdb.DuckDBPyConnection, table: Table, path: Path, shape: Shape) -> bool:
    """Let DuckDB read a file into an empty raw table; whether it found what was proved, which it should always."""
    name, raw = str(path.absolute()), quoted("raw", table.name)
    if _GLOB & set(name) or not name.isprintable():
        return False
    reader = f"read_csv({_text(name)}, {_options(table)})"
    try:
        connection.execute(f"insert into {raw} select row_number() over (), * from {reader}")  # noqa: S608 - quoted
    except (duckdb.InvalidInputException, duckdb.ConstraintException):
        return False
    sizes = " + ".join(f"sum(strlen({quoted(column)}))" for column in table.columns)
    found = connection.execute(f"select count(*), {sizes} from {raw}").fetchone()  # noqa: S608 - quoted
    return found == (shape.row_count, shape.cell_bytes if shape.row_count else None)


def _options(table: Table) -> str:
    """Return what DuckDB's reader must know so that it guesses nothing and changes nothing.

    Its threads would only wait for each other, since rows are numbered in order; one alone is faster.
    """
    names = [_text(name) for name in table.columns]
    kinds = ", ".join(f"{name}: 'varchar'" for name in names)
    return (
        "auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', comment = '', "
        "compression = 'none', hive_partitioning = false, strict_mode = true, null_padding = false, "
        f"ignore_errors = false, parallel = false, max_line_size = {2 * LONGEST}, buffer_size = {32 * LONGEST}, "
        f"force_not_null = [{', '.join(names)}], columns = {{{kinds}}}"
    )


class _Rows:
    """The rows of a file, and, when they have been read, its header, its problems and how many rows there were."""

    def __init__(self, file: BinaryIO, columns: Sequence[str], bounds: Bounds) -> None:
        self.header: tuple[str, ...] = ()
        self.problems: list[Problem] = []
        self.problem_count = 0
        self.count = 0
        self._parts = read_parts(file, columns, bounds)
        self._most = bounds.findings

    def __iter__(self) -> Iterator[list[str]]:
        for part in self._parts:
            match part:
                case Problem():
                    self.problem_count += 1
                    if len(self.problems) < self._most:
                        self.problems.append(part)
                case tuple():
                    self.header = part
                case _:
                    self.count += 1
                    yield part


def _load_rows(connection: duckdb.DuckDBPyConnection, table: Table, file: BinaryIO, bounds: Bounds) -> _Rows:
    """Read a file row by row; fill the raw table if the file has no problem and the right header."""
    _create(connection, table)
    found = _Rows(file, table.columns, bounds)
    rows, first = iter(found), 1
    while batch := list(islice(rows, _BATCH)):
        if found.header == table.columns and not found.problems:
            _insert(connection, table, first, batch)
        first += len(batch)
    if found.header != table.columns or found.problems:
        connection.execute(f"drop table {quoted('raw', table.name)}")
    return found


def _insert(connection: duckdb.DuckDBPyConnection, table: Table, first: int, rows: Sequence[Sequence[str]]) -> None:
    numbers = "unnest(cast(? as bigint[]))"
    cells = ", ".join([numbers, *["unnest(cast(? as varchar[]))"] * len(table.columns)])
    values = [list(range(first, first + len(rows))), *map(list, zip(*rows, strict=True))]
    connection.execute(f"insert into {quoted('raw', table.name)} select {cells}", values)
