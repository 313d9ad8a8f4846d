"""Reports as text, as JSON and as a frame; nothing in a value steers a terminal."""

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedata.errors import InvalidPackageError
from casedata.report import Finding, Report, RuleOutcome, printable


def finding(**given: Any) -> Finding:
    known: dict[str, Any] = {
        "rule": "STR-enum.events.status", "severity": "error", "table": "events", "file": "data/events.csv",
        "line": 17, "id": "e-x", "field": "status", "value": "sure", "message": "is not one of the 6 values",
        "hint": "use one of established, reported",
    }  # fmt: skip
    return Finding(**(known | given))


def report(*findings: Finding) -> Report:
    held, idle = RuleOutcome("STR-required.events.title", "events", 107, 0), RuleOutcome("A-1", "events", 0, 0)
    broken = [RuleOutcome(rule, "events", 107, sum(each.rule == rule for each in findings))
              for rule in dict.fromkeys(each.rule for each in findings)]  # fmt: skip
    return Report("a-case", "1.2.0", (held, idle, *broken), findings)


TWO = report(
    finding(related=("e-1", "e-2")),
    finding(rule="TXT-1", severity="warning", line=None, id=None, field=None, value=None, message="odd", hint="look"),
)


def test_json_has_the_members_of_the_design() -> None:
    assert json.loads(TWO.to_json()) == {
        "ok": False,
        "package": {"name": "a-case", "version": "1.2.0"},
        "rules": [
            {"id": "STR-required.events.title", "over": "events", "examined": 107, "state": "held", "findings": 0},
            {"id": "A-1", "over": "events", "examined": 0, "state": "not_run", "findings": 0},
            {"id": "STR-enum.events.status", "over": "events", "examined": 107, "state": "broken", "findings": 1},
            {"id": "TXT-1", "over": "events", "examined": 107, "state": "broken", "findings": 1},
        ],
        "findings": [
            {
                "rule": "STR-enum.events.status", "severity": "error", "table": "events", "file": "data/events.csv",
                "line": 17, "id": "e-x", "field": "status", "value": "sure", "message": "is not one of the 6 values",
                "hint": "use one of established, reported", "related": ["e-1", "e-2"],
            },
            {
                "rule": "TXT-1", "severity": "warning", "table": "events", "file": "data/events.csv", "line": None,
                "id": None, "field": None, "value": None, "message": "odd", "hint": "look", "related": [],
            },
        ],
        "counts": {"errors": 1, "warnings": 1, "undetermined": 0},
    }  # fmt: skip


def test_text_is_for_people() -> None:
    assert TWO.to_text() == (
        "a-case 1.2.0: not valid; 1 error, 1 warning\n"
        "rules: 1 held, 2 broken, 1 not run\n"
        "not run, with nothing to examine: A-1\n"
        "\n"
        "STR-enum.events.status: 1 error\n"
        "  data/events.csv:17 e-x status: “sure” is not one of the 6 values\n"
        "  hint: use one of established, reported\n"
        "\n"
        "TXT-1: 1 warning\n"
        "  data/events.csv: odd\n"
        "  hint: look\n"
    )


@pytest.mark.parametrize(
    ("count", "limit", "shown", "last"), [(3, 5, 3, None), (5, 5, 5, None), (9, 2, 2, "and 7 more")]
)
def test_text_shows_so_many_findings_of_a_rule_and_counts_the_rest(
    count: int, limit: int, shown: int, last: str | None
) -> None:
    lines = report(*(finding(line=number) for number in range(count))).to_text(limit).splitlines()
    assert sum("data/events.csv:" in line for line in lines) == shown
    assert f"STR-enum.events.status: {count} errors" in lines
    assert [line.strip() for line in lines if "more" in line] == ([last] if last else [])


def test_hints_that_differ_stand_with_their_findings() -> None:
    text = report(finding(hint="write 2019"), finding(hint="write 2020")).to_text()
    assert "is not one of the 6 values; write 2019\n" in text
    assert "is not one of the 6 values; write 2020\n" in text
    assert "hint:" not in text


def test_warnings_alone_are_valid() -> None:
    warned = report(finding(severity="warning"))
    assert warned.ok
    warned.require()
    assert "a-case 1.2.0: valid; 0 errors, 1 warning" in warned.to_text()


def test_requiring_a_valid_package_tells_the_first_error() -> None:
    message = r"a-case: 2 errors, the first in data/events\.csv:17 e-x status: “sure” is not one .*; use one of"
    with pytest.raises(InvalidPackageError, match=message):
        report(finding(), finding(line=18)).require()


HOSTILE = "red \x1b[31m \x07 \x9b1m \u202e \u2028 \ud800"


@given(value=st.text() | st.just(HOSTILE))
def test_nothing_that_steers_a_terminal_is_shown(value: str) -> None:
    hostile = report(finding(value=value, id=value, file=value, message=value, hint=value))
    with pytest.raises(InvalidPackageError) as caught:
        hostile.require()
    for text in (hostile.to_text(), hostile.to_json(), str(caught.value) + "\n"):
        assert not {unicodedata.category(char) for char in text.replace("\n", "")} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert len(str(caught.value).splitlines()) == 1
    assert json.loads(hostile.to_json())["findings"][0]["value"] == value


@given(text=st.text(), width=st.none() | st.integers(1, 20))
def test_printable_text_is_printable_and_short(text: str, width: int | None) -> None:
    shown = printable(text, width)
    assert shown.isprintable()
    assert width is None or len(text) <= width or shown.endswith("…")
    assert width is not None or not text.isprintable() or shown == text


def test_a_frame_has_a_row_for_each_finding() -> None:
    frame = TWO.to_frame()
    assert list(frame["rule"]) == ["STR-enum.events.status", "TXT-1"]
    assert list(frame["related"]) == [("e-1", "e-2"), ()]
    empty = report().to_frame()
    assert list(empty.columns) == list(frame.columns) == list(TWO.to_dict()["findings"][0])
    assert len(empty) == 0
