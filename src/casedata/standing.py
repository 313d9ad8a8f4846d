"""Legal standing of a person as events give it: dated, never overwritten, with uncertain dates.

Only what the package records is answered; what the law concludes from it is left to lawyers.
"""

from collections.abc import Mapping

from casedata import dates
from casedata.lookup import find_in
from casedata.relation import Kind, Relation
from casedata.tables import Tables
from casedata.timeline import LAST_DAY, earlier_pairs, in_order, place_in_time

COLUMNS: Mapping[str, Kind] = {
    "role_id": "text",
    "standing": "text",
    "start_date": "text",
    "event_id": "text",
    "title": "text",
    "status": "text",
    "case_id": "text",
    "start_earliest": "day",
    "start_latest": "day",
}

# $1 person, $2 case, $3 last day asked for, or null. What is only expected, or denied, gives nobody a standing.
_STANDINGS = """
select role.role_id, role.standing, event.start_date, event.event_id, event.title, event.status, event.case_id,
       event.start_earliest, event.start_latest
from roles role join events event on event.event_id = role.event_id
where role.person_id = $1 and role.standing is not null and event.status not in ('expected', 'denied')
  and ($2 is null or event.case_id = $2)
  and ($3 is null or coalesce(event.start_latest <= $3, false))
"""


def standings(tables: Tables, person: str, *, case: str | None = None, on: str | None = None) -> Relation:
    """Return every standing that events give the person, the earliest first.

    An event is placed by the first day on which it can have happened, then by the last; within one day by links that
    say which came first, then by the order in which the schema lists the standings. Undated events come first: they
    decide nothing as long as a dated one does. With `on`, only events count that certainly happened by the end of that
    EDTF date: what may have happened later, or at an unknown time, gives nobody a standing yet. With `case`, those of
    other cases are left out.

    Raises:
        NotFoundError: there is no such person or case.
        DateError: `on` is not a date.
    """
    find_in(tables, "people", person)
    if case is not None:
        find_in(tables, "cases", case)
    last = None if on is None else dates.bounds(on)[1]
    ranks = {name: rank for rank, name in enumerate(tables.package.tables["roles"].field("standing").enum)}
    rows = {row[0]: row for row in tables.sql(_STANDINGS, [person, case, last]).fetchall()}
    keys = {
        role: (place_in_time(row[7], row[8], ""), row[8] or LAST_DAY, ranks.get(row[1], len(ranks)), role)
        for role, row in rows.items()
    }
    roles_of: dict[str, list[str]] = {}
    for role, row in rows.items():
        roles_of.setdefault(row[3], []).append(role)
    earlier = [
        (one, other)
        for first, second in earlier_pairs(tables)
        for one in roles_of.get(first, ())
        for other in roles_of.get(second, ())
    ]
    return Relation(COLUMNS, tuple(rows[role] for role in in_order(keys, earlier)))


def standing(tables: Tables, person: str, *, case: str | None = None, on: str | None = None) -> str | None:
    """Return the last of the `standings`, None if there is none.

    Raises:
        NotFoundError: there is no such person or case.
        DateError: `on` is not a date.
    """
    rows = standings(tables, person, case=case, on=on).rows
    return rows[-1][1] if rows else None
