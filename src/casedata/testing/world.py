"""The true world behind a generated package: people, and events that take a plausible course, on days that are known.

A rule speaks only where an order is surely broken. So whatever is said of a world that keeps the orders, however
vaguely, breaks none of them. Who takes which part is left to `parts`, what is measured to `measures`, who tells of it
to `documents` and `evidence`. Days are ordinals of the Gregorian calendar.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from casedata.testing.choices import Choices, Deck, Identifiers
from casedata.testing.files import values

_NEXT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "suspicion": ("charge", "detention", "charges_dropped", "interrogation"),
        "detention": ("release", "charge", "custody", "custody_ruling", "ill_treatment", "interrogation"),
        "custody_ruling": ("custody", "charge"),
        "custody": ("charge", "release", "ill_treatment", "court_hearing"),
        "incommunicado": ("interrogation", "ill_treatment", "release"),
        "interrogation": ("testimony", "charge", "suspicion"),
        "charge": ("verdict", "trial", "charges_dropped", "court_hearing", "custody"),
        "charges_dropped": ("release", "charge"),
        "court_hearing": ("verdict", "custody_ruling"),
        "trial": ("verdict", "testimony"),
        "verdict": ("sentence", "release", "charge", "appeal_for_action"),
        "sentence": ("imprisonment", "transfer", "charge", "verdict"),
        "imprisonment": ("release", "ill_treatment", "planned_release", "transfer", "death"),
        "ill_treatment": ("statement", "testimony", "killing"),
        "release": ("detention", "charge", "statement"),
    }
)
"""What may come next for one person in one case."""

HEARINGS = ("verdict", "sentence", "custody_ruling", "court_hearing", "trial")
"""The kinds of events in which a court finds something."""

_BASES = tuple(
    date.fromisoformat(day).toordinal()
    for day in ("2000-01-01", "2019-02-01", "2020-01-01", "2004-02-29", "2018-12-31")
)
_GAPS = (0, 1, 0, 6, 0, 30, 0, 0, 365, 0, 2500)
_SPANS = (0, 0, 1, 0, 6, 30, 0, 366)
_AGES = (9131, 0, 366, 14975, 0, 43830, 6574, 1, -400)
"""How many days before the first day of the world somebody was born: years before, on that day, later; long ago."""

LONGEST_LIFE = 43830


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A case or a place, and the choices that the package has in telling of it."""

    id: str
    choose: Choices


@dataclass(slots=True, eq=False)
class Person:
    """Somebody, or a body; the days of birth and death are true, and None where there is nothing to say of them."""

    id: str
    choose: Choices
    kind: str
    visibility: str = ""
    born: int | None = None
    died: int | None = None


@dataclass(slots=True, eq=False)
class Event:
    """What happened from `start` to `end`, both days included, mostly to `hero`; `more` are for others in it."""

    id: str
    choose: Choices
    case: str
    kind: str
    start: int
    end: int
    hero: Person | None
    more: Sequence[Choices]
    status: str = ""
    whole: "Event | None" = None

    @property
    def is_real(self) -> bool:
        """Whether the package holds that it happened, or may have."""
        return self.status not in {"expected", "denied"}

    @property
    def seen(self) -> int | None:
        """The day by which a source can tell of it; None if it was expected, and need not have happened."""
        return None if self.status == "expected" else self.start


@dataclass(frozen=True, slots=True)
class World:
    """Cases, places, people and events; `first` is the day on which a course of events can begin."""

    first: int
    cases: Sequence[Entry]
    places: Sequence[Entry]
    people: Sequence[Person]
    events: Sequence[Event]

    def cases_with(self, kinds: Sequence[str]) -> set[str]:
        """Return the cases that have an event of one of these kinds."""
        return {event.case for event in self.events if event.kind in kinds and event.is_real}

    @property
    def last(self) -> int:
        """The day by which everything is over but what is only expected."""
        over = [event.end for event in self.events if event.status != "expected"]
        lives = [day for person in self.people for day in (person.born, person.died) if day is not None]
        return max([self.first, *over, *lives])


def draw_world(deck: Deck, ids: Identifiers, *, cases: int, places: int, people: int, events: int) -> World:
    """Return a world with so many cases, places, people and events."""
    first = deck.deal(16).of(_BASES)
    all_cases = [Entry(ids.new("k"), deck.deal(16)) for _ in range(cases)]
    all_places = [Entry(ids.new("l"), deck.deal(16)) for _ in range(places)]
    persons = [_person(deck.deal(), ids, first) for _ in range(people)]
    happened: list[Event] = []
    for _ in range(events):
        choose, more = deck.hand(128, 2)
        last = happened[-1] if happened else None
        before = choose.of((None, last, last))
        happened.append(_event(choose, more, before, ids.new("e"), (first, all_cases, persons)))
    happened.sort(key=lambda event: (event.start, -event.end))
    _settle(happened, any_people=bool(persons))
    _let_die(persons, happened, first)
    _contain(happened)
    return World(first, all_cases, all_places, persons, happened)


def _person(choose: Choices, ids: Identifiers, first: int) -> Person:
    kind = choose.of(("person", "person", "organization", "group", "person", "unidentified"))
    made = Person(ids.new("p"), choose, kind)
    if kind == "person":
        made.visibility = choose.of(values("people", "visibility"))
        made.born = None if made.visibility == "pseudonym" else _birth(choose, first)
    elif kind == "unidentified" and choose.yes():
        made.visibility = "pseudonym"
    return made


def _birth(choose: Choices, first: int) -> int:
    """Return a day of birth, every other time the first of its year: the earliest that the year alone allows."""
    day = first - choose.of(_AGES)
    return date(date.fromordinal(day).year, 1, 1).toordinal() if choose.yes() else day


def _event(
    choose: Choices,
    more: Sequence[Choices],
    before: Event | None,
    identifier: str,
    scene: tuple[int, Sequence[Entry], Sequence[Person]],
) -> Event:
    """Return an event that follows the one before, or begins something new on the scene: first day, cases, people."""
    first, cases, people = scene
    kinds = values("events", "kind")
    if before is not None:
        kind = choose.of(_NEXT.get(before.kind, kinds))
        case, hero, start = before.case, before.hero, before.start + choose.of(_GAPS)
    else:
        kind = choose.of((*kinds, *_NEXT, *_NEXT))
        case, hero = choose.of(cases).id, choose.of((None, *people, *people))
        start = first + choose.of(_GAPS)
    return Event(identifier, choose, case, kind, start, start + choose.of(_SPANS), hero, more)


def _settle(events: Sequence[Event], *, any_people: bool) -> None:
    """Give each event a status: nobody alleges or denies where nobody is; ill-treatment is found by courts only."""
    statuses = ("reported", "established", "expected", "disputed", *(("alleged", "denied") if any_people else ()))
    for event in sorted(events, key=lambda event: event.kind == "ill_treatment"):
        heard = any(each.kind in HEARINGS and each.case == event.case and each.is_real for each in events)
        if event.kind != "ill_treatment":
            event.status = event.choose.of(statuses)
        elif heard:
            event.status = event.choose.of((*statuses, "established", "established"))
        else:
            event.status = event.choose.of([status for status in statuses if status != "established"])


def _let_die(people: Sequence[Person], events: Sequence[Event], first: int) -> None:
    """Let some people die: on the day of an event, on that of their birth, or on the last day that a life can have."""
    for person in people:
        if person.choose.yes(3) and person.born is not None:
            longest = person.born + LONGEST_LIFE
            days = [event.start for event in events if person.born <= event.start <= longest]
            person.died = person.choose.of([*days, person.born, *([longest] if longest <= first + 1 else [])])


def _contain(events: Sequence[Event]) -> None:
    """Make some events parts of events that last as long or longer; the order of the events keeps out circles."""
    for number, event in enumerate(events):
        wholes = [each for each in events[:number] if event.end <= each.end]
        if event.choose.yes() and wholes:
            event.whole = event.choose.of(wholes)
