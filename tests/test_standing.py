"""Legal standing: against a plain reading of the rows, and examples of what uncertain dates do."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casedata import dates
from casedata.errors import DateError, NotFoundError
from casedata.package import open_package
from casedata.standing import standing, standings
from casedata.tables import Tables, open_tables
from packages import MODELS
from small import event, link, small
from test_timeline import DATES

STANDINGS = [str(value) for value in MODELS["roles"].field("standing").enum]
STATUSES = [str(value) for value in MODELS["events"].field("status").enum]
PEOPLE = [{"person_id": "p-1", "name": "One"}, {"person_id": "p-2", "name": "Two"}]


def role(number: int, event_id: str, standing: str, person: str = "p-1") -> dict[str, str]:
    return {"role_id": f"r-{number}", "event_id": event_id, "person_id": person, "standing": standing}


def person_with(folder: Path, *given: tuple[str, str], links: list[dict[str, str]] | None = None) -> Tables:
    """Return a package in which one person has these standings, each by an event of that date."""
    events = [event(i, date) for i, (date, _) in enumerate(given)]
    roles = [role(i, f"e-{i}", name) for i, (_, name) in enumerate(given)]
    return small(folder, people=PEOPLE, events=events, roles=roles, links=links or [])


def certainly_by(date: str, on: str | None) -> bool:
    """Whether an event of that date has certainly happened by the last day of `on`."""
    if on is None:
        return True
    end, last = dates.parse(on).latest, dates.parse(date).latest if date else None
    return end is None or (last is not None and last <= end)


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            DATES | st.just(""),
            st.sampled_from(["", *STANDINGS]),
            st.sampled_from(STATUSES),
            st.sampled_from(["p-1", "p-2"]),
            st.sampled_from(["k-one", "k-two"]),
        ),
        max_size=8,
    ),
    st.none() | DATES,
    st.none() | st.just("k-two"),
)
def test_it_counts_what_has_certainly_happened_by_then(
    given: list[tuple[str, str, str, str, str]], on: str | None, case: str | None
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        events = [event(i, date, status=status, case_id=of) for i, (date, _, status, _, of) in enumerate(given)]
        roles = [role(i, f"e-{i}", name, person) for i, (_, name, _, person, _) in enumerate(given)]
        tables = small(Path(folder), people=PEOPLE, events=events, roles=roles)
        history = [row[0] for row in standings(tables, "p-1", on=on, case=case).rows]
        last = standing(tables, "p-1", on=on, case=case)
    expected = {
        f"r-{i}"
        for i, (date, name, status, person, of) in enumerate(given)
        if name and person == "p-1" and status not in {"expected", "denied"} and case in {None, of}
        if certainly_by(date, on)
    }
    assert set(history) == expected
    assert len(history) == len(expected)
    assert last == (given[int(history[-1][2:])][1] if history else None)
    dated = [dates.parse(date) for date in (given[int(identifier[2:])][0] for identifier in history) if date]
    first_days = [day for day in (date.earliest or date.latest for date in dated) if day is not None]
    assert first_days == sorted(first_days)


@pytest.mark.parametrize(
    ("given", "on", "expected"),
    [
        ([("2019-02-01", "suspected"), ("2019-02-07", "charged")], "2019-02-06", "suspected"),
        ([("2019-02-01", "suspected"), ("2019-02-07", "charged")], "2019-02-07", "charged"),
        ([("2019-02-01", "suspected"), ("[2019-02-05..2019-02-09]", "charged")], "2019-02-06", "suspected"),
        ([("2019-02-01", "suspected"), ("[2019-02-05..2019-02-09]", "charged")], "2019-02-09", "charged"),
        ([("2019-02-01", "suspected"), ("2019-02-07", "charged")], "2019-02", "charged"),
        ([("2019-02-01", "charged"), ("", "convicted")], "2020", "charged"),
        ([("", "convicted")], "1990", None),
        ([("2019", "alleged"), ("2019-01-01", "suspected")], "2019", "alleged"),
        ([("2019-02-01", "charged"), ("2019-02-01", "suspected")], "2019", "charged"),
        ([("2019-02-01", "suspected")], "2019-01", None),
    ],
)
def test_examples(tmp_path: Path, given: list[tuple[str, str]], on: str, expected: str | None) -> None:
    assert standing(person_with(tmp_path, *given), "p-1", on=on) == expected


@pytest.mark.parametrize("relation", ["before", "after"])
def test_within_one_day_links_say_which_came_first(tmp_path: Path, relation: str) -> None:
    given = [("2019-02-01", "charges_dropped"), ("2019-02-01", "charged")]
    tables = person_with(tmp_path, *given, links=[link(1, "e-0", relation, "e-1")])
    assert standing(tables, "p-1") == ("charged" if relation == "before" else "charges_dropped")


def test_nobody_and_no_case_are_refused(tmp_path: Path) -> None:
    tables = person_with(tmp_path)
    with pytest.raises(NotFoundError, match="no row of people has the identifier 'p-3'"):
        standing(tables, "p-3")
    with pytest.raises(NotFoundError, match="no row of cases"):
        standing(tables, "p-1", case="k-three")
    with pytest.raises(DateError, match="there is no day 30"):
        standing(tables, "p-1", on="2019-02-30")


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2018", None),
        ("2019-02-01", "suspected"),
        ("2020-06-01", "charged"),
        ("2021-01-18", "convicted"),
        ("2023-09-05", "convicted"),
        (None, "convicted"),
    ],
)
def test_the_published_case(on: str | None, expected: str) -> None:
    assert standing(open_tables(open_package()), "p-miftakhov", on=on) == expected
