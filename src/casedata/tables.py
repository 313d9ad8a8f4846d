"""A package in DuckDB: raw text tables, typed tables beside them, and SQL over both.

Schema `raw` holds each table as it stands in its file: text columns, the empty text for a blank cell, and `_row`, the
number of the row from 1. Schema `main` holds the typed tables of the same names: NULL for a blank cell, BIGINT and
DOUBLE for numbers, ISO text for days, and after each uncertain date its bounds as ISO text. The connection reaches
neither files nor the network. Whether the cells are right is left to `rules`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import duckdb

from casedata import dates
from casedata.csvfile import first_lines
from casedata.errors import DateError, PackageError, QueryError
from casedata.package import Package
from casedata.schema import Field, Table, bounds_columns

INTEGER = "[+-]?[0-9]+"
NUMBER = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?"
DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
"""How Table Schema writes integer, number and date; what DuckDB casts beyond that is not accepted."""

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "lock_configuration": "true",
}


@dataclass(frozen=True, slots=True)
class Tables:
    """The typed and raw tables of a package, open for queries."""

    package: Package
    _connection: duckdb.DuckDBPyConnection

    def sql(self, query: str, parameters: Sequence[object] = ()) -> duckdb.DuckDBPyConnection:
        """Run one SELECT over the tables and return a cursor of its own, with `fetchall`, `df` and the like.

        `parameters` are the values of the `?` in the query. What goes wrong in a late row, DuckDB may raise only when
        that row is fetched.

        Raises:
            QueryError: the query is not one SELECT, or cannot be run.
        """
        cursor = self._connection.cursor()
        try:
            query.encode()
            statements = cursor.extract_statements(query)
            if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
                raise QueryError("not a single SELECT; ask one question at a time, the tables cannot be changed")
            return cursor.execute(statements[0], list(parameters))
        except (duckdb.Error, UnicodeEncodeError) as error:
            raise QueryError(" ".join(str(error).split())) from error

    def close(self) -> None:
        """Free the memory of the tables."""
        self._connection.close()


def open_tables(package: Package) -> Tables:
    """Read all tables of a package into DuckDB.

    Raises:
        PackageError: a file is not readable, or a cell does not have the type of its column; the message names the
            first such place.
    """
    connection = load_raw((table, package.csv(name).rows) for name, table in package.tables.items())
    add_dates(connection, package.tables.values())
    for table in package.tables.values():
        for row, field, value in _untypable(connection, table):
            connection.close()
            line = first_lines(package.read(table.name))[row - 1]
            raise PackageError(
                f"{package.path(table.name)}:{line}: {field} {value[:60]!r} is not a value of its column; "
                "run casedata validate for all findings"
            )
    add_typed(connection, package.tables.values())
    return Tables(package, connection)


def quoted(*names: str) -> str:
    """Quote an identifier for SQL; several names are the parts of one.

    >>> quoted("raw", "events")
    '"raw"."events"'
    """
    return ".".join('"' + name.replace('"', '""') + '"' for name in names)


def load_raw(contents: Iterable[tuple[Table, Sequence[Sequence[str]]]]) -> duckdb.DuckDBPyConnection:
    """Open a connection and fill schema `raw`; each row has a cell for each column of its table."""
    connection = duckdb.connect(config=_CONFIG)
    connection.execute("create schema raw")
    for table, rows in contents:
        names = ["_row", *map(quoted, table.columns)]
        columns = [range(1, len(rows) + 1), *zip(*rows, strict=True)] if rows else [()] * len(names)
        types = ["bigint", *["varchar"] * len(table.columns)]
        cells = ", ".join(f"unnest(cast(? as {kind}[])) as {name}" for kind, name in zip(types, names, strict=True))
        connection.execute(f"create table {quoted('raw', table.name)} as select {cells}", [*map(list, columns)])
    return connection


def add_dates(connection: duckdb.DuckDBPyConnection, tables: Iterable[Table]) -> None:
    """Read each distinct uncertain date once: `raw._dates` has text, earliest, latest, is_date."""
    columns = [(table.name, field.name) for table in tables for field in table.fields if field.is_date]
    connection.execute("create table raw._dates (text varchar, earliest varchar, latest varchar, is_date boolean)")
    if not columns:
        return
    texts = " union ".join(
        f"select {quoted(column)} from {quoted('raw', name)}"  # noqa: S608 - identifiers are quoted
        for name, column in columns
    )
    found = [_bounds(text) for (text,) in connection.execute(texts).fetchall() if text]
    if found:
        insert = "insert into raw._dates select unnest(?), unnest(?), unnest(?), unnest(?)"
        connection.execute(insert, [*map(list, zip(*found, strict=True))])


def _bounds(text: str) -> tuple[str, str | None, str | None, bool]:
    try:
        return (text, *dates.bounds(text), True)
    except DateError:
        return text, None, None, False


def add_typed(connection: duckdb.DuckDBPyConnection, tables: Iterable[Table]) -> None:
    """Add the typed tables; a cell that does not have the type of its column becomes NULL."""
    for table in tables:
        columns, joins = [], []
        for number, field in enumerate(table.fields):
            columns.append(f"{typed(field)} as {quoted(field.name)}")
            if field.is_date:
                date = f"date{number}"
                joins.append(f"left join raw._dates {date} on {date}.text = cell.{quoted(field.name)}")
                columns += [
                    f"{date}.{bound} as {quoted(name)}"
                    for bound, name in zip(("earliest", "latest"), bounds_columns(field.name), strict=True)
                ]
        connection.execute(
            f"create table {quoted(table.name)} as select {', '.join(columns)} "  # noqa: S608 - identifiers are quoted
            f"from {quoted('raw', table.name)} cell {' '.join(joins)} order by cell._row"
        )


def typed(field: Field) -> str:
    """Return the SQL that makes a value of a cell of raw table `cell`; NULL if blank or not of the column's type."""
    cell = f"cell.{quoted(field.name)}"
    match field.type:
        case "integer":
            return f"case when regexp_full_match({cell}, '{INTEGER}') then try_cast({cell} as bigint) end"
        case "number":
            number = f"try_cast({cell} as double)"
            return f"case when regexp_full_match({cell}, '{NUMBER}') and isfinite({number}) then {number} end"
        case "date":
            day = f"try_cast({cell} as date)"
            is_day = f"regexp_full_match({cell}, '{DAY}') and {cell} >= '0001' and {day} is not null"
            return f"case when {is_day} then {cell} end"
        case _:
            return f"nullif({cell}, '')"


def _untypable(connection: duckdb.DuckDBPyConnection, table: Table) -> Iterator[tuple[int, str, str]]:
    """Yield row number, column and text of each cell that the typed table would lose."""
    for field in table.fields:
        cell = f"cell.{quoted(field.name)}"
        if field.is_date:
            lost = f"exists (from raw._dates where text = {cell} and not is_date)"
        elif field.type == "string":
            continue
        else:
            lost = f"{cell} <> '' and ({typed(field)}) is null"
        raw = quoted("raw", table.name)
        query = f"select _row, ?, {cell} from {raw} cell where {lost} order by _row"  # noqa: S608 - quoted
        yield from connection.execute(query, [field.name]).fetchall()
