"""Rows by identifier: finds a row in whichever table has it, and the rows that refer to it."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from casedata.csvfile import natural_key
from casedata.errors import NotFoundError
from casedata.loading import quoted
from casedata.schema import Table
from casedata.tables import Tables


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its table, its identifier, and its typed cells by column, None where blank."""

    table: str
    id: str
    cells: Mapping[str, Any]


def find(tables: Tables, identifier: str) -> Row:
    """Return the row with this identifier, from whichever table has it.

    Raises:
        NotFoundError: no table has it; the message proposes what may have been meant.
    """
    for table in tables.package.tables.values():
        row = _row(tables, table, identifier)
        if row is not None:
            return row
    raise NotFoundError(
        f"no row has the identifier {identifier!r}; {_advice(tables, identifier, tables.package.tables)}"
    )


def find_in(tables: Tables, table: str, identifier: str) -> Row:
    """Return the row of `table` with this identifier.

    Raises:
        NotFoundError: the table does not have it; the message proposes what may have been meant.
    """
    row = _row(tables, tables.package.tables[table], identifier)
    if row is None:
        raise NotFoundError(
            f"no row of {table} has the identifier {identifier!r}; {_advice(tables, identifier, [table])}"
        )
    return row


def referring(tables: Tables, row: Row) -> dict[str, list[str]]:
    """Return the identifiers, in natural order, of the rows of each table that refer to `row`; no empty lists."""
    found: dict[str, list[str]] = {}
    for table in tables.package.tables.values():
        columns = [key.field for key in table.foreign_keys if key.table == row.table]
        if columns:
            key, name = quoted(table.primary_key), quoted(table.name)
            refers = " or ".join(f"{quoted(column)} = $1" for column in columns)
            query = f"select {key}::varchar from {name} where {refers}"  # noqa: S608 - identifiers are quoted
            ids = [identifier for (identifier,) in tables.sql(query, [row.id]).fetchall()]
            found |= {table.name: sorted(ids, key=natural_key)} if ids else {}
    return found


def _row(tables: Tables, table: Table, identifier: str) -> Row | None:
    columns, key = ", ".join(map(quoted, table.columns)), quoted(table.primary_key)
    query = f"select {columns} from {quoted(table.name)} where {key}::varchar = ?"  # noqa: S608 - quoted
    cells = tables.sql(query, [identifier]).fetchone()
    return None if cells is None else Row(table.name, identifier, dict(zip(table.columns, cells, strict=True)))


def _advice(tables: Tables, identifier: str, names: Iterable[str]) -> str:
    """Propose identifiers that look like the one that was given."""
    keys = ((quoted(name), quoted(tables.package.tables[name].primary_key)) for name in names)
    query = " union all ".join(f"select {key}::varchar from {name}" for name, key in keys)  # noqa: S608 - quoted
    known = [key for (key,) in tables.sql(query).fetchall() if key is not None]
    near = difflib.get_close_matches(identifier, known, n=3)
    if near:
        return f"did you mean {' or '.join(near)}?"
    return f"casedata search {identifier!r} looks for it in names and titles"
