"""Events in the order of time, as far as their dates and stated links tell it.

An event is placed by the first day on which it can have begun (where that is open, by the last), but not before an
event that a link puts before it. Among events in one place, those that a link puts earlier come first, then those whose
last possible day is earlier. What the whole net of links says about dates is left to `casedata.chronology`.
"""

import heapq
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from casedata import dates
from casedata.chronology import chronology
from casedata.chronology.units import moment
from casedata.errors import QueryError
from casedata.lookup import find_in
from casedata.relation import Kind, Relation
from casedata.tables import Tables

LAST_DAY = "9999-12-31"
"""Sorts after every known day."""

COLUMNS: Mapping[str, Kind] = {
    "event_id": "text",
    "start_date": "text",
    "end_date": "text",
    "title": "text",
    "kind": "text",
    "status": "text",
    "case_id": "text",
    "place_id": "text",
    "place": "text",
    "date_dispute": "text",
    "start_earliest": "day",
    "start_latest": "day",
    "end_earliest": "day",
    "end_latest": "day",
}

TIGHT = ("tight_start_earliest", "tight_start_latest", "tight_end_earliest", "tight_end_latest")
"""The columns of what follows from the accepted claims."""

_DAY: Kind = "day"

# $1 person, $2 case, $3 whether undated events count, $4 first day asked for, $5 last day asked for. An event without
# an end date is taken to lie within the possible days of its start.
_EVENTS = """
select event.event_id, event.start_date, event.end_date, event.title, event.kind, event.status, event.case_id,
       event.place_id, place.name,
       (select string_agg(dispute_id, ' ' order by dispute_id) from disputes dispute
        where dispute.event_id = event.event_id and dispute.field in ('start_date', 'end_date')
          and dispute.resolution <> 'apparent') as date_dispute,
       event.start_earliest, event.start_latest, event.end_earliest, event.end_latest
from events event left join places place on place.place_id = event.place_id
where ($1 is null or exists (from roles role where role.event_id = event.event_id and role.person_id = $1))
  and ($2 is null or event.case_id = $2)
  and ($3 or coalesce(event.start_earliest, event.start_latest, event.end_latest, event.end_earliest) is not null)
  and not coalesce(case when event.end_date is null then event.start_latest else event.end_latest end < $4, false)
  and not coalesce(event.start_earliest > $5, false)
"""

_EARLIER = """
select from_event_id, to_event_id from links where relation = 'before' and to_point = 'start'
union
select to_event_id, from_event_id from links where relation = 'after' and from_point = 'start'
"""


def timeline(
    tables: Tables,
    *,
    person: str | None = None,
    kind: str | Iterable[str] | None = None,
    case: str | None = None,
    since: str | None = None,
    until: str | None = None,
    status: str | Iterable[str] | None = None,
    undated: bool = True,
    tight: bool = False,
) -> Relation:
    """Return the events that may meet every condition, in order; those of which no day is known come last.

    `person` and `case` are identifiers, `kind` and `status` one or several values of those columns, `since` and
    `until` EDTF dates. An event is left out by its date only if it certainly ended before `since` can have begun, or
    certainly began after `until`. `date_dispute` names the disputes about its dates that are not only apparent. With
    `tight`, the columns `TIGHT` follow.

    Raises:
        NotFoundError: there is no such person or case.
        QueryError: `kind` or `status` is not a value of the column.
        DateError: `since` or `until` is not a date.
    """
    for table, identifier in (("people", person), ("cases", case)):
        if identifier is not None:
            find_in(tables, table, identifier)
    kinds, statuses = _choice(tables, "kind", kind), _choice(tables, "status", status)
    first = None if since is None else dates.bounds(since)[0]
    last = None if until is None else dates.bounds(until)[1]
    rows = [
        row
        for row in tables.sql(_EVENTS, [person, case, undated, first, last]).fetchall()
        if (kinds is None or row[4] in kinds) and (statuses is None or row[5] in statuses)
    ]
    by_id = {row[0]: row for row in rows}
    earlier = earlier_pairs(tables)
    order = in_order(_not_before({row[0]: _key(row) for row in rows}, earlier), earlier)
    found = Relation(COLUMNS, tuple(by_id[identifier] for identifier in order))
    return _with_limits(tables, found) if tight else found


def _with_limits(tables: Tables, events: Relation) -> Relation:
    """Add the first and the last day of start and end that follow from the accepted claims."""
    audit = chronology(tables, unit="day").audit
    days = {
        each.point: tuple(None if day is None else moment(day, "day") for day in (each.earliest, each.latest))
        for each in audit.limits
    }
    unknown = (None, None)
    rows = (
        (*row, *days.get(f"{row[0]} start", unknown), *(days.get(f"{row[0]} end", unknown) if row[2] else unknown))
        for row in events.rows
    )
    return Relation({**COLUMNS, **dict.fromkeys(TIGHT, _DAY)}, tuple(rows))


def _choice(tables: Tables, column: str, wanted: str | Iterable[str] | None) -> frozenset[str] | None:
    if wanted is None:
        return None
    chosen = frozenset([wanted] if isinstance(wanted, str) else wanted)
    known = tables.package.tables["events"].field(column).enum
    unknown = sorted(chosen - set(known))
    if known and unknown:
        raise QueryError(f"no event has the {column} {unknown[0]!r}; use one of {', '.join(map(str, known))}")
    return chosen


def _key(row: tuple[Any, ...]) -> tuple[str, ...]:
    """Return the key of a row of `_EVENTS`: place in time, last possible day, and for the rest case and identifier."""
    *_, earliest, latest, end_earliest, end_latest = row
    return place_in_time(earliest, latest, end_latest or end_earliest), latest or LAST_DAY, row[6], row[0]


def _not_before(keys: dict[str, tuple[str, ...]], earlier: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Move each event to where the events stand that a link puts before it, as far as its own dates allow."""
    pairs = [(first, second) for first, second in earlier if first in keys and second in keys]
    moved = dict(keys)
    is_moving = True
    while is_moving:  # places only grow, and only to places that are there, so this ends even if links go in a circle
        is_moving = False
        for first, second in pairs:
            place, (own, latest, *rest) = moved[first][0], moved[second]
            if own < place <= latest:
                moved[second] = (place, latest, *rest)
                is_moving = True
    return moved


def place_in_time(*days: str | None) -> str:
    """Return the first day that is known, or a text that sorts after every day."""
    return next((day for day in days if day is not None), "undated")


def earlier_pairs(tables: Tables) -> list[tuple[str, str]]:
    """Return the pairs of events of which a link says that the first began no later than the second."""
    return tables.sql(_EARLIER).fetchall()


def in_order(keys: Mapping[str, tuple[Any, ...]], earlier: Iterable[tuple[str, str]]) -> list[str]:
    """Sort the keys' names by key, but put `earlier` pairs in their order where the keys begin alike.

    >>> in_order({"a": (1, 1), "b": (1, 2), "c": (2, 0)}, [("b", "a"), ("c", "a")])
    ['b', 'a', 'c']
    """
    followers: defaultdict[str, list[str]] = defaultdict(list)
    for first, second in set(earlier):
        if first != second and first in keys and second in keys and keys[first][0] == keys[second][0]:
            followers[first].append(second)
    groups = itertools.groupby(sorted(keys, key=lambda name: (keys[name], name)), key=lambda name: keys[name][0])
    return [name for _, group in groups for name in _released(list(group), keys, followers)]


def _released(
    names: list[str], keys: Mapping[str, tuple[Any, ...]], followers: Mapping[str, list[str]]
) -> Iterator[str]:
    """Yield sorted names, each when those before it are out; where pairs go round in a circle, the smallest."""
    waits_for = Counter(second for name in names for second in followers.get(name, ()))
    ready = [(keys[name], name) for name in names if not waits_for[name]]
    done: set[str] = set()
    remaining = iter(names)
    while len(done) < len(names):
        name = heapq.heappop(ready)[1] if ready else next(name for name in remaining if name not in done)
        if name in done:
            continue
        done.add(name)
        yield name
        for second in followers.get(name, ()):
            waits_for[second] -= 1
            if not waits_for[second]:
                heapq.heappush(ready, (keys[second], second))
