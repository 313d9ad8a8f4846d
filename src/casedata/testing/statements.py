"""What the sources of a generated package have to tell: the cells of each row, and who must tell them in which mode.

The modes follow the status of the event: what is alleged is alleged by somebody, what is expected was expected, and
ill-treatment is established by a court only.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from casedata.dates import bounds
from casedata.testing import cells
from casedata.testing.choices import Choices
from casedata.testing.evidence import Cell, Evidence, Statement, Wording
from casedata.testing.files import Rows, values
from casedata.testing.judgement import Account
from casedata.testing.measures import Figure, Link
from casedata.testing.parts import Part
from casedata.testing.uncertain import ANY, YEARS, Form, near, uncertain
from casedata.testing.world import HEARINGS, Event, Person, World

_MODES = ("report", "testimony", "official_claim", "allegation", "inference", "expectation")
_LEADS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "established": ("report", "testimony", "official_claim"),
        "reported": ("report", "testimony", "official_claim", "inference", "allegation"),
        "alleged": ("allegation",),
        "disputed": ("report", "official_claim", "allegation"),
        "denied": ("allegation", "report", "denial"),
        "expected": ("expectation",),
    }
)
"""The modes of one claim that an event of each status has."""

_OTHER_NUMBERS = ("3", ">250", "27..28", "almost all")
_OTHER_AGES = ("a young man", "of age")
_OTHER_TIMES = ("years later", "some time after", "in those days")
"""What chronology cannot read, so that nothing follows from it."""

_SHIFTS = (1, -1, 31, -31, 366, -366)


def tell(told: Evidence, account: Account, rows: Rows) -> None:
    """Add the claims on every row of an account; `rows` has the rows of its events and people."""
    world = account.world
    heard = world.cases_with(HEARINGS)
    for event, event_row in zip(world.events, rows["events"], strict=True):
        _tell_event(told, world, event, event_row, is_heard=event.case in heard)
    for person, person_row in zip(world.people, rows["people"], strict=True):
        _tell_person(told, person, person_row)
    for part in account.parts:
        _tell_part(told, part, is_heard=part.event.case in heard)
    for figure in account.figures:
        _tell_figure(told, figure, is_heard=figure.event.case in heard)
    for link in account.links:
        _tell_link(told, link)


def _tell_event(told: Evidence, world: World, event: Event, cell_of: Mapping[str, str], *, is_heard: bool) -> None:
    """Add the claims on an event and its cells; `cell_of` is its row, `is_heard` whether courts sat in its case."""
    choose = event.choose
    seen = event.seen
    modes = (*_MODES, "court_finding") if is_heard else _MODES
    row = _row("event_id", event.id, modes, seen)
    found = [row, *_event_cells(world, event, cell_of, modes)]
    lead = choose.of(_lead_modes(event, is_heard=is_heard))
    is_contested = event.status in {"disputed", "denied"}
    if choose.yes(3) and len(found) > 1 and not is_contested:
        del found[0]
    told.support(choose, found[0], lead)
    for statement in found[1:]:
        told.support(choose, statement)
    if is_contested and (event.status == "disputed" or lead != "denial" or choose.yes()):
        told.contradict(choose, row)
    if not cell_of["start_date"] and choose.yes(3):
        _leave_open(told, event, modes)


def _lead_modes(event: Event, *, is_heard: bool) -> Sequence[str]:
    if event.kind == "ill_treatment" and event.status == "established":
        return ("court_finding",)
    leads = _LEADS[event.status]
    return (*leads, "court_finding") if is_heard and event.status in {"established", "reported"} else leads


def _event_cells(world: World, event: Event, cell_of: Mapping[str, str], modes: Sequence[str]) -> list[Statement]:
    seen = event.seen
    days = {"start_date": (event.start, seen), "end_date": (event.end, None if seen is None else event.end)}
    found = [
        _dated(("event_id", event.id, column), cell_of[column], day, modes, known)
        for column, (day, known) in days.items()
    ]
    others = {"place_id": [place.id for place in world.places], "provision": cells.PROVISIONS}
    found += [
        _fixed(("event_id", event.id, column), cell_of[column], options, modes, seen)
        for column, options in others.items()
    ]
    return [statement for statement in found if statement.value]


def _leave_open(told: Evidence, event: Event, modes: Sequence[str]) -> None:
    """Let two sources date an event that the package does not date."""
    cell = ("event_id", event.id, "start_date")
    for shift in (0, event.choose.of(_SHIFTS)):
        value = near(date.fromordinal(event.start), shift).isoformat()
        told.say(event.choose, cell, value, event.choose.of(modes), seen=event.seen)


def _tell_person(told: Evidence, person: Person, cell_of: Mapping[str, str]) -> None:
    """Add the claims on a person and on the days of birth and death."""
    found = [_row("person_id", person.id, _MODES, None)]
    for column, day, forms in (("born", person.born, YEARS), ("died", person.died, ANY)):
        if day is not None and cell_of[column]:
            found.append(_dated(("person_id", person.id, column), cell_of[column], day, _MODES, person.died, forms))
    _tell(told, person.choose, found)


def _tell_part(told: Evidence, part: Part, *, is_heard: bool) -> None:
    """Add the claims on a part and on the standing that it gives."""
    seen = part.event.seen
    modes = (*_MODES, "court_finding") if is_heard else _MODES
    found = [_row("role_id", part.id, modes, seen)]
    if part.standing:
        cell = ("role_id", part.id, "standing")
        found.append(_fixed(cell, part.standing, values("roles", "standing"), modes, seen))
    _tell(told, part.choose, found)


def _tell_figure(told: Evidence, figure: Figure, *, is_heard: bool) -> None:
    """Add the claims on a figure."""
    modes = (*_MODES, "court_finding") if is_heard else _MODES
    others = _OTHER_AGES if figure.measure == "age" else _OTHER_NUMBERS
    cell = ("figure_id", figure.id, "")
    told.support(figure.choose, _quantity(cell, figure.spoken, others, modes, figure.event.seen))


def _tell_link(told: Evidence, link: Link) -> None:
    """Add the claims on a link."""
    days = [event.seen for event in (link.first, link.second)]
    seen = max([day for day in days if day is not None], default=None)
    told.support(link.choose, _quantity(("link_id", link.id, ""), link.spoken, _OTHER_TIMES, _MODES, seen))


def _tell(told: Evidence, choose: Choices, found: list[Statement]) -> None:
    """Add the claims on the row itself and on its cells, or only on its cells if there are any."""
    if choose.yes(3) and len(found) > 1:
        del found[0]
    for statement in found:
        told.support(choose, statement)


def _always(value: str) -> Wording:
    return lambda _: value


def _row(subject: str, identifier: str, modes: Sequence[str], seen: int | None) -> Statement:
    return Statement((subject, identifier, ""), "", _always(""), _always(""), modes, seen)


def _dated(
    cell: Cell, value: str, day: int, modes: Sequence[str], seen: int | None, forms: Sequence[Form] = ANY
) -> Statement:
    true = date.fromordinal(day)

    def again(choose: Choices) -> str:
        return uncertain(choose, true, forms)

    def other(choose: Choices) -> str:
        said = uncertain(choose, near(true, choose.of(_SHIFTS)), forms)
        return said if _exclude(value, said) else ""

    return Statement(cell, value, again, other, modes, seen)


def _exclude(one: str, other: str) -> bool:
    """Whether two dates have no day in common, so that a dispute that prefers the one sets the other aside."""
    (first, last), (start, end) = bounds(one), bounds(other)
    return (last is not None and start is not None and last < start) or (
        end is not None and first is not None and end < first
    )


def _fixed(cell: Cell, value: str, options: Sequence[str], modes: Sequence[str], seen: int | None) -> Statement:
    return Statement(cell, value, _always(value), lambda choose: choose.of(options), modes, seen)


def _quantity(
    cell: Cell, spoken: Sequence[str], others: Sequence[str], modes: Sequence[str], seen: int | None
) -> Statement:
    """State a quantity, whose first wording is the exact one."""
    return Statement(cell, spoken[0], lambda choose: choose.of(spoken), lambda choose: choose.of(others), modes, seen)
