"""The chronology of packages made by hand, each answer worked out by date arithmetic, and of the published case."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from casedata.chronology import Audit, Chronology, Layer, chronology
from casedata.chronology.audit import audit
from casedata.chronology.policy import read_policy
from casedata.chronology.reading import Constraints, read_constraints
from casedata.chronology.units import Unit, moment
from casedata.cli import main
from casedata.errors import PackageError, RuleError
from casedata.package import open_package
from casedata.tables import Tables, open_tables
from packages import ROOT, write_package
from small import event, link
from timed import Row, claim, day, limits, minute, role, sets, source, timed

Ends = tuple[int | None, int | None]
"""The earliest and the latest time of a point."""

JOINED = [link(1, "e-1", "before", "e-2")]
PAIR = [event(1), event(2)]


def found(tables: Tables, unit: Unit = "day", of: Layer = "claims") -> Audit:
    """Audit what sources say, by itself."""
    policy = read_policy(tables.package)
    return audit(read_constraints(tables.connection(), unit, policy), policy, of)


def judged(tables: Tables, unit: Unit = "day") -> Audit:
    """Audit what the package holds, by itself."""
    return found(tables, unit, "judgement")


def lengths(months: int) -> tuple[int, int]:
    """The fewest and the most days of so many months in a row, counted from every first of a month of 400 years."""
    starts = [date(2000 + number // 12, number % 12 + 1, 1).toordinal() for number in range(4800 + months)]
    spans = [starts[number + months] - starts[number] for number in range(4800)]
    return min(spans), max(spans)


# --- what can hold ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("later", "gap"), [("2019-02-05", 0), ("2019-02-04", 1), ("2019-01", 5), ("2019-02", 0)])
def test_an_order_allows_the_same_day_and_not_the_day_before(tmp_path: Path, later: str, gap: int) -> None:
    claims = [claim(1, "e-1 start_date", "2019-02-05"), claim(2, "e-2 start_date", later), claim(3, "x-1")]
    audited = found(timed(tmp_path, claims, events=PAIR, links=JOINED))
    assert audited.consistent is (gap == 0)
    assert [each.gap for each in audited.contradictions] == [gap] * (gap > 0)


@pytest.mark.parametrize(("end", "holds"), [("2019-02-05", True), ("2019-02-04", False)])
def test_nothing_ends_before_it_starts(tmp_path: Path, end: str, holds: bool) -> None:
    claims = [claim(1, "e-1 start_date", "2019-02-05"), claim(2, "e-1 end_date", end)]
    audited = found(timed(tmp_path, claims, events=PAIR))
    assert sets(audited) == (set() if holds else {frozenset({"c-1", "c-2"})})


def test_three_statements_clash_of_which_every_two_can_hold(tmp_path: Path) -> None:
    claims = [
        claim(1, "e-1 start_date", "2019-02-01"),
        claim(2, "e-2 start_date", "2019-02-08"),
        claim(3, "x-1", "P6D"),
    ]
    tables = timed(tmp_path, claims, events=PAIR, links=JOINED)
    audited = found(tables)
    assert sets(audited) == {frozenset({"c-1", "c-2", "c-3"})}
    assert audited.contradictions[0].gap == 1
    network = constraints(tables).network("claims")
    assert all(network.consistent(pair) for pair in combinations(["c-1", "c-2", "c-3"], 2))


def constraints(tables: Tables, unit: Unit = "day") -> Constraints:
    return read_constraints(tables.connection(), unit, read_policy(tables.package))


@pytest.mark.parametrize(("least", "holds"), [("", True), ("P0D..P9D", True), ("P1D..P9D", False)])
def test_a_circle_of_orders_holds_on_one_day_only(tmp_path: Path, least: str, holds: bool) -> None:
    links = [link(1, "e-1", "before", "e-2"), link(2, "e-2", "before", "e-3"), link(3, "e-1", "after", "e-3")]
    claims = [claim(1, "x-1"), claim(2, "x-2", least), claim(3, "x-3")]
    audited = found(timed(tmp_path, claims, events=[*PAIR, event(3)], links=links))
    assert sets(audited) == (set() if holds else {frozenset({"c-1", "c-2", "c-3"})})


@pytest.mark.parametrize(
    ("published", "more", "status", "holds"),
    [
        ("2019-05-01", {}, "reported", False),
        ("2019-05-02", {}, "reported", True),
        ("2019-05", {}, "reported", True),
        ("2019-05-01", {"mode": "testimony"}, "reported", False),
        ("2019-05-01", {"mode": "expectation"}, "reported", True),
        ("2019-05-01", {"mode": "inference"}, "reported", True),
        ("2019-05-01", {"stance": "contradicts"}, "reported", True),
        ("2019-05-01", {}, "expected", True),
    ],
)
def test_nothing_is_reported_before_it_has_happened(
    tmp_path: Path, published: str, more: Row, status: str, holds: bool
) -> None:
    claims = [claim(1, "e-1 start_date", "2019-05-02", **more)]
    events = [event(1, status=status)]
    audited = found(timed(tmp_path, claims, events=events, sources=[source("s-a", published)]))
    assert sets(audited) == (set() if holds else {frozenset({"c-1", "report c-1", "s-a"})})


def test_what_has_begun_may_be_reported_before_it_ends(tmp_path: Path) -> None:
    claims = [claim(1, "e-1 start_date", "2019-05-01"), claim(2, "e-1 end_date", "2019-05-09", mode="expectation")]
    claims.append(claim(3, "e-1 end_date", "2019-05-09", "s-b#1"))
    assert found(timed(tmp_path, claims, events=PAIR, sources=[source("s-a", "2019-05-02")])).consistent


def test_what_was_put_on_a_page_later_may_report_later_things(tmp_path: Path) -> None:
    claims = [claim(1, "e-1", passage="s-a#1"), claim(2, "e-1 start_date", "2019-05-02", "s-a#2")]
    pages = [{"passage_id": "s-a#1"}, {"passage_id": "s-a#2", "published": "2019-06-03"}]
    sources = [source("s-a", "2019-05-01")]
    audited = found(timed(tmp_path / "a", claims, events=PAIR, sources=sources, passages=pages))
    assert sets(audited) == {frozenset({"s-a", "report c-1", "c-2"})}
    audited = found(timed(tmp_path / "b", claims[1:], events=PAIR, sources=sources, passages=pages))
    assert audited.consistent
    assert limits(audited)["s-a#2 published"] == (day("2019-06-03"), day("2019-06-03"))


@pytest.mark.parametrize(("start", "holds"), [("2019-02-01", True), ("2019-01-31", False)])
def test_a_part_lies_within_the_whole(tmp_path: Path, start: str, holds: bool) -> None:
    events = [event(1, "2019-02-01", end_date="2019-02-05"), event(2, start, end_date="2019-02-05", part_of="e-1")]
    claims = [
        claim(1, "e-1 start_date", "2019-02-01"),
        claim(2, "e-2 start_date", start),
        claim(3, "e-1 end_date", "2019-02-05"),
        claim(4, "e-2 end_date", "2019-02-05"),
    ]
    tables = timed(tmp_path, claims, events=events)
    assert sets(found(tables)) == (set() if holds else {frozenset({"c-1", "c-2", "part e-2"})})
    assert sets(judged(tables)) == (set() if holds else {frozenset({"e-1 start_date", "e-2 start_date", "part e-2"})})


@pytest.mark.parametrize("relation", ["during", "part_of"])
@pytest.mark.parametrize(
    ("start", "end", "holds"),
    [
        ("2019-02-01", "2019-02-05", True),
        ("2019-01-31", "2019-02-05", False),
        ("2019-02-01", "2019-02-06", False),
    ],
)
def test_what_is_during_something_begins_and_ends_within_it(
    tmp_path: Path, relation: str, start: str, end: str, holds: bool
) -> None:
    events = [event(1, start, end_date=end), event(2, "2019-02-01", end_date="2019-02-05")]
    tables = timed(tmp_path, events=events, links=[link(1, "e-1", relation, "e-2")])
    assert judged(tables).consistent is holds


RELATIONS = {
    "after": (-1, 0),
    "before": (0, 1),
    "responds_to": (-1, 0),
    "appeals": (-1, 0),
    "same_time": (0, 0),
    "same_as": (0, 0),
}
"""By how many days the second event may come later, of the days next to the first and itself."""


def test_relations(tmp_path: Path) -> None:
    claims, events, links, clashes = [], [], [], set()
    for number, (relation, shift) in enumerate(product(RELATIONS, (-1, 0, 1))):
        one, two, three = (100 * place + number for place in (1, 2, 3))
        events += [event(one), event(two)]
        links.append(link(number, f"e-{one}", relation, f"e-{two}"))
        claims.append(claim(one, f"e-{one} start_date", "2019-02-05"))
        claims += [claim(two, f"e-{two} start_date", f"2019-02-0{5 + shift}"), claim(three, f"x-{number}")]
        low, high = RELATIONS[relation]
        clashes |= set() if low <= shift <= high else {frozenset({f"c-{one}", f"c-{two}", f"c-{three}"})}
    assert sets(found(timed(tmp_path, claims, events=events, links=links))) == clashes


# --- lengths of time -------------------------------------------------------------------------------------


def lagged(folder: Path, first: str, value: str, unit: Unit = "day", relation: str = "before", **more: Any) -> Audit:
    claims = [claim(1, "e-1 start_date", first), claim(2, "x-1", value)]
    return found(timed(folder, claims, events=PAIR, links=[link(1, "e-1", relation, "e-2")], **more), unit)


def after(folder: Path, lags: Sequence[tuple[str, str]], unit: Unit = "day", relation: str = "before") -> list[Ends]:
    """The limits of an event a lag after another; `lags` are the date of the first and the lag."""
    claims, events, links = [], [], []
    for number, (first, value) in enumerate(lags, 1):
        one, two = 2 * number - 1, 2 * number
        events += [event(one), event(two)]
        links.append(link(number, f"e-{one}", relation, f"e-{two}"))
        claims += [claim(one, f"e-{one} start_date", first), claim(two, f"x-{number}", value)]
    ends = limits(found(timed(folder, claims, events=events, links=links), unit))
    return [ends[f"e-{2 * number} start"] for number, _ in enumerate(lags, 1)]


LAGS = [
    ("2019-01-31", "P6D", "2019-02-06", "2019-02-06"),
    ("2019-01-31", "P0D", "2019-01-31", "2019-01-31"),
    ("2019-01-31", "PT72H", "2019-02-03", "2019-02-03"),
    ("2019-01-31", "PT30H", "2019-02-01", "2019-02-02"),
    ("2019-01-31", "P2W", "2019-02-14", "2019-02-14"),
    ("2019-01-31", "P2D..P4D", "2019-02-02", "2019-02-04"),
    ("2019-01-31", "P1M", "2019-02-28", "2019-03-03"),
    ("2020-02-01", "P1Y", "2021-01-31", "2021-02-01"),
    ("2020-02-29", "P1Y", "2021-02-28", "2021-03-01"),
    ("2019-01-31", "several days", "2019-02-02", "2019-02-14"),
    ("2019-01-31", " Several  DAYS", "2019-02-02", "2019-02-14"),
    ("2019-01-31", "immediately", "2019-01-31", "2019-02-01"),
    ("2019-01-31", "the next day", "2019-02-01", "2019-02-01"),
]


def test_lags(tmp_path: Path) -> None:
    wanted = [(day(earliest), day(latest)) for _, _, earliest, latest in LAGS]
    assert after(tmp_path, [(first, value) for first, value, _, _ in LAGS]) == wanted


def test_months_and_years_are_as_short_and_as_long_as_they_can_be(tmp_path: Path) -> None:
    months = {"P1Y2M": 14, "P4Y": 48, "P99Y": 1188}
    start = day("2019-01-31")
    wanted = [(start + fewest, start + most) for fewest, most in map(lengths, months.values())]
    assert after(tmp_path, [("2019-01-31", value) for value in months]) == wanted


def test_years_may_be_any_number_from_two_on(tmp_path: Path) -> None:
    assert after(tmp_path, [("2019-01-31", "years")]) == [(day("2019-01-31") + lengths(24)[0], None)]


def test_a_lag_runs_backwards_where_the_relation_does(tmp_path: Path) -> None:
    assert after(tmp_path, [("2019-01-31", "P6D..P8D")], relation="after") == [(day("2019-01-23"), day("2019-01-25"))]


def test_what_is_at_the_same_time_may_be_so_to_within_a_length(tmp_path: Path) -> None:
    reach = {"": (0, 0), "P0D..P3D": (-3, 3), "P2D": (2, 2), "P1D..P3D": (1, 3)}
    wanted = [(day("2019-01-31") + low, day("2019-01-31") + high) for low, high in reach.values()]
    assert after(tmp_path, [("2019-01-31", value) for value in reach], relation="same_time") == wanted


MINUTES = {
    "P6D": (5 * 1440 + 1, 7 * 1440 - 1),
    "P0D": (0, 1439),
    "P1D": (1, 2 * 1440 - 1),
    "PT72H": (72 * 60, 72 * 60),
    "PT1H5M": (65, 65),
    "P1DT1H": (25 * 60, 25 * 60),
    "immediately": (0, 2 * 1440 - 1),
}


def test_in_minutes_a_day_later_is_any_time_of_the_next_day(tmp_path: Path) -> None:
    start = minute("2019-01-31T12:00")
    wanted = [(start + low, start + high) for low, high in MINUTES.values()]
    assert after(tmp_path, [("2019-01-31T12:00", value) for value in MINUTES], "minute") == wanted


def test_in_minutes_the_same_time_is_the_same_day_and_the_same_event_the_same_minute(tmp_path: Path) -> None:
    start = minute("2019-01-31T12:00")
    for relation, reach in (("same_time", 1439), ("same_as", 0)):
        audited = lagged(tmp_path / relation, "2019-01-31T12:00", "", "minute", relation)
        assert limits(audited)["e-2 start"] == (start - reach, start + reach)


def test_the_cells_of_a_link_are_its_least_and_its_longest_lag(tmp_path: Path) -> None:
    events = [event(1, "2019-01-31"), event(2)]
    for least, most, expected in (
        ("P2D", "P5D", (day("2019-02-02"), day("2019-02-05"))),
        ("P2D", "", (day("2019-02-02"), None)),
        ("", "P5D", (day("2019-01-31"), day("2019-02-05"))),
    ):
        links = [link(1, "e-1", "before", "e-2", lag_min=least, lag_max=most)]
        audited = judged(timed(tmp_path / f"{least}{most}", events=events, links=links))
        assert limits(audited)["e-2 start"] == expected


def test_how_long_something_lasted_is_a_lag_from_its_start_to_its_end(tmp_path: Path) -> None:
    claims = [claim(1, "e-1 start_date", "2019-02-01"), claim(2, "x-1", "P5D..P6D")]
    links = [link(1, "e-1", "before", "e-1", to_point="end")]
    audited = found(timed(tmp_path, claims, events=PAIR, links=links))
    assert limits(audited)["e-1 end"] == (day("2019-02-06"), day("2019-02-07"))


def test_lasting_goes_for_the_points_that_a_link_names(tmp_path: Path) -> None:
    claims = [claim(1, "e-1 end_date", "2019-02-01"), claim(2, "x-1", "P6D")]
    links = [link(1, "e-1", "before", "e-2", from_point="end", to_point="end")]
    audited = found(timed(tmp_path, claims, events=PAIR, links=links))
    assert limits(audited)["e-2 end"] == (day("2019-02-07"), day("2019-02-07"))
    assert "e-2 start" not in limits(audited) or limits(audited)["e-2 start"] == (None, day("2019-02-07"))


# --- vague words -----------------------------------------------------------------------------------------

OWN_WORDS = "word,min,max,reading\nseveral days,P3D,P5D,Three to five.\na while,P1M,,A month or more.\n~day,,P1D,\n"


@pytest.mark.parametrize(
    ("value", "low", "high"), [("several days", 3, 5), ("a while", lengths(1)[0], None), ("few days", 2, 7)]
)
def test_words_of_a_package_take_the_place_of_ours(tmp_path: Path, value: str, low: int, high: int | None) -> None:
    start = day("2019-01-31")
    audited = lagged(tmp_path, "2019-01-31", value, rules={"words.csv": OWN_WORDS})
    assert limits(audited)["e-2 start"] == (start + low, None if high is None else start + high)
    assert [word.word for word in audited.statements["c-2"].words] == [value]
    assert audited.unread == ()


def test_a_word_that_nobody_reads_leaves_the_order_and_is_told(tmp_path: Path) -> None:
    audited = lagged(tmp_path, "2019-01-31", "ages ago")
    assert limits(audited)["e-2 start"] == (day("2019-01-31"), None)
    assert audited.unread == ("ages ago",)
    assert audited.statements["c-2"].words == ()


NEAR = [
    ("2019-02-10~", day("2019-02-10") - 3, day("2019-02-10") + 3, "~day"),
    ("2019-02-10%", day("2019-02-10") - 3, day("2019-02-10") + 3, "~day"),
    ("2019-02~", day("2019-02-01") - 15, day("2019-02-28") + 15, "~month"),
    ("2019-02-XX~", day("2019-02-01") - 15, day("2019-02-28") + 15, "~month"),
    ("2019-21~", day("2019-03-01") - 46, day("2019-05-31") + 46, "~season"),
    ("2019~", day("2019-01-01") - 183, day("2019-12-31") + 183, "~year"),
    ("201X~", day("2010-01-01") - lengths(60)[1], day("2019-12-31") + lengths(60)[1], "~decade"),
    ("20XX~", day("2000-01-01") - lengths(600)[1], day("2099-12-31") + lengths(600)[1], "~century"),
    ("2019-02-10?", day("2019-02-10"), day("2019-02-10"), ""),
    ("2019-02-10", day("2019-02-10"), day("2019-02-10"), ""),
]


@pytest.mark.parametrize("unit", ["day", "minute"])
def test_what_is_approximate_reaches_as_far_as_the_table_says(tmp_path: Path, unit: Unit) -> None:
    claims = [claim(number, f"e-{number} start_date", value) for number, (value, *_) in enumerate(NEAR)]
    audited = found(timed(tmp_path, claims, events=[event(number) for number, _ in enumerate(NEAR)]), unit)
    for number, (_, low, high, mark) in enumerate(NEAR):
        wanted = (low, high) if unit == "day" else (low * 1440, high * 1440 + 1439)
        assert limits(audited)[f"e-{number} start"] == wanted
        assert [word.word for word in audited.statements[f"c-{number}"].words] == [mark] * bool(mark)


def test_a_contradiction_that_rests_on_a_vague_word_is_a_tension(tmp_path: Path) -> None:
    for value, tension in (("2019-02-10~", True), ("2019-02-10", False)):
        claims = [claim(1, "e-1 start_date", value), claim(2, "e-1 start_date", "2019-02-14", "s-b#1")]
        assert [each.is_tension for each in found(timed(tmp_path / value, claims, events=PAIR)).contradictions] == [
            tension
        ]


# --- the clock -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "value", "local"),
    [
        ("Europe/Moscow", "2019-02-01T22:30Z", "2019-02-02T01:30"),
        ("Europe/Moscow", "2019-02-01T20:15Z", "2019-02-01T23:15"),
        ("Europe/Moscow", "2012-02-01T20:15Z", "2012-02-02T00:15"),
        ("Europe/Moscow", "2019-02-01T22:30+03:00", "2019-02-01T22:30"),
        ("Europe/Moscow", "2019-02-02T02:30+05:00", "2019-02-02T00:30"),
        ("Europe/Moscow", "2019-02-01T22:30", "2019-02-01T22:30"),
        ("America/New_York", "2019-02-01T02:30Z", "2019-01-31T21:30"),
        ("", "2019-02-01T22:30Z", "2019-02-01T22:30"),
    ],
)
def test_times_are_set_to_the_zone_of_the_case_before_they_are_cut_to_a_day(
    tmp_path: Path, zone: str, value: str, local: str
) -> None:
    audited = chronology(timed(tmp_path, [claim(1, "e-1 start_date", value)], events=PAIR, zone=zone))
    assert limits(audited.audit)["e-1 start"] == (day(local[:10]), day(local[:10]))
    assert audited.to_the_minute is not None
    assert limits(audited.to_the_minute)["e-1 start"] == (minute(local), minute(local))
    assert moment(minute(local), "minute") == local


def test_a_zone_that_is_not_known_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match=r"casedata\.timezone is 'Europe/Nowhere'; write a name"):
        chronology(timed(tmp_path, zone="Europe/Nowhere"))


def test_hours_of_one_day_clash_in_minutes_only(tmp_path: Path) -> None:
    claims = [
        claim(1, "e-1 start_date", "2019-02-01T10:00"),
        claim(2, "e-1 start_date", "2019-02-01T19:10", "s-b#1"),
        claim(3, "e-1 start_date", "2019-02-03", "s-c#1"),
    ]
    audited = chronology(timed(tmp_path / "two", claims[:2], events=PAIR))
    assert audited.audit.consistent
    assert [(set(each.statements), each.gap) for each in audited.finer] == [({"c-1", "c-2"}, 9 * 60 + 10)]
    assert (audited.consistent, audited.ok) == (False, False)
    audited = chronology(timed(tmp_path / "three", claims, events=PAIR))
    assert sets(audited.audit) == {frozenset({"c-1", "c-3"}), frozenset({"c-2", "c-3"})}
    assert [set(each.statements) for each in audited.finer] == [{"c-1", "c-2"}]


def test_without_a_time_of_day_nothing_is_counted_in_minutes(tmp_path: Path) -> None:
    tables = timed(tmp_path, [claim(1, "e-1 start_date", "2019-02-01")], events=PAIR)
    assert chronology(tables).to_the_minute is None
    assert chronology(tables, unit="minute").to_the_minute is None
    assert limits(found(tables, "minute"))["e-1 start"] == (minute("2019-02-01T00:00"), minute("2019-02-01T23:59"))


DENIED: list[tuple[str, str, bool]] = [
    ("2019-02-02", "2019-02-02", False),
    ("2019-02-02", "2019-02-03", True),
    ("2019-02-02", "2019-02", True),
    ("2019-02", "2019-02-10", False),
    ("2019-02", "2019-02-01", False),
    ("2019-02", "2019-02-28", False),
    ("2019-02", "2019-03-01", True),
    ("2019-02", "2019-01-31", True),
    ("2019-02-02~", "2019-02-02", True),
    ("[2019-02-01,2019-02-05]", "2019-02-01", True),
    ("[2019-02-02..]", "2019-02-02", False),
    ("[2019-02-02..]", "2019-02-01", True),
    ("[..2019-02-02]", "2019-02-02", False),
    ("[..2019-02-02]", "2019-02-03", True),
]
MOMENTS: list[tuple[str, str, bool]] = [
    ("2019-02-02T19:10", "2019-02-02T19:10", False),
    ("2019-02-02T19:10", "2019-02-02T19:11", True),
    ("2019-02-02T19:10", "2019-02-02T19:09", True),
]


@pytest.mark.parametrize(
    ("unit", "cases"),
    [
        ("day", [*DENIED, *((denied, said, True) for denied, said, _ in MOMENTS)]),
        ("minute", [*DENIED, *MOMENTS, ("2019-02-02", "2019-02-02T19:10", False)]),
    ],
)
@pytest.mark.parametrize("field", ["start_date", "end_date"])
def test_who_denies_a_date_says_that_it_was_another(
    tmp_path: Path, unit: Unit, cases: list[tuple[str, str, bool]], field: str
) -> None:
    claims, clashes = [], set()
    for number, (denied, said, holds) in enumerate(cases):
        one, two = 100 + number, 200 + number
        claims.append(claim(one, f"e-{number} {field}", denied, stance="contradicts"))
        claims.append(claim(two, f"e-{number} {field}", said, "s-b#1"))
        clashes |= set() if holds else {frozenset({f"c-{one}", f"c-{two}"})}
    events = [event(number) for number, _ in enumerate(cases)]
    assert sets(found(timed(tmp_path, claims, events=events), unit)) == clashes


@pytest.mark.parametrize(
    ("within", "left"), [("[2019-01-31..2019-02-28]", "2019-01-31"), ("[2019-02-01..2019-03-01]", "2019-03-01")]
)
def test_what_a_denial_leaves_is_all_that_is_possible(tmp_path: Path, within: str, left: str) -> None:
    claims = [
        claim(1, "e-1 start_date", "2019-02", stance="contradicts"),
        claim(2, "e-1 start_date", within, "s-b#1"),
    ]
    assert limits(found(timed(tmp_path, claims, events=PAIR)))["e-1 start"] == (day(left), day(left))


# --- orders of kinds -------------------------------------------------------------------------------------

Happened = tuple[str, str, str]
"""Kind, start and end of an event."""


def course(folder: Path, *happened: Happened, **more: Any) -> Audit:
    """Audit the judgement of events of one person, the accused in each."""
    parts = [role(number, f"e-{number}") for number, _ in enumerate(happened, 1)]
    people = [{"person_id": "p-1", "kind": "person", "name": "One"}]
    rows = {"events": [_event(number, *each) for number, each in enumerate(happened, 1)], "people": people}
    return judged(timed(folder, **{**rows, "roles": parts, **more}))


def _event(number: int, kind: str, start: str, end: str = "", **more: str) -> Row:
    return event(number, start, kind=kind, end_date=end, status="established", **more)


@dataclass(frozen=True)
class Setting:
    """How the events of a course stand to each other: the last may be in another case or of another person."""

    part: str = "accused"
    status: str = "established"
    kind: str = "person"
    last_case: str = "k-one"
    other_people: bool = False


def broken_orders(folder: Path, courses: Mapping[str, Sequence[Happened]], setting: Setting, **more: Any) -> list[str]:
    """The orders that the courses of events of several people break, each course by somebody else."""
    events, roles, people = [], [], []
    for number, happened in enumerate(courses.values(), 1):
        for place, each in enumerate(happened, 1):
            name, is_last = 10 * number + place, place == len(happened)
            person = f"p-{name}" if setting.other_people else f"p-{number}"
            case = setting.last_case if is_last else "k-one"
            events.append({**_event(name, *each), "status": setting.status, "case_id": case})
            roles.append(role(name, f"e-{name}", person, setting.part))
            people += [{"person_id": person, "kind": setting.kind}] if is_last or setting.other_people else []
    audited = judged(timed(folder, events=events, roles=roles, people=people, **more))
    groups = set()
    for clash in audited.contradictions:
        (group,) = [name for name in clash.statements if name.startswith("ORD")]
        assert clash.gap == 1
        assert clash.is_tension is group.startswith("ORD-04")
        groups.add(group)
    return sorted(group[:6] for group in groups)


BROKEN: dict[str, tuple[list[Happened], list[Happened]]] = {
    "ORD-01": (
        [("charge", "2019-03-02", ""), ("verdict", "2019-03-01", "")],
        [("charge", "2019-03-01", ""), ("verdict", "2019-03-01", "")],
    ),
    "ORD-01 of several": (
        [("charge", "2019-03-02", ""), ("suspicion", "2019-03-03", ""), ("verdict", "2019-03-01", "")],
        [("charge", "2019-03-02", ""), ("suspicion", "2019-03-01", ""), ("verdict", "2019-03-01", "")],
    ),
    "ORD-02": (
        [("verdict", "2019-03-02", ""), ("sentence", "2019-03-01", "")],
        [("verdict", "2019-03-01", ""), ("sentence", "2019-03-01", "")],
    ),
    "ORD-03": (
        [("suspicion", "2019-03-02", ""), ("charges_dropped", "2019-03-01", "")],
        [("suspicion", "2019-03-01", ""), ("charges_dropped", "2019-03-01", "")],
    ),
    "ORD-04": (
        [("detention", "2019-03-02", ""), ("verdict", "2019-03-01", "")],
        [("detention", "2019-03-01", ""), ("verdict", "2019-03-01", "")],
    ),
    "ORD-05": (
        [("imprisonment", "2019-03-02", ""), ("release", "2019-03-01", "")],
        [("imprisonment", "2019-03-01", ""), ("release", "2019-03-01", "")],
    ),
    "ORD-06": (
        [("custody", "2019-03-02", ""), ("transfer", "2019-03-01", "")],
        [("custody", "2019-03-01", ""), ("transfer", "2019-03-01", "")],
    ),
    "ORD-07": (
        [("custody", "2019-03-01", "2019-03-10"), ("custody", "2019-03-09", "2019-03-15")],
        [("custody", "2019-03-01", "2019-03-10"), ("custody", "2019-03-10", "2019-03-15")],
    ),
    "ORD-07 the other way": (
        [("custody", "2019-03-09", "2019-03-15"), ("custody", "2019-03-01", "2019-03-10")],
        [("custody", "2019-03-10", "2019-03-15"), ("custody", "2019-03-01", "2019-03-10")],
    ),
    "ORD-08": (
        [("custody", "2019-03-01", "2019-03-10"), ("release", "2019-03-09", "")],
        [("custody", "2019-03-01", "2019-03-10"), ("release", "2019-03-10", "")],
    ),
    "ORD-08 at the start": (
        [("detention", "2019-01", ""), ("custody", "2019-03-01", "2019-03-10"), ("release", "2019-03-02", "")],
        [("detention", "2019-01", ""), ("custody", "2019-03-01", "2019-03-10"), ("release", "2019-03-01", "")],
    ),
}
"""What breaks an order of kinds by a day, and what is a day better."""


IDS = sorted(name[:6] for name in BROKEN)


def test_an_order_of_kinds_is_broken_by_one_day(tmp_path: Path) -> None:
    assert broken_orders(tmp_path / "a", {name: broken for name, (broken, _) in BROKEN.items()}, Setting()) == IDS
    assert broken_orders(tmp_path / "b", {name: near for name, (_, near) in BROKEN.items()}, Setting()) == []


@pytest.mark.parametrize(
    ("setting", "orders"),
    [
        (Setting(part="lawyer"), []),
        (Setting(part="victim"), ["ORD-06", "ORD-07", "ORD-07"]),
        (Setting(part="subject"), IDS),
        (Setting(status="expected"), []),
        (Setting(status="denied"), []),
        (Setting(status="disputed"), IDS),
        (Setting(kind="organization"), []),
        (Setting(kind="group"), []),
        (Setting(kind="unidentified"), IDS),
        (Setting(other_people=True), []),
        (Setting(last_case="k-two"), ["ORD-06", "ORD-07", "ORD-07", "ORD-08", "ORD-08"]),
    ],
)
def test_an_order_of_kinds_is_asked_of_one_person_and_of_what_happened(
    tmp_path: Path, setting: Setting, orders: list[str]
) -> None:
    assert broken_orders(tmp_path, {name: broken for name, (broken, _) in BROKEN.items()}, setting) == orders


def lived(folder: Path, kind: str, start: str, end: str = "", part: str = "accused", **life: str) -> Audit:
    person = {"person_id": "p-1", "kind": "person", "name": "One", **life}
    return course(folder, (kind, start, end), roles=[role(1, "e-1", name=part)], people=[person])


@pytest.mark.parametrize(
    ("kind", "start", "end", "part", "holds"),
    [
        ("other", "2019-03-01", "", "accused", False),
        ("other", "2019-03-02", "", "accused", True),
        ("other", "2019-03-01", "2019-03-02", "accused", True),
        ("other", "2019-03-01", "2019-03-01", "accused", False),
        ("other", "2019-03-01", "", "mentioned", True),
        ("verdict", "2019-03-01", "", "witness", False),
    ],
)
def test_nothing_happens_to_anybody_before_birth(
    tmp_path: Path, kind: str, start: str, end: str, part: str, holds: bool
) -> None:
    audited = lived(tmp_path, kind, start, end, part, born="2019-03-02")
    assert [each.split(" ")[0] for one in audited.contradictions for each in one.statements if "ORD" in each] == (
        [] if holds else ["ORD-09"]
    )
    assert audited.consistent is holds


@pytest.mark.parametrize(
    ("kind", "start", "holds"),
    [
        ("interrogation", "2019-03-02", False),
        ("interrogation", "2019-03-01", True),
        ("verdict", "2019-03-02", True),
        ("transfer", "2019-03-02", False),
    ],
)
def test_the_dead_are_not_questioned(tmp_path: Path, kind: str, start: str, holds: bool) -> None:
    audited = lived(tmp_path, kind, start, died="2019-03-01")
    assert sets(audited) == (set() if holds else {frozenset({"ORD-10 e-1 p-1", "e-1 start_date", "p-1 died"})})


@pytest.mark.parametrize("part", ["witness", "suspect", "mentioned", "lawyer"])
def test_who_takes_part_in_a_death_is_not_dead(tmp_path: Path, part: str) -> None:
    roles = [role(1, "e-1", name=part), role(2, "e-2", name="witness")]
    happened = [("death", "2019-03-01", ""), ("interrogation", "2019-03-02", "")]
    assert course(tmp_path, *happened, roles=roles).consistent


def test_a_death_as_an_event_does_not_come_before_birth(tmp_path: Path) -> None:
    assert not lived(tmp_path, "death", "2019-03-01", born="2019-03-02").consistent


@pytest.mark.parametrize(
    ("relation", "holds"),
    [("during", True), ("same_as", True), ("same_time", True), ("part_of", True), ("before", False)],
)
@pytest.mark.parametrize("turned", [False, True])
def test_an_order_is_not_asked_of_what_a_link_excepts(tmp_path: Path, relation: str, holds: bool, turned: bool) -> None:
    ends = ("e-2", "e-1") if turned else ("e-1", "e-2")
    long, short = ("custody", "2019-03-01", "2019-03-10"), ("custody", "2019-03-01", "2019-03-09")
    stays = (long, short) if turned else (short, long)
    audited = course(tmp_path, *stays, links=[link(1, ends[0], relation, ends[1])])
    names = {each.split(" ")[0] for one in audited.contradictions for each in one.statements}
    assert ("ORD-07" in names) is not holds


def test_an_order_is_not_asked_of_a_part_and_its_whole(tmp_path: Path) -> None:
    events = [
        event(1, "2019-03-01", kind="custody", end_date="2019-03-10"),
        event(2, "2019-03-05", kind="custody", end_date="2019-03-08", part_of="e-1"),
    ]
    assert course(tmp_path / "part", *BROKEN["ORD-07"][0], events=events).consistent
    events[1]["part_of"] = ""
    assert not course(tmp_path / "two", *BROKEN["ORD-07"][0], events=events).consistent


ORDERS = (
    "rule_id,from_kind,from_point,relation,to_kind,to_point,min,max,scope,roles,unless,severity,reason\n"
)  # fmt: skip


@pytest.mark.parametrize("off", [{"ORD-01", "ORD-03", "ORD-05", "ORD-07"}, {"ORD-02", "ORD-04", "ORD-06", "ORD-08"}])
def test_a_package_switches_orders_off(tmp_path: Path, off: set[str]) -> None:
    rules = {"chronology.csv": ORDERS + "".join(f"{name},,,,,,,,,,,,\n" for name in sorted(off))}
    courses = {name: broken for name, (broken, _) in BROKEN.items()}
    assert broken_orders(tmp_path, courses, Setting(), rules=rules) == [name for name in IDS if name not in off]


@pytest.mark.parametrize(
    ("relation", "second", "holds"),
    [
        ("before", "2019-03-02", False),
        ("before", "2019-03-03", True),
        ("before", "2019-03-11", True),
        ("before", "2019-03-12", False),
        ("some_before", "2019-03-02", False),
        ("some_before", "2019-03-03", True),
        ("apart", "2019-02-28", False),
        ("apart", "2019-02-27", True),
        ("apart", "2019-03-02", False),
        ("apart", "2019-03-03", True),
    ],
)
def test_a_package_adds_an_order(tmp_path: Path, relation: str, second: str, holds: bool) -> None:
    most = "P10D" if relation == "before" else ""
    row = f"ORD-50,protest,start,{relation},trial,start,P2D,{most},case,,,error,Two days.\n"
    events = [
        event(1, "2019-03-01", end_date="2019-03-01", kind="protest"),
        event(2, second, end_date=second, kind="trial"),
    ]
    tables = timed(tmp_path, events=events, rules={"chronology.csv": ORDERS + row})
    assert judged(tables).consistent is holds


BAD_ROWS = {
    "an unknown relation": ("chronology.csv", f"{ORDERS}ORD-50,war,start,near,trial,start,,,case,,,error,So.\n",
        r"rules/chronology\.csv: ORD-50: relation is 'near'; write one of before, some_before, apart, outside"),
    "an id": ("chronology.csv", f"{ORDERS}CHR50,war,start,before,trial,start,,,case,,,error,So.\n",
        r"rules/chronology\.csv: CHR50: rule_id"),
    "a point": ("chronology.csv", f"{ORDERS}ORD-50,war,start,before,trial,middle,,,case,,,error,So.\n",
        r"ORD-50: to_point is 'middle'"),
    "the other point": ("chronology.csv", f"{ORDERS}ORD-50,war,,some_before,trial,end,,,case,,,error,So.\n",
        r"ORD-50: from_point is ''"),
    "a severity": ("chronology.csv", f"{ORDERS}ORD-50,war,start,before,trial,start,,,case,,,info,So.\n",
        r"ORD-50: severity is 'info'"),
    "a scope": ("chronology.csv", f"{ORDERS}ORD-50,war,start,before,trial,start,,,place,,,error,So.\n",
        r"ORD-50: scope is 'place'; write case, person or case person"),
    "a blank scope": ("chronology.csv", f"{ORDERS}ORD-50,war,start,before,trial,start,,,,,,error,So.\n",
        r"ORD-50: scope is ''"),
    "a length": ("chronology.csv", f"{ORDERS}ORD-50,war,start,before,trial,start,2 days,,case,,,error,So.\n",
        r"ORD-50: min is '2 days'; write an ISO 8601 duration"),
    "a range": ("chronology.csv", f"{ORDERS}ORD-50,war,start,before,trial,start,P1D..P2D,,case,,,error,So.\n",
        r"ORD-50: min is 'P1D\.\.P2D'"),
    "lengths exchanged": ("chronology.csv", f"{ORDERS}ORD-50,war,start,before,trial,start,P3D,P2D,case,,,error,So.\n",
        r"ORD-50: min is P3D, more than max, P2D; exchange them"),
    "a kind": ("chronology.csv", f"{ORDERS}ORD-50,War!,start,before,trial,start,,,case,,,error,So.\n",
        r"ORD-50: from_kind has 'War!'"),
    "no reason": ("chronology.csv", f"{ORDERS}ORD-50,war,start,before,trial,start,,,case,,,error,\n",
        r"ORD-50: from_kind, to_kind or reason is blank"),
    "no kind": ("chronology.csv", f"{ORDERS}ORD-50,war,start,before,,start,,,case,,,error,So.\n",
        r"ORD-50: from_kind, to_kind or reason is blank"),
    "columns": ("chronology.csv", "rule_id,reason\nORD-50,So.\n", r"rules/chronology\.csv:1: the columns are"),
    "cells": ("words.csv", "word,min,max,reading\nages,P1D\n", r"rules/words\.csv:2: "),
    "a word": ("words.csv", "word,min,max,reading\n,P1D,,So.\n", r"rules/words\.csv: .*a word has to be given"),
    "a mark": ("words.csv", "word,min,max,reading\n~day,,,So.\n", r"rules/words\.csv: ~day: .*a mark needs a max"),
    "a word's length": ("words.csv", "word,min,max,reading\nages,long,,So.\n", r"words\.csv: ages: min is 'long'"),
    "a factor": ("credit.csv", "jurisdiction,min,max,reason\nl-x,one,2,So.\n", r"credit\.csv: l-x: min is 'one'"),
    "no factor": ("credit.csv", "jurisdiction,min,max,reason\nl-x,1,,So.\n", r"credit\.csv: l-x: max is ''"),
    "nothing": ("credit.csv", "jurisdiction,min,max,reason\nl-x,0,1,So.\n", r"credit\.csv: l-x: .*above 0"),
    "factors": ("credit.csv", "jurisdiction,min,max,reason\nl-x,1.5,1,So.\n", r"l-x: the factors run from 1\.5 to 1"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_ROWS)
def test_a_row_of_rules_that_cannot_be_used_is_refused_with_its_place(tmp_path: Path, name: str) -> None:
    file, text, message = BAD_ROWS[name]
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / file).write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match=message):
        read_policy(open_package(write_package(tmp_path, {})))


# --- terms, ages, plans ----------------------------------------------------------------------------------


def served(folder: Path, unit: Unit = "day", credit: str = "", term: str = "P6Y") -> tuple[int | None, int | None]:
    rules = {"credit.csv": f"jurisdiction,min,max,reason\nl-x,{credit},Because.\n"} if credit else {}
    cases = [{"case_id": "k-one", "jurisdiction": "l-x"}]
    claims = [claim(1, "e-1 start_date", "2019-02-01"), claim(2, "x-1", term)]
    links = [link(1, "e-1", "serves", "e-2")]
    return limits(found(timed(folder, claims, events=PAIR, links=links, cases=cases, rules=rules), unit))["e-2 start"]


@pytest.mark.parametrize(
    ("credit", "low", "high"),
    [("1,1.5", 1460, 2192), ("", None, 2192), ("1,1", 2190, 2192), ("0.5,2", 1095, 4384), ("0.5,0.5", 2190, 4384)],
)
def test_a_term_is_served_as_the_law_of_the_place_counts_it(
    tmp_path: Path, credit: str, low: int | None, high: int
) -> None:
    start = day("2019-02-01")
    assert lengths(72) == (2190, 2192)
    assert served(tmp_path, credit=credit) == (None if low is None else start + low, start + high)


def test_the_law_of_another_place_does_not_count(tmp_path: Path) -> None:
    cases = [{"case_id": "k-one", "jurisdiction": "l-x"}]
    rules = {"credit.csv": "jurisdiction,min,max,reason\nl-y,1,2,Because.\n"}
    claims = [claim(1, "e-1 start_date", "2019-02-01"), claim(2, "x-1", "P6Y")]
    links = [link(1, "e-1", "serves", "e-2")]
    audited = found(timed(tmp_path, claims, events=PAIR, links=links, cases=cases, rules=rules))
    assert limits(audited)["e-2 start"] == (None, day("2019-02-01") + 2192)


def test_to_the_minute_a_term_is_credited_in_whole_days(tmp_path: Path) -> None:
    start = minute("2019-02-01T00:00")
    least, most = served(tmp_path, "minute", "1,1.5", "P3D")
    latest_start, earliest_end = minute("2019-02-01T23:59"), minute("2019-02-03T00:00")
    assert least is not None
    assert least - start <= earliest_end - latest_start
    assert most == minute("2019-02-04T23:59") + 1439


@pytest.mark.parametrize(
    ("value", "low", "high"), [("25", 25, 26), ("27..28", 27, 29), (">25", 25, None), ("..30", None, 31)]
)
@pytest.mark.parametrize("end", ["", "2021-03-01"])
def test_an_age_says_when_somebody_was_born(
    tmp_path: Path, value: str, low: int | None, high: int | None, end: str
) -> None:
    events = [event(1, end_date=end)]
    claims = [claim(1, "e-1 start_date", "2021-01-18"), claim(2, "f-1", value)]
    claims += [claim(3, "e-1 end_date", end)] if end else []
    figure = {"figure_id": "f-1", "event_id": "e-1", "person_id": "p-1", "measure": "age", "unit": "years"}
    people = [{"person_id": "p-1", "kind": "person"}]
    audited = found(timed(tmp_path, claims, events=events, figures=[figure], people=people))
    earliest = None if high is None else day("2021-01-18") - (lengths(12 * high)[1] - 1)
    latest = None if low is None else day(end or "2021-01-18") - lengths(12 * low)[0]
    assert limits(audited)["p-1 born"] == (earliest, latest)


def test_an_age_in_the_package_and_a_birth_are_compared(tmp_path: Path) -> None:
    figure = {"figure_id": "f-1", "event_id": "e-1", "person_id": "p-1", "measure": "age", "unit": "years"}
    for born, holds in (("1993", False), ("1995", True), ("1996-01", True), ("1996-02", False), ("1995-01", True)):
        people = [{"person_id": "p-1", "kind": "person", "born": born}]
        rows = {"events": [event(1, "2021-01-18")], "people": people}
        audited = judged(timed(tmp_path / born, **rows, figures=[{**figure, "low": "25", "high": "25"}]))
        assert sets(audited) == (set() if holds else {frozenset({"f-1", "p-1 born", "e-1 start_date"})})
        assert judged(timed(tmp_path / f"{born} low", **rows, figures=[{**figure, "low": "25"}])).consistent is (
            born != "1996-02"
        )


def test_what_is_expected_binds_the_plan_and_not_the_event(tmp_path: Path) -> None:
    claims = [
        claim(1, "e-1 start_date", "2019-05-01", mode="expectation"),
        claim(2, "e-1 start_date", "2020-06-01", "s-b#1"),
    ]
    audited = found(timed(tmp_path / "happened", claims, events=PAIR))
    assert audited.consistent
    assert limits(audited)["e-1 planned start"] == (day("2019-05-01"), day("2019-05-01"))
    assert limits(audited)["e-1 start"] == (day("2020-06-01"), day("2020-06-01"))
    audited = found(timed(tmp_path / "expected", claims, events=[event(1, status="expected")]))
    assert sets(audited) == {frozenset({"c-1", "c-2"})}
    claims = [row | {"mode": "expectation"} for row in claims]
    assert sets(found(timed(tmp_path / "plans", claims, events=PAIR))) == {frozenset({"c-1", "c-2"})}


def test_a_plan_does_not_end_before_it_starts(tmp_path: Path) -> None:
    claims = [
        claim(1, "e-1 start_date", "2019-05-02", mode="expectation"),
        claim(2, "e-1 end_date", "2019-05-01", mode="expectation"),
    ]
    assert sets(found(timed(tmp_path, claims, events=PAIR))) == {frozenset({"c-1", "c-2"})}


@pytest.mark.parametrize(
    ("mode", "status", "point"),
    [
        ("report", "reported", "e-2 start"),
        ("expectation", "reported", "e-2 planned start"),
        ("expectation", "expected", "e-2 start"),
    ],
)
def test_a_lag_that_is_expected_leads_to_the_plan(tmp_path: Path, mode: str, status: str, point: str) -> None:
    claims = [claim(1, "e-1 start_date", "2019-05-01"), claim(2, "x-1", "P6D", mode=mode)]
    audited = found(timed(tmp_path, claims, events=[event(1), event(2, status=status)], links=JOINED))
    ends = {name: ends for name, ends in limits(audited).items() if name.startswith("e-2")}
    assert ends == {point: (day("2019-05-07"), day("2019-05-07"))}


# --- costs -----------------------------------------------------------------------------------------------


def test_copies_are_one_statement_and_two_origins_count_twice(tmp_path: Path) -> None:
    claims = [
        claim(1, "e-1 start_date", "2019-02-01"),
        claim(2, "e-1 start_date", "2019-02-01", "s-copy#1"),
        claim(3, "e-1 start_date", "2019-02-03", "s-b#1"),
    ]
    sources = [source("s-a"), source("s-copy", derived_from="s-a")]
    audited = found(timed(tmp_path / "copy", claims, events=PAIR, sources=sources))
    assert sets(audited) == {frozenset({"c-1", "c-3"})}
    assert [quote.claim_id for quote in audited.statements["c-1"].quotes] == ["c-1", "c-2"]
    (knot,) = audited.knots
    assert [(way.statements, way.cost) for way in knot.ways_out] == [(("c-1",), 8), (("c-3",), 8)]
    assert len(knot.cheapest) == 2
    audited = found(timed(tmp_path / "two", claims, events=PAIR))
    assert sets(audited) == {frozenset({"c-1", "c-3"}), frozenset({"c-2", "c-3"})}
    (knot,) = audited.knots
    assert [(way.statements, way.cost) for way in knot.ways_out] == [(("c-3",), 8), (("c-1", "c-2"), 32)]
    assert [way.cost for way in knot.cheapest] == [8]


def test_a_source_that_says_and_denies_the_same_contradicts_itself(tmp_path: Path) -> None:
    claims = [claim(1, "e-1 start_date", "2019-02-01"), claim(2, "e-1 start_date", "2019-02-01", stance="contradicts")]
    assert sets(found(timed(tmp_path, claims, events=PAIR))) == {frozenset({"c-1", "c-2"})}


def test_what_a_source_expects_and_reports_are_two_statements(tmp_path: Path) -> None:
    claims = [claim(1, "e-1 start_date", "2019-02-01"), claim(2, "e-1 start_date", "2019-02-01", mode="expectation")]
    ends = limits(found(timed(tmp_path, claims, events=PAIR)))
    assert ends["e-1 start"] == ends["e-1 planned start"] == (day("2019-02-01"), day("2019-02-01"))


MODES = {
    "court_finding": 16, "report": 8, "testimony": 8, "official_claim": 8, "denial": 8, "allegation": 6,
    "expectation": 4, "inference": 4,
}  # fmt: skip


def test_claims_cost_by_their_mode_and_half_where_they_are_uncertain(tmp_path: Path) -> None:
    claims, events = [], []
    for number, mode in enumerate(MODES):
        for place, mark in enumerate(("", "?", "%", "~")):
            events.append(event(10 * number + place))
            claims.append(claim(10 * number + place, f"e-{10 * number + place} start_date", f"2019{mark}", mode=mode))
    statements = found(timed(tmp_path, claims, events=events)).statements
    for number, cost in enumerate(MODES.values()):
        costs = [statements[f"c-{10 * number + place}"].cost for place in range(4)]
        assert costs == [cost, cost // 2, cost // 2, cost]


def test_a_statement_costs_as_its_strongest_copy(tmp_path: Path) -> None:
    claims = [
        claim(1, "e-1 start_date", "2019-02-01", mode="inference"),
        claim(2, "e-1 start_date", "2019-02-01", mode="court_finding"),
    ]
    assert found(timed(tmp_path, claims, events=PAIR)).statements["c-1"].cost == 16


def test_cells_parts_and_dates_of_sources_have_their_costs(tmp_path: Path) -> None:
    bases = {"s-a": "stated", "s-b": "url", "s-c": "inferred"}
    claims = [claim(1, "e-1", passage="s-a#1"), claim(2, "e-1", passage="s-b#1"), claim(3, "e-1", passage="s-c#1")]
    sources = [source(name, "2019", published_basis=basis) for name, basis in bases.items()]
    events = [event(1, "2018"), event(2, "2018", part_of="e-1")]
    statements = judged(timed(tmp_path, claims, events=events, sources=sources)).statements
    wanted = {"s-a": 16, "s-b": 12, "s-c": 8, "e-1 start_date": 8, "part e-2": 8, "report c-1": 8}
    assert {name: statements[name].cost for name in wanted} == wanted
    assert {each.kind for each in statements.values()} == {"publication", "cell", "part", "report"}


@pytest.mark.parametrize(("origins", "cost"), [(1, 100), (6, 100), (7, 113)])
def test_an_order_of_kinds_is_dearer_than_any_claim(tmp_path: Path, origins: int, cost: int) -> None:
    happened = {"e-1": ("charge", "2019-03-02"), "e-2": ("verdict", "2019-03-01")}
    events = [event(number, kind=kind) for number, (kind, _) in enumerate(happened.values(), 1)]
    claims = [
        claim(10 * number + place, f"{name} start_date", start, f"s-{number}#1", mode="court_finding")
        for number in range(1, origins + 1)
        for place, (name, (_, start)) in enumerate(happened.items())
    ]
    rows = {"people": [{"person_id": "p-1", "kind": "person"}], "roles": [role(1, "e-1"), role(2, "e-2")]}
    audited = found(timed(tmp_path, claims, events=events, **rows))
    assert audited.statements["ORD-01 e-2 p-1"].cost == cost
    assert max(each.cost for each in audited.statements.values()) == cost


# --- disputes --------------------------------------------------------------------------------------------


def settled(folder: Path, claims: Sequence[Row], resolution: str, preferred: str = "", **more: Any) -> Chronology:
    cells = {name: claims[0].get(name, "") for name in ("event_id", "person_id", "figure_id", "link_id", "field")}
    dispute = {"dispute_id": "d-1", **cells, "resolution": resolution, "preferred_claim_id": preferred}
    return chronology(timed(folder, claims, events=PAIR, disputes=[dispute], **more))


SIDES = [
    claim(1, "e-1 start_date", "2019-02-01"),
    claim(2, "e-1 start_date", "2019-02-02", "s-b#1"),
    claim(3, "e-1 start_date", "[2019-02-01..2019-02-03]", "s-c#1"),
    claim(4, "e-1 start_date", "2019", "s-d#1"),
]


@pytest.mark.parametrize(
    ("resolution", "preferred", "aside"),
    [
        ("resolved", "c-1", {"c-2"}),
        ("resolved", "c-2", {"c-1"}),
        ("resolved", "c-4", {"c-1", "c-2"}),
        ("open", "", {"c-1", "c-2"}),
        ("apparent", "", set()),
        ("apparent", "c-1", set()),
    ],
)
def test_a_dispute_sets_aside_what_is_apart_from_what_it_prefers(
    tmp_path: Path, resolution: str, preferred: str, aside: set[str]
) -> None:
    audited = settled(tmp_path, SIDES, resolution, preferred)
    assert dict(audited.audit.aside) == dict.fromkeys(aside, "d-1")
    assert sets(audited.audit) == {frozenset({"c-1", "c-2"})}
    assert (audited.consistent, audited.audit.settled, audited.ok) == (False, bool(aside), bool(aside))
    assert [each.settled_by for each in audited.contradictions] == [("d-1",) * bool(aside)]
    assert len(audited.audit.unsettled) == (not aside)


def test_what_the_preferred_claim_excludes_tells_nothing_against_the_rest(tmp_path: Path) -> None:
    claims = [
        claim(1, "e-1 start_date", "2019-02-01"),
        claim(2, "e-1 start_date", "2019-03-02", "s-b#1"),
        claim(3, "e-1 start_date", "2019-02", "s-c#1"),
    ]
    assert dict(settled(tmp_path, claims, "resolved", "c-3").audit.aside) == {"c-2": "d-1"}


def test_a_contradiction_without_a_dispute_is_not_settled(tmp_path: Path) -> None:
    audited = chronology(timed(tmp_path, SIDES, events=PAIR))
    assert not audited.ok
    assert [set(each.statements) for each in audited.audit.unsettled] == [{"c-1", "c-2"}]


@pytest.mark.parametrize(
    ("denied", "preferred", "aside"),
    [
        ("2019-02-01", "c-1", {"c-2"}),
        ("2019-02", "c-1", {"c-2"}),
        ("[2019-02-01..2019-02-03]", "c-1", {"c-2"}),
        ("2019-02-02", "c-1", set()),
        ("2019-02-01", "c-2", {"c-1"}),
        ("2019-01", "c-2", set()),
        ("[..2019-02-01]", "c-1", {"c-2"}),
        ("[2019-02-01..]", "c-1", {"c-2"}),
        ("[2019-02-02..]", "c-1", set()),
        ("XXXX", "c-1", set()),
    ],
)
def test_a_denial_is_set_aside_where_it_denies_all_that_is_preferred(
    tmp_path: Path, denied: str, preferred: str, aside: set[str]
) -> None:
    claims = [SIDES[0], claim(2, "e-1 start_date", denied, "s-b#1", stance="contradicts")]
    if denied == "XXXX":
        aside = {"c-2"}
    assert set(settled(tmp_path, claims, "resolved", preferred).audit.aside) == aside


@pytest.mark.parametrize("other", ["2019-03-01", "2019-02", "2019-02-01"])
def test_two_denials_do_not_clash(tmp_path: Path, other: str) -> None:
    claims = [
        claim(1, "e-1 start_date", "2019-02-01", stance="contradicts"),
        claim(2, "e-1 start_date", other, "s-b#1", stance="contradicts"),
    ]
    assert dict(settled(tmp_path, claims, "open").audit.aside) == {}


@pytest.mark.parametrize(
    ("one", "two", "aside"),
    [
        ("P6D", "several days", set()),
        ("P6D", "P7D", {"c-2"}),
        ("P6D", "P6D..P8D", set()),
        ("P6D", "ages", set()),
        ("P6D", "years", {"c-2"}),
    ],
)
def test_a_dispute_on_a_lag(tmp_path: Path, one: str, two: str, aside: set[str]) -> None:
    claims = [claim(1, "x-1", one), claim(2, "x-1", two, "s-b#1")]
    assert set(settled(tmp_path, claims, "resolved", "c-1", links=JOINED).audit.aside) == aside


@pytest.mark.parametrize(("preferred", "aside"), [("c-1", {"c-2"}), ("c-2", {"c-1"})])
def test_a_dispute_on_whether_a_link_holds_at_all(tmp_path: Path, preferred: str, aside: set[str]) -> None:
    claims = [claim(1, "x-1"), claim(2, "x-1", "", "s-b#1", stance="contradicts")]
    assert set(settled(tmp_path, claims, "resolved", preferred, links=JOINED).audit.aside) == aside


@pytest.mark.parametrize(("two", "aside"), [("27..28", {"c-2"}), ("25..28", set()), ("26", {"c-2"})])
def test_a_dispute_on_an_age(tmp_path: Path, two: str, aside: set[str]) -> None:
    figures = [{"figure_id": "f-1", "event_id": "e-1", "person_id": "p-1", "measure": "age", "unit": "years"}]
    claims = [claim(1, "f-1", "25"), claim(2, "f-1", two, "s-b#1")]
    people = [{"person_id": "p-1", "kind": "person"}]
    audited = settled(tmp_path, claims, "resolved", "c-1", figures=figures, people=people).audit
    assert set(audited.aside) == (aside if two != "26" else ages_apart())


def ages_apart() -> set[str]:
    """Whether 25 and 26 are apart as lengths: the longest 25 against the shortest 26 years."""
    return {"c-2"} if lengths(12 * 26)[1] - 1 < lengths(12 * 26)[0] else set()


# --- dates against what follows --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "said", "comparison"),
    [
        ("2019-02-01", "2019-02-01", "same"),
        ("2019-02-01", "2019-02", "wider"),
        ("2019-02", "2019-02-01", "tighter"),
        ("2019-02", "[2019-02-02..2019-03-05]", "tighter"),
        ("2019-02", "[2019-01-02..2019-02-27]", "tighter"),
        ("2019-02-01", "2019-02-02", "outside"),
        ("2019-02-02", "2019-02-01", "outside"),
        ("[..2019-02-01]", "2019-02-01", "tighter"),
        ("[..2019-02-01]", "[2019-02-01..]", "tighter"),
        ("[..2019-02-01]", "[2019-02-02..]", "outside"),
        ("", "2019-02-01", ""),
    ],
)
def test_the_date_of_the_package_stands_to_what_follows(tmp_path: Path, cell: str, said: str, comparison: str) -> None:
    audited = chronology(timed(tmp_path, [claim(1, "e-1 start_date", said)], events=[event(1, cell)]))
    assert [each.comparison for each in audited.audit.limits if each.point == "e-1 start"] == [comparison]
    assert [each.point for each in audited.tighter] == ["e-1 start"] * (comparison == "tighter")
    assert audited.ok is (comparison != "outside")


def test_what_only_an_order_of_kinds_says_does_not_make_an_open_side_tighter(tmp_path: Path) -> None:
    people = [{"person_id": "p-1", "kind": "person", "born": "1990"}]
    claims = [claim(1, "e-1 start_date", "[..2019-02-01]"), claim(2, "p-1 born", "1990")]
    events = [event(1, "[..2019-02-01]")]
    audited = found(timed(tmp_path, claims, events=events, people=people, roles=[role(1, "e-1")]))
    (only,) = [each for each in audited.limits if each.point == "e-1 start"]
    assert (only.earliest, only.latest) == (day("1990-01-01"), day("2019-02-01"))
    assert only.earliest_because == ("c-2", "ORD-09 p-1 e-1")
    assert only.comparison == "same"


def test_what_an_order_of_kinds_says_makes_a_side_tighter_that_the_package_gives(tmp_path: Path) -> None:
    people = [{"person_id": "p-1", "kind": "person", "born": "1990-05-01"}]
    claims = [claim(1, "e-1 start_date", "1990"), claim(2, "p-1 born", "1990-05-01")]
    audited = found(timed(tmp_path, claims, events=[event(1, "1990")], people=people, roles=[role(1, "e-1")]))
    (only,) = [each for each in audited.limits if each.point == "e-1 start"]
    assert (only.earliest, only.latest, only.comparison) == (day("1990-05-01"), day("1990-12-31"), "tighter")


def test_where_ways_out_are_equally_cheap_the_limits_cover_all_of_them(tmp_path: Path) -> None:
    claims = [
        claim(1, "e-1 start_date", "2019-02-01"),
        claim(2, "e-1 start_date", "2019-02-05", "s-b#1"),
        claim(3, "x-1", "P1D"),
    ]
    audited = found(timed(tmp_path, claims, events=PAIR, links=JOINED))
    assert limits(audited)["e-1 start"] == (day("2019-02-01"), day("2019-02-05"))
    assert limits(audited)["e-2 start"] == (day("2019-02-02"), day("2019-02-06"))


def test_of_too_many_ties_none_is_followed(tmp_path: Path) -> None:
    claims = []
    for number in range(1, 9):
        claims.append(claim(number, f"e-{number} start_date", "2019-02-01"))
        claims.append(claim(10 + number, f"e-{number} start_date", "2019-02-05", "s-b#1"))
        claims.append(claim(20 + number, f"e-{number} start_date", "2019-02", "s-c#1"))
    for count, latest in ((3, "2019-02-05"), (8, "2019-02-28")):
        told = [row for row in claims if int(row["event_id"][2:]) <= count]
        ends = limits(found(timed(tmp_path / str(count), told, events=[event(number) for number in range(1, 9)])))
        wanted = dict.fromkeys(
            (f"e-{number} start" for number in range(1, count + 1)), (day("2019-02-01"), day(latest))
        )
        assert {point: each for point, each in ends.items() if point.startswith("e-")} == wanted


def test_orders_that_are_not_known_are_counted(tmp_path: Path) -> None:
    events = [event(1), event(2), event(3), event(4)]
    claims = [
        claim(1, "e-1 start_date", "2019-02-01"),
        claim(2, "e-2 start_date", "2019-02-02"),
        claim(3, "e-3 start_date", "2019-02"),
        claim(4, "e-4 start_date", "2018", mode="expectation"),
    ]
    audited = found(timed(tmp_path, claims, events=events))
    assert (audited.pairs, audited.undecided) == (3, 1)


# --- slips -----------------------------------------------------------------------------------------------


def slipped(folder: Path, said: str, others: str) -> list[tuple[str, str]]:
    """The slips offered for what one source says where two others say something else."""
    claims = [
        claim(1, "e-1 start_date", said),
        claim(2, "e-1 start_date", others, "s-b#1"),
        claim(3, "e-1 start_date", others, "s-c#1"),
    ]
    (knot,) = found(timed(folder, claims, events=PAIR)).knots
    assert {slip.statement for slip in knot.slips} <= {"c-1"}
    return [(slip.value, slip.kind) for slip in knot.slips]


@pytest.mark.parametrize(
    ("said", "others", "offered"),
    [
        ("2025-09-04", "2023-09-04", [("2023-09-04", "another year")]),
        ("2025-09", "2023-09-04", [("2023-09", "another year")]),
        ("2025", "2023-09-04", [("2023", "another year")]),
        ("2019-03-04", "2019-04-03", [("2019-04-03", "day and month exchanged")]),
        ("2019-02-12", "2019-02-17", [("2019-02-17", "one digit")]),
        ("2019-02-12", "2019-02-21", [("2019-02-21", "two digits exchanged")]),
        ("2019-02-12T10:00", "2019-02-17", [("2019-02-17T10:00", "one digit")]),
        ("2005", "[2010..2012]", [("2010", "another year"), ("2011", "another year"), ("2012", "another year")]),
        ("2005", "[2010..2013]", []),
        ("2005", "[..2002]", []),
        ("2005", "2015", [("2015", "another year")]),
        ("2005", "1995", [("1995", "another year")]),
        ("2004", "2015", []),
        ("2019-02-12", "1950", []),
        ("2019-02-12", "2019-04-29", []),
        ("[2019-02-12..2019-02-13]", "2018", []),
    ],
)
def test_slips_that_would_fit(tmp_path: Path, said: str, others: str, offered: list[tuple[str, str]]) -> None:
    assert slipped(tmp_path, said, others) == offered


def test_slips_fit_all_else_that_is_said(tmp_path: Path) -> None:
    claims = [
        claim(1, "e-1 start_date", "2025-09-04"),
        claim(2, "e-2 start_date", "2023-09-10", "s-b#1"),
        claim(3, "e-2 start_date", "2023-09-10", "s-c#1"),
        claim(4, "x-1", "P6D", "s-b#1"),
        claim(5, "x-1", "P6D", "s-c#1"),
    ]
    (knot,) = found(timed(tmp_path, claims, events=PAIR, links=JOINED)).knots
    assert [(slip.statement, slip.value, slip.kind) for slip in knot.slips] == [("c-1", "2023-09-04", "another year")]


# --- the published case ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tables() -> Iterator[Tables]:
    opened = open_tables(open_package(ROOT))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def published(tables: Tables) -> Chronology:
    return chronology(tables)


def test_the_published_judgement_can_hold_and_disputes_settle_what_sources_say(published: Chronology) -> None:
    assert published.judgement.consistent
    assert not published.audit.consistent
    assert published.audit.settled
    assert published.ok
    assert published.outside == ()


KNOWN = [
    {"c-515", "c-521", "c-542"},
    {"c-160", "c-161"},
    {"c-198", "c-200"},
    {"c-199", "c-200"},
]
"""The arrest that follows its own sentence, the two Januaries, and 1 against 2 February, as the texts say them."""


@pytest.mark.parametrize("statements", KNOWN)
def test_what_the_documents_are_known_to_contradict_is_found(
    tables: Tables, published: Chronology, statements: set[str]
) -> None:
    assert frozenset(statements) in sets(published.audit)
    read = constraints(tables)
    assert not read.network("claims", sorted(statements)).consistent()
    for name in statements:
        assert read.network("claims", sorted(statements - {name})).consistent()


def test_the_denied_time_clashes_to_the_minute_only(tables: Tables, published: Chronology) -> None:
    assert [set(each.statements) for each in published.finer] == [{"c-200", "c-202"}]
    assert constraints(tables).network("claims", ["c-200", "c-202"]).consistent()
    assert not constraints(tables, "minute").network("claims", ["c-200", "c-202"]).consistent()


def test_every_published_contradiction_is_minimal(tables: Tables, published: Chronology) -> None:
    network = constraints(tables).network("claims")
    for each in published.contradictions:
        assert not network.consistent(each.statements)
        for name in each.statements:
            assert network.consistent([other for other in each.statements if other != name])


def test_the_year_2025_is_one_slip_four_times(published: Chronology) -> None:
    (knot,) = [each for each in published.knots if any("c-515" in one.statements for one in each.contradictions)]
    assert [way.statements for way in knot.cheapest] == [("c-499", "c-510", "c-514", "c-515")]
    assert {(slip.statement, slip.value[:4], slip.kind) for slip in knot.slips} == {
        (name, "2023", "another year") for name in ("c-499", "c-510", "c-514", "c-515")
    }


def test_what_is_tighter_lies_within_the_dates_of_the_package(published: Chronology) -> None:
    for each in published.tighter:
        assert each.judged is not None
        low = each.judged.low is None or (each.latest is not None and each.judged.low <= each.latest)
        high = each.judged.high is None or (each.earliest is not None and each.earliest <= each.judged.high)
        assert low
        assert high
    for each in published.audit.limits:
        assert each.earliest is None or each.latest is None or each.earliest <= each.latest


def test_contradictions_are_said_in_words_with_their_passages(published: Chronology) -> None:
    for each in published.contradictions:
        for name in each.statements:
            statement = published.audit.statements[name]
            assert statement.says
            assert statement.quotes or statement.kind in {"order", "part", "publication"}


# --- the command -----------------------------------------------------------------------------------------


def run(*arguments: str) -> Result:
    result = CliRunner(env={"NO_COLOR": "", "COLUMNS": ""}).invoke(main, ["chronology", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def members(text: str) -> list[str]:
    """The names of the members of the first object in an account of JSON."""
    depth, inner = 0, ""
    for letter in text[text.index("{") :]:
        depth += (letter in "{[") - (letter in "}]")
        if depth == 0:
            break
        inner += letter if depth == 1 and letter not in "{}[]" else ""
    return re.findall(r"(\w+)[:,]|(\w+)$", inner) and [name.partition(":")[0].strip() for name in inner.split(",")]


@pytest.mark.parametrize("arguments", [(), ("--judgement",), ("--unit", "minute"), ("--claims", "--unit", "day")])
def test_the_bundled_case_is_fine(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    assert "can all hold" in result.stdout


@pytest.fixture(scope="module")
def contradictory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("contradictory")
    timed(folder, SIDES, events=PAIR).close()
    return folder


def test_an_unsettled_contradiction_is_a_finding(contradictory: Path) -> None:
    result = run(str(contradictory))
    assert result.exit_code == 1
    assert "No dispute settles: 1 contradiction" in result.stdout
    for word in ("false", "wrong", "lie "):
        assert word not in result.stdout


def test_the_json_has_the_members_that_the_help_names(contradictory: Path) -> None:
    for path in ([], [str(contradictory)]):
        result = run(*path, "--format", "json")
        document = json.loads(result.stdout)
        epilog = main.commands["chronology"].epilog or ""
        assert sorted(document) == sorted(members(epilog))
        named = {name for knot in document["knots"] for one in knot["contradictions"] for name in one["statements"]}
        assert named <= {each["id"] for each in document["statements"]}
    (only,) = document["unsettled"]
    assert {**only, "statements": sorted(only["statements"])} == {
        "statements": ["c-1", "c-2"], "misses_by": 1, "tension": False, "settled_by": [],
    }  # fmt: skip


@pytest.mark.parametrize("name", ["c-515", "e-re-arrest", "s-urgent-action"])
def test_a_row_is_explained(name: str) -> None:
    result = run("--explain", name)
    assert result.exit_code == 0
    assert name in result.stdout


def test_what_is_not_in_the_package_is_not_explained() -> None:
    result = run("--explain", "e-nowhere")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert re.fullmatch("casedata: [^\n]*e-nowhere[^\n]*\n", result.stderr)


@pytest.mark.parametrize("arguments", [(), ("--judgement",), ("--format", "json"), ("--unit", "minute")])
def test_an_empty_package_is_fine(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    result = run(str(write_package(tmp_path, {})), *arguments)
    assert result.exit_code == 0, result.output
