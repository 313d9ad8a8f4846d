"""Evidence: the claims behind a row, where each stands, who says it, and how a disagreement was settled.

Weighing the claims is left to the people who write the `disputes` table.
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from casedata import values
from casedata.csvfile import natural_key
from casedata.errors import QueryError
from casedata.loading import quoted
from casedata.lookup import Row, find
from casedata.relation import Kind, Relation, ask
from casedata.schema import Table
from casedata.tables import Tables

COLUMNS: Mapping[str, Kind] = {
    "claim_id": "text",
    "table": "text",
    "id": "text",
    "field": "text",
    "value": "text",
    "stance": "text",
    "mode": "text",
    "speaker_id": "text",
    "speaker": "text",
    "source_id": "text",
    "source": "text",
    "published": "text",
    "passage_id": "text",
    "first_line": "integer",
    "last_line": "integer",
    "quote_start": "text",
    "quote_end": "text",
    "quote_words": "integer",
    "url": "text",
    "compared": "text",
    "dispute_id": "text",
    "preferred": "truth",
    "note": "text",
}

_CLAIMS = """
select claim.*, speaker.name as speaker, passage.source_id, passage.first_line, passage.last_line,
       source.title as source, source.published, source.url
from claims claim
left join people speaker on speaker.person_id = claim.speaker_id
left join passages passage on passage.passage_id = claim.passage_id
left join sources source on source.source_id = passage.source_id
where {about}
"""

# What hangs on an event, and by which columns: claims about these are claims about the event as well.
_PARTS = {"roles": ("event_id",), "figures": ("event_id",), "links": ("from_event_id", "to_event_id")}

_Cell = tuple[str, str, str | None]
"""What a claim is about: table, identifier of the row, column or None for the row itself."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A row of the judgement, the claims behind it (columns: `COLUMNS`), and the disputes over it."""

    row: Row
    claims: Relation
    disputes: tuple[Row, ...]


def evidence(tables: Tables, identifier: str, field: str | None = None) -> Evidence:
    """Return what stands behind a row of events, people, roles, figures or links, or behind one column of it.

    To an event belong the claims on its roles, figures and links too. A claim that says only that the row is so has no
    field; on figures and links such a claim carries the quantity and stands behind `low` and `high`, `lag_min` and
    `lag_max`. `compared` is what a claim says beside the judgement: it agrees, is coarser or finer, disagrees or cannot
    be compared (`casedata.values`), None if it gives no value. In a disputed cell `preferred` tells which claim the
    judgement follows, if it follows one.

    Raises:
        NotFoundError: no row has the identifier.
        QueryError: claims are not made about rows of that table, or not about that column.
    """
    row = find(tables, identifier)
    subjects = tables.package.tables["claims"].subjects
    if row.table not in subjects.values():
        raise QueryError(f"claims are about {', '.join(subjects.values())}; {row.id} is a row of {row.table}")
    if field is not None:
        _check_field(tables, row, field)
    about = " or ".join(_conditions(row.table, subjects))
    disputes = _found(tables, f"select * from disputes claim where {about}", row, subjects, field)  # noqa: S608 - quoted
    settled = dict(reversed(disputes))
    weigh = _Weighing(tables)
    claims = [
        _claim(cell, record, settled.get(cell, {}), weigh(cell, record["value"]))
        for cell, record in _found(tables, _CLAIMS.format(about=about), row, subjects, field)
    ]
    return Evidence(
        row,
        Relation(COLUMNS, tuple(tuple(claim[column] for column in COLUMNS) for claim in claims)),
        tuple(Row("disputes", record["dispute_id"], record) for _, record in disputes),
    )


def deep_link(url: str | None, start: str, end: str | None) -> str | None:
    """Return the address of the quoted words within a page (WICG Scroll to Text Fragment), None without an address.

    >>> deep_link("https://example.org/a", "on February 1, 2019", "well-known")
    'https://example.org/a#:~:text=on%20February%201%2C%202019,well%2Dknown'
    """
    if url is None:
        return None
    words = [quote(part, safe="").replace("-", "%2D") for part in (start, end) if part]
    return f"{url}{'' if '#' in url else '#'}:~:text={','.join(words)}"


def _check_field(tables: Tables, row: Row, field: str) -> None:
    """Raise QueryError unless claims can be made about this column of the row or of what hangs on it."""
    names = [row.table, *(_PARTS if row.table == "events" else ())]
    citable = [column.name for name in names for column in tables.package.tables[name].fields if column.citable]
    if field not in citable:
        raise QueryError(
            f"claims on {row.table} are not made about {field!r}; use one of {', '.join(citable)}, or none for the row"
        )


def _conditions(table: str, subjects: Mapping[str, str]) -> Iterator[str]:
    """Yield the conditions under which a claim or a dispute is about row `$1` of a table."""
    for column, name in subjects.items():
        if name == table:
            yield f"claim.{quoted(column)} = $1"
        elif table == "events" and name in _PARTS:
            hangs = " or ".join(f"{quoted(key)} = $1" for key in _PARTS[name])
            yield f"claim.{quoted(column)} in (select {quoted(column)} from {quoted(name)} where {hangs})"  # noqa: S608


def _found(
    tables: Tables, query: str, row: Row, subjects: Mapping[str, str], field: str | None
) -> list[tuple[_Cell, dict[str, Any]]]:
    """Return claims or disputes, each with the cell that it is about: the row itself first, then what hangs on it."""
    tables_in_order = {table: rank for rank, table in enumerate((row.table, *_PARTS))}
    fields: dict[object, int] = {
        name: rank for rank, name in enumerate(tables.package.tables["claims"].field("field").enum)
    }

    def rank(item: tuple[_Cell, dict[str, Any]]) -> tuple[Any, ...]:
        (table, identifier, name), record = item
        own = record.get("claim_id") or record["dispute_id"]
        return tables_in_order[table], natural_key(identifier), fields.get(name, -1), natural_key(own)

    found = [(_cell(record, tables_in_order, subjects), record) for record in ask(tables, query, [row.id]).records()]
    return sorted((item for item in found if field is None or _bears_on(item[0], field)), key=rank)


def _cell(record: Mapping[str, Any], tables: Container[str], subjects: Mapping[str, str]) -> _Cell:
    column = next(column for column in subjects if record[column] is not None and subjects[column] in tables)
    return subjects[column], record[column], record["field"]


def _bears_on(cell: _Cell, field: str) -> bool:
    table, _, name = cell
    return name == field or (field in values.QUANTITIES.get(table, ()))


class _Weighing:
    """Compares the values of claims with the rows that they are about, each of which is looked up once."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._rows: dict[tuple[str, str], Mapping[str, str]] = {}
        places = tables.sql("select place_id, part_of from raw.places").fetchall()
        self._ancestors = values.ancestors(dict(places))

    def __call__(self, cell: _Cell, value: str | None) -> str | None:
        if value is None:
            return None
        name, identifier, field = cell
        table = self._tables.package.tables[name]
        return values.of_cell(table, field, value, self._row(table, identifier), self._ancestors).value

    def _row(self, table: Table, identifier: str) -> Mapping[str, str]:
        """Return a row as text, each cell as it stands in the file."""
        if (table.name, identifier) not in self._rows:
            columns, key = ", ".join(map(quoted, table.columns)), quoted(table.primary_key)
            query = f"select {columns} from {quoted('raw', table.name)} where {key} = ?"  # noqa: S608 - quoted
            cells = self._tables.sql(query, [identifier]).fetchone() or ("",) * len(table.columns)
            self._rows[table.name, identifier] = dict(zip(table.columns, cells, strict=True))
        return self._rows[table.name, identifier]


def _claim(cell: _Cell, record: Mapping[str, Any], dispute: Mapping[str, Any], compared: str | None) -> dict[str, Any]:
    """Return a claim by the names of `COLUMNS`."""
    preferred = dispute.get("preferred_claim_id")
    return {
        **record,
        "table": cell[0],
        "id": cell[1],
        "compared": compared,
        "dispute_id": dispute.get("dispute_id"),
        "preferred": None if preferred is None else preferred == record["claim_id"],
        "url": deep_link(record["url"], record["quote_start"], record["quote_end"]),
    }
