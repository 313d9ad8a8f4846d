"""A package in DuckDB: raw text tables, typed tables beside them, and SQL over both.

Schema `raw` holds each table as it stands in its file: text columns, the empty text for a blank cell, and `_row`, the
number of the row from 1. Schema `main` holds the typed tables of the same names: NULL for a blank cell, BIGINT and
DOUBLE for numbers, ISO text for days, after each uncertain date its bounds as ISO text, and after what claims say of
figures its limits as DOUBLE. The connection reaches neither files nor the network. Whether the cells are right is left
to `rules`.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import isfinite

import duckdb

from casedata import dates, loading
from casedata.csvfile import first_lines
from casedata.errors import DateError, PackageError, QueryError
from casedata.loading import quoted
from casedata.package import Package
from casedata.quantities import read_quantity
from casedata.schema import FIGURES, Field, Table, bounds_columns, limits_columns

INTEGER = "[+-]?[0-9]+"
NUMBER = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?"
DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
"""How Table Schema writes integer, number and date; what DuckDB casts beyond that is not accepted."""

_MACROS = (
    "days_between(a, b) as date_diff('day', try_cast(a as date), try_cast(b as date))",
    "matches(text, pattern) as regexp_matches(text, pattern)",
    "nfc(text) as nfc_normalize(text)",
)
"""The functions that rules may call beside those of SQL."""


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

    def connection(self) -> duckdb.DuckDBPyConnection:
        """Return a connection of its own to the tables, for modules that add tables to schema `raw`."""
        return self._connection.cursor()

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


def add_functions(connection: duckdb.DuckDBPyConnection) -> None:
    """Add the functions of rules to a database."""
    connection.execute("; ".join(f"create macro {macro}" for macro in _MACROS))


def connect(*, lock: bool = True) -> duckdb.DuckDBPyConnection:
    """Open an empty database with schema `raw` and the functions of rules; nothing outside can be reached from it."""
    connection = loading.connect(memory=None)
    add_functions(connection)
    loading.shut(connection, lock=lock)
    return connection


def load_raw(
    contents: Iterable[tuple[Table, Sequence[Sequence[str]]]], *, lock: bool = True
) -> duckdb.DuckDBPyConnection:
    """Open a connection and fill schema `raw`; each row has a cell for each column of its table."""
    connection = connect(lock=False)
    row_count = 0
    for table, rows in contents:
        raw = quoted("raw", table.name)
        columns = ", ".join(f"{quoted(name)} varchar default ''" for name in table.columns)
        connection.execute(f"create table {raw} (_row bigint, {columns})")
        if rows:
            cells = ", ".join(["unnest(cast(? as bigint[]))", *["unnest(cast(? as varchar[]))"] * len(table.columns)])
            values = [list(range(1, len(rows) + 1)), *map(list, zip(*rows, strict=True))]
            connection.execute(f"insert into {raw} select {cells}", values)
            row_count += len(rows)
    loading.use_processors(connection, row_count)
    loading.shut(connection, lock=lock)
    return connection


def add_dates(
    connection: duckdb.DuckDBPyConnection, tables: Iterable[Table], *, dated: Sequence[str] | None = None
) -> None:
    """Read each distinct uncertain date once: `raw._dates` has text, earliest, latest, is_date.

    `dated` names the columns of dates whose values a column of values can hold; those of `tables` unless given.
    """
    connection.execute(
        "create or replace table raw._dates (text varchar, earliest varchar, latest varchar, is_date boolean)"
    )
    tables = list(tables)
    names = date_columns(tables) if dated is None else dated
    columns = [
        f"select {quoted(field.name)} from {quoted('raw', table.name)} cell {_only_dates(field, names, 'where')}"  # noqa: S608 - identifiers are quoted
        for table in tables
        for field in table.fields
        if field.has_bounds
    ]
    if not columns:
        return
    found = [_bounds(text) for (text,) in connection.execute(" union ".join(columns)).fetchall() if text]
    if found:
        insert = "insert into raw._dates select unnest(?), unnest(?), unnest(?), unnest(?)"
        connection.execute(insert, [*map(list, zip(*found, strict=True))])


def _bounds(text: str) -> tuple[str, str | None, str | None, bool]:
    try:
        return (text, *dates.bounds(text), True)
    except DateError:
        return text, None, None, False


def date_columns(tables: Iterable[Table]) -> tuple[str, ...]:
    """Return the names of the columns of uncertain dates, each once."""
    return tuple(dict.fromkeys(field.name for table in tables for field in table.fields if field.is_date))


def _only_dates(field: Field, names: Sequence[str], word: str) -> str:
    """Return the SQL that leaves of the cells of a column that holds values of several columns those of dates."""
    if field.value_of is None:
        return ""
    listed = ", ".join(f"'{name}'" for name in names)
    return f"{word} cell.{quoted(field.value_of)} in ({listed or 'null'})"


def add_typed(
    connection: duckdb.DuckDBPyConnection,
    tables: Iterable[Table],
    only: Iterable[str] = (),
    *,
    columns: Container[str] | None = None,
    dated: Sequence[str] | None = None,
    ordered: bool = True,
) -> None:
    """Add the typed tables, or `only` some, with all their columns or those in `columns`, their rows in file order.

    A cell that does not have the type of its column becomes NULL. The order can be left out, which saves much time.
    `dated` is as in `add_dates`.
    """
    order = "order by cell._row" if ordered else ""
    tables = list(tables)
    names, wanted = date_columns(tables) if dated is None else dated, _and_measured(tables, only)
    figures = next((table for table in tables if table.name == FIGURES), None)
    for table in tables:
        if wanted and table.name not in wanted:
            continue
        cells, joins = [], []
        for number, field in enumerate(table.fields):
            if columns is not None and field.name not in columns and field.name != table.primary_key:
                continue
            cells.append(f"{typed(field)} as {quoted(field.name)}")
            if field.has_bounds:
                date = f"date{number}"
                more = _only_dates(field, names, "and")
                joins.append(f"left join raw._dates {date} on {date}.text = cell.{quoted(field.name)} {more}")
                cells += _named(date, ("earliest", "latest"), bounds_columns(field.name))
            limits = () if table.figure_key(field) is None else limits_columns(field.name)
            if limits and (columns is None or any(name in columns for name in limits)):
                joins += _read_quantities(connection, table, field, figures)
                cells += _named("quantity", ("low", "high"), limits)
        connection.execute(
            f"create or replace table {quoted(table.name)} as select {', '.join(cells)} "  # noqa: S608 - identifiers are quoted
            f"from {quoted('raw', table.name)} cell {' '.join(joins)} {order}"
        )


def _named(source: str, columns: Iterable[str], names: Iterable[str]) -> list[str]:
    return [f"{source}.{column} as {quoted(name)}" for column, name in zip(columns, names, strict=True)]


def _and_measured(tables: Iterable[Table], only: Iterable[str]) -> set[str]:
    """Return `only`, and with figures the tables that hold quantities, whose limits depend on the units of figures."""
    wanted = set(only)
    if FIGURES in wanted:
        wanted |= {table.name for table in tables if any(table.figure_key(field) for field in table.fields)}
    return wanted


def _read_quantities(
    connection: duckdb.DuckDBPyConnection, table: Table, field: Field, figures: Table | None
) -> list[str]:
    """Read what is said of figures, once for each text and unit; return the joins that bring the limits to `cell`."""
    connection.execute("create or replace table raw._quantities (text varchar, unit varchar, low double, high double)")
    if figures is None or field.value_of is None or "unit" not in figures.columns:
        return ["left join raw._quantities quantity on false"]
    key, value = quoted(str(table.figure_key(field))), f"cell.{quoted(field.name)}"
    units = f"select {quoted(figures.primary_key)} as figure, min(unit) as unit from raw.{FIGURES} group by 1"  # noqa: S608 - quoted
    measured = f"({units}) measured on measured.figure = cell.{key} and cell.{quoted(field.value_of)} = ''"
    said = f"select distinct {value}, unit from {quoted('raw', table.name)} cell join {measured}"  # noqa: S608 - quoted
    found = [
        (text, unit, *(limit if isfinite(limit) else None for limit in limits))
        for text, unit in connection.execute(said).fetchall()
        if (limits := read_quantity(text, unit)) is not None
    ]
    if found:
        insert = "insert into raw._quantities select unnest(?), unnest(?), unnest(?), unnest(?)"
        connection.execute(insert, [*map(list, zip(*found, strict=True))])
    same = f"quantity.text = {value} and quantity.unit = measured.unit"
    return [f"left join {measured}", f"left join raw._quantities quantity on {same}"]


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
