"""Withheld names: found in every spelling and every cell, told by the line of the list and never by the name."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from casedata.cli import main
from casedata.errors import PackageError
from casedata.report import FORMATS, Finding, render
from casedata.validation import validate
from small import event, write_small

SAFE = "Somebody is detained."


def found(folder: Path, names: str, **cells: str) -> list[Finding]:
    """Return what is found in a package of one event with these cells, against a list of names."""
    case = write_small(folder / "case", events=[event(1, "2019", summary=SAFE) | cells])
    (folder / "names.txt").write_text(names, encoding="utf-8")
    report = validate(case, withheld=folder / "names.txt")
    (outcome,) = (rule for rule in report.rules if rule.id == "PRV-withheld")
    findings = [finding for finding in report.findings if finding.rule == "PRV-withheld"]
    assert outcome.findings == len(findings)
    assert outcome.examined > 5
    return findings


@pytest.mark.parametrize(
    "text",
    [
        "Ivan Hypothetov speaks.", "“IVAN HYPOTHETOV”", "Hypothetov, Ivan", "Иван Гипотетов", "so said Ivan-Hypothetov",
        "IvanHypothetov", "Ivan Hypo-thetov", "Ivan Hypo\u00adthetov", "Ivan Hypothetov's", "by Hypothetov Ivans",
    ],
)  # fmt: skip
def test_a_name_is_found_in_every_spelling_and_order(text: str, tmp_path: Path) -> None:
    name = "Гипотетов Иван" if text == "Иван Гипотетов" else "Ivan Hypothetov"
    (finding,) = found(tmp_path, f"# who asked for it\n\n{name}\n", title=text)
    assert (finding.table, finding.id, finding.field, finding.line) == ("events", "e-1", "title", 2)
    assert finding.value is None
    assert finding.message == "holds the withheld name on line 3 of the list"


def test_the_ending_of_a_case_hides_nothing(tmp_path: Path) -> None:
    assert len(found(tmp_path, "Гипотетов", title="Дело Гипотетова")) == 1


def test_a_short_name_is_a_word(tmp_path: Path) -> None:
    assert found(tmp_path, "Li", title="The police, not he") == []
    assert len(found(tmp_path / "more", "Li", title="Li speaks")) == 1


@pytest.mark.parametrize("text", ["Ivan and Hypothetov", "Hypothetov", "Ivan H.", "Ivan Petrov, Hypothetov"])
def test_what_only_resembles_it_is_not_found(text: str, tmp_path: Path) -> None:
    assert found(tmp_path, "Ivan Hypothetov", title=text) == []


def test_a_transliteration_is_found_by_the_cyrillic_name(tmp_path: Path) -> None:
    assert len(found(tmp_path, "Щёголев", summary="The lawyer of Shchegolev speaks.")) == 1


def test_identifiers_and_each_name_are_looked_at(tmp_path: Path) -> None:
    findings = found(tmp_path, "Hypothetov\nOther", event_id="e-hypothetov-detained", title="Hypothetov, other than he")
    assert [(each.field, each.message[-18:-12]) for each in findings] == [
        ("event_id", "line 1"), ("title", "line 1"), ("title", "line 2"),
    ]  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
def test_no_report_says_the_name_whatever_rule_repeats_the_cell(form: str, tmp_path: Path) -> None:
    cells = {"event_id": "e-ivan-hypothetov", "summary": "So said Ivan Hypothetov.", "end_date": "Ivan Hypothetov"}
    case = write_small(
        tmp_path / "case",
        events=[event(1, "2019", status="Ivan Hypothetov", **cells)],
        roles=[{"role_id": "r-1", "event_id": "e-hypothetov-ivan", "person_id": "p-ivan-hypothetov"}],
    )
    (tmp_path / "names.txt").write_text("Ivan Hypothetov\n", encoding="utf-8")
    report = validate(case, withheld=tmp_path / "names.txt")
    assert not report.ok
    text = render(report, form)
    assert "line 1 of the list" in text
    assert "ypothetov" not in text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "holds no name; write one a line"),
        (b"# nobody\n\n", "holds no name"),
        (b"\xff\xfe", "cannot be read"),
        (b"One\n!!!\n", ":2: no word in it"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused(content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_bytes(content)
    case = write_small(tmp_path / "case", events=[event(1, "2019")])
    with pytest.raises(PackageError, match=said):
        validate(case, withheld=tmp_path / "names.txt")
    done = CliRunner().invoke(main, ["validate", str(case), "--withheld", str(tmp_path / "none.txt")])
    assert (done.exit_code, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)


def test_a_list_in_the_package_would_be_published_with_it(tmp_path: Path) -> None:
    case = write_small(tmp_path, events=[event(1, "2019")])
    (case / "names.txt").write_text("Ivan Hypothetov\n", encoding="utf-8")
    with pytest.raises(PackageError, match="keep the list of withheld names outside of it"):
        validate(case, withheld=case / "names.txt")


def test_a_table_that_cannot_be_read_is_left_to_the_rules_on_files(tmp_path: Path) -> None:
    case = write_small(tmp_path / "case", events=[event(1, "2019", summary="Ivan Hypothetov")])
    (tmp_path / "names.txt").write_text("Ivan Hypothetov\n", encoding="utf-8")
    path = case / "data" / "events.csv"
    path.write_bytes(path.read_bytes() + b'"\n')
    rules = {finding.rule for finding in validate(case, withheld=tmp_path / "names.txt").findings}
    assert "STR-csv.events" in rules
    assert "PRV-withheld" not in rules
    report = validate(case, withheld=tmp_path / "names.txt")
    assert [rule.state for rule in report.rules if rule.id == "PRV-withheld"] == ["not_run"]
