"""Evidence: the claims behind a row, where each stands, who says it, and how a disagreement was settled.

Weighing claims is left to the people who write `disputes`.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from casedata.csvfile import natural_key
from casedata.errors import NotFoundError, QueryError
from casedata.lookup import Row, find
from casedata.relation import Kind, Relation
from casedata.schema import Table
from casedata.tables import Tables, quoted

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
    "dispute_id": "text",
    "preferred": "truth",
    "note": "text",
}

_CLAIMS = """
select claim.claim_id, {subjects}, claim.field, claim.value, claim.stance, claim.mode, claim.speaker_id,
       speaker.name, passage.source_id, source.title, source.published, claim.passage_id, passage.first_line,
       passage.last_line, claim.quote_start, claim.quote_end, claim.quote_words, source.url, claim.note
from claims claim
left join people speaker on speaker.person_id = claim.speaker_id
left join passages passage on passage.passage_id = claim.passage_id
left join sources source on source.source_id = passage.source_id
where {about}
"""

# What hangs on an event, and the columns by which it does. Claims about these are claims about the event as well.
_PARTS = {"roles": ("event_id",), "figures": ("event_id",), "links": ("from_event_id", "to_event_id")}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A row of the judgement, the claims behind it (columns: `COLUMNS`), and the disputes over it."""

    row: Row
    claims: Relation
    disputes: tuple[Row, ...]


def evidence(tables: Tables, identifier: str, field: str | None = None) -> Evidence:
    """Return what stands behind a row of events, people, roles, figures or links, or behind one column of it.

    To an event belong the claims on its roles, figures and links too. A claim that says only that the row is so has no
    field; on figures and links such a claim carries the quantity and so stands behind `low`, `high`, `lag_min` and
    `lag_max`. In a disputed cell `preferred` says which claim the judgement follows.

    Raises:
        NotFoundError: no row has the identifier.
        QueryError: claims are not made about rows of this table, or not about this column.
    """
    row = find(tables, identifier)
    subjects = _subjects(tables.package.tables["claims"])
    if row.table not in subjects.values():
        raise QueryError(f"claims are about {', '.join(subjects.values())}; {identifier} is a row of {row.table}")
    if field is not None:
        _check_field(tables, row, field)
    about = " or ".join(_conditions(row.table, subjects))
    disputes = _disputes(tables, about, row.id, subjects, field)
    columns = ", ".join(f"claim.{quoted(column)}" for column in subjects)
    found = tables.sql(_CLAIMS.format(subjects=columns, about=about), [row.id]).fetchall()
    claims = [_claim(record, subjects, disputes) for record in found]
    claims = [claim for claim in claims if field is None or _is_about(claim["table"], claim["field"], field)]
    claims.sort(key=lambda claim: _rank(tables, row, claim))
    rows = tuple(tuple(claim[column] for column in COLUMNS) for claim in claims)
    return Evidence(row, Relation(COLUMNS, rows), tuple(disputes.values()))
