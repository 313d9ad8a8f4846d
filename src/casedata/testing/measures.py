"""Figures and links of a generated package: ages, numbers, orders and intervals that the true world bears out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from casedata.testing.choices import Choices, Deck, Identifiers
from casedata.testing.files import values
from casedata.testing.world import Event, Person, World

Point = Literal["start", "end"]
_POINTS: tuple[Point, ...] = ("start", "end")
_MOSTLY_STARTS: tuple[Point, ...] = ("start", "start", "end")
_COUNTS = ("0", "0.5", "1", "2", "2.5", "12", "250", "950")
_PERCENTS = ("0", "1", "50", "66.6", "100")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that belongs to an event: its limits, and how sources say it."""

    id: str
    choose: Choices
    event: Event
    person: Person | None
    measure: str
    unit: str
    low: str
    high: str
    spoken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """An order or interval between points of two events, and how sources say it."""

    id: str
    choose: Choices
    first: Event
    first_point: Point
    relation: str
    second: Event
    second_point: Point
    lags: tuple[str, str] = ("", "")
    spoken: tuple[str, ...] = ("", "some time")


def draw_figures(deck: Deck, ids: Identifiers, world: World, count: int) -> list[Figure]:
    """Return so many figures, none where nothing happened."""
    ages = [
        (event, person, _years(person.born, event.start))
        for event in world.events
        for person in world.people
        if person.born is not None and person.born <= event.start <= (person.died or event.start)
    ]
    found = []
    for _ in range(count if world.events else 0):
        choose = deck.deal(48)
        if choose.yes() and ages:
            event, person, age = choose.of(ages)
            low, high = choose.of(((age, age), (age, age + 1), (max(age - 1, 0), age)))
            limits = choose.of(((str(low), str(high)), (str(low), ""), ("", str(high))))
            found.append(_figure(choose, ids, event, person, ("age", "years"), limits))
        else:
            found.append(_count(choose, ids, world))
    return found


def _count(choose: Choices, ids: Identifiers, world: World) -> Figure:
    """Return a figure other than an age."""
    others = [measure for measure in values("figures", "measure") if measure != "age"]
    measure = "share" if choose.yes(6) else choose.of(others)
    unit = "percent" if measure == "share" else _unit(choose, measure)
    numbers = _PERCENTS if unit == "percent" else _COUNTS
    first = choose.upto(len(numbers) - 1)
    last = first + choose.of((0, 0, 1))
    low, high = numbers[first], numbers[min(last, len(numbers) - 1)]
    limits = choose.of(((low, high), (low, ""), ("", high)))
    return _figure(choose, ids, choose.of(world.events), choose.of((None, *world.people)), (measure, unit), limits)


def _unit(choose: Choices, measure: str) -> str:
    units = values("figures", "unit")
    if measure in units:
        return measure
    if measure in {"sentence", "duration", "lapse", "minimum_term", "difference"}:
        return choose.of(("years", "days", "months", "hours"))
    return choose.of(("number", "persons"))


def _figure(
    choose: Choices,
    ids: Identifiers,
    event: Event,
    person: Person | None,
    what: tuple[str, str],
    limits: tuple[str, str],
) -> Figure:
    return Figure(ids.new("f"), choose, event, person, *what, *limits, (exact(*limits), "several"))


def exact(low: str, high: str) -> str:
    """Return how a source gives the limits of a figure."""
    if low and high:
        return low if low == high else f"{low}..{high}"
    return f"≥{low}" if low else f"≤{high}"


def _years(born: int, day: int) -> int:
    """Return how many birthdays somebody born on one day has had on the other."""
    birth, then = date.fromordinal(born), date.fromordinal(day)
    return then.year - birth.year - ((then.month, then.day) < (birth.month, birth.day))


def draw_links(deck: Deck, ids: Identifiers, world: World, count: int) -> list[Link]:
    """Return so many links, none where nothing happened."""
    return [_link(deck.deal(48), ids, world.events) for _ in range(count if world.events else 0)]


def _link(choose: Choices, ids: Identifiers, events: Sequence[Event]) -> Link:
    """Return a link that holds: the relation is drawn among those that some pair of events is in."""
    pairs = [(one, other) for one in events for other in events if one is not other]
    follows = [(one, other) for one, other in pairs if other.start <= one.start]
    inside = [(one, other) for one, other in follows if one.end <= other.end]
    twins = [(one, other) for one, other in inside if other.end <= one.end and one.start <= other.start]
    relations = {
        "before": [(one, one) for one in events] + pairs,
        "after": pairs,
        "same_time": [pair for pair in pairs if _meetings(pair)],
        "during": inside,
        "part_of": inside,
        "responds_to": follows,
        "appeals": follows,
        "same_as": twins,
        "serves": [(other, one) for one, other in follows],
    }
    relation = choose.of([name for name, some in relations.items() if some])
    one, other = choose.of(relations[relation])
    if one is other:
        return _interval(choose, ids, one, other, ("start", "end"))
    if relation in {"before", "after"}:
        return _ordered(choose, ids, one, other)
    if relation == "same_time":
        first, second = choose.of(_meetings((one, other)))
        lags = choose.of((("", ""), ("P0D", "P0D"), ("PT0H", "PT24H")))
        return Link(ids.new("x"), choose, one, first, relation, other, second, lags, ("", "at the same time"))
    if relation == "serves":
        years = -(-(other.start - one.start) // 365)
        return Link(ids.new("x"), choose, one, "start", relation, other, "start", ("", f"P{years}Y"), ("", "the term"))
    return Link(ids.new("x"), choose, one, "start", relation, other, "start")


def _day(event: Event, point: Point) -> int:
    return event.start if point == "start" else event.end


def _meetings(pair: tuple[Event, Event]) -> list[tuple[Point, Point]]:
    """Return the points of two events that lie on one day."""
    one, other = pair
    return [(p, q) for p in _POINTS for q in _POINTS if _day(one, p) == _day(other, q)]


def _ordered(choose: Choices, ids: Identifiers, one: Event, other: Event) -> Link:
    """Return a link that says which of two points comes first: before or after, as it is."""
    points = choose.of(_MOSTLY_STARTS), choose.of(_MOSTLY_STARTS)
    days = _day(one, points[0]), _day(other, points[1])
    if days[0] < days[1] or (days[0] == days[1] and choose.yes()):
        return _interval(choose, ids, one, other, points)
    return _interval(choose, ids, one, other, points, "after")


def _interval(
    choose: Choices, ids: Identifiers, one: Event, other: Event, points: tuple[Point, Point], relation: str = "before"
) -> Link:
    """Return a link with limits of the time between, if drawn, in units that hold for every month and year."""
    days = abs(_day(other, points[1]) - _day(one, points[0]))
    exact = f"P{days}D"
    least = choose.of(("P0D", exact, f"P{days // 7}W", f"P{days // 31}M", f"P{days // 366}Y", _hours(days - 1), ""))
    most = choose.of(("", exact, f"P{-(-days // 7)}W", f"P{-(-days // 28)}M", f"P{-(-days // 365)}Y", _hours(days + 1)))
    spoken = (least if least == most else "", "immediately" if days < 2 else "several days later")
    return Link(ids.new("x"), choose, one, points[0], relation, other, points[1], (least, most), spoken)


def _hours(days: int) -> str:
    return f"PT{24 * max(days, 0)}H"
