"""The timeline: three-valued limits against `casedata.dates`, the order against worlds with known true days."""

import csv
import datetime
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casedata import dates
from casedata.errors import DateError, NotFoundError, QueryError
from casedata.package import open_package
from casedata.tables import Tables, open_tables
from casedata.timeline import in_order, timeline
from packages import ROOT
from small import event, link, small

DATES = st.one_of(
    st.dates(datetime.date(2018, 11, 1), datetime.date(2019, 3, 1)).map(str),
    st.sampled_from(
        ["2018", "2019", "201X", "XXXX", "2019-01", "2019-02-XX", "2019-24", "2018-12~", "2019-01-31T23:59", "2018?"]
    ),
    st.sampled_from(["[..2019-01]", "[2019-01..]", "[2018-12-30..2019-01-02]", "[2018,2019-02]", "[2018-12..2019-02]"]),
)
DAYS = st.integers(0, 40).map(lambda days: datetime.date(2019, 1, 1) + datetime.timedelta(days))


def ids(tables: Tables, **conditions: Any) -> list[str]:
    return [row[0] for row in timeline(tables, **conditions).rows]


@pytest.fixture(scope="module")
def published() -> Tables:
    return open_tables(open_package())


def is_certainly_outside(start: str, end: str, since: str | None, until: str | None) -> bool:
    last = end or start
    too_early = since and last and dates.before(dates.parse(last), dates.parse(since)) is dates.Answer.YES
    too_late = until and start and dates.before(dates.parse(until), dates.parse(start)) is dates.Answer.YES
    return bool(too_early or too_late)


@settings(max_examples=40)
@given(
    st.lists(st.tuples(DATES | st.just(""), DATES | st.just("")), min_size=1, max_size=8),
    st.none() | DATES,
    st.none() | DATES,
)
def test_an_event_is_left_out_only_if_it_is_certainly_outside(
    spans: list[tuple[str, str]], since: str | None, until: str | None
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        tables = small(Path(folder), events=[event(i, start, end_date=end) for i, (start, end) in enumerate(spans)])
        found = ids(tables, since=since, until=until)
    assert len(found) == len(set(found))
    expected = {f"e-{i}" for i, span in enumerate(spans) if not is_certainly_outside(*span, since, until)}
    assert set(found) == expected


@pytest.mark.parametrize(
    ("start", "end", "conditions", "is_there"),
    [
        ("2019-02-01", "", {"since": "2019-02-01"}, True),
        ("2019-02-01", "", {"since": "2019-02-02"}, False),
        ("2019-02-01", "", {"until": "2019-02-01"}, True),
        ("2019-02-01", "", {"until": "2019-01-31"}, False),
        ("2019-02", "", {"since": "2019-02-28"}, True),
        ("2019-02", "", {"since": "2019-03"}, False),
        ("2019-02", "", {"until": "2019-01-XX"}, False),
        ("2019-02-01", "2019-02-07", {"since": "2019-02-07"}, True),
        ("2019-02-01", "[2019-02-07..]", {"since": "2026"}, True),
    ],
)
def test_the_limits_belong_to_what_is_asked_for(
    tmp_path: Path, start: str, end: str, conditions: dict[str, Any], is_there: bool
) -> None:
    assert bool(ids(small(tmp_path, events=[event(1, start, end_date=end)]), **conditions)) == is_there


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Return events with dates that allow a true day, and links that the true days bear out."""
    days = draw(st.lists(DAYS, min_size=2, max_size=7))
    events = []
    for number, day in enumerate(days):
        before, after = (datetime.timedelta(draw(st.integers(0, 20))) for _ in range(2))
        texts = [str(day), str(day)[:7], "2019", f"[{day - before}..{day + after}]", f"[{day - before}..]"]
        events.append(event(number, draw(st.sampled_from(texts))))
    pairs = [(a, b) for a in range(len(days)) for b in range(len(days)) if (days[a], a) < (days[b], b)]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=8, unique=True)) if pairs else []
    links = []
    for number, (a, b) in enumerate(chosen):
        first, second, relation = (
            (f"e-{a}", f"e-{b}", "before") if draw(st.booleans()) else (f"e-{b}", f"e-{a}", "after")
        )
        links.append(link(number, first, relation, second))
    return events, links


@settings(max_examples=60)
@given(worlds())
def test_the_order_keeps_to_every_link_and_to_every_certain_date(
    world: tuple[list[dict[str, str]], list[dict[str, str]]],
) -> None:
    events, links = world
    with tempfile.TemporaryDirectory() as folder:
        order = ids(small(Path(folder), events=events, links=links))
    assert sorted(order) == sorted(cells["event_id"] for cells in events)
    place = {identifier: rank for rank, identifier in enumerate(order)}
    for cells in links:
        first, second = cells["from_event_id"], cells["to_event_id"]
        assert (place[first] < place[second]) == (cells["relation"] == "before"), cells
    for one in events:
        for other in events:
            if dates.before(dates.parse(one["start_date"]), dates.parse(other["start_date"])) is dates.Answer.YES:
                assert place[one["event_id"]] < place[other["event_id"]]


@given(
    st.dictionaries(st.sampled_from("abcdefgh"), st.tuples(st.integers(0, 2), st.integers(0, 3))),
    st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh"))),
)
def test_in_order_loses_nothing_even_if_pairs_go_in_a_circle(
    keys: dict[str, tuple[int, int]], pairs: list[tuple[str, str]]
) -> None:
    order = in_order(keys, pairs)
    assert sorted(order) == sorted(keys)
    assert [keys[name][0] for name in order] == sorted(key[0] for key in keys.values())
    assert in_order(keys, []) == sorted(keys, key=lambda name: (keys[name], name))


@pytest.mark.parametrize(
    ("first", "second", "order"),
    [
        ("2020", "2019", ["e-2", "e-1"]),  # against the dates: these count
        ("", "2019", ["e-2", "e-1"]),  # nothing is known of the first
        ("[2019-03-01..]", "2019", ["e-1", "e-2"]),
    ],
)
def test_a_link_moves_an_event_as_far_as_its_dates_allow(
    tmp_path: Path, first: str, second: str, order: list[str]
) -> None:
    events = [event(1, first), event(2, second), event(3, "2019-02")]
    found = ids(small(tmp_path, events=events, links=[link(1, "e-1", "before", "e-2")]))
    assert [identifier for identifier in found if identifier != "e-3"] == order
    assert (found[0] == "e-3") == (order[0] == "e-1")


def test_links_that_go_in_a_circle_end(tmp_path: Path) -> None:
    events = [event(1, "[2019-01-01..2019-01-09]"), event(2, "[2019-01-02..2019-01-08]"), event(3, "2019-01-03")]
    links = [link(1, "e-1", "before", "e-2"), link(2, "e-2", "before", "e-1")]
    assert sorted(ids(small(tmp_path, events=events, links=links))) == ["e-1", "e-2", "e-3"]


@pytest.mark.parametrize(
    ("cells", "moves"),
    [
        ({"relation": "before", "from_point": "end"}, True),
        ({"relation": "before", "to_point": "end"}, False),
        ({"relation": "after"}, False),
        ({"relation": "same_time"}, False),
        ({"relation": "responds_to"}, False),
    ],
)
def test_only_links_between_beginnings_move_an_event(tmp_path: Path, cells: dict[str, str], moves: bool) -> None:
    events = [event(1, "2019-01"), event(2, "2019-01-20")]
    links = [link(1, "e-2", "before", "e-1") | cells]
    assert ids(small(tmp_path, events=events, links=links)) == (["e-2", "e-1"] if moves else ["e-1", "e-2"])


def test_events_without_a_known_day_come_last_or_not_at_all(tmp_path: Path) -> None:
    tables = small(tmp_path, events=[event(1), event(2, "XXXX"), event(3, "2019"), event(4, end_date="2018")])
    assert ids(tables) == ["e-4", "e-3", "e-1", "e-2"]
    assert ids(tables, undated=False) == ["e-4", "e-3"]


def test_conditions_join(tmp_path: Path) -> None:
    people = [{"person_id": "p-1", "name": "One"}, {"person_id": "p-2", "name": "Two"}]
    events = [
        event(1, kind="detention", status="established"),
        event(2, kind="release", status="alleged"),
        event(3, kind="detention", status="alleged", case_id="k-two"),
    ]
    roles = [
        {"role_id": f"r-{i}", "event_id": event_id, "person_id": person}
        for i, (event_id, person) in enumerate([("e-1", "p-1"), ("e-1", "p-1"), ("e-3", "p-1"), ("e-2", "p-2")])
    ]
    tables = small(tmp_path, people=people, events=events, roles=roles)
    assert ids(tables, person="p-1") == ["e-1", "e-3"]
    assert ids(tables, person="p-1", case="k-two") == ["e-3"]
    assert ids(tables, kind="detention") == ["e-1", "e-3"]
    assert ids(tables, kind=["release", "detention"], status={"alleged"}) == ["e-2", "e-3"]
    assert ids(tables, status=[]) == []
    assert ids(tables, person="p-2", kind="detention") == []


@pytest.mark.parametrize(
    ("conditions", "error", "message"),
    [
        ({"person": "p-miftakov"}, NotFoundError, "no row of people .*did you mean p-miftakhov"),
        ({"case": "e-sentence"}, NotFoundError, "no row of cases has the identifier 'e-sentence'"),
        ({"kind": "arrest"}, QueryError, "no event has the kind 'arrest'; use one of .*detention"),
        ({"status": ["alleged", "certain"]}, QueryError, "no event has the status 'certain'; use one of established"),
        ({"since": "February 2019"}, DateError, "write 2019-02"),
        ({"until": "2019-02-30"}, DateError, "there is no day 30"),
    ],
)
def test_wrong_conditions_are_refused(
    published: Tables, conditions: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        timeline(published, **conditions)


def test_the_published_case_is_told_in_its_order(published: Tables) -> None:
    order = ids(published)
    told = [
        "e-united-russia-attack", "e-first-detention", "e-first-release", "e-second-charge", "e-sentence",
        "e-re-arrest", "e-second-sentence", "e-transfer", "e-torture-2026",
    ]  # fmt: skip
    assert sorted(told, key=order.index) == told
    detentions = ids(published, person="p-miftakhov", kind="detention", since="2019", until="2019-03", undated=False)
    assert "e-first-detention" in detentions
    assert "e-re-arrest" not in detentions


def test_disputed_dates_are_named(published: Tables) -> None:
    """The judge is the file of disputes itself."""
    with (ROOT / "data" / "disputes.csv").open(encoding="utf-8", newline="") as file:
        wanted: dict[str, list[str]] = {}
        for row in csv.DictReader(file):
            if row["field"] in {"start_date", "end_date"} and row["event_id"] and row["resolution"] != "apparent":
                wanted.setdefault(row["event_id"], []).append(row["dispute_id"])
    found = timeline(published).records()
    assert {row["event_id"]: row["date_dispute"] for row in found if row["date_dispute"]} == {
        event: " ".join(sorted(names)) for event, names in wanted.items()
    }
    assert len(wanted) > 3
