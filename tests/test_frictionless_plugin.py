"""The check `casedata` in frictionless: every finding once, in its place, and only what frictionless does not see."""

import json
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import frictionless
import pytest
from frictionless import Checklist
from hypothesis import HealthCheck, Phase, given, settings

import casedata
from casedata.csvfile import canonical_csv, read_csv
from casedata.report import Finding, Report
from casedata.rules import bundled_rules
from casedata.testing import faults, packages, write
from fired import drawn
from frictionless_casedata import CasedataCheck, CellFinding, NotRun, RowFinding, TableFinding
from packages import MODELS, ROOT, write_package
from test_frictionless import corrupted, corrupted_packages

LISTED = {"checklist": {"checks": [{"type": "casedata"}]}}
Place = tuple[str, str, str | None, str | None]
"""Rule, table, identifier of the row, column."""

CHRONOLOGY = [rule for rule in bundled_rules() if rule.id == "CHR-01"]
FAULTY = drawn(faults(CHRONOLOGY, packages(min_events=3)), 1)[0]
"""A package that is valid but for one event, which ends before it starts."""

WRONG = next(row for row in FAULTY.rows["events"] if row["event_id"] == FAULTY.row)

WARNING = """\
-- ABC-01  A title has no question mark.
-- over: events
-- severity: warning
-- why: A title says what happened.
-- hint: say it
select event_id as id, 'title' as field, concat('asks: ', title) as message from events where matches(title, '[?]');
-- fault: title
update events set title = 'Who?' where event_id = $row;
"""

PEOPLE = """\
-- ABC-01  Nobody has a name.
-- over: people
-- why: Here it is enough that somebody breaks it.
-- hint: take it away
select person_id as id, 'name' as field, concat('is called ', name) as message from people where name is not null;
-- fault: name
update people set name = 'One' where person_id = $row;
"""


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    return write(FAULTY.rows, tmp_path / "case")


def describe(folder: Path, **more: Any) -> Path:
    """Change members of the descriptor."""
    path = folder / "datapackage.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | more), encoding="utf-8")
    return path


def own_rule(folder: Path, text: str) -> None:
    (folder / "rules").mkdir()
    (folder / "rules" / "ABC-01.sql").write_text(text, encoding="utf-8")


def ask(folder: Path, *checks: CasedataCheck, **options: Any) -> frictionless.Report:
    options = {"limit_errors": 10**6, **options}
    return frictionless.validate(str(folder / "datapackage.json"), checks=list(checks), **options)


def command(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    run = [sys.executable, "-m", "frictionless", *map(str, arguments)]
    return subprocess.run(run, cwd=cwd, capture_output=True, text=True, check=False, encoding="utf-8")


def ours(report: frictionless.Report) -> Iterator[tuple[str, Any]]:
    """Yield the errors of the check, with the names of their tables."""
    yield from ((task.name, error) for task in report.tasks for error in task.errors if "casedata" in error.type)


def places(report: frictionless.Report) -> Counter[Place]:
    found: Counter[Place] = Counter()
    for table, error in ours(report):
        key = MODELS[table].columns.index(MODELS[table].primary_key)
        row = error.cells[key] if "#row" in error.tags else None
        found[error.note.partition(": ")[0], table, row, getattr(error, "field_name", None)] += 1
    return found


def place(finding: Finding) -> Place:
    return finding.rule, finding.table, finding.id, finding.field


def errors_of(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.severity == "error"]


# --- what it is for ------------------------------------------------------------------------------------------------


def test_the_descriptor_asks_for_what_frictionless_alone_does_not_see(faulty: Path) -> None:
    alone = command("validate", faulty / "datapackage.json", "--json")
    assert (alone.returncode, json.loads(alone.stdout)["valid"]) == (0, True)

    describe(faulty, **LISTED)
    lines = (faulty / "data" / "events.csv").read_text(encoding="utf-8").split("\n")
    line = next(number for number, line in enumerate(lines, 1) if line.startswith(f"{FAULTY.row},"))
    for cwd, path in ((faulty, "datapackage.json"), (Path("/"), str(faulty / "datapackage.json"))):
        done = command("validate", path, "--json", cwd=cwd)
        report = json.loads(done.stdout)
        assert (done.returncode, report["valid"], done.stderr) == (1, False, "")
        (task,) = (task for task in report["tasks"] if task["name"] == "events")
        (error,) = (error for error in task["errors"] if error["note"].startswith("CHR-01: "))
        assert error["fieldName"] == "end_date"
        assert error["fieldNumber"] == MODELS["events"].columns.index("end_date") + 1
        assert error["cells"][0] == FAULTY.row
        assert error["cell"] == WRONG["end_date"]
        assert f"data/events.csv:{line} {FAULTY.row} end_date" in error["note"]
        assert WRONG["start_date"] in error["note"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--checks", "casedata"],
        ["--checks", "casedata:all=True"],
        ["--checklist", '{"checks": [{"type": "casedata"}]}'],
        ["--checklist", "checklist.json"],
    ],
)
def test_the_command_line_asks_for_it(arguments: list[str], faulty: Path) -> None:
    (faulty / "checklist.json").write_text(json.dumps(LISTED["checklist"]), encoding="utf-8")
    done = command("validate", "datapackage.json", *arguments, cwd=faulty)
    assert done.returncode == 1
    assert "CHR-01" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_a_row_has_the_number_that_frictionless_gives_it(tmp_path: Path) -> None:
    rows = {name: [dict(row) for row in some] for name, some in FAULTY.rows.items()}
    for number, row in enumerate(rows["events"]):
        row["summary"] = "several\nlines\n" * number + "of text"
        if row["event_id"] == FAULTY.row:
            row["status"] = "unheard of"
    write(rows, tmp_path)
    (task,) = (task for task in ask(tmp_path, CasedataCheck()).tasks if task.name == "events")
    theirs = {error.row_number for error in task.errors if error.type == "constraint-error"}
    found = {error.row_number for error in task.errors if error.note.startswith("CHR-01")}
    assert len(theirs) == 1
    assert found == theirs


# --- every finding once, and nothing twice -------------------------------------------------------------------------


@pytest.mark.parametrize("faulty", drawn(faults(), 8), ids=lambda faulty: faulty.rule)
def test_every_error_is_told_once_and_in_its_place(faulty: Any, tmp_path: Path) -> None:
    report = casedata.validate(write(faulty.rows, tmp_path))
    told = places(ask(tmp_path, CasedataCheck(all=True)))
    assert told == Counter(map(place, errors_of(report)))
    alone = ask(tmp_path)
    assert not list(ours(alone))
    assert alone.valid or not report.ok


def concerned(error: Any, table: str) -> list[str]:
    """Return the columns that an error of frictionless itself is about."""
    if "casedata" in error.type:
        return []
    if error.type == "primary-key":
        return [MODELS[table].primary_key]
    return error.field_names if error.type == "foreign-key" else [error.field_name]


@settings(max_examples=6, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck))
@given(case=corrupted_packages())
def test_a_place_is_told_by_frictionless_or_by_casedata(case: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    rows, corruptions = case
    folder = write_package(tmp_path_factory.mktemp("corrupted"), corrupted(rows, corruptions))
    wanted = {
        (finding.rule, finding.table, _row(folder, finding), finding.field)
        for finding in errors_of(casedata.validate(folder))
    }
    report = ask(folder, CasedataCheck())
    found = {
        (error.note.partition(": ")[0], table, error.row_number, getattr(error, "field_name", None))
        for table, error in ours(report)
    }
    theirs = {
        (task.name, error.row_number, field)
        for task in report.tasks
        for error in task.errors
        for field in concerned(error, task.name)
    }
    assert found <= wanted
    assert {each[1:] for each in wanted - found} <= theirs
    assert not [each for each in found if each[0].startswith(("STR-", "KEY-")) and each[1:] in theirs]


def _row(folder: Path, finding: Finding) -> int:
    """Return the number of the record of a finding, the header being 1: by reading what precedes it."""
    before = (folder / finding.file).read_bytes().split(b"\n")[: (finding.line or 1) - 1]
    return len(read_csv(b"\n".join(before) + b"\n").rows) + 2


@pytest.mark.parametrize(
    ("column", "text", "rule"),
    [
        ("title", "", "STR-required.events.title"),
        ("status", "unheard of", "STR-enum.events.status"),
        ("event_id", FAULTY.rows["events"][0]["event_id"], "KEY-primary.events.event_id"),
        ("event_id", "", "STR-required.events.event_id"),
        ("case_id", "k-unheard-of", "KEY-foreign.events.case_id"),
    ],
)
def test_a_fault_that_frictionless_sees_is_told_once(column: str, text: str, rule: str, tmp_path: Path) -> None:
    events = [dict(row) for row in FAULTY.rows["events"]]
    events[-1][column] = text
    write({**FAULTY.rows, "events": events}, tmp_path)
    assert rule in {finding.rule for finding in casedata.validate(tmp_path).findings}
    for check, told in ((CasedataCheck(), False), (CasedataCheck(all=True), True)):
        report = ask(tmp_path, check)
        assert any(error.note.startswith(f"{rule}: ") for _, error in ours(report)) is told
        assert [error for task in report.tasks for error in task.errors if column in concerned(error, task.name)]


def test_what_only_casedata_refuses_of_a_file_is_told(faulty: Path) -> None:
    path = faulty / "data" / "cases.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert ask(faulty).valid
    assert set(places(ask(faulty, CasedataCheck()))) >= {("STR-csv.cases", "cases", None, None)}


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (lambda content: content.replace(b"\n", b"\n\n", 1), "STR-csv.cases"),
        (lambda content: content + b"k-more\n", "STR-csv.cases"),
        (lambda content: content.replace(b"title", b"heading", 1), "STR-header.cases"),
    ],
    ids=["blank line", "short row", "header"],
)
def test_a_broken_file_is_told_by_frictionless_alone_unless_all_is_wanted(change: Any, rule: str, faulty: Path) -> None:
    path = faulty / "data" / "cases.csv"
    path.write_bytes(change(path.read_bytes()))
    assert rule in {finding.rule for finding in casedata.validate(faulty).findings}
    for check, told in ((CasedataCheck(), False), (CasedataCheck(all=True), True)):
        report = ask(faulty, check)
        assert not report.valid
        assert any(error.note.startswith(f"{rule}: ") for _, error in ours(report)) is told


def test_size_and_digest_are_told_by_frictionless_alone(faulty: Path) -> None:
    document = json.loads((faulty / "datapackage.json").read_text(encoding="utf-8"))
    document["resources"][0] |= {"bytes": 1, "hash": "sha256:" + "0" * 64}
    describe(faulty, **document)
    assert not [error for _, error in ours(ask(faulty, CasedataCheck())) if error.note.startswith("STR-")]
    told = [error.note.partition(".")[0] for _, error in ours(ask(faulty, CasedataCheck(all=True)))]
    assert "STR-bytes" in told


def test_errors_can_be_left_out_as_those_of_frictionless(faulty: Path) -> None:
    for left_out in ("#casedata", "casedata-cell"):
        told = {error.type for _, error in ours(ask(faulty, CasedataCheck(), skip_errors=[left_out]))}
        assert "casedata-cell" not in told
    assert {error.type for _, error in ours(ask(faulty, CasedataCheck(), pick_errors=["#casedata"]))} >= {
        "casedata-cell"
    }


def test_the_limits_of_frictionless_hold(faulty: Path) -> None:
    for limits in ({"limit_errors": 1}, {"limit_rows": 1}):
        report = ask(faulty, CasedataCheck(all=True), **limits)
        assert any("limit" in warning for task in report.tasks for warning in task.warnings)
        assert all(len(task.errors) <= 1 or "limit_rows" in limits for task in report.tasks)


# --- once for the whole package, and again when it changed -----------------------------------------------------------


@pytest.fixture
def validated(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The packages that were validated so far."""
    import casedata.snapshot as module  # noqa: PLC0415

    calls: list[Path] = []
    original = module.validate

    def counting(path: Path) -> Report:
        calls.append(path)
        return original(path)

    monkeypatch.setattr(module, "validate", counting)
    return calls


def test_a_package_is_validated_once_and_again_when_a_file_changed(faulty: Path, validated: list[Path]) -> None:
    check = CasedataCheck()
    package = frictionless.Package(str(faulty / "datapackage.json"))
    checklist = Checklist(checks=[check])
    assert not package.validate(checklist).valid
    assert not package.validate(checklist, name="events").valid
    assert package.validate(checklist, name="people").valid
    assert len(validated) == 1

    rows = {**FAULTY.rows, "events": [dict(row) for row in FAULTY.rows["events"]]}
    for row in rows["events"]:
        row["end_date"] = "" if row["event_id"] == FAULTY.row else row["end_date"]
    path = faulty / "data" / "events.csv"
    path.write_bytes(canonical_csv(MODELS["events"], rows["events"]))
    told = places(package.validate(checklist))
    assert not [each for each in told if each[0] == "CHR-01"]
    assert told == Counter(map(place, errors_of(casedata.validate(faulty))))
    assert len(validated) == 2

    own_rule(faulty, WARNING.replace("'[?]'", "'.'").replace("warning", "error"))
    told = places(package.validate(checklist))
    assert len([each for each in told if each[0] == "ABC-01"]) == len(FAULTY.rows["events"])
    assert len(validated) == 3


def test_one_check_can_go_from_package_to_package(tmp_path: Path) -> None:
    sound = write({**FAULTY.rows, **drawn(packages(), 1)[0]}, tmp_path / "sound")
    broken = write(FAULTY.rows, tmp_path / "broken")
    check = CasedataCheck()
    assert [ask(folder, check).valid for folder in (broken, sound, broken)] == [False, True, False]


# --- where a package may be ------------------------------------------------------------------------------------------


def zipped(folder: Path) -> Path:
    target = folder.with_suffix(".zip")
    with zipfile.ZipFile(target, "w") as archive:
        for path in folder.rglob("*"):
            archive.write(path, path.relative_to(folder))
    return target


@pytest.mark.parametrize("listed", [False, True])
def test_a_zip_file_is_checked_as_its_folder_is(listed: bool, faulty: Path) -> None:
    wanted = places(ask(faulty, CasedataCheck()))
    describe(faulty, **(LISTED if listed else {}))
    report = frictionless.validate(str(zipped(faulty)), checks=[] if listed else [CasedataCheck()])
    assert places(report) == wanted
    assert wanted[FAULTY.rule, "events", FAULTY.row, "end_date"] == 1


def test_the_package_of_this_repository_is_told_of_as_casedata_tells_of_it() -> None:
    told = places(ask(ROOT, CasedataCheck(all=True)))
    assert told == Counter(map(place, errors_of(casedata.validate(ROOT))))


# --- the descriptor --------------------------------------------------------------------------------------------------


def test_other_checks_of_the_descriptor_come_along_and_the_given_check_wins(faulty: Path) -> None:
    checklist = {"checks": [{"type": "casedata", "all": True}, {"type": "table-dimensions", "minRows": 10**6}]}
    describe(faulty, checklist={**checklist, "skipErrors": ["casedata-cell"]})
    report = ask(faulty)
    assert {error.type for task in report.tasks for error in task.errors} >= {"table-dimensions"}
    assert not [error for _, error in ours(report) if error.type == "casedata-cell"]
    given = CasedataCheck()
    ask(faulty, given)
    assert given.report is not None


@pytest.mark.parametrize(
    "checklist",
    [{"checks": [{"type": "no-such-check"}]}, {"checks": []}, {}, [], "checklist.json", {"checks": ["casedata"]}],
)
def test_a_descriptor_that_does_not_list_it_is_validated_as_ever(checklist: Any, faulty: Path) -> None:
    describe(faulty, checklist=checklist)
    assert ask(faulty).valid


@pytest.mark.parametrize(
    ("checks", "said"),
    [
        ([{"type": "casedata", "all": "yes"}], "'yes' is not of type 'boolean'"),
        ([{"type": "casedata"}, {"type": "no-such-check"}], "no-such-check"),
    ],
)
def test_a_checklist_that_cannot_be_used_is_an_error(checks: list[Any], said: str, faulty: Path) -> None:
    report = ask(describe(faulty, checklist={"checks": checks}).parent)
    assert not report.valid
    assert any(said in error.message for error in report.errors)


def test_a_resource_that_lists_it_is_told_where_to_list_it(faulty: Path) -> None:
    document = json.loads((faulty / "datapackage.json").read_text(encoding="utf-8"))
    document["resources"][2] |= LISTED
    describe(faulty, **document)
    (error,) = ask(faulty).errors
    assert error.message == (
        'The check casedata could not run: resource "names" lists it; list it in the checklist of the package'
    )


def test_no_check_is_lost_to_parallel_workers(tmp_path: Path) -> None:
    person = dict.fromkeys(MODELS["people"].columns, "") | {"person_id": "p-one", "name": "One"}
    own_rule(write({"people": [person]}, tmp_path), PEOPLE)
    describe(tmp_path, **LISTED)
    # People have no foreign keys; where there are some, frictionless itself does without workers.
    told = ours(ask(tmp_path, parallel=True, name="people"))
    assert [error for _, error in told if error.note.startswith("ABC-01: ")]


# --- what is not an error, and what is no finding --------------------------------------------------------------------


def test_warnings_are_told_as_warnings(tmp_path: Path) -> None:
    rows = drawn(packages(min_events=3), 1)[0]
    asked = rows["events"][1]["event_id"]
    rows = {**rows, "events": [row | {"title": "Who?"} if row["event_id"] == asked else row for row in rows["events"]]}
    write(rows, tmp_path)
    own_rule(tmp_path, WARNING)
    check = CasedataCheck()
    report = ask(tmp_path, check)
    assert report.valid
    (task,) = (task for task in report.tasks if task.warnings)
    (warning,) = task.warnings
    assert (task.name, task.stats["warnings"]) == ("events", 1)
    assert warning.startswith("ABC-01: ")
    assert f"{asked} title" in warning
    assert [finding.rule for finding in check.report.findings] == ["ABC-01"]


def test_waived_findings_are_not_told(faulty: Path) -> None:
    schema = json.loads((ROOT / "schemas" / "waivers.json").read_text(encoding="utf-8"))
    document = json.loads((faulty / "datapackage.json").read_text(encoding="utf-8"))
    resource = document["resources"][0] | {"name": "waivers", "path": "data/waivers.csv", "schema": schema}
    describe(faulty, resources=[*document["resources"], resource])
    lines = ["waiver_id,rule,row_id,reason,decided_on", f"w-one,CHR-01,{FAULTY.row},So says the source.,2026-01-02"]
    (faulty / "data" / "waivers.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert [each.finding.rule for each in casedata.validate(faulty).waived] == ["CHR-01"]
    told = ours(ask(faulty, CasedataCheck()))
    assert not [error for _, error in told if error.note.startswith(("CHR-01", "WAV-"))]


def not_run(report: frictionless.Report) -> set[str]:
    return {error.message for task in report.tasks for error in task.errors if error.type == "casedata-not-run"}


def test_a_file_without_its_package_is_refused(faulty: Path) -> None:
    done = command("validate", "data/events.csv", "--checks", "casedata", "--json", cwd=faulty)
    (error,) = json.loads(done.stdout)["tasks"][0]["errors"]
    assert (done.returncode, done.stderr) == (1, "")
    assert error["message"] == (
        "The check casedata could not run: it needs the whole package; validate the datapackage.json, not a single file"
    )


def test_a_package_that_is_not_of_this_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("id\n1\n", encoding="utf-8")
    resources = [{"name": "t", "path": "t.csv"}]
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "t", "resources": resources}), encoding="utf-8")
    assert ask(tmp_path).valid
    (message,) = not_run(ask(tmp_path, CasedataCheck(), skip_errors=["#casedata"]))
    assert message == "The check casedata could not run: datapackage.json: version is None; give a text"


def test_a_rule_that_cannot_be_used_is_told(faulty: Path) -> None:
    own_rule(faulty, "select 1")
    (message,) = not_run(ask(faulty, CasedataCheck()))
    assert message.startswith("The check casedata could not run: ")
    assert "ABC-01.sql" in message


def test_a_descriptor_of_another_name_is_refused(faulty: Path) -> None:
    (faulty / "datapackage.json").rename(faulty / "case.json")
    report = frictionless.Package(str(faulty / "case.json")).validate(Checklist(checks=[CasedataCheck()]))
    (message,) = not_run(report)
    assert "case.json: casedata reads the descriptor datapackage.json" in message


def test_a_package_that_was_changed_in_memory_is_refused(faulty: Path) -> None:
    package = frictionless.Package(str(faulty / "datapackage.json"))
    package.remove_resource("disputes")
    (message,) = not_run(package.validate(Checklist(checks=[CasedataCheck()])))
    assert "is not the package in memory" in message


def test_brackets_in_a_cell_do_not_upset_the_console(tmp_path: Path) -> None:
    rule = WARNING.replace("warning", "error").replace("concat('asks: ', title)", "title")
    rows = drawn(packages(min_events=1), 1)[0]
    titles = ["[/b] asks?", r"\[bold]he?", "[2019..] a?"]
    rows = {**rows, "events": [row | {"title": titles[number % 3]} for number, row in enumerate(rows["events"])]}
    write(rows, tmp_path)
    own_rule(tmp_path, rule)
    done = command("validate", "datapackage.json", "--checks", "casedata", cwd=tmp_path)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    shown = "".join(line.split("│")[4] for line in done.stdout.splitlines() if line.count("│") == 5)
    for title in titles[: len(rows["events"])]:
        assert title.replace(" ", "") in shown.replace(" ", "").replace("“", "")
    for _, error in ours(ask(tmp_path, CasedataCheck())):
        assert any(title in error.note for title in titles)


def test_a_report_can_be_read_back(faulty: Path) -> None:
    report = ask(faulty, CasedataCheck(all=True))
    again = frictionless.Report.from_descriptor(report.to_descriptor())
    assert list(map(repr, ours(again))) == list(map(repr, ours(report)))


def test_the_documentation_names_what_is_to_be_written_and_what_is_told() -> None:
    text = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")
    assert json.dumps(LISTED)[1:-1] in text
    told = [TableFinding, RowFinding, CellFinding, NotRun]
    assert [error.type for error in told if f"`{error.type}`" not in text] == []
