"""The rules that ask the whole chronology, on the published case with one thing changed, and on it as a large one."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casedata.build import build
from casedata.chronology import doubtful
from casedata.chronology.policy import read_policy
from casedata.chronology.reading import Layer, read_constraints
from casedata.chronology.screening import screened
from casedata.chronology.settling import settled
from casedata.package import open_package
from casedata.tables import open_tables
from casedata.timeline import timeline
from casedata.validation import validate
from packages import ROOT

RULES = {"CHR-16", "CHR-17", "DIS-14"}
Change = Callable[[Path], None]


def cell(table: str, row: str, column: str, value: str) -> Change:
    """Return what writes a value into one cell of a package."""

    def write(folder: Path) -> None:
        path = folder / "data" / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        (found,) = (cells for cells in rows if cells[0] == row)
        found[header.index(column)] = value
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *rows])

    return write


def published(folder: Path, *changes: Change) -> Path:
    """Copy the published case and change it."""
    for name in ("data", "schemas", "rules"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "datapackage.json", folder)
    for change in changes:
        change(folder)
    build(folder, check=False)
    return folder


def found(folder: Path) -> set[tuple[str, str | None, str | None]]:
    return {(each.rule, each.id, each.field) for each in validate(folder).findings if each.rule in RULES}


ONE_DAY_EARLY = cell("events", "e-kz-erkindik-fine", "start_date", "2021-01-17")
"""The fine is dated two days after the other; a link, and the claim behind it, say three days."""

ANOTHER_DAY = cell("events", "e-well-wishes", "start_date", "2019-03-13")
"""The text gives 12 March; no link speaks of the day."""

FOUR_DAYS = cell("claims", "c-712", "value", "P4D")
"""One source is made to say 15 January, 18 January, and four days between them."""

CASES = [
    ((), set()),
    ((ANOTHER_DAY,), {("CHR-17", "e-well-wishes", "start_date")}),
]


@pytest.mark.parametrize("many", [doubtful.MANY, 0], ids=["one by one", "side by side"])
@pytest.mark.parametrize(("changes", "expected"), CASES, ids=["as it is", "another day"])
def test_what_only_all_dates_together_can_tell_is_found_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int, changes: tuple[Change, ...], expected: set[object]
) -> None:
    monkeypatch.setattr(doubtful, "MANY", many)
    assert found(published(tmp_path, *changes)) == expected


LINK = "x-kz-echo-fine-before-kz-erkindik-fine"
IMPOSSIBLE = [
    ("CHR-16", ONE_DAY_EARLY, {LINK, "e-kz-echo-fine start_date", "e-kz-erkindik-fine start_date"}),
    ("DIS-14", FOUR_DAYS, {"c-708", "c-712", "c-714"}),
]


@pytest.mark.parametrize("many", [doubtful.MANY, 0], ids=["one by one", "side by side"])
@pytest.mark.parametrize(("rule", "change", "named"), IMPOSSIBLE, ids=["judgement", "claims"])
def test_what_cannot_all_hold_is_told_once_with_all_that_has_a_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int, rule: str, change: Change, named: set[str]
) -> None:
    monkeypatch.setattr(doubtful, "MANY", many)
    (finding,) = (each for each in validate(published(tmp_path, change)).findings if each.rule == rule)
    first = next(name for name in named if name.partition(" ")[0] == finding.id)
    assert {first, *finding.related} == named
    assert "they miss each other by 1 day" in finding.message


def test_what_a_rule_on_rows_found_is_not_told_again(tmp_path: Path) -> None:
    folder = published(tmp_path, cell("events", "e-first-custody", "end_date", "2019-01-31"))
    rules = {each.rule for each in validate(folder).findings if each.id == "e-first-custody"}
    assert "CHR-01" in rules
    assert not rules & RULES


def test_broken_keys_are_told_first(tmp_path: Path) -> None:
    folder = published(tmp_path, cell("events", "e-first-custody", "case_id", "k-nowhere"))
    states = {each.id: each.state for each in validate(folder).rules if each.id in RULES}
    assert states == dict.fromkeys(RULES, "not_run")


@pytest.mark.parametrize("layer", ["claims", "judgement"])
def test_side_by_side_the_same_follows_as_one_by_one(layer: Layer) -> None:
    package = open_package(ROOT)
    tables = open_tables(package)
    constraints = read_constraints(tables.connection(), "day", read_policy(package))
    aside = settled(constraints) if layer == "claims" else {}
    answer = screened(constraints, layer, aside)
    network = constraints.network(layer)
    keep = [group for group in network.groups if str(group) not in aside]
    bounds = {point: (each.earliest, each.latest) for point, each in network.bounds(keep).items()}
    rows = constraints.connection.execute("select name, low, high from raw._follows").fetchall()
    assert answer.groups == ()
    assert {name: (low, high) for name, low, high in rows} == bounds


@settings(max_examples=10, deadline=None)
@given(st.sets(st.sampled_from(["c-160", "c-200", "c-482", "c-499", "c-510", "c-514", "c-515"])))
def test_side_by_side_contradictions_are_left_to_be_looked_at(kept: set[str]) -> None:
    package = open_package(ROOT)
    constraints = read_constraints(open_tables(package).connection(), "day", read_policy(package))
    aside = set(settled(constraints)) - kept
    network = constraints.network("claims")
    keep = [str(group) for group in network.groups if str(group) not in aside]
    answer = screened(constraints, "claims", aside)
    assert network.consistent(keep) is constraints.network("claims", answer.groups).consistent()
    assert set(answer.groups) <= set(keep)


def test_a_tight_timeline_tells_what_the_claims_allow() -> None:
    events = timeline(open_tables(open_package(ROOT)), case="k-explosives", tight=True).records()
    release = next(event for event in events if event["event_id"] == "e-first-release")
    assert (release["tight_start_earliest"], release["tight_start_latest"]) == ("2019-02-07", "2019-02-07")
    assert release["tight_end_earliest"] is release["tight_end_latest"] is None
    for event in events:
        if event["tight_start_earliest"] and event["start_latest"]:
            assert event["tight_start_earliest"] <= event["start_latest"]
