"""Claims against cells: brute force over small sets of days, numbers and places; every example of docs/values.md."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

import pytest

from casedata.values import (
    Comparison,
    compare_dates,
    compare_keys,
    compare_quantities,
    of_cell,
    read_duration,
    read_quantity,
    supports,
)
from packages import ROOT, published

AGREES, COARSER, FINER, DISAGREES, UNKNOWN = Comparison
PACKAGE, ROWS = published()
SUBJECTS = {"event_id": "events", "person_id": "people", "role_id": "roles", "figure_id": "figures", "link_id": "links"}
PARENTS = {row["place_id"]: row["part_of"] for row in ROWS["places"]}
MIRROR = {FINER: COARSER, COARSER: FINER}


def ancestors(place: str) -> list[str]:
    found: list[str] = []
    while place := PARENTS.get(place, ""):
        found.append(place)
    return found


def by_sets(claim: frozenset[object], judgement: frozenset[object]) -> Comparison:
    """Compare two sets of what is possible."""
    if claim == judgement:
        return AGREES
    if not claim & judgement:
        return DISAGREES
    if claim < judgement:
        return FINER
    return COARSER if claim > judgement else UNKNOWN


# --- dates -----------------------------------------------------------------------------------------------------------

BEFORE, AFTER = "0000", "9999"
"""What stands for all days before and after the calendar of the tests."""
CALENDAR = [BEFORE, *(str(date(2018, 1, 1) + timedelta(days)) for days in range(1096)), AFTER]
"""The days of 2018 to 2020 as texts, which sort as days do."""

UNMARKED = (
    "2019-02-27", "2019-02-28", "2019-03-01", "2019-02", "2019-03", "2019-02-XX", "2019", "2018", "2019-XX",
    "[2019-02-27..2019-03-01]", "[2019-02-28..2019-03-02]", "[2019-02..2019-03]", "[2018..2020]", "[2018,2020]",
    "[2019-02-27,2019-03-01]", "[2019-02-27,2019-02-28]", "[2019-02,2019-03-01]", "[..2019-02-28]", "[2019-03..]",
    "[2018..]", "2019-21", "[2019-03..2019-05]", "XXXX",
)  # fmt: skip
MARKED = tuple(f"{text}{mark}" for text in UNMARKED if text[0] not in "[X" for mark in ("~", "?"))


def days(text: str) -> frozenset[object]:
    """Expand a date into days of the calendar by the letters of the text."""
    if text == "XXXX":
        return frozenset(CALENDAR)
    if text == "2019-21":
        return days("[2019-03..2019-05]")
    if "," in text:
        return days(text[1:-1].partition(",")[0]) | days(text[1:-1].partition(",")[2])
    if ".." in text:
        low, _, high = text[1:-1].partition("..")
        return frozenset(day for day in CALENDAR if (not low or day >= low) and (not high or day[: len(high)] <= high))
    return frozenset(day for day in CALENDAR if day.startswith(text.replace("-XX", "")))


def expected(claim: str, judgement: str) -> Comparison:
    marks = [text[-1] in "~?" for text in (claim, judgement)]
    found = by_sets(days(claim.rstrip("~?")), days(judgement.rstrip("~?")))
    if marks[0] == marks[1]:
        return UNKNOWN if found is DISAGREES and marks[0] else found
    further = COARSER if marks[0] else FINER
    return further if found in {AGREES, further} else UNKNOWN


@pytest.mark.parametrize("claim", [*UNMARKED, *MARKED])
def test_dates_are_compared_day_by_day(claim: str) -> None:
    for judgement in (*UNMARKED, *MARKED):
        found = compare_dates(claim, judgement)
        assert found is expected(claim, judgement), judgement
        assert compare_dates(judgement, claim) is MIRROR.get(found, found), judgement


def test_what_is_finer_than_the_finer_is_finer() -> None:
    texts = [*UNMARKED, *MARKED, "2019-02-27T10:00", "2019-02-27T10:00Z", "2019-02-28T10:00"]
    finer = {pair for pair in product(texts, repeat=2) if compare_dates(*pair) is FINER}
    within = finer | {pair for pair in product(texts, repeat=2) if compare_dates(*pair) is AGREES}
    assert len(finer) > 100
    assert {(one, last) for one, middle in finer for also, last in within if middle == also} <= finer
    assert {(one, last) for one, middle in within for also, last in finer if middle == also} <= finer


@pytest.mark.parametrize(("claim", "judgement"), [("several", "2019"), ("2019", "no date"), ("", "2019"), ("2019", "")])
def test_what_is_no_date_cannot_be_compared(claim: str, judgement: str) -> None:
    assert compare_dates(claim, judgement) is UNKNOWN


# --- quantities ------------------------------------------------------------------------------------------------------

NUMBERS = (1, 3, 9, 10, 30)
RANGES = [(low, high) for low, high in product(NUMBERS, repeat=2) if low <= high]
QUANTITIES = [
    *(f"{sign}{number}" for sign in ("", ">", "<", "≥", "≤", ">=", "<=") for number in NUMBERS),
    *(f"{low}..{high}" for low, high in RANGES),
    *(f"{number}.." for number in NUMBERS),
]


def numbers(text: str, step: float) -> frozenset[object]:
    """Expand a quantity into the steps from 0 to 40, which stands for all that comes after 30."""
    steps = [number * step for number in range(int(40 / step) + 1)]
    sign, rest = text.rstrip("0123456789."), text.lstrip("<>=≤≥")
    low, _, high = rest.partition("..") if ".." in rest else (rest, "", rest)
    least, most = float(low or 0), float(high or 40)
    excluded = {">": least, "<": most}.get(sign)
    if sign in {"<", "≤", "<="}:
        least = 0
    if sign in {">", "≥", ">="}:
        most = 40
    return frozenset(number for number in steps if least <= number <= most and number != excluded)


@pytest.mark.parametrize(("unit", "step"), [("persons", 1.0), ("days", 0.5), ("years", 0.5), ("percent", 0.5)])
@pytest.mark.parametrize("claim", QUANTITIES)
def test_quantities_are_compared_number_by_number(claim: str, unit: str, step: float) -> None:
    sides = [(str(low), str(high)) for low, high in RANGES] + [(str(low), "") for low in NUMBERS]
    sides += [("", "9"), ("0", "9"), ("0", "")]
    for low, high in sides:
        judgement = numbers(f"{low or 0}..{high}", step)
        assert compare_quantities(claim, low, high, unit) is by_sets(numbers(claim, step), judgement), (low, high)


def test_quantities_can_be_exchanged() -> None:
    for one, other in product(RANGES, repeat=2):
        found = compare_quantities(f"{one[0]}..{one[1]}", str(other[0]), str(other[1]), "persons")
        again = compare_quantities(f"{other[0]}..{other[1]}", str(one[0]), str(one[1]), "persons")
        assert again is MIRROR.get(found, found)


@pytest.mark.parametrize(
    "text",
    ["several", "some", "all", "plural", "hundreds", "almost all", "years", "", " ", "..", ".. days", ">", "> 5", "10 ",
     "5..3", "1,000", "-3", "nan", "inf", "9" * 400, "١٠", "10 persons of", "1e3", "0x10", "3...5", ">250..300"],
)  # fmt: skip
def test_what_is_no_number_is_no_quantity(text: str) -> None:
    assert read_quantity(text) is None
    assert read_quantity(text, "persons") is None
    assert compare_quantities(text, "1", "", "persons") is UNKNOWN


def test_more_than_is_just_above_what_is_measured() -> None:
    low, _ = read_quantity(">2", "days") or (0, 0)
    assert low > 2
    assert (2 + low) / 2 in {2, low}, "nothing lies between"
    assert read_quantity(">2", "persons") == (3, float("inf"))
    assert read_quantity(">2.5", "persons") == (3, float("inf"))
    assert read_quantity("<2.5", "persons") == (float("-inf"), 2)


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [("9 hours", "hours", 9), ("36 hours", "days", 1.5), ("1 day", "hours", 24), ("2 weeks", "days", 14),
     ("6 months", "years", 0.5), ("4 years", "months", 48), ("1 year", "days", None), ("9 hours", "persons", None),
     ("9 persons", "persons", 9), ("1 person", "persons", 1), ("9 sheep", "days", None), ("9 hours", "", 9)],
)  # fmt: skip
def test_units_are_turned_into_one_another_where_that_is_exact(text: str, unit: str, number: float | None) -> None:
    assert read_quantity(text, unit) == (None if number is None else (number, number))


@pytest.mark.parametrize(("low", "high"), [("", ""), ("x", "3"), ("1", "1_000"), ("nan", "")])
def test_a_figure_without_limits_cannot_be_compared(low: str, high: str) -> None:
    assert compare_quantities("3", low, high, "days") is UNKNOWN


# --- times between events --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("months", [0, 1, 2, 3, 6, 11, 12, 13, 48, 100])
def test_months_are_as_long_as_the_calendar_has_them(months: int) -> None:
    starts = [date(year, month, 1) for year in range(2000, 2410) for month in range(1, 13)]
    lengths = [(last - first).days for first, last in zip(starts[:4800], starts[months:], strict=False)]
    assert read_duration(f"P{months}M") == (min(lengths) * 1440, max(lengths) * 1440)


def test_after_400_years_the_calendar_repeats_itself() -> None:
    assert read_duration("P400Y") == (146_097 * 1440, 146_097 * 1440)
    low, high = read_duration("P401Y") or (0, 0)
    assert (low, high) == ((146_097 + 365) * 1440, (146_097 + 366) * 1440)


@pytest.mark.parametrize(
    "text", ["", "P", "PT", "P1", "1D", "P1DT", "P1.5D", "-P1D", "P1D ", "immediately", "P1H", "PD"]
)
def test_what_is_no_duration_is_none(text: str) -> None:
    assert read_duration(text) is None


def test_a_duration_of_absurd_length_is_no_error() -> None:
    assert read_duration(f"P{'9' * 400}D") is None


# --- places, words, texts --------------------------------------------------------------------------------------------

TREE = {"world": "", "land": "world", "city": "land", "prison": "city", "cell": "prison", "court": "city", "sea": ""}


def above(place: str) -> list[str]:
    return [TREE[place], *above(TREE[place])] if TREE[place] else []


def test_places_are_compared_by_all_that_lies_in_them() -> None:
    inside = {place: frozenset(each for each in TREE if place in {each, *above(each)}) for place in TREE}
    for one, other in product(TREE, repeat=2):
        if inside[one] != inside[other] or one == other:
            assert compare_keys(one, other, above) is by_sets(inside[one], inside[other]), (one, other)


def test_the_claim_carries_the_cell_if_it_says_the_same_or_more() -> None:
    assert [word for word in Comparison if supports(word)] == [AGREES, FINER]


# --- cells -----------------------------------------------------------------------------------------------------------


def compared() -> Iterator[tuple[dict[str, str], Comparison]]:
    """Yield each claim of the published case with its word."""
    for claim in ROWS["claims"]:
        column = next(column for column in SUBJECTS if claim[column])
        table = PACKAGE.tables[SUBJECTS[column]]
        row = next(row for row in ROWS[table.name] if row[table.primary_key] == claim[column])
        yield claim, of_cell(table, claim["field"] or None, claim["value"], row, ancestors)


def test_every_disagreement_of_the_published_case_has_a_dispute() -> None:
    disputed = {tuple(row[column] for column in (*SUBJECTS, "field")) for row in ROWS["disputes"]}
    words = []
    for claim, word in compared():
        words.append(word)
        about = tuple(claim[column] for column in (*SUBJECTS, "field"))
        assert word is not DISAGREES or about in disputed, claim["claim_id"]
    assert set(words) == set(Comparison)


def test_every_citable_cell_of_the_published_case_is_carried_by_a_claim() -> None:
    carried = {
        tuple(claim[column] for column in (*SUBJECTS, "field"))
        for claim, word in compared()
        if supports(word) and claim["stance"] == "supports"
    }
    for claim in ROWS["claims"]:
        about = tuple(claim[column] for column in (*SUBJECTS, "field"))
        assert not claim["field"] or about in carried or claim["stance"] == "contradicts", claim["claim_id"]


@pytest.mark.parametrize(
    ("table", "field", "claim", "row", "word"),
    [
        ("events", "start_date", "2019", {"start_date": "2019"}, AGREES),
        ("events", "start_date", "", {"start_date": "2019"}, UNKNOWN),
        ("events", "start_date", "2019", {"start_date": ""}, UNKNOWN),
        ("events", "standing", "charged", {"standing": "charged"}, UNKNOWN),
        ("events", None, "arson", {"start_date": "2019"}, UNKNOWN),
        ("events", "place_id", "l-russia", {"place_id": "l-moscow"}, COARSER),
        ("passages", "number", "3", {"number": "3"}, AGREES),
        ("passages", "number", "≥3", {"number": "3"}, COARSER),
        ("disputes", "decided_on", "2019", {"decided_on": "2019-02-01"}, COARSER),
        ("figures", None, "", {"low": "3", "high": "", "unit": "days"}, UNKNOWN),
        ("figures", "", "3", {"low": "3", "high": "", "unit": "days"}, FINER),
        ("figures", "measure", "age", {"measure": "age"}, AGREES),
        ("links", None, "P1D", {"lag_min": "P1D", "lag_max": ""}, FINER),
        ("links", None, "P1D", {"lag_min": "x", "lag_max": "P1D"}, UNKNOWN),
        ("links", None, "P1D", {"lag_min": "P1D", "lag_max": "x"}, UNKNOWN),
    ],
)
def test_a_cell_is_compared_by_the_type_of_its_column(
    table: str, field: str | None, claim: str, row: dict[str, str], word: Comparison
) -> None:
    assert of_cell(PACKAGE.tables[table], field, claim, row, ancestors) is word


# --- the examples ----------------------------------------------------------------------------------------------------

SECTIONS: dict[str, tuple[str, str | None, tuple[str, ...]]] = {
    "Dates": ("events", "start_date", ("start_date",)),
    "Quantities": ("figures", None, ("low", "high", "unit")),
    "Times between events": ("links", None, ("lag_min", "lag_max")),
    "Places": ("events", "place_id", ("place_id",)),
    "Words of a list": ("roles", "standing", ("standing",)),
    "Provisions": ("events", "provision", ("provision",)),
}
"""For each section of docs/values.md the table and column, and the cells that stand between claim and word."""


def examples() -> Iterator[tuple[str, list[str]]]:
    section = ""
    for line in (ROOT / "docs" / "values.md").read_text(encoding="utf-8").splitlines():
        section = line.removeprefix("## ") if line.startswith("## ") else section
        if line.startswith("| `"):
            yield section, [cell.strip().strip("`") for cell in line.strip("|").split("|")]


@pytest.mark.parametrize(("section", "cells"), list(examples()), ids=lambda part: "-".join(part)[:50])
def test_an_example_of_the_docs_is_so(section: str, cells: list[str]) -> None:
    table, field, columns = SECTIONS[section]
    claim, *held, word = cells
    row = dict(zip(columns, held, strict=True))
    assert of_cell(PACKAGE.tables[table], field, claim, row, ancestors).value == word


def test_each_section_of_the_docs_has_examples_and_all_words_occur() -> None:
    found = list(examples())
    assert {section for section, _ in found} == set(SECTIONS)
    for section in ("Dates", "Quantities", "Times between events"):
        assert {cells[-1] for name, cells in found if name == section} == {word.value for word in Comparison}
