"""Generated packages keep the rules, judged by plain Python on their text, and they reach the hard cases."""

import copy
import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import TypeVar

import frictionless
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

import casedata
from casedata.csvfile import natural_key
from casedata.dates import bounds, parse
from casedata.descriptor import TABLES
from casedata.package import open_package
from casedata.testing import Rows, edtf_dates, packages, tables, texts, write
from plain_rules import (
    CHECKS,
    DATES,
    FREE,
    GUILT,
    ORDERS,
    SUBJECTS,
    Reading,
    before,
    has_no_number_of_a_person,
    is_safe,
    limits,
    points,
    span,
)

# --- the rules hold --------------------------------------------------------------------------------------


@given(packages())
def test_generated_packages_keep_every_rule_as_plain_python_asks_it(rows: Rows) -> None:
    read = Reading(rows)
    assert [rule for rule, ask in CHECKS.items() if not all(ask(read))] == []


@settings(max_examples=15)
@given(packages())
def test_generated_packages_are_valid_and_can_be_loaded(rows: Rows) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = write(rows, Path(name) / "new" / "case")
        report = casedata.validate(folder)
        assert (report.ok, report.findings) == (True, ())
        package = open_package(folder)
        assert {table: package.rows(table) for table in rows} == rows
        case = casedata.load(folder)
        assert [len(case.events), len(case.claims)] == [len(rows["events"]), len(rows["claims"])]


@settings(max_examples=4, suppress_health_check=list(HealthCheck))
@given(packages(min_events=1))
def test_frictionless_says_that_generated_packages_are_valid(rows: Rows) -> None:
    with tempfile.TemporaryDirectory() as name:
        report = frictionless.validate(str(write(rows, Path(name)) / "datapackage.json"))
        assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "note"])
        assert sum(task.stats.get("rows", 0) for task in report.tasks) == sum(map(len, rows.values()))


@given(packages())
def test_rows_have_the_columns_of_the_schema_in_order_and_stand_in_file_order(rows: Rows) -> None:
    assert tuple(rows) == TABLES
    for name, table in tables().items():
        assert all(tuple(row) == table.columns for row in rows[name])
        keys = [natural_key(row[table.primary_key]) for row in rows[name]]
        assert keys == sorted(keys)


@given(packages(cases=1, min_events=2, max_events=3, people=1, documents=1, figures=0, links=1))
def test_limits_are_kept(rows: Rows) -> None:
    most = {"cases": 1, "people": 1, "figures": 0, "links": 1}
    assert {name: len(rows[name]) <= count for name, count in most.items()} == dict.fromkeys(most, True)
    assert 2 <= len(rows["events"]) <= 3
    assert sum(1 for source in rows["sources"] if source["document"]) == 1


@pytest.mark.parametrize(
    "limits", [{"min_events": 7}, {"min_events": 1, "cases": 0}, {"min_events": 1, "documents": 0}]
)
def test_impossible_limits_are_refused(limits: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="no package has"):
        find(packages(**limits), lambda _: True, settings=settings(database=None))


T = TypeVar("T")

FAULTS: dict[str, Callable[[Reading], object]] = {
    "CHR-01": lambda read: read.rows["events"][0].update(start_date="2001-05-03", end_date="2001-05-02"),
    "CHR-15": lambda read: read.rows["links"].append(
        dict.fromkeys(tables()["links"].columns, "x") | {"from_event_id": "e", "to_event_id": "e"}
    ),
    "CIT-02": lambda read: read.rows["claims"].clear(),
    "CIT-06": lambda read: read.rows["passages"][0].update(last_line="0"),
    "CIT-12": lambda read: [row.update(mode="inference", field="born", note="") for row in read.rows["claims"]],
    "DIS-08": lambda read: read.rows["disputes"].append({"reason": "Only four words here."}),
    "LAW-02": lambda read: read.rows["roles"].append({"role": "perpetrator", "standing": ""}),
    "LAW-09": lambda read: read.claims.clear() or read.rows["events"][0].update(status="expected"),
    "PRV-04": lambda read: read.rows["people"].append({"born": "1993-02"}),
    "SRC-03": lambda read: read.rows["sources"][0].update(published="2001", published_basis=""),
    "KEY-tree": lambda read: read.rows["events"][0].update(part_of=read.rows["events"][0]["event_id"]),
    "TXT and PRV on cells": lambda read: read.rows["events"][0].update(summary=" x"),
}
"""What breaks some of the checks, so that it is seen that they can speak."""


@pytest.fixture(scope="module")
def example() -> Rows:
    """A package of some size."""
    found = seen(packages(min_events=2), 30, lambda rows: [json.dumps(rows)] if uses_fact(rows) else [])
    return json.loads(max(map(str, found), key=len))


@pytest.mark.parametrize("rule", FAULTS)
def test_a_check_sees_its_fault(rule: str, example: Rows) -> None:
    read = Reading(copy.deepcopy(example))
    assert all(CHECKS[rule](read))
    FAULTS[rule](read)
    assert not all(CHECKS[rule](read))


def uses_fact(rows: Rows) -> bool:
    return any(row["kind"] == "fact" for row in rows["passages"])


# --- the hard cases are reached --------------------------------------------------------------------------

FORMS = {
    "year": r"\d{4}",
    "month": r"\d{4}-(0\d|1[0-2])",
    "day": r"\d{4}-\d\d-\d\d",
    "minute": r".*T\d\d:\d\d",
    "minute in UTC": r".*T\d\d:\d\dZ",
    "minute with an offset": r".*T\d\d:\d\d[+-]\d\d:\d\d",
    "day unknown": r"\d{4}-\d\d-XX",
    "month unknown": r"\d{4}-XX",
    "month and day unknown": r"\d{4}-XX-XX",
    "decade": r"\d{3}X",
    "century": r"\d\dXX",
    "nothing": "XXXX",
    "spring": r"\d{4}-21",
    "summer": r"\d{4}-22",
    "autumn": r"\d{4}-23",
    "winter": r"\d{4}-24",
    "uncertain": r".*\?",
    "approximate": ".*~",
    "both": ".*%",
    "marked season": r"\d{4}-2\d[?~%]",
    "marked digits": r".*X[?~%]",
    "range of days": r"\[\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d\]",
    "range of months": r"\[\d{4}-\d\d\.\.\d{4}-\d\d\]",
    "range of years": r"\[\d{4}\.\.\d{4}\]",
    "open at the start": r"\[\.\..*\]",
    "open at the end": r"\[.*\.\.\]",
    "one of two": r"\[[^,.]+,[^,.]+\]",
    "one of three": r"\[[^,.]+,[^,.]+,[^,.]+\]",
    "one of, mixed": r"\[\d{4}-\d\d-\d\d,\d{4}\]",
}


DENSE = packages(cases=1, min_events=4, max_events=8, figures=8)
"""Packages in which much happens in one case."""


def seen(strategy: st.SearchStrategy[T], examples: int, note: Callable[[T], Iterable[object]]) -> set[object]:
    """Return what is noted of examples drawn the same way each time."""
    found: set[object] = set()

    @settings(max_examples=examples, derandomize=True, database=None, phases=[Phase.generate])
    @given(strategy)
    def run(example: T) -> None:
        found.update(note(example))

    run()
    return found


@pytest.fixture(scope="module")
def reached() -> set[object]:
    """What many packages have."""
    return seen(packages(), 200, shapes) | seen(DENSE, 800, shapes)


def test_dates_come_in_every_form() -> None:
    drawn = [str(text) for text in seen(edtf_dates(), 1500, lambda text: [text])]
    assert {name for name, form in FORMS.items() if not any(re.fullmatch(form, text) for text in drawn)} == set()


@given(st.dates(), st.data())
def test_a_date_contains_the_day_it_was_made_from(day: date, data: st.DataObject) -> None:
    text = data.draw(edtf_dates(containing=day))
    first, last = bounds(text)
    assert (first or "") <= day.isoformat() <= (last or "9999-12-31")
    assert any((low is None or low <= day) and (high is None or day <= high) for low, high in parse(text).members)


@pytest.mark.parametrize("day", [date.min, date.max, date(2000, 2, 29), date(2019, 12, 31), date(9999, 1, 1)])
@given(st.data())
def test_dates_are_made_at_the_ends_of_the_calendar(day: date, data: st.DataObject) -> None:
    first, last = bounds(data.draw(edtf_dates(containing=day)))
    assert (first or "") <= day.isoformat() <= (last or "9999-12-31")


@given(texts())
def test_texts_are_safe(text: str) -> None:
    assert is_safe(text)
    assert has_no_number_of_a_person(text)
    assert GUILT.search(text) is None


@pytest.mark.parametrize(
    "feature",
    [
        lambda text: re.search("[а-яё]", text),
        lambda text: "\n" in text,
        lambda text: "," in text and '"' in text,
        lambda text: len(text) > 3000,
        lambda text: any(ord(letter) > 0xFFFF for letter in text),
        lambda text: text == "NA",
    ],
)
def test_texts_reach(feature: Callable[[str], object]) -> None:
    assert feature(find(texts(), feature, settings=settings(max_examples=2000, database=None, derandomize=True)))


def shapes(rows: Rows) -> Iterator[object]:
    """Yield what is worth reaching in a package."""
    read = Reading(rows)
    for name, table in tables().items():
        for field in table.fields:
            yield from ((name, field.name, row[field.name]) for row in rows[name] if field.enum)
    yield from (f"no {name}" for name in rows if not rows[name] and any(rows.values()))
    yield from (f"many {name}" for name in rows if len(rows[name]) > 2)
    yield from (f"{rule} asked" for rule, ask in CHECKS.items() for _ in ask(read))
    for table, column in [
        *((name, "start_date") for name in ("events",)),
        ("people", "born"),
        ("sources", "published"),
    ]:
        yield from (f"{column} blank" for row in rows[table] if not row[column])
    for (_, _, field), claims in read.claims.items():
        yield from (f"{len(claims)} claims on {field or 'a row'}",) if len(claims) > 1 else ()
    for (column, _, field), dispute in read.disputes.items():
        yield f"{dispute['resolution']} {field or column}"
    for name, table in tables().items():
        for row in rows[name]:
            yield from (f"id {kind}" for kind, form in IDS.items() if re.fullmatch(form, row[table.primary_key]))
    for table, column in FREE:
        for row in rows[table]:
            yield from ("Cyrillic",) if re.search("[а-яё]", row[column]) else ()
            yield from ("several lines",) if "\n" in row[column] else ()
    yield from ties(read)


IDS = {"plain": "[a-z]-[0-9]", "zero": "[a-z]-0[0-9]", "tens": "[a-z]-[0-9]0", "words": "[a-z]-[a-z-]+-[0-9]"}


def touch(one: str, other: str) -> bool:
    """Tell whether the last day of one date is the first of the other."""
    last, first = span(one)[1], span(other)[0]
    return last is not None and last == first


def ties(read: Reading) -> Iterator[str]:
    """Yield the places where a rule with `<` instead of `<=` would speak."""
    events = read.by_id["events"]
    for event in events.values():
        yield from ("CHR-01 tie",) if touch(event["end_date"], event["start_date"]) else ()
        if whole := events.get(event["part_of"]):
            yield from ("CHR-02 tie, start",) if touch(event["start_date"], whole["start_date"]) else ()
            yield from ("CHR-02 tie, end",) if touch(whole["end_date"], event["end_date"]) else ()
            yield from ("CHR-02 tie, start at the end",) if touch(whole["end_date"], event["start_date"]) else ()
    for _, event, person in read.parts():
        yield from ("CHR-03 tie",) if touch(event["start_date"], person["born"]) else ()
        yield from ("CHR-04 tie",) if touch(person["died"], event["start_date"]) else ()
    for rule, later, first in ORDERS:
        for one in events.values():
            for other in read.in_case(one["case_id"], first) if one["kind"] in later else ():
                shared = read.people_in(one) & read.people_in(other)
                yield from (f"{rule} tie",) if shared and touch(one["start_date"], other["start_date"]) else ()
    for link in read.rows["links"]:
        one_text, other_text = points(read, link)
        yield from (f"{link['relation']} tie",) if touch(one_text, other_text) and touch(other_text, one_text) else ()
    yield from evidence_ties(read)


def evidence_ties(read: Reading) -> Iterator[str]:
    for source in read.rows["sources"]:
        if source["derived_from"]:
            origin = read.by_id["sources"][source["derived_from"]]
            yield from ("SRC-06 tie",) if touch(source["published"], origin["published"]) else ()
    for claim in read.rows["claims"]:
        published = read.published(claim)
        words = read.by_id["passages"][claim["passage_id"]]["words"]
        yield from ("CIT-10 tie",) if claim["quote_words"] == words else ()
        if claim["event_id"]:
            started = read.by_id["events"][claim["event_id"]]["start_date"]
            yield from ("SRC-01 tie",) if touch(published, started) else ()
            yield from ("SRC-01 after publication",) if before(published, started) else ()
    for about, claims in read.claims.items():
        given = [claim["value"] for claim in claims]
        if about[2] in DATES:
            yield from (
                ("DIS-02 tie",) if any(touch(*pair) and len(set(pair)) > 1 for pair in permutations(given, 2)) else ()
            )
        decided = read.disputes.get(about, {}).get("decided_on", "")
        yield from ("DIS-09 tie",) if any(touch(decided, read.source(claim)["published"]) for claim in claims) else ()
        yield from ("DIS-08 tie",) if len(read.disputes.get(about, {}).get("reason", "").split()) == 5 else ()
    for figure in read.rows["figures"]:
        yield from ("FIG-01 tie",) if figure["low"] == figure["high"] else ()
        yield from (f"FIG-03 at {x:g}" for x in limits(figure) if figure["unit"] == "percent" and x in {0, 100})
    for person in read.rows["people"]:
        yield from ("CHR-05 tie",) if touch(person["died"], person["born"]) else ()


WANTED = {
    *(f"no {name}" for name in TABLES if name != "cases"),
    *(f"many {name}" for name in TABLES),
    *(f"{rule} asked" for rule in CHECKS),
    *(f"{field} blank" for field in ("start_date", "born", "published")),
    *(f"{count} claims on {field}" for count in (2, 3) for field in ("a row", "start_date", "place_id", "standing")),
    *(f"resolved {field}" for field in (*DATES, "place_id", "provision", "standing", *SUBJECTS)),
    *(f"open {field}" for field in (*DATES, "place_id", "provision", "standing", *SUBJECTS)),
    *(f"apparent {field}" for field in ("start_date", "event_id")),
    *(f"id {kind}" for kind in IDS),
    "Cyrillic",
    "several lines",
    *("CHR-01 tie", "CHR-02 tie, start", "CHR-02 tie, end", "CHR-02 tie, start at the end", "CHR-03 tie", "CHR-04 tie"),
    *("CHR-05 tie", "CHR-07 tie", "CHR-08 tie", "CHR-09 tie", "CHR-10 tie", "before tie", "after tie", "same_time tie"),
    *("SRC-01 tie", "SRC-01 after publication", "SRC-06 tie", "CIT-10 tie"),
    *("DIS-02 tie", "DIS-08 tie", "DIS-09 tie", "FIG-01 tie", "FIG-03 at 0", "FIG-03 at 100"),
}


def test_the_hard_cases_are_reached(reached: set[object]) -> None:
    assert WANTED - reached == set()


def test_every_value_of_every_list_is_reached(reached: set[object]) -> None:
    listed = {
        (name, field.name, str(value))
        for name, table in tables().items()
        for field in table.fields
        for value in field.enum
    }
    assert listed - reached == set()


# --- examples shrink -------------------------------------------------------------------------------------


def smallest(wanted: Callable[[Rows], bool]) -> Rows:
    return find(packages(), wanted, settings=settings(max_examples=2000, database=None, derandomize=True))


def test_the_simplest_package_is_empty() -> None:
    assert smallest(lambda _: True) == {name: [] for name in TABLES}


def test_a_package_with_a_disputed_date_shrinks() -> None:
    rows = smallest(lambda rows: any(row["field"] == "start_date" for row in rows["disputes"]))
    counts = {name: len(rows[name]) for name in TABLES if rows[name]}
    assert counts.keys() == {"sources", "cases", "events", "passages", "claims", "disputes"}
    assert sum(counts.values()) <= 16


def test_a_package_with_a_conviction_shrinks() -> None:
    rows = smallest(lambda rows: any(row["standing"] == "convicted" for row in rows["roles"]))
    assert len(rows["events"]) + len(rows["people"]) <= 3
    assert sum(map(len, rows.values())) <= 20
