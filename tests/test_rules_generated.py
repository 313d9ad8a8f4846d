"""Every rule on generated packages: silent on valid ones, awake on its fault, indifferent to what must not matter."""

import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from casedata import dates
from casedata.build import format_package
from casedata.package import open_package
from casedata.rules import Fault, QueryRule, Rule
from casedata.rules.faults import Bench, try_edit
from casedata.schema import ForeignKey
from casedata.testing import FaultyPackage, Rows, faults, packages, tables, write
from casedata.validation import validate
from fired import RULES, Place, bench_of, changed, drawn, fired, pool

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")
"""Rules say much; Hypothesis writes them out when it notes which strategy drew what."""

FROM_FILES = [rule for rule in RULES if isinstance(rule, QueryRule)]
DATES = ("start_date", "end_date", "born", "died", "published", "decided_on")


@pytest.fixture(scope="module")
def benches() -> Iterator[list[Bench]]:
    """A pool of generated packages, loaded."""
    found = [bench_of(rows) for rows in pool()]
    yield found
    for bench in found:
        bench.close()


@settings(max_examples=60)
@given(rows=packages())
def test_every_rule_is_silent_on_valid_packages(rows: Rows) -> None:
    assert fired(rows) == set()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_catches_its_faults_on_generated_packages(rule: Rule, benches: list[Bench]) -> None:
    wanted = 3 if isinstance(rule, QueryRule) else 1
    for number, edit in enumerate((*rule.faults, *rule.near_misses)):
        about = edit if isinstance(edit, Fault) else rule.faults[0]
        able = ((bench, rows) for bench in benches if (rows := bench.rows_for(rule, about)))
        chosen = [(bench, rows[number % len(rows)]) for bench, rows in islice(able, wanted)]
        assert chosen, "no generated package has a row for it"
        for bench, row in chosen:
            trial = try_edit(bench, rule, edit, row, RULES)
            assert trial.ok, trial


@settings(max_examples=50)
@given(broken=faults(rules=FROM_FILES))
def test_a_fault_on_a_random_row_is_found_where_it_is(broken: FaultyPackage) -> None:
    found = fired(broken.rows)
    assert {place[1:] for place in found if place[0] == broken.rule} == {(broken.table, broken.row, broken.field)}
    assert [name for name, *_ in found if name != broken.rule and not name.startswith(broken.also or ("\0",))] == []


@settings(max_examples=15)
@given(broken=faults())
def test_a_fault_is_found_in_the_files_too(broken: FaultyPackage, tmp_path_factory: pytest.TempPathFactory) -> None:
    report = validate(write(broken.rows, tmp_path_factory.mktemp("case")))
    of_rows = {rule.id for rule in RULES}
    found = {(each.rule, each.table, each.id, each.field) for each in report.findings if each.rule in of_rows}
    every = fired(broken.rows)
    assert found <= every
    folded = {rule for each in report.findings for rule in each.consequences}
    assert {rule for rule, *_ in every - found} == folded == {rule.id for rule in report.rules if rule.folded}
    assert (broken.rule, broken.table, broken.row, broken.field) in found


# --- two faults ------------------------------------------------------------------------------------------------------


def differing(one: Rows, other: Rows) -> set[str]:
    return {name for name in one if one[name] != other[name]}


@settings(max_examples=20)
@given(data=st.data(), rows=packages(min_events=2), first=st.sampled_from(FROM_FILES), second=st.sampled_from(RULES))
def test_two_independent_faults_are_both_found(data: st.DataObject, rows: Rows, first: Rule, second: Rule) -> None:
    same = st.none().map(lambda _: rows)
    one = data.draw(faults(rules=[first], packages=same))
    other = data.draw(faults(rules=[second], packages=same))
    assume(not differing(rows, one.rows) & differing(rows, other.rows))
    both = one.rows | {name: other.rows[name] for name in differing(rows, other.rows)}
    found = fired(both)
    for each in (one, other):
        assert (each.rule, each.table, each.row, each.field) in found


@settings(max_examples=15)
@given(broken=faults(rules=FROM_FILES), data=st.data())
def test_a_file_that_cannot_be_read_hides_nothing_in_another(
    broken: FaultyPackage, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = write(broken.rows, tmp_path_factory.mktemp("case"))
    before = set(validate(folder).findings)
    name = data.draw(st.sampled_from(sorted(tables())))
    file = folder / "data" / f"{name}.csv"
    file.write_bytes(file.read_bytes() + b'"\n')
    report = validate(folder)
    asked = {rule.id for rule in report.rules if rule.state != "not_run"}
    assert {each for each in report.findings if not each.rule.startswith("STR-csv")} == {
        each for each in before if each.rule in asked and each.table != name
    }


def test_dates_in_claims_are_read_where_the_table_of_the_dates_cannot_be(tmp_path: Path) -> None:
    (broken,) = drawn(faults([rule for rule in FROM_FILES if rule.id == "PRV-09"]), 1)
    folder = write(broken.rows, tmp_path)
    path = folder / "data" / "people.csv"
    path.write_bytes(path.read_bytes() + b'"\n')
    assert "PRV-09" in {finding.rule for finding in validate(folder).findings}


# --- disputes both ways ----------------------------------------------------------------------------------------------

SUBJECTS = ("event_id", "person_id", "role_id", "figure_id", "link_id")
DISPUTES = [rule for rule in FROM_FILES if rule.family == "DIS"]
UNSETTLED = {"DIS-01", "DIS-02", "DIS-03", "DIS-11"}
"""The rules that want a dispute."""


def cell_of(row: dict[str, str]) -> tuple[str, ...]:
    return (*(row[column] for column in SUBJECTS), row["field"])


def disagrees(claims: list[dict[str, str]]) -> bool:
    """Whether claims on one cell surely cannot all be right: by stance, or two of the dates by their bounds."""
    dated = [dates.parse(each["value"]) for each in claims if each["field"] in DATES and each["stance"] == "supports"]
    certain = [each for each in dated if not (each.uncertain or each.approximate)]
    apart = any(
        one.latest is not None and other.earliest is not None and one.latest < other.earliest
        for one in certain
        for other in certain
    )
    return apart or any(each["stance"] == "contradicts" for each in claims)


def test_without_a_dispute_a_disagreement_is_found() -> None:
    """On every generated package and the published case: each dispute is taken away alone."""
    published = {name: open_package().rows(name) for name in tables()}
    tried = 0
    for rows in (published, *pool()[:12]):
        settled = [row for row in rows["disputes"] if row["resolution"] == "resolved"][:6]
        for dispute in settled:
            claims = [claim for claim in rows["claims"] if cell_of(claim) == cell_of(dispute)]
            fewer = rows | {"disputes": [row for row in rows["disputes"] if row != dispute]}
            found = {place[2] for place in fired(fewer, DISPUTES) if place[0] in UNSETTLED}
            assert found <= {claim["claim_id"] for claim in claims}
            assert bool(found) or not disagrees(claims), dispute
            tried += bool(found)
    assert tried > 10


# --- what must not matter --------------------------------------------------------------------------------------------


def without_order(found: set[Place]) -> set[Place]:
    """Leave out what tells the later of two equal rows, and so depends on their order by its nature."""
    return {place for place in found if not place[0].startswith("KEY-unique")}


@settings(max_examples=15)
@given(broken=faults(rules=FROM_FILES), seed=st.integers(0, 10_000))
def test_the_order_of_rows_does_not_matter(broken: FaultyPackage, seed: int) -> None:
    shuffled = {name: random.Random(seed).sample(some, len(some)) for name, some in broken.rows.items()}
    assert without_order(fired(shuffled)) == without_order(fired(broken.rows))


@settings(max_examples=15)
@given(broken=faults(rules=FROM_FILES))
def test_the_spelling_of_identifiers_does_not_matter(broken: FaultyPackage) -> None:
    known = {row[table.primary_key] for name, table in tables().items() for row in broken.rows[name]}
    keys = {
        column for table in tables().values() for column in (table.primary_key, *map(column_of, table.foreign_keys))
    }

    def respelt(_: str, column: str, text: str) -> str:
        return f"{text[:2]}z9{text[2:]}" if text in known and column in {*keys, "value"} else text

    expected = {(rule, table, respelt(table, "event_id", row), field) for rule, table, row, field in fired(broken.rows)}
    assert fired(changed(broken.rows, respelt)) == expected


def column_of(key: ForeignKey) -> str:
    return key.field


def is_date(column: str, text: str) -> bool:
    """Whether a cell is an uncertain date or a day; a number of a figure is none."""
    try:
        dates.parse(text)
    except dates.DateError:
        return False
    return column in DATES or (column == "value" and len(text) >= 4)


@settings(max_examples=15)
@given(broken=faults(rules=FROM_FILES), days=st.integers(-20_000, 200_000))
def test_moving_all_dates_by_days_does_not_matter(broken: FaultyPackage, days: int) -> None:
    """On dates that are days: each date is replaced by its first day, or its last, or a day of its own."""

    def day(_: str, column: str, text: str) -> str:
        return (dates.bounds(text)[0] or dates.bounds(text)[1] or "2000-01-01") if is_date(column, text) else text

    def moved(_: str, column: str, text: str) -> str:
        return (date.fromisoformat(text) + timedelta(days)).isoformat() if is_date(column, text) else text

    plain = changed(broken.rows, day)
    assert fired(changed(plain, moved)) == fired(plain)


CENTURY = re.compile(r"(?<![0-9-])[0-9]{2}(?=[0-9X]{2})")
"""The first two digits of a year."""


@settings(max_examples=15)
@given(broken=faults(rules=FROM_FILES))
def test_moving_all_dates_by_a_cycle_of_the_calendar_does_not_matter(broken: FaultyPackage) -> None:
    """After 400 years, 146,097 days, the Gregorian calendar repeats itself: any date can be moved as it is written."""

    def later(_: str, column: str, text: str) -> str:
        return CENTURY.sub(lambda found: f"{int(found[0]) + 4:02}", text) if is_date(column, text) else text

    assert fired(changed(broken.rows, later)) == fired(broken.rows)


# --- writing and reading ---------------------------------------------------------------------------------------------


@settings(max_examples=30)
@given(rows=packages())
def test_what_is_written_is_read_again(rows: Rows, tmp_path_factory: pytest.TempPathFactory) -> None:
    package = open_package(write(rows, tmp_path_factory.mktemp("case")))
    for name, table in package.tables.items():
        key = table.primary_key
        assert {row[key]: row for row in package.rows(name)} == {row[key]: row for row in rows[name]}


@settings(max_examples=20)
@given(rows=packages(), seed=st.integers(0, 1000))
def test_fmt_is_idempotent_and_undoes_any_order(
    rows: Rows, seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = write(rows, tmp_path_factory.mktemp("case"))
    assert format_package(folder, check=True) == []
    before = contents(folder)
    for file in (folder / "data").glob("*.csv"):
        header, *lines = file.read_text("utf-8").splitlines(keepends=True)
        if not any('"' in line for line in lines):
            file.write_text(header + "".join(random.Random(seed).sample(lines, len(lines))), "utf-8")
    format_package(folder, check=False)
    assert contents(folder) == before
    assert format_package(folder, check=True) == []


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "data").glob("*.csv")}
