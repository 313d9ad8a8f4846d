"""The plugin of pytest: a test for each rule, which says what casedata says of it."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import casedata
import casedata.pytest_rules as rules  # here and not only inside pytester, which forgets what it imported
from casedata.package import open_package
from packages import ROOT
from small import event, write_small

pytest_plugins = ["pytester"]

OWN = """\
-- ABC-0{number}  {statement}
-- over: events
-- severity: {severity}
-- why: A title says what happened.
-- hint: say it
select event_id as id, 'title' as field, concat('asks ', title) as message from events where matches(title, '[?]');
-- fault: title
update events set title = 'Who?' where event_id = $row;
"""
WAIVERS = ["waiver_id,rule,row_id,reason,decided_on"]


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A package with a chronology fault on line 5, a warning (ABC-01) and a waived finding (ABC-02)."""
    folder = tmp_path / "case"
    events = [
        event(1, "2019", summary="two\nlines\nhere"),
        event(2, "2001", end_date="2000", summary="One."),
        event(3, "2019", title="Who?", summary="One."),
    ]
    write_small(folder, events=events)
    (folder / "rules").mkdir()
    for number, severity in ((1, "warning"), (2, "error")):
        text = OWN.format(number=number, severity=severity, statement="A title asks nothing.")
        (folder / "rules" / f"ABC-0{number}.sql").write_text(text, encoding="utf-8")
    path = folder / "datapackage.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    schema = json.loads((ROOT / "schemas" / "waivers.json").read_text(encoding="utf-8"))
    document["resources"].append(
        {"name": "waivers", "path": "data/waivers.csv", "type": "table", "format": "csv", "schema": schema}
    )
    path.write_text(json.dumps(document), encoding="utf-8")
    lines = [*WAIVERS, "w-one,ABC-02,e-3,So the title stands in the source.,2026-01-02"]
    (folder / "data" / "waivers.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def outcomes(pytester: pytest.Pytester, *arguments: str | Path) -> dict[str, str]:
    """Run pytest and return what became of each test, by its node id."""
    pytester.runpytest(*arguments, "--junitxml=found.xml")
    cases = ET.parse(pytester.path / "found.xml").iter("testcase")
    return {
        f"{each.get('classname')}::{each.get('name')}": next((child.tag for child in each), "passed") for each in cases
    }


def test_each_rule_is_a_test_with_the_outcome_of_the_rule(case: Path, pytester: pytest.Pytester) -> None:
    report = casedata.validate(case)
    broken = {finding.rule for finding in report.findings if finding.severity == "error"}
    wanted = {
        f"casedata::{rule.id}": "failure" if rule.id in broken else "skipped" if rule.state == "not_run" else "passed"
        for rule in report.rules
    }
    assert {"CHR-01", "CIT-row.events"} <= broken
    found = outcomes(pytester, f"--casedata={case}")
    assert found == wanted
    assert set(found.values()) == {"passed", "failure", "skipped"}


def test_a_failure_tells_the_findings_and_no_traceback(case: Path, pytester: pytest.Pytester) -> None:
    done = pytester.runpytest(f"--casedata={case}", "-k", "CHR-01 or CIT-row.events")
    done.assert_outcomes(failed=2, deselected=len(casedata.validate(case).rules) - 2)
    assert done.ret == pytest.ExitCode.TESTS_FAILED
    text = done.stdout.str()
    assert f"{case}/data/events.csv:5 e-2 end_date: " in text
    (statement,) = (rule.statement for rule in casedata.validate(case).rules if rule.id == "CHR-01")
    assert f"CHR-01 (generated-case 0.1.0): {statement}" in text
    assert f"{case}/data/events.csv:2 e-1: has no claim" in text
    assert "3 found, 3 examined" in text
    assert "pytest_rules.py" not in text
    assert "Traceback" not in text


def test_a_failure_is_bounded(tmp_path: Path, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)  # where it is set, pytest repeats each failure in its summary
    write_small(tmp_path / "case", events=[event(number, "2001", end_date="2000") for number in range(1, 51)])
    text = pytester.runpytest(f"--casedata={tmp_path / 'case'}", "-k", "CHR-01").stdout.str()
    assert text.count(" end_date: ") == 20
    assert "and 30 more; casedata validate --format json has all" in text
    assert text.count("hint: ") == 1


def test_warnings_and_waived_findings_fail_nothing_and_are_told(case: Path, pytester: pytest.Pytester) -> None:
    done = pytester.runpytest(f"--casedata={case}", "-k", "ABC")
    done.assert_outcomes(passed=2, deselected=len(casedata.validate(case).rules) - 2)
    done.stdout.fnmatch_lines(
        [
            "*= casedata: warnings and waived findings =*",
            "casedata::ABC-01, warnings: 1",
            "  */data/events.csv:6 e-3 title: *asks Who?; say it",
            "casedata::ABC-02, waived: */data/events.csv:6 e-3 title: *asks Who? (So the title stands in the source.)",
        ]
    )
    assert done.ret == 0


def test_a_rule_over_a_file_that_cannot_be_read_says_so(case: Path, pytester: pytest.Pytester) -> None:
    path = case / "data" / "events.csv"
    path.write_bytes(path.read_bytes() + b"e-4\n")
    done = pytester.runpytest(
        f"--casedata={case}", "-rs", "-k", "CHR-01 or STR-csv.events or KEY-foreign.roles.event_id"
    )
    text = done.stdout.str()
    assert f"{case}/data/events.csv cannot be read" in text
    assert "nothing to examine, or it looks into a table that cannot be read" in text
    assert f"{case}/data/events.csv:7:1: “e-4” 1 cell where the header has" in text


@pytest.mark.parametrize("form", ["folder", "descriptor", "zip", "relative"])
def test_a_package_may_be_given_in_every_form(form: str, case: Path, pytester: pytest.Pytester) -> None:
    target = case.with_suffix(".zip")
    with zipfile.ZipFile(target, "w") as archive:
        for path in case.rglob("*"):
            archive.write(path, path.relative_to(case))
    given = {"folder": case, "descriptor": case / "datapackage.json", "zip": target, "relative": "here/case"}[form]
    (pytester.path / "here").symlink_to(case.parent)
    text = pytester.runpytest(f"--casedata={given}", "-k", "CHR-01").stdout.str()
    prefix = {"zip": "", "relative": "here/case/"}.get(form, f"{case}/")
    assert f"  {prefix}data/events.csv:5 e-2 end_date: " in text


@pytest.mark.parametrize("option", ["--casedata=", "--casedata=bundled"])
def test_the_bundled_case_needs_no_path(option: str, pytester: pytest.Pytester) -> None:
    done = pytester.runpytest(option, "-k", "STR-header")
    tables = len(open_package().tables)
    done.assert_outcomes(passed=tables, deselected=len(casedata.validate().rules) - tables)


def test_several_packages_are_kept_apart(case: Path, tmp_path: Path, pytester: pytest.Pytester) -> None:
    other = write_small(tmp_path / "o[t]her", events=[event(1, "2019", end_date="2020", summary="One.")])
    packages = (f"--casedata={case}", f"--casedata={other}", f"--casedata={case}")
    found = outcomes(pytester, *packages, "-k", "CHR-01")
    assert list(found.values()) == ["failure", "passed"]
    (first, second) = found
    assert first == f"casedata.{case}::CHR-01"
    assert second == f"casedata.{tmp_path}/o(t)her::CHR-01"
    assert list(outcomes(pytester, *packages, "-k", "CHR-01 and her")) == [second]
    assert list(outcomes(pytester, *packages, "-k", "CHR-01 and casedata")) == [first, second]


def test_a_path_may_stand_after_the_option(case: Path, pytester: pytest.Pytester) -> None:
    done = pytester.runpytest("--casedata", case, "-k", "CHR-01")
    assert done.parseoutcomes()["failed"] == 1


def test_rules_can_be_listed_chosen_and_stopped_at(case: Path, pytester: pytest.Pytester) -> None:
    listed = pytester.runpytest(f"--casedata={case}", "--collect-only", "-q", "-k", "CHR").outlines
    assert "casedata::CHR-01" in listed
    assert not [line for line in listed if line.startswith("casedata::") and "::CHR" not in line]
    stopped = pytester.runpytest(f"--casedata={case}", "-x")
    assert stopped.parseoutcomes()["failed"] == 1
    again = pytester.runpytest(f"--casedata={case}", "--last-failed")
    assert again.parseoutcomes()["failed"] == 1
    chosen = pytester.runpytest(f"--casedata={case}", "--deselect", "casedata::CHR-01", "-k", "CHR-01")
    assert chosen.ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_other_tests_run_beside_it(case: Path, pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_one(): pass")
    found = outcomes(pytester, f"--casedata={case}", "-k", "CHR-01 or test_one", "-W", "error", "--strict-markers")
    assert list(found.values()) == ["passed", "failure"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda folder: (folder / "datapackage.json").unlink(), "no datapackage.json in it"),
        (lambda folder: (folder / "rules" / "ABC-03.sql").write_text("select 1"), "ABC-03.sql"),
        (lambda folder: (folder / "datapackage.json").write_text("{"), "datapackage.json: not JSON"),
    ],
    ids=["no descriptor", "no rule", "no JSON"],
)
def test_an_unusable_package_is_one_usage_error(
    change: object, said: str, case: Path, pytester: pytest.Pytester
) -> None:
    assert callable(change)
    change(case)
    done = pytester.runpytest(f"--casedata={case}")
    assert done.ret == pytest.ExitCode.USAGE_ERROR
    (line,) = (line for line in done.errlines if line)
    assert line.startswith(f"ERROR: --casedata {case}: ")
    assert said in line
    assert "Traceback" not in done.stdout.str()


def test_a_package_is_validated_once(case: Path, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    original = rules.validate
    monkeypatch.setattr(rules, "validate", lambda path: calls.append(path) or original(path))
    pytester.runpytest(f"--casedata={case}", f"--casedata={case}")
    assert calls == [case]


HEAVY = {"hypothesis", "duckdb", "pandas", "numpy", "casedata.pytest_rules", "casedata.report", "casedata.validation"}


def test_without_the_option_nothing_is_imported(tmp_path: Path) -> None:
    (tmp_path / "test_loaded.py").write_text(
        f"import sys\ndef test_loaded():\n    assert 'casedata.pytest_plugin' in sys.modules\n"
        f"    assert not {HEAVY!r} & set(sys.modules)\n",
        encoding="utf-8",
    )
    run = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(tmp_path)]
    done = subprocess.run([*run, str(tmp_path)], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
