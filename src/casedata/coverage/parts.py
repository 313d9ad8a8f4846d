"""The parts of a coverage: its cells and passages by table, by source, by case or by person."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from casedata.coverage.model import Cell, Part, PassageUse, Rows
from casedata.coverage.origins import source_of

Names = Callable[[Cell], Sequence[str]]
"""The parts to which a cell belongs."""


def parts_of(rows: Rows, by: str, cells: Sequence[Cell], passages: Sequence[PassageUse]) -> tuple[Part, ...]:
    """Return the parts in the order of their table, those without cells and passages left out.

    A role, a figure or a link belongs to the case of its events. To a person belong its own row, its roles and
    figures, and the events in which it has a role. To a source belong its passages and the cells that a claim from it
    supports.
    """
    order, names = _GROUPINGS[by](rows)
    grouped: dict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        for name in dict.fromkeys(names(cell)):
            grouped[name].append(cell)
    read: dict[str, list[PassageUse]] = defaultdict(list)
    for passage in passages if by == "source" else ():
        read[passage.source_id].append(passage)
    found = (Part(name, tuple(grouped.get(name, ())), tuple(read.get(name, ()))) for name in order)
    return tuple(part for part in found if part.cells or part.passages)


def _by_table(rows: Rows) -> tuple[Sequence[str], Names]:
    return list(rows), lambda cell: (cell.table,)


def _by_source(rows: Rows) -> tuple[Sequence[str], Names]:
    sources = source_of(rows)
    order = [row["source_id"] for row in rows["sources"]]
    return order, lambda cell: [sources[claim] for claim in cell.claims]


def _by_case(rows: Rows) -> tuple[Sequence[str], Names]:
    case = {row["event_id"]: row["case_id"] for row in rows["events"]}
    events = _events(rows)
    order = [row["case_id"] for row in rows["cases"]]
    return order, lambda cell: [case.get(event, "") for event in events.get((cell.table, cell.id), ())]


def _by_person(rows: Rows) -> tuple[Sequence[str], Names]:
    order = [row["person_id"] for row in rows["people"]]
    people: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in order:
        people["people", name].append(name)
    for row in rows["roles"]:
        people["roles", row["role_id"]].append(row["person_id"])
        people["events", row["event_id"]].append(row["person_id"])
    for row in rows["figures"]:
        people["figures", row["figure_id"]].append(row.get("person_id", ""))
    return order, lambda cell: people.get((cell.table, cell.id), ())


def _events(rows: Rows) -> Mapping[tuple[str, str], Sequence[str]]:
    """Return the events to which each row of the judgement belongs."""
    found = {("events", row["event_id"]): [row["event_id"]] for row in rows["events"]}
    for table, key, columns in _ON_EVENTS:
        found |= {(table, row[key]): [row[column] for column in columns] for row in rows[table]}
    return found


_ON_EVENTS = (
    ("roles", "role_id", ("event_id",)),
    ("figures", "figure_id", ("event_id",)),
    ("links", "link_id", ("from_event_id", "to_event_id")),
)

_GROUPINGS: Mapping[str, Callable[[Rows], tuple[Sequence[str], Names]]] = {
    "table": _by_table,
    "source": _by_source,
    "case": _by_case,
    "person": _by_person,
}

BY = tuple(_GROUPINGS)
"""By what the parts can be."""
