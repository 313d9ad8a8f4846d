"""Every rule that the schemas state fires on its own fault, at its place; what cannot be examined is said."""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings

from casedata import dates, validation
from casedata.errors import PackageError, SchemaError
from casedata.package import open_package
from casedata.report import Finding, Report
from casedata.rulebook import rules_of
from casedata.rules import ColumnRule, ask, derived_rules
from casedata.tables import add_dates, load_raw
from packages import MODELS, ROOT, SCHEMAS, Rows, full_rows, packages, structure, write_descriptor, write_package

RULES = {rule.id: rule for table in MODELS.values() for rule in derived_rules(table)}
FULL = full_rows(6)


def validate(path: Path | str) -> Report:
    """Validate a package whose cells have the right form and mean nothing."""
    return structure(validation.validate(path))


def written(folder: Path, rows: Rows) -> Path:
    return write_package(folder, rows)


# --- every rule ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def raw() -> Iterator[duckdb.DuckDBPyConnection]:
    """The raw tables of a valid package, and a date that is none."""
    with load_raw((MODELS[name], [list(row.values()) for row in rows]) for name, rows in FULL.items()) as connection:
        add_dates(connection, MODELS.values())
        connection.execute("insert into raw._dates values ('2019-02-30', null, null, false)")
        yield connection


def fault(rule: ColumnRule, row: dict[str, str], first: dict[str, str]) -> dict[str, str]:
    """Return the cells that make `row`, which comes after `first`, break the rule."""
    table, family = MODELS[rule.over], rule.id.partition(".")[0]
    if rule.field is None:
        return dict.fromkeys(table.exactly_one_of, "")
    field = table.field(rule.field)
    texts = {
        "STR-required": "",
        "STR-type": "x",
        "STR-enum": {"integer": "0", "date": "2019-05-02"}.get(field.type, "5"),
        "STR-pattern": "?",
        "STR-range": str(field.maximum + 1 if field.maximum is not None else (field.minimum or 0) - 1),
        "STR-length": "x" * ((field.max_length or 0) + 1),
        "DAT-edtf": "2019-02-30",
        "KEY-primary": first[field.name],
        "KEY-unique": first[field.name],
        "KEY-foreign": row[field.name] + "9",
        "KEY-tree": row[table.primary_key],
    }
    return {field.name: texts[family]}


ALSO = {"STR-pattern": "KEY-foreign"}
"""Rules on the same cell that fire with a rule of the family, if the column has one."""


@pytest.mark.parametrize("name", RULES)
def test_a_rule_fires_on_its_own_fault_and_no_other_rule_does(name: str, raw: duckdb.DuckDBPyConnection) -> None:
    rule = RULES[name]
    table, rules = MODELS[rule.over], derived_rules(MODELS[rule.over])
    first, *others = FULL[table.name]
    row = next((row for row in others if rule.field is None or row[rule.field]), first)
    number = FULL[table.name].index(row) + 1
    raw.begin()
    for column, text in fault(rule, row, first).items():
        raw.execute(f"update raw.{table.name} set {column} = ? where _row = ?", [text, number])
    answers = {answer.rule.id: answer.violations for answer in ask(raw, MODELS, rules) if answer.violations}
    raw.rollback()
    broken = {each: len(violations) for each, violations in answers.items()}
    found = [(violation.row, violation.earlier) for violation in answers.get(name, ())]
    also = ALSO.get(name.partition(".")[0])
    assert broken == dict.fromkeys({name, f"{also}.{table.name}.{rule.field}"} & RULES.keys(), 1)
    assert found == [(number, 1 if name.startswith(("KEY-primary", "KEY-unique")) else None)]


def test_the_rules_are_those_of_the_schemas() -> None:
    """Count them another way: one for each constraint, type, key and date in the JSON documents."""
    expected = 0
    for name in MODELS:
        document = SCHEMAS[name]
        key = document["primaryKey"] if isinstance(document["primaryKey"], str) else document["primaryKey"][0]
        for field in document["fields"]:
            given = set(field.get("constraints", {}))
            given |= {"required", "unique"} if field["name"] == key else set()
            pairs = (given & {"minimum", "maximum"}, given & {"minLength", "maxLength"})
            expected += len(given & {"required", "unique", "enum", "pattern"}) + sum(map(bool, pairs))
            expected += field["type"] != "string"
            expected += field.get("constraints", {}).get("pattern") == dates.PATTERN
        own = [key for key in document.get("foreignKeys", []) if key["reference"]["resource"] in {"", name}]
        expected += len(document.get("foreignKeys", [])) + len(own) + ("casedata:exactlyOneOf" in document)
    assert len(RULES) == expected
    assert len(RULES) == sum(len(derived_rules(table)) for table in MODELS.values()), "an id is there twice"


def test_every_family_is_in_the_documentation() -> None:
    text = (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")
    families = {name.partition(".")[0] for name in RULES} | {"STR-csv", "STR-header", "STR-bytes", "STR-hash"}
    assert {family for family in families if f"`{family}.<table>" in text} == families


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_a_rule_says_what_it_wants(rule: ColumnRule) -> None:
    assert rule.statement.startswith(("each row of ", f"{rule.field} of {rule.over} "))
    message, hint = rule.explain("?" if rule.field else "")
    assert message
    assert hint
    assert "\n" not in message + hint


@settings(max_examples=15)
@given(rows=packages())
def test_valid_packages_break_no_rule(rows: Rows, tmp_path_factory: pytest.TempPathFactory) -> None:
    report = validate(written(tmp_path_factory.mktemp("case"), rows))
    assert report.ok, report.to_text()
    assert report.findings == ()
    examined = {rule.id: rule.examined for rule in report.rules}
    for rule in RULES.values():
        every_row = rule.id.startswith(("STR-required", "STR-one-of"))
        filled = [row for row in rows[rule.over] if every_row or row[rule.field or ""]]
        assert examined[rule.id] == len(filled)
    assert {type(number) for number in examined.values()} == {int}
    assert {rule.state for rule in report.rules if rule.examined} <= {"held"}
    assert {rule.state for rule in report.rules if not rule.examined} <= {"not_run"}


def test_outcomes_say_what_was_asked_and_how_surely() -> None:
    told: list[str] = []
    report = validation.validate(progress=told.append)
    outcomes = {outcome.id: outcome for outcome in report.rules}
    assert outcomes["STR-csv.events"].statement == "the file of events is UTF-8 and CSV, each row as long as the header"
    for rule in rules_of(open_package()):
        outcome = outcomes[rule.id]
        assert (outcome.over, outcome.statement, outcome.severity) == (rule.over, rule.statement, rule.severity)
    assert outcomes["SRC-07"].severity == "warning"
    assert outcomes["CHR-03"].undetermined > 0
    assert report.counts["undetermined"] == sum(outcome.undetermined for outcome in report.rules)
    loading = [f"loading {name}" for name in open_package().tables]
    assert told[: len(loading)] == loading
    assert {"reading the dates", "typing the tables", "asked CHR-01"} <= set(told)


def test_generated_packages_reach_every_table_and_the_hard_cells() -> None:
    reached: set[str] = set()
    cells: set[str] = set()

    @settings(max_examples=60, derandomize=True, database=None)
    @given(rows=packages())
    def look(rows: Rows) -> None:
        reached.update(name for name, some in rows.items() if len(some) > 1)
        cells.update(cell for some in rows.values() for row in some for cell in row.values())

    look()
    assert reached == set(MODELS)
    assert {"", "two\nlines", 'said "so"', "a,b", "Азат Мифтахов", "NA", "[2019,2021-03]", "s-1#10"} <= cells


# --- places --------------------------------------------------------------------------------------------------------


def only(report: Report) -> Finding:
    (finding,) = report.findings
    return finding


def test_a_finding_tells_its_place_and_what_to_do(tmp_path: Path) -> None:
    rows = full_rows()
    rows["events"][0]["summary"] = "three\nphysical\nlines"
    rows["events"][1]["status"] = "sure"
    finding = only(validate(written(tmp_path, rows)))
    assert finding == Finding(
        rule="STR-enum.events.status",
        severity="error",
        table="events",
        file="data/events.csv",
        line=5,
        id="e-2",
        field="status",
        value="sure",
        message="is not one of the 6 values of its column",
        hint="use one of established, reported, alleged, disputed, denied, expected",
        related=(),
        code="STR-enum",
    )


def test_a_row_that_repeats_a_key_tells_the_first(tmp_path: Path) -> None:
    rows = full_rows()
    rows["sources"][2]["url"] = rows["sources"][0]["url"]
    finding = only(validate(written(tmp_path, rows)))
    assert (finding.rule, finding.id, finding.line, finding.related) == ("KEY-unique.sources.url", "s-10", 4, ("s-1",))
    assert finding.message == "is already in an earlier row, on line 2"


def test_numbers_are_the_same_however_they_are_written(tmp_path: Path) -> None:
    rows = full_rows(2)
    rows["samples"][0]["count"], rows["samples"][1]["count"] = "7", "+07"
    finding = only(validate(written(tmp_path, rows)))
    assert (finding.rule, finding.value, finding.line) == ("KEY-unique.samples.count", "+07", 3)
    assert finding.message.endswith("on line 2")


def test_dates_are_explained_with_what_to_write(tmp_path: Path) -> None:
    rows = full_rows()
    rows["events"][0]["start_date"] = "2 February 2019"
    rows["events"][1]["start_date"] = "2019-02-30"
    rows["events"][2]["start_date"] = "[2020..2019]"
    found = validate(written(tmp_path, rows)).findings
    assert [(finding.rule, finding.id) for finding in found] == [
        ("STR-pattern.events.start_date", "e-1"),
        ("DAT-edtf.events.start_date", "e-2"),
        ("DAT-edtf.events.start_date", "e-10"),
    ]
    assert found[0].hint == "write 2019-02-02"
    assert "2019-02 has 28 days" in found[1].hint
    assert "runs backwards" in found[2].hint


@pytest.mark.parametrize("filled", [(), ("person_id", "place_id")])
def test_a_row_with_none_or_two_subjects_is_told(filled: tuple[str, ...], tmp_path: Path) -> None:
    rows = full_rows()
    rows["names"][0] |= {name: ("p-1" if name == "person_id" else "l-1") if name in filled else "" for name in
                         MODELS["names"].exactly_one_of}  # fmt: skip
    finding = only(validate(written(tmp_path, rows)))
    assert (finding.rule, finding.field, finding.value) == ("STR-one-of.names", None, ", ".join(filled))
    assert finding.hint == "fill in exactly one of person_id, place_id"


# --- files ---------------------------------------------------------------------------------------------------------


def outcomes(report: Report, prefix: str) -> set[str]:
    return {rule.state for rule in report.rules if rule.id.startswith(prefix)}


@pytest.mark.parametrize(
    ("change", "rule", "line", "message"),
    [
        (lambda content: b"\xef\xbb\xbf" + content, "STR-csv", 1, "byte order mark"),
        (lambda content: content.replace(b"two words", b"two \xff words"), "STR-csv", 3, "0xff is not UTF-8"),
        (lambda content: content + b"k-9\n", "STR-csv", 5, "1 cell where the header has 5"),
        (lambda content: content + b'k-9,"\n', "STR-csv", 5, "not closed"),
        (
            lambda content: content.replace(b"title", b"titel", 1),
            "STR-header",
            1,
            "column 'titel' where 'title' is wanted",
        ),
        (lambda content: content.replace(b"case_id,title", b"title,case_id"), "STR-header", 1, "another order"),
        (lambda _: b"", "STR-header", 1, "there is no header"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_what_needs_it_is_not_run(
    change: Callable[[bytes], bytes], rule: str, line: int, message: str, tmp_path: Path
) -> None:
    folder = written(tmp_path, full_rows())
    path = folder / "data" / "cases.csv"
    path.write_bytes(change(path.read_bytes()))
    report = validate(folder)
    assert not report.ok
    assert {finding.rule for finding in report.findings} == {f"{rule}.cases"}
    assert report.findings[0].line == line
    assert message in report.findings[0].message
    rules_over_cases = {rule.state for rule in report.rules if rule.id in RULES and rule.over == "cases"}
    assert rules_over_cases == {"not_run"}
    assert outcomes(report, "KEY-foreign.events.case_id") == {"not_run"}
    assert outcomes(report, "KEY-foreign.events.place_id") == {"held"}
    assert outcomes(report, "STR-required.events") == {"held"}
    assert "not run: the rules over cases, because data/cases.csv cannot be read" in report.to_text()


def test_every_fault_of_a_file_is_reported(tmp_path: Path) -> None:
    folder = written(tmp_path, full_rows())
    path = folder / "data" / "cases.csv"
    path.write_bytes(path.read_bytes() + b"k-7\n\nk-8,a,b,c,d,e\n")
    assert [finding.line for finding in validate(folder).findings] == [5, 6, 7]


def test_sizes_and_digests_are_compared_if_they_are_stated(tmp_path: Path) -> None:
    folder = written(tmp_path, full_rows())
    assert outcomes(validate(folder), "STR-bytes") == outcomes(validate(folder), "STR-hash") == {"not_run"}
    path = folder / "datapackage.json"
    document = json.loads(path.read_text())
    content = (folder / "data" / "sources.csv").read_bytes()
    document["resources"][0] |= {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
    document["resources"][1] |= {"bytes": 1, "hash": "sha256:" + "0" * 64}
    path.write_text(json.dumps(document))
    report = validate(folder)
    assert outcomes(report, "STR-bytes.sources") == outcomes(report, "STR-hash.sources") == {"held"}
    assert [(finding.rule, finding.line) for finding in report.findings] == [
        ("STR-bytes.people", None),
    ]  # fmt: skip
    assert "the descriptor says 1" in report.findings[0].message
    assert outcomes(report, "STR-required.people") == {"held"}


def test_a_zip_file_is_validated_like_its_directory(tmp_path: Path) -> None:
    rows = full_rows()
    rows["events"][1]["case_id"] = "k-nothing"
    folder = written(tmp_path / "package", rows)
    archive = shutil.make_archive(str(tmp_path / "case"), "zip", folder)
    assert validate(archive) == validate(folder)
    assert only(validate(archive)).rule == "KEY-foreign.events.case_id"


def test_what_is_no_package_is_an_error_not_a_finding(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match=r"no datapackage\.json in it"):
        validate(tmp_path)


def test_a_pattern_that_cannot_be_asked_is_told(tmp_path: Path) -> None:
    folder = written(tmp_path, full_rows())
    schema = {
        "fields": [{"name": "sample_id", "type": "string", "constraints": {"pattern": "(?=z).*"}}],
        "primaryKey": "sample_id",
    }
    write_descriptor(folder, {**SCHEMAS, "samples": schema})
    (folder / "data" / "samples.csv").write_text("sample_id\nz-1\n")
    with pytest.raises(
        SchemaError, match="schema of samples: a pattern is not a regular expression of RE2: "
    ) as caught:
        validate(folder)
    assert "\n" not in str(caught.value)


def test_a_circle_through_a_key_that_is_there_twice_ends(tmp_path: Path) -> None:
    rows = full_rows(3)
    rows["sources"][1] |= {
        "source_id": rows["sources"][0]["source_id"],
        "derived_from": rows["sources"][0]["source_id"],
    }
    found = {finding.rule for finding in validate(written(tmp_path, rows)).findings}
    assert "KEY-primary.sources.source_id" in found
