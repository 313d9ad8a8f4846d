"""Coverage: what counts as supported, against the files read with nothing but csv, and what must never change it."""

import csv
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from casedata.citations import read_texts
from casedata.cli import main
from casedata.coverage import BY, Coverage, coverage
from casedata.coverage.html import to_html
from casedata.coverage.model import percent
from casedata.coverage.text import to_text
from casedata.origins import origins
from casedata.package import open_package
from casedata.suggestions import OPEN, suggest
from casedata.testing import Rows, packages, tables, write
from documents import ROOT, needs_texts, texts_folder
from fired import changed

SUBJECTS = {
    "event_id": "events", "person_id": "people", "role_id": "roles", "figure_id": "figures", "link_id": "links",
}  # fmt: skip
CITABLE = {
    "events": ("start_date", "end_date", "place_id", "provision"),
    "people": ("born", "died"),
    "roles": ("standing",),
    "figures": ("low", "high"),
    "links": ("lag_min", "lag_max"),
}
KEYS = {table: column for column, table in SUBJECTS.items()}


def read(folder: Path) -> Rows:
    """Read the tables of a package with nothing but csv."""
    found = {}
    for path in (folder / "data").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem] = list(csv.DictReader(file, strict=True))
    return found


PUBLISHED = read(ROOT)


def copied(folder: Path, change: Callable[[Rows], None]) -> Path:
    """Write the published case with changed rows into a folder."""
    shutil.copytree(ROOT / "schemas", folder / "schemas")
    shutil.copy(ROOT / "datapackage.json", folder)
    rows = {name: [dict(row) for row in some] for name, some in PUBLISHED.items()}
    change(rows)
    (folder / "data").mkdir()
    for name, some in rows.items():
        with (folder / "data" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(PUBLISHED[name][0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(some)
    return folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["coverage", *map(str, arguments)])


def cell_of(claim: dict[str, str]) -> tuple[str, str, str]:
    column = next(column for column in SUBJECTS if claim[column])
    return SUBJECTS[column], claim[column], claim["field"]


# --- the published case ----------------------------------------------------------------------------------------------


def test_everything_in_the_published_case_is_supported_and_used() -> None:
    done = run("--min-cells", "100", "--min-passages", "100")
    assert done.exit_code == 0, done.output
    found = coverage(open_package())
    rows = [(table, row) for table in CITABLE for row in PUBLISHED[table]]
    filled = sum(bool(row[column]) for table, row in rows for column in CITABLE[table])
    assert len(found.cells) == len(rows) + filled
    assert len(found.facts) == len(rows)
    assert {cell.state for cell in found.cells} == {"covered", "contested", "inferred"}
    assert len([each for each in found.passages if each.is_fact]) == sum(
        row["kind"] == "fact" for row in PUBLISHED["passages"]
    )


def test_contested_cells_are_those_with_a_dispute_and_a_claim_that_differs() -> None:
    disputed = {cell_of(row) for row in PUBLISHED["disputes"]}
    for cell in coverage(open_package()).cells:
        field = "" if cell.table in {"figures", "links"} else cell.field or ""
        if cell.state == "contested":
            assert (cell.table, cell.id, field) in disputed
        assert cell.state != "unsettled"


ALONE = [
    claim
    for claim in PUBLISHED["claims"]
    if Counter(map(cell_of, PUBLISHED["claims"]))[cell_of(claim)] == 1 and claim["field"]
]


@pytest.mark.parametrize("claim", ALONE[:: len(ALONE) // 12], ids=lambda claim: claim["claim_id"])
def test_without_the_only_claim_on_a_cell_it_is_named(claim: dict[str, str], tmp_path: Path) -> None:
    table, identifier, field = cell_of(claim)
    folder = copied(tmp_path, lambda rows: rows["claims"].remove(claim))
    done = run(folder, "--min-cells", "100")
    assert done.exit_code == 1
    assert f"\n  {identifier} {field}: " in done.output.partition("bare cells: ")[2].partition("\n\n")[0]
    listed = json.loads(run(folder, "--format", "json").output)["cells"]["list"]
    bare = [cell for cell in listed if cell["state"] == "bare"]
    assert {(cell["table"], cell["id"]) for cell in bare} == {(table, identifier)}
    assert [cell["claims"] for cell in bare if cell["field"] == field] == [[]]


def test_without_the_only_claim_on_a_row_it_is_named(tmp_path: Path) -> None:
    counts = Counter(cell_of(claim)[:2] for claim in PUBLISHED["claims"])
    claim = next(each for each in PUBLISHED["claims"] if counts[cell_of(each)[:2]] == 1)
    folder = copied(tmp_path, lambda rows: rows["claims"].remove(claim))
    done = run(folder, "--min-cells", "100")
    assert done.exit_code == 1
    assert f"{cell_of(claim)[1]}: no claim says that it is so" in done.output


def test_a_value_that_no_claim_gives_is_bare(tmp_path: Path) -> None:
    def sharpen(rows: Rows) -> None:
        next(row for row in rows["events"] if row["event_id"] == "e-torture-2026")["start_date"] = "2026-04-22"

    found = coverage(open_package(copied(tmp_path, sharpen)))
    assert [(cell.id, cell.field) for cell in found.bare] == [("e-torture-2026", "start_date")]


def test_without_its_dispute_a_contested_cell_is_unsettled(tmp_path: Path) -> None:
    def forget(rows: Rows) -> None:
        rows["disputes"] = [row for row in rows["disputes"] if row["dispute_id"] != "d-re-arrest-date"]

    found = coverage(open_package(copied(tmp_path, forget)))
    unsettled = [(cell.id, cell.field) for cell in found.cells if cell.state == "unsettled"]
    assert unsettled == [("e-re-arrest", "start_date")]
    assert found.cell_share == 1
    assert run(tmp_path).exit_code == 0
    done = run(tmp_path, "--min-cells", "1")
    assert done.exit_code == 1
    assert "unsettled: 1; add a dispute for each" in done.output


def test_intervals_that_disagree_are_unsettled(tmp_path: Path) -> None:
    def disagree(rows: Rows) -> None:
        claim = next(row for row in rows["claims"] if row["link_id"] == "x-custody-72-hours-duration")
        rows["claims"].append(claim | {"claim_id": "c-99999", "value": "P300D"})

    found = coverage(open_package(copied(tmp_path, disagree)))
    unsettled = {(cell.id, cell.field, cell.against) for cell in found.cells if cell.state == "unsettled"}
    assert unsettled == {("x-custody-72-hours-duration", column, ("c-99999",)) for column in ("lag_min", "lag_max")}


def test_a_passage_without_claims_is_unused_until_it_says_why(tmp_path: Path) -> None:
    name = "s-people-and-nature#14"

    def forget(rows: Rows) -> None:
        rows["claims"] = [row for row in rows["claims"] if row["passage_id"] != name]

    def explain(rows: Rows) -> None:
        forget(rows)
        next(row for row in rows["passages"] if row["passage_id"] == name)["reason"] = "Left out on purpose."

    for part in ("one", "two"):
        (tmp_path / part).mkdir()
    folder = copied(tmp_path / "one", forget)
    done = run(folder, "--min-passages", "100")
    assert done.exit_code == 1
    assert f"unused passages: 1\n  {name}: 20 words" in done.output
    assert run(copied(tmp_path / "two", explain), "--min-passages", "100").exit_code == 0


@needs_texts
def test_words_in_spans_are_counted_once_where_the_documents_are_at_hand() -> None:
    folder = texts_folder()
    assert folder is not None
    package = open_package()
    exact = coverage(package, texts=read_texts(folder, package.rows("sources")))
    bound = coverage(package)
    assert exact.exact
    assert not bound.exact
    for one, other in zip(exact.passages, bound.passages, strict=True):
        assert one.quoted <= other.quoted <= one.words
        assert bool(one.quoted) == bool(one.claims)
    thin = {each.id for each in exact.passages if each.is_fact and each.share < 1 / 3}
    assert thin == {"s-posle-interview#18", "s-urgent-action#23"}  # a question, and what to do after a deadline


# --- what is the same whatever the case ------------------------------------------------------------------------------


def measured(rows: Rows, folder: Path) -> Coverage:
    return coverage(open_package(write(rows, folder)))


@settings(max_examples=15)
@given(rows=packages(min_events=2), data=st.data())
def test_coverage_does_not_rise_without_a_claim(
    rows: Rows, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    gone = data.draw(st.integers(0, len(rows["claims"]) - 1))
    fewer = rows | {"claims": rows["claims"][:gone] + rows["claims"][gone + 1 :]}
    before, after = (measured(each, tmp_path_factory.mktemp("case")) for each in (rows, fewer))
    assert after.cell_share <= before.cell_share
    assert after.passage_share <= before.passage_share
    assert {cell.id for cell in before.bare} <= {cell.id for cell in after.bare}
    assert sum(each.quoted for each in after.passages) <= sum(each.quoted for each in before.passages)


@settings(max_examples=15)
@given(rows=packages())
def test_a_valid_package_has_no_bare_row_and_a_bare_cell_has_no_claim_with_its_value(
    rows: Rows, tmp_path_factory: pytest.TempPathFactory
) -> None:
    found = measured(rows, tmp_path_factory.mktemp("case"))
    said = {(*cell_of(claim), claim["value"]) for claim in rows["claims"] if claim["stance"] == "supports"}
    for cell in found.cells:
        if cell.field is None or (cell.table, cell.id, cell.field, cell.value) in said:
            assert cell.is_supported
        elif cell.table in {"events", "people", "roles"} and not cell.claims:
            assert not cell.is_supported
    used = {claim["passage_id"] for claim in rows["claims"]}
    assert {each.id for each in found.passages if each.state == "used"} == used


@settings(max_examples=8)
@given(rows=packages())
def test_the_spelling_of_identifiers_does_not_matter(rows: Rows, tmp_path_factory: pytest.TempPathFactory) -> None:
    known = {row[table.primary_key] for name, table in tables().items() for row in rows[name]}

    def respelt(_: str, column: str, text: str) -> str:
        return (
            f"{text[:2]}z9{text[2:]}" if text in known and (column.endswith("_id") or column in _REFERENCES) else text
        )

    one = measured(rows, tmp_path_factory.mktemp("case"))
    other = measured(changed(rows, respelt), tmp_path_factory.mktemp("case"))
    assert {(respelt("", "x_id", cell.id), cell.field, cell.state) for cell in one.cells} == {
        (cell.id, cell.field, cell.state) for cell in other.cells
    }
    assert {(respelt("", "x_id", each.id), each.state, each.quoted) for each in one.passages} == {
        (each.id, each.state, each.quoted) for each in other.passages
    }
    assert {(respelt("", "x_id", fact.id), len(fact.origins)) for fact in one.facts} == {
        (fact.id, len(fact.origins)) for fact in other.facts
    }


_REFERENCES = {"value", "part_of", "derived_from", "repeats"}


@settings(max_examples=100)
@given(above=st.lists(st.integers(-1, 7), min_size=8, max_size=8))
def test_sources_of_one_origin_are_those_that_meet(above: list[int]) -> None:
    """Two sources share an origin exactly if the chains of what they derive from meet."""
    rows = [
        {"source_id": f"s-{number}", "derived_from": "" if parent < 0 else f"s-{parent}"}
        for number, parent in enumerate(above)
    ]

    def chain(number: int) -> set[int]:
        seen: set[int] = set()
        while number >= 0 and number not in seen:
            seen.add(number)
            number = above[number]
        return seen

    found = origins(rows)
    for one in range(8):
        for other in range(8):
            assert (found[f"s-{one}"] == found[f"s-{other}"]) == bool(chain(one) & chain(other))


def test_a_share_is_100_only_if_it_is_the_whole() -> None:
    assert percent(Fraction(99_999, 100_000)) == "99.9 %"
    assert percent(Fraction(1)) == "100 %"
    assert percent(Fraction(0)) == "0 %"


# --- the command and its forms ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", BY)
def test_parts_name_what_they_are_asked_for(by: str) -> None:
    found = json.loads(run("--by", by, "--format", "json").output)
    assert found["by"] == by
    table = {"table": None, "source": "sources", "case": "cases", "person": "people"}[by]
    known = set(PUBLISHED) if table is None else {next(iter(row.values())) for row in PUBLISHED[table]}
    names = [part["name"] for part in found["parts"]]
    assert set(names) <= known
    assert len(names) == len(set(names))
    if by == "table":
        assert sum(part["cells"]["total"] for part in found["parts"]) == found["cells"]["total"]
    if by == "source":
        assert sum(part["passages"]["total"] for part in found["parts"]) == found["passages"]["total"]


def test_a_minimum_that_is_missed_is_told() -> None:
    for option, wanted in (("--min-cells", "101"), ("--min-passages", "-1")):
        assert run(option, wanted).exit_code == 2
    lines = list(to_text(coverage(open_package()), 80, cells=100, passages=100))
    assert not [line for line in lines if line.startswith("too few")]


def test_the_page_loads_nothing_runs_nothing_and_escapes(tmp_path: Path) -> None:
    def attack(rows: Rows) -> None:
        rows["sources"][0]["title"] = "<script>alert(1)</script>"
        rows["claims"] = [row for row in rows["claims"] if row["field"] != "provision"]
        for row in rows["events"]:
            row["provision"] = row["provision"] and '"><img src=x onerror=alert(1)>'

    package = open_package(copied(tmp_path, attack))
    page = to_html(coverage(package), {row["source_id"]: row["title"] for row in package.rows("sources")})
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert "<img" not in page
    assert not re.search(r'(?:src|href)="', page)
    assert "&lt;script&gt;alert(1)" in page
    assert page.count("<rect class=") == len(package.rows("passages")) + 4


def test_nothing_to_measure_reaches_no_minimum(tmp_path: Path) -> None:
    def empty(rows: Rows) -> None:
        for some in rows.values():
            del some[1:]
        for name in (*CITABLE, "passages", "claims", "disputes", "names"):
            rows[name] = []

    folder = copied(tmp_path, empty)
    assert run(folder).exit_code == 0
    done = run(folder, "--min-cells", "1", "--min-passages", "1")
    assert done.exit_code == 1
    assert done.output.count("there are none") == 2


def test_limits_that_were_read_from_a_vague_word_are_inferred() -> None:
    cells = {(cell.id, cell.field): cell.state for cell in coverage(open_package()).cells}
    assert cells["f-students-protesting", "low"] == "inferred"  # the text says hundreds
    assert cells["f-petition-signatures", "low"] == "covered"  # the text says more than 95,000


@pytest.mark.parametrize(
    "number", ["9" * 5000, ">" + "9" * 400, "P" + "9" * 5000 + "D", "P1D.." * 3000, "P1D..P2D..P3D"]
)
def test_a_number_beyond_all_measure_is_no_value(number: str, tmp_path: Path) -> None:
    def change(rows: Rows) -> None:
        rows["passages"][0]["words"] = number
        for claim in rows["claims"]:
            if claim["claim_id"] in {"c-243", "c-634"}:
                claim["value"] = claim["quote_words"] = number

    found = coverage(open_package(copied(tmp_path, change)))
    bare = {(cell.id, cell.field) for cell in found.bare}
    assert {("f-letter-signatures-staff", "low"), ("x-custody-72-hours-duration", "lag_min")} <= bare


@pytest.mark.parametrize(("table", "column"), [("claims", "stance"), ("passages", "words"), ("disputes", "resolution")])
def test_a_schema_without_a_column_is_refused_in_one_line(table: str, column: str, tmp_path: Path) -> None:
    folder = copied(tmp_path, lambda rows: None)
    path = folder / "schemas" / f"{table}.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    schema["fields"] = [field for field in schema["fields"] if field["name"] != column]
    path.write_text(json.dumps(schema), encoding="utf-8")
    done = run(folder)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("casedata: ")
    assert f"there is no column {column}" in done.stderr


def test_claims_about_nothing_are_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path, lambda rows: None)
    path = folder / "schemas" / "claims.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    schema["foreignKeys"] = [key for key in schema["foreignKeys"] if key["fields"] not in ("event_id", ["event_id"])]
    path.write_text(json.dumps(schema), encoding="utf-8")
    done = run(folder)
    assert (done.exit_code, "casedata:exactlyOneOf" in done.stderr) == (2, True)


@pytest.mark.parametrize("minimum", ["nan", "-1", "101", "much"])
def test_a_minimum_is_a_percentage(minimum: str) -> None:
    assert run("--min-cells", minimum).exit_code == 2


def test_copies_that_are_not_there_are_told(tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("Another text.", encoding="utf-8")
    done = run("--texts", tmp_path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "holds no document of the package" in done.stderr


# --- what to cite next -----------------------------------------------------------------------------------------------


def test_nothing_is_suggested_where_everything_is_cited() -> None:
    assert suggest(open_package()) == []
    done = CliRunner().invoke(main, ["claims", "suggest"])
    assert (done.exit_code, done.output.startswith("nothing: ")) == (0, True)


def test_rows_come_first_then_cells_then_passages_each_with_a_row_to_fill_in(tmp_path: Path) -> None:
    passage = "s-people-and-nature#14"

    def forget(rows: Rows) -> None:
        rows["claims"] = [
            row
            for row in rows["claims"]
            if row["person_id"] != "p-amnesty"
            and (row["event_id"], row["field"]) != ("e-sentence", "start_date")
            and row["passage_id"] != passage
        ]

    folder = copied(tmp_path, forget)
    found = suggest(open_package(folder))
    assert [(each.kind, each.id, each.field) for each in found] == [
        ("row", "p-amnesty", None),
        ("cell", "e-sentence", "start_date"),
        ("passage", passage, None),
    ]
    row, cell, last = (each.row for each in found)
    assert (row["person_id"], row["field"], row["passage_id"]) == ("p-amnesty", "", OPEN)
    assert (cell["event_id"], cell["field"], cell["value"], cell["stance"]) == ("e-sentence", "start_date", OPEN, OPEN)
    assert "2021-01-18" in found[1].why
    assert (last["passage_id"], last["quote_start"]) == (passage, OPEN)
    known = {claim["claim_id"] for claim in open_package(folder).rows("claims")}
    ids = [each.row["claim_id"] for each in found]
    assert len({*ids} - known) == 3
    printed = CliRunner().invoke(main, ["claims", "suggest", str(folder), "--format", "csv"]).output
    assert [each["claim_id"] for each in csv.DictReader(printed.splitlines())] == ids
