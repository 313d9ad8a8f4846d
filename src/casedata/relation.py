"""Answers as values: named columns and rows of plain Python values, without pandas.

What asks the tables (`timeline`, `standing`, `evidence`, `search`) answers with a `Relation`; the command prints it,
`frames` makes a DataFrame of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import duckdb

from casedata.errors import QueryError
from casedata.tables import Tables

Kind = Literal["text", "integer", "number", "truth", "day", "other"]

_INTEGERS = frozenset(
    ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT")
)
_KINDS: Mapping[str, Kind] = {"VARCHAR": "text", "DOUBLE": "number", "FLOAT": "number", "BOOLEAN": "truth"}


@dataclass(frozen=True, slots=True)
class Relation:
    """Rows of values, None for a blank; `columns` names their kinds. A `day` is an ISO 8601 text."""

    columns: Mapping[str, Kind]
    rows: tuple[tuple[Any, ...], ...]

    def records(self) -> list[dict[str, Any]]:
        """Return each row as a dictionary by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def ask(tables: Tables, query: str, parameters: Sequence[object] = ()) -> Relation:
    """Run one SELECT and return all its rows; of two columns with one name the second gets a number.

    Raises:
        QueryError: the query cannot be run.
    """
    try:
        cursor = tables.sql(query, parameters)
        rows = tuple(cursor.fetchall())
    except duckdb.Error as error:
        raise QueryError(" ".join(str(error).split())) from error
    columns: dict[str, Kind] = {}
    for name, kind, *_ in cursor.description or ():
        columns[_unused(name, columns)] = _kind(str(kind))
    return Relation(columns, rows)


def _kind(name: str) -> Kind:
    return "integer" if name in _INTEGERS else _KINDS.get(name, "other")


def _unused(name: str, taken: Mapping[str, Kind]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}_{number}"
    return free
