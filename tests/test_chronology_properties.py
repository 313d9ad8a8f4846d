"""Chronologies of true timelines told vaguely: nothing true is refused, nothing that contradicts it passes."""

import csv
import re
import tempfile
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import event as note
from hypothesis import given, settings
from hypothesis import strategies as st

from casedata.chronology import Audit, Knot, Layer, Unit, chronology
from casedata.chronology.audit import audit
from casedata.chronology.policy import read_policy
from casedata.chronology.reading import read_constraints
from casedata.chronology.units import moment
from casedata.package import open_package
from casedata.tables import Tables, open_tables
from casedata.temporal import Network
from casedata.testing import Rows, packages, write
from small import event, link
from timed import Row, claim, limits, role, sets, source, timed

DAY = 1440
UNITS: tuple[Unit, ...] = ("day", "minute")
ZONE = "Europe/Moscow"
CREDIT = "jurisdiction,min,max,reason\nl-x,1,1.5,Because.\n"
CASES = [{"case_id": "k-one", "jurisdiction": "l-x"}, {"case_id": "k-two", "jurisdiction": "l-y"}]
PERSON, SOURCE = "p-1", "s-a"

# --- true dates told vaguely -----------------------------------------------------------------------------


def months_later(day: int, months: int) -> int:
    """The day so many months later, the last of the month where it has no such day."""
    start = date.fromordinal(day)
    year, month = divmod(12 * start.year + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).toordinal()


def iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def marked(draw: st.DrawFn, day: int) -> str:
    """Write a day as about another that is as near as the table of words says."""
    cut, reach = draw(st.sampled_from([(10, 3), (7, 15), (4, 183)]))
    return iso(day + draw(st.integers(-reach, reach)))[:cut] + draw(st.sampled_from("~%"))


def between(draw: st.DrawFn, day: int) -> str:
    """Write a day as a range around it, perhaps open."""
    before, after = draw(st.integers(0, 40)), draw(st.integers(0, 40))
    first, last = iso(day - before), iso(day + after)
    return draw(st.sampled_from([f"[{first}..{last}]", f"[{first}..]", f"[..{last}]", f"[{first[:7]}..{last[:7]}]"]))


def plain(draw: st.DrawFn, day: int) -> str:
    """Write a day, or what is known of it."""
    text = iso(day)
    forms = [text, text, text[:7], text[:4], f"{text[:7]}-XX", f"{text[:3]}X", f"{text}?", f"[{text},{iso(day + 9)}]"]
    return draw(st.sampled_from(forms))


def at_time(draw: st.DrawFn, at: int, zone: str) -> str:
    """Write a minute on the clock of the place or, if the package knows which that is, on another."""
    local = datetime.fromordinal(at // DAY) + timedelta(minutes=at % DAY)
    written = f"{local:%Y-%m-%dT%H:%M}"
    aware = local.replace(tzinfo=ZoneInfo(zone)) if zone else local.replace(tzinfo=UTC)
    world = aware.astimezone(UTC)
    if not zone or world.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local or world.second:
        return written
    far = world + timedelta(hours=5, minutes=45)
    return draw(st.sampled_from([written, f"{world:%Y-%m-%dT%H:%M}Z", f"{far:%Y-%m-%dT%H:%M}+05:45"]))


def told(draw: st.DrawFn, at: int, zone: str, *, times: bool) -> str:
    """Write a minute as a date that is true of it."""
    forms: list[Callable[[], str]] = [
        lambda: plain(draw, at // DAY),
        lambda: between(draw, at // DAY),
        lambda: marked(draw, at // DAY),
    ]
    if times:
        forms.append(lambda: at_time(draw, at, zone))
    return draw(st.sampled_from(forms))()


def read_words() -> list[tuple[str, int, int]]:
    """The vague words of days and weeks, with the days that they can mean."""
    text = (files("casedata.chronology") / "rules" / "words.csv").read_text("utf-8")
    found = []
    for row in csv.DictReader(text.splitlines()):
        low, high = (re.fullmatch("P([0-9]+)([DW])", row[name]) for name in ("min", "max"))
        if not row["word"].startswith("~") and low and high:
            least, most = (int(end[1]) * (7 if end[2] == "W" else 1) for end in (low, high))
            found.append((row["word"], least, most))
    return found


WORDS = read_words()


def lag(draw: st.DrawFn, first: int, second: int) -> str:
    """Write how much later the second minute is as a length that is true of it."""
    days, minutes = second // DAY - first // DAY, second - first
    less, more = draw(st.integers(0, days)), draw(st.integers(0, 9))
    hours = minutes // 60
    forms = ["", f"P{days}D", f"P{days - less}D..P{days + more}D", f"P{days // 7}W..P{days // 7 + 1}W"]
    forms += [
        f"PT{hours}H{minutes % 60}M",
        f"PT{hours}H..PT{hours + 1}H",
        f"P{hours // 24}DT{hours % 24}H{minutes % 60}M",
    ]
    forms += [f"P{days // 7}W"] * (days % 7 == 0)
    forms += [word for word, low, high in WORDS if low <= days <= high]
    months = whole_months(first // DAY, second // DAY)
    forms += [f"P{months}M..P{months + 1}M", f"P{months // 12}Y..P{months // 12 + 1}Y"]
    if months_later(first // DAY, months) == second // DAY and months:
        forms += [f"P{months}M"] * 3 + [f"P{months // 12}Y{months % 12}M", f"P{months // 12}Y"][
            : 1 + (months % 12 == 0)
        ]
    return draw(st.sampled_from(forms))


def whole_months(first: int, second: int) -> int:
    one, two = date.fromordinal(first), date.fromordinal(second)
    months = 12 * (two.year - one.year) + two.month - one.month
    return months if months_later(first, months) <= second else months - 1


# --- true timelines --------------------------------------------------------------------------------------


@dataclass
class World:
    """What is true, each point in minutes, and a package that tells of it."""

    zone: str = ""
    truth: dict[str, int] = field(default_factory=dict)
    rows: Rows = field(default_factory=lambda: {name: [] for name in ("events", "links", "figures", "roles", "claims")})

    def say(self, about: str, value: str, passage: str = "s-a#1", **more: str) -> None:
        """Add a claim."""
        self.rows["claims"].append(claim(len(self.rows["claims"]) + 1, about, value, passage, **more))

    def join(self, first: str, relation: str, second: str, **more: str) -> str:
        """Add a link between points."""
        (one, from_point), (two, to_point) = first.split(" "), second.split(" ")
        number = len(self.rows["links"]) + 1
        points = {"from_point": from_point, "to_point": to_point}
        self.rows["links"].append(link(number, one, relation, two, **points, **more))
        return f"x-{number}"


@dataclass(frozen=True)
class Telling:
    """What a package may tell: lengths of time, times of day, plans and denials, ages, cells of its own."""

    lags: bool = True
    times: bool = True
    ages: bool = True


ALL = Telling()


@st.composite
def worlds(draw: st.DrawFn, telling: Telling = ALL, zone: str = "") -> World:
    """Return a true timeline of two to six events, and what is said of it."""
    world = World(zone)
    _happen(draw, world, telling)
    for number in range(draw(st.integers(1, 8))):
        _tell_point(draw, world, telling, f"s-{'ab'[number % 2]}#1")
    for _ in range(draw(st.integers(0, 6))):
        _tell_order(draw, world, telling)
    if telling.ages:
        _tell_life(draw, world, telling)
    last = max(world.truth.values()) // DAY + draw(st.sampled_from([0, 1, 400]))
    published = told(draw, last * DAY + DAY - 1, "", times=False)
    world.truth["s-a published"] = last * DAY + DAY - 1
    world.rows["sources"] = [source("s-a", draw(st.sampled_from(["", published]))), source("s-b")]
    return world


def _happen(draw: st.DrawFn, world: World, telling: Telling) -> None:
    days = [draw(st.dates(date(1950, 1, 1), date(2050, 1, 1))).toordinal()]
    for number in range(1, draw(st.integers(2, 6)) + 1):
        start = _moment(draw, days, telling)
        end = draw(st.sampled_from([start, start + 1, start + DAY, start + draw(st.integers(0, 60 * DAY))]))
        days += [start // DAY, end // DAY]
        planned = _moment(draw, days, telling)
        name = f"e-{number}"
        world.truth |= {f"{name} start": start, f"{name} end": end}
        world.truth |= {f"{name} planned start": planned, f"{name} planned end": planned + 3 * DAY}
        cells = {"status": draw(st.sampled_from(["established", "established", "expected"]))}
        for column, point in (("start_date", start), ("end_date", end)):
            cells[column] = told(draw, point, world.zone, times=telling.times) if draw(st.booleans()) else ""
        whole = [each for each in _events(world)[: number - 1] if _within(world, name, each)]
        cells["part_of"] = draw(st.sampled_from(["", *whole]))
        world.rows["events"].append({**event(number), **cells, "case_id": draw(st.sampled_from(["k-one", "k-two"]))})


def _moment(draw: st.DrawFn, days: Sequence[int], telling: Telling) -> int:
    """Return a minute that is a round length of time away from another, or any."""
    day, step = draw(st.sampled_from(days)), draw(st.integers(-3, 14))
    day = draw(
        st.sampled_from(
            [day + step, day + 7 * step, months_later(day, step), months_later(day, 12 * step), day + 37 * step]
        )
    )
    return day * DAY + (draw(st.sampled_from([0, 1, 600, 1150, DAY - 1])) if telling.times else 0)


def _events(world: World) -> list[str]:
    return [row["event_id"] for row in world.rows["events"]]


def _within(world: World, part: str, whole: str) -> bool:
    at = world.truth
    return at[f"{whole} start"] <= at[f"{part} start"] and at[f"{part} end"] <= at[f"{whole} end"]


def _is_expected(world: World, name: str) -> bool:
    return any(row["event_id"] == name and row["status"] == "expected" for row in world.rows["events"])


def _tell_point(draw: st.DrawFn, world: World, telling: Telling, passage: str) -> None:
    """Add a claim on the start or the end of an event, or a denial."""
    name, point = draw(st.sampled_from(_events(world))), draw(st.sampled_from(["start", "end"]))
    mode = draw(st.sampled_from(["report", "report", "testimony", "inference", "expectation"]))
    is_plan = mode == "expectation" and not _is_expected(world, name)
    at = world.truth[f"{name} planned {point}" if is_plan else f"{name} {point}"]
    about = f"{name} {point}_date"
    if not is_plan and draw(st.integers(0, 4)) == 0:
        shift = draw(st.sampled_from([-40, -1, 1, 40]))
        other = iso(at // DAY + shift)
        denied = [other, other[:7]] if other[:7] != iso(at // DAY)[:7] else [other]
        world.say(about, draw(st.sampled_from(denied)), passage, stance="contradicts", mode=mode)
    else:
        world.say(about, told(draw, at, world.zone, times=telling.times), passage, mode=mode)


def _tell_order(draw: st.DrawFn, world: World, telling: Telling) -> None:
    """Add a link with a claim on it, and perhaps its cells."""
    points = [point for point in world.truth if " planned " not in point and point.startswith("e-")]
    first, second = sorted(
        (draw(st.sampled_from(points)), draw(st.sampled_from(points))), key=lambda point: world.truth[point]
    )
    one, two = world.truth[first], world.truth[second]
    kinds = [("before", first, second), ("after", second, first), ("responds_to", second, first)]
    kinds += [("appeals", second, first)]
    if telling.lags:
        kinds += [("same_time", first, second)] * 2 + [("same_as", first, second)] * (one == two)
        kinds += [("serves", first, second)] * 2
    names = first.split(" ")[0], second.split(" ")[0]
    kinds += [(kind, *pair) for pair in ((first, second), (second, first)) for kind in ("during", "part_of")
              if names[0] != names[1] and _within(world, pair[0].split(" ")[0], pair[1].split(" ")[0])]  # fmt: skip
    relation, a, b = draw(st.sampled_from(kinds))
    value, cells = "", {}
    if relation in {"before", "after", "responds_to", "appeals"} and telling.lags:
        value = lag(draw, one, two)
        least, most = lag(draw, one, two), lag(draw, one, two)
        cells = {"lag_min": least if least.startswith("P") and ".." not in least else ""}
        cells["lag_max"] = most if most.startswith("P") and ".." not in most else ""
    elif relation == "same_time":
        days = two // DAY - one // DAY
        value = draw(st.sampled_from([f"P0D..P{days}D", f"P0D..P{days + 3}D", *[""] * (days == 0), f"P{days}D"]))
        cells = {"lag_max": f"P{days}D"}
    elif relation == "serves":
        value = _term(draw, world, a, b)
        if not value:
            return
        cells = {"lag_min": value, "lag_max": value}
    name = world.join(a, relation, b, **cells)
    world.say(name, value, draw(st.sampled_from(["s-a#1", "s-b#1"])), mode="report")


def _term(draw: st.DrawFn, world: World, first: str, second: str) -> str:
    """Return a term that was served between two points, '' if none is known to fit."""
    start, end = world.truth[first] // DAY, world.truth[second] // DAY
    served, fits = end - start, []
    for months in range(1, 60):
        term = months_later(start, months) - start
        if served <= term <= served * 1.5:
            fits.append(f"P{months}M")
    fits += [f"P{term}D" for term in (served, served * 3 // 2)]
    return draw(st.sampled_from(fits))


def _tell_life(draw: st.DrawFn, world: World, telling: Telling) -> None:
    """Add somebody's birth, a part in an event, and the age at it."""
    first = min(world.truth[f"{name} start"] for name in _events(world)) // DAY
    born = first - draw(st.sampled_from([0, 1, 365, 366, 9131, draw(st.integers(0, 20_000))]))
    world.truth[f"{PERSON} born"] = born * DAY
    cell = draw(st.sampled_from(["", told(draw, born * DAY, "", times=False)]))
    world.rows["people"] = [{"person_id": PERSON, "kind": "person", "born": cell}]
    if draw(st.booleans()):
        world.say(f"{PERSON} born", told(draw, born * DAY, "", times=False))
    for number, row in enumerate(world.rows["events"]):
        if draw(st.booleans()):
            name = row["event_id"]
            seen = world.truth[f"{name} start"] // DAY
            years = whole_months(born, seen) // 12
            figure = {
                "figure_id": f"f-{number}",
                "event_id": name,
                "person_id": PERSON,
                "measure": "age",
                "unit": "years",
            }
            world.rows["figures"].append(figure | {"low": str(years), "high": str(years + draw(st.integers(0, 1)))})
            world.rows["roles"].append(role(number, name, PERSON, draw(st.sampled_from(["accused", "mentioned"]))))
            said = [f"{years}", f"{years}..{years + 2}", f">{years - 1}", f"..{years}"][: 4 if years else 2]
            world.say(f"f-{number}", draw(st.sampled_from(said)), "s-b#1", mode="inference")


LETTERS = ("-k", "-m", "-n")


@st.composite
def several(draw: st.DrawFn) -> World:
    """Return one to three worlds that have nothing to do with each other, as one; a letter tells them apart."""
    found = World(draw(st.sampled_from(["", ZONE])))
    for letter in LETTERS[: draw(st.integers(1, len(LETTERS)))]:
        world = draw(worlds(zone=found.zone))
        found.truth |= {_lettered(point, letter): at for point, at in world.truth.items()}
        for table, rows in world.rows.items():
            told_here = [{name: _lettered(text, letter) for name, text in row.items()} for row in rows]
            found.rows.setdefault(table, []).extend(told_here)
    return found


def _lettered(text: str, letter: str) -> str:
    return re.sub(r"^([cefprsx]-[0-9a-z]+)(?=$|#| )", lambda name: name[1] + letter, text)


# --- packages of them ------------------------------------------------------------------------------------


@contextmanager
def opened(world: World, rows: Rows | None = None) -> Iterator[Tables]:
    with tempfile.TemporaryDirectory() as folder:
        given = {"cases": CASES, **(rows or world.rows)}
        claims = given.pop("claims")
        tables = timed(Path(folder), claims, zone=world.zone, rules={"credit.csv": CREDIT}, **given)
        try:
            yield tables
        finally:
            tables.close()


def examined(tables: Tables, unit: Unit, *layers: Layer) -> list[tuple[Audit, Network]]:
    """Audit layers; return their networks too."""
    policy = read_policy(tables.package)
    found = read_constraints(tables.connection(), unit, policy)
    return [(audit(found, policy, of, limit=500, steps=5_000), found.network(of)) for of in layers]


def examine(world: World, unit: Unit, rows: Rows | None = None) -> Audit:
    """Audit the claims of a world, told with other rows."""
    with opened(world, rows) as tables:
        return examined(tables, unit, "claims")[0][0]


def contains(ends: tuple[int | None, int | None], at: int) -> bool:
    return (ends[0] is None or ends[0] <= at) and (ends[1] is None or at <= ends[1])


# --- soundness and completeness --------------------------------------------------------------------------


@settings(max_examples=10)
@given(several())
def test_what_is_true_can_hold_and_lies_within_every_limit(world: World) -> None:
    with opened(world) as tables:
        for unit in UNITS:
            for audited, _ in examined(tables, unit, "claims", "judgement"):
                assert sets(audited) == set()
                assert audited.consistent
                assert [each.point for each in audited.limits if each.comparison == "outside"] == []
                for point, ends in limits(audited).items():
                    if point in world.truth:
                        assert contains(ends, world.truth[point] // (DAY if unit == "day" else 1)), point


@settings(max_examples=8)
@given(several(), st.sampled_from(UNITS), st.data())
def test_what_contradicts_the_rest_is_always_found_in_a_minimal_contradiction(
    world: World, unit: Unit, data: st.DataObject
) -> None:
    lies = {}
    ends = limits(examine(world, unit))
    for number, letter in enumerate(LETTERS):
        sides = [
            (point, side)
            for point in sorted(ends)
            for side in (0, 1)
            if point.split(" ")[0].endswith(letter)
            and not point.endswith("published")
            and ends[point][side] is not None
        ]
        if sides:
            point, side = data.draw(st.sampled_from(sides))
            beyond = data.draw(st.sampled_from([1, 1, 2, 50])) * (1 if side else -1)
            lies[letter] = lie(world, 990 + number, point, moment((ends[point][side] or 0) + beyond, unit))
    told_too = {**world.rows, "claims": [*world.rows["claims"], *lies.values()]}
    with opened(world, told_too) as tables:
        ((audited, network),) = examined(tables, unit, "claims")
    assert len(audited.knots) == len(lies)
    for knot, row in zip(sorted(audited.knots, key=first_lie), lies.values(), strict=True):
        name = row["claim_id"]
        note(f"{max(len(each.statements) for each in knot.contradictions)} statements")
        assert any(way.statements == (name,) for way in knot.ways_out)
        for each in knot.contradictions:
            assert name in each.statements
            assert each.gap >= 1
            assert not network.consistent(each.statements)
            for left_out in each.statements:
                assert network.consistent([other for other in each.statements if other != left_out])


def lie(world: World, number: int, point: str, value: str) -> Row:
    """Return a claim that dates a point so."""
    name, _, rest = point.partition(" ")
    column = rest.removeprefix("planned ").replace("start", "start_date").replace("end", "end_date")
    mode = "expectation" if rest.startswith("planned") or _is_expected(world, name) else "inference"
    return claim(number, f"{name} {column}", value, "s-z#1", mode=mode)


def first_lie(knot: Knot) -> str:
    return min(name for each in knot.contradictions for name in each.statements if name.startswith("c-99"))


# --- changed packages ------------------------------------------------------------------------------------


@st.composite
def contested(draw: st.DrawFn, telling: Telling = ALL) -> World:
    """Return a world of which something untrue is said as well."""
    world = draw(worlds(telling))
    for number in range(draw(st.integers(0, 2))):
        name = draw(st.sampled_from(_events(world)))
        day = world.truth[f"{name} start"] // DAY + draw(st.sampled_from([-400, -2, -1, 1, 2, 30]))
        world.say(f"{name} {draw(st.sampled_from(['start', 'end']))}_date", iso(day), f"s-{'cd'[number]}#1")
    return world


def later(text: str) -> str:
    """Return a date 400 years later."""
    return re.sub(r"(^|\[|,|\.\.)([0-9]{2})(?=[0-9][0-9X])", lambda found: f"{found[1]}{int(found[2]) + 4}", text)


def shifted(rows: Rows) -> Rows:
    """Return the rows with all dates 400 years later, after which the Gregorian calendar repeats itself."""
    dated = {"start_date", "end_date", "born", "died", "published"}
    return {
        table: [
            {
                name: later(text) if name in dated or (name == "value" and row["field"]) else text
                for name, text in row.items()
            }
            for row in each
        ]
        for table, each in rows.items()
    }


def renamed(rows: Rows) -> Rows:
    """Return the rows with other identifiers, in another order of the alphabet."""
    return {
        table: [{name: other_name(text) for name, text in row.items()} for row in each] for table, each in rows.items()
    }


def other_name(text: str) -> str:
    found = re.fullmatch("([epsfxrc])-([0-9]+|[a-z])(#1)?", text)
    if found is None:
        return text
    number = ord(found[2]) - 96 if found[2].isalpha() else int(found[2])
    return f"{found[1]}-{'zyx'[number % 3]}{900 - number}{found[3] or ''}"


def duplicated(rows: Rows) -> Rows:
    """Return the rows with every claim a second time, from the same passage."""
    copies = [{**row, "claim_id": f"c-{500 + number}"} for number, row in enumerate(rows["claims"])]
    return {**rows, "claims": [*rows["claims"], *copies]}


def reordered(rows: Rows) -> Rows:
    """Return the tables backwards."""
    return {table: each[::-1] for table, each in rows.items()}


def verdict(audited: Audit) -> tuple[object, ...]:
    """What must not depend on names and places: contradictions with gaps, ways out with costs, and limits."""
    found = {(frozenset(each.statements), each.gap) for each in audited.contradictions}
    ways = {(frozenset(way.statements), way.cost) for knot in audited.knots for way in knot.ways_out}
    return audited.consistent, found, ways, limits(audited), audited.undecided


@settings(max_examples=4)
@given(contested(), st.sampled_from(UNITS))
def test_names_places_and_the_century_do_not_matter(world: World, unit: Unit) -> None:
    base = examine(world, unit)
    note(f"consistent: {base.consistent}")
    assert verdict(examine(world, unit, duplicated(world.rows))) == verdict(base)
    assert verdict(examine(world, unit, reordered(world.rows))) == first_named(world, base)
    other = examine(world, unit, renamed(world.rows))
    assert {frozenset(map(spelt, each.statements)) for each in base.contradictions} == sets(other)
    assert {spelt(point): ends for point, ends in limits(base).items()} == limits(other)
    cycle = 146_097 * (1 if unit == "day" else DAY)
    moved = examine(world, unit, shifted(world.rows))
    assert sets(moved) == sets(base)
    assert limits(moved) == {
        point: tuple(each and each + cycle for each in ends) for point, ends in limits(base).items()
    }


def spelt(name: str) -> str:
    """Return a group or a point under its other name."""
    return " ".join(map(other_name, name.split(" ")))


def first_named(world: World, base: Audit) -> tuple[object, ...]:
    """Return the verdict with statements called after the last of their claims, as they are in tables backwards."""
    last: dict[str, str] = {}
    for statement in base.statements.values():
        if statement.kind == "claim":
            last[statement.id] = statement.quotes[-1].claim_id
    reported: dict[str, str] = {}
    status = {row["event_id"]: row["status"] for row in world.rows["events"]}
    firsts: dict[tuple[str, str], str] = {}
    for row in world.rows["claims"]:
        about, page = row.get("event_id", ""), row["passage_id"]
        silent = row["mode"] in {"expectation", "inference"} or row["stance"] == "contradicts"
        if about and not silent and status[about] != "expected":
            first = firsts.setdefault((about, page), row["claim_id"])
            reported[f"report {first}"] = f"report {row['claim_id']}"
    names = last | reported
    found = {(frozenset(names.get(name, name) for name in each.statements), each.gap) for each in base.contradictions}
    ways = {
        (frozenset(names.get(name, name) for name in way.statements), way.cost)
        for knot in base.knots
        for way in knot.ways_out
    }
    return base.consistent, found, ways, limits(base), base.undecided


@settings(max_examples=6)
@given(worlds(), st.sampled_from(UNITS), st.data())
def test_more_claims_never_widen_a_limit(world: World, unit: Unit, data: st.DataObject) -> None:
    claims = world.rows["claims"]
    kept = [row for row in claims if data.draw(st.booleans())]
    fewer, all_of_them = (limits(examine(world, unit, {**world.rows, "claims": rows})) for rows in (kept, claims))
    for point, ends in fewer.items():
        first, last = all_of_them[point]
        assert ends[0] is None or (first is not None and ends[0] <= first)
        assert ends[1] is None or (last is not None and last <= ends[1])


@settings(max_examples=6)
@given(contested(), st.sampled_from(UNITS), st.data())
def test_a_wider_date_creates_no_contradiction(world: World, unit: Unit, data: st.DataObject) -> None:
    claims = [dict(row) for row in world.rows["claims"]]
    for row in claims:
        if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}.*", row["value"]) and row["stance"] == "supports":
            row["value"] = row["value"][: data.draw(st.sampled_from([4, 7, 99]))]
            row["quote_start"] = "wider"
    alone = {"published": "", "published_basis": ""}
    rows = {**world.rows, "sources": [row | alone for row in world.rows["sources"]]}
    singles = {**rows, "claims": [row | {"passage_id": f"s-{number}#1"} for number, row in enumerate(rows["claims"])]}
    widened = {**rows, "claims": [row | {"passage_id": f"s-{number}#1"} for number, row in enumerate(claims)]}
    with opened(world, singles) as tables:
        ((_, network),) = examined(tables, unit, "claims")
    for each in examine(world, unit, widened).contradictions:
        assert not network.consistent(each.statements)


@settings(max_examples=8)
@given(contested(Telling(lags=False, times=False, ages=False)))
def test_without_lags_and_times_days_and_minutes_agree(world: World) -> None:
    with opened(world) as tables:
        days, minutes = (examined(tables, unit, "claims")[0][0] for unit in UNITS)
    note(f"consistent: {days.consistent}")
    assert sets(days) == sets(minutes)
    for point, (first, last) in limits(days).items():
        low, high = None if first is None else first * DAY, None if last is None else last * DAY + DAY - 1
        assert limits(minutes)[point] == (low, high)


@settings(max_examples=6)
@given(contested(Telling(times=False)))
def test_what_shows_in_minutes_shows_in_days_where_no_time_of_day_is_given(world: World) -> None:
    with opened(world) as tables:
        days, minutes = (examined(tables, unit, "claims")[0][1] for unit in UNITS)
    assert minutes.consistent() or not days.consistent()


# --- generated packages ----------------------------------------------------------------------------------


@settings(max_examples=8)
@given(packages())
def test_the_judgement_of_generated_packages_can_hold(rows: Rows) -> None:
    with tempfile.TemporaryDirectory() as folder:
        tables = open_tables(open_package(write(rows, Path(folder))))
        try:
            audited = chronology(tables, of="judgement", unit="day").audit
        finally:
            tables.close()
    assert sets(audited) == set()
