"""Reports as values, as text, as JSON and as a frame; nothing in a value steers a terminal."""

import json
import re
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedata.errors import InvalidPackageError
from casedata.report import Finding, Report, RuleOutcome, Waived, printable


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
    nowhere = {"code": "", "column": None, "offset": None, "record": None, "consequences": []}
    assert json.loads(TWO.to_json()) == {
        "ok": False,
        "package": {"name": "a-case", "version": "1.2.0"},
        "rules": [
            {"id": "STR-required.events.title", "over": "events", "examined": 107, "state": "held", "findings": 0,
             "undetermined": 0, "waived": 0, "folded": 0},
            {"id": "A-1", "over": "events", "examined": 0, "state": "not_run", "findings": 0,
             "undetermined": 0, "waived": 0, "folded": 0},
            {"id": "STR-enum.events.status", "over": "events", "examined": 107, "state": "broken", "findings": 1,
             "undetermined": 0, "waived": 0, "folded": 0},
            {"id": "TXT-1", "over": "events", "examined": 107, "state": "broken", "findings": 1,
             "undetermined": 0, "waived": 0, "folded": 0},
        ],
        "findings": [
            {
                "rule": "STR-enum.events.status", "severity": "error", "table": "events", "file": "data/events.csv",
                "line": 17, "id": "e-x", "field": "status", "value": "sure", "message": "is not one of the 6 values",
                "hint": "use one of established, reported", "related": ["e-1", "e-2"],
                **nowhere,
            },
            {
                "rule": "TXT-1", "severity": "warning", "table": "events", "file": "data/events.csv", "line": None,
                "id": None, "field": None, "value": None, "message": "odd", "hint": "look", "related": [], **nowhere,
            },
        ],
        "counts": {"errors": 1, "warnings": 1, "undetermined": 0},
        "waived": [],
    }  # fmt: skip


def test_a_place_in_a_line_is_told_in_every_format() -> None:
    found = report(finding(rule="STR-csv.events", id=None, field=None, line=3, column=14, offset=70, record=2))
    assert "data/events.csv:3:14: " in found.to_text()
    assert (
        json.loads(found.to_json())["findings"][0] | {"column": 14, "offset": 70, "record": 2}
        == (json.loads(found.to_json())["findings"][0])
    )
    (result,) = json.loads(found.to_sarif())["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 14}
    assert "file=data/events.csv,line=3,col=14," in found.to_github()


@pytest.mark.parametrize(
    ("codes", "code"),
    [
        ((), 0),
        (("CHR-01",), 1),
        (("file-hash", "file-bytes"), 3),
        (("file-hash", "CHR-01"), 1),
        (("bound-rows", "CHR-01", "file-hash"), 4),
    ],
)
def test_the_exit_code_tells_what_kind_of_faults_there_are(codes: tuple[str, ...], code: int) -> None:
    assert report(*(finding(code=each) for each in codes)).exit_code == code
    assert report(*(finding(code=each, severity="warning") for each in codes)).exit_code == 0


def test_findings_that_were_not_kept_are_counted() -> None:
    kept = Report("a-case", "1", (RuleOutcome("CHR-01", "events", 9, 500),), (finding(rule="CHR-01"),))
    assert kept.counts["errors"] == 500
    assert "500 errors" in kept.to_text()
    assert "and 499 more" in kept.to_text()


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


RICH = Report(
    "a-case",
    "1.2.0",
    (
        RuleOutcome("CHR-01", "events", 107, 1, 3, 2, "An event cannot end before it starts."),
        RuleOutcome("CHR-02", "events", 107, 0, 1, 0, "A part lies within its whole."),
        RuleOutcome("LAW-12", "events", 107, 0, 0, 1, "No title calls a person an offender."),
    ),
    (finding(rule="CHR-01", field="end_date", value="2000", message="ends before 2001", hint="", related=("c-1",)),),
    (
        Waived(finding(rule="CHR-01", id="e-2"), "both stand in the source", "2026-01-02"),
        Waived(finding(rule="CHR-01", id="e-3"), "so does this", "2026-01-03"),
        Waived(finding(rule="LAW-12", id="e-4"), "it is the title of a film", "2026-01-04"),
    ),
)


def test_text_tells_what_a_rule_says_what_dates_leave_open_and_what_is_waived() -> None:
    assert RICH.to_text() == (
        "a-case 1.2.0: not valid; 1 error, 0 warnings, 3 waived\n"
        "rules: 2 held, 1 broken, 0 not run\n"
        "undetermined: in 4 rows uncertain dates leave the comparison open (CHR-01 3, CHR-02 1)\n"
        "\n"
        "CHR-01: 1 error — An event cannot end before it starts.\n"
        "  data/events.csv:17 e-x end_date: “2000” ends before 2001\n"
        "\n"
        "waived: CHR-01, 2 findings: both stand in the source (2026-01-02), and 1 other reason\n"
        "waived: LAW-12, 1 finding: it is the title of a film (2026-01-04)\n"
    )


def test_waived_findings_do_not_make_a_package_invalid_and_are_in_the_json() -> None:
    valid = Report("a-case", "1.2.0", RICH.rules[1:], (), RICH.waived[2:])
    assert valid.ok
    valid.require()
    assert RICH.counts == {"errors": 1, "warnings": 0, "undetermined": 4}
    document = json.loads(RICH.to_json())
    assert [(rule["undetermined"], rule["waived"]) for rule in document["rules"]] == [(3, 2), (1, 0), (0, 1)]
    assert [rule["state"] for rule in document["rules"]] == ["broken", "held", "held"]
    assert list(document) == ["ok", "package", "rules", "findings", "counts", "waived"]
    assert document["waived"][2] == {
        **document["findings"][0], "rule": "LAW-12", "id": "e-4", "field": "status", "value": "sure", "related": [],
        "message": "is not one of the 6 values", "hint": "use one of established, reported",
        "reason": "it is the title of a film", "decided_on": "2026-01-04",
    }  # fmt: skip


def whole(rule: str, file: str) -> Finding:
    message = "the file has bytes 12, the descriptor says 1"
    return finding(rule=rule, file=file, line=None, id=None, field=None, value=None, message=message, hint="build")


def test_sizes_and_digests_come_last_and_in_one_line_for_a_file_with_other_findings() -> None:
    events, people = "data/events.csv", "data/people.csv"
    lines = report(
        whole("STR-bytes.events", events),
        whole("STR-hash.events", events),
        whole("STR-hash.people", people),
        finding(),
        finding(rule="KEY-foreign.places.part_of", file="data/places.csv"),
        whole("STR-hash.places", "data/places.csv"),
        finding(rule="DAT-02", severity="warning"),
    ).to_text().splitlines()  # fmt: skip
    assert lines[0] == "a-case 1.2.0: not valid; 6 errors, 1 warning"
    heads = [line.partition(":")[0] for line in lines[3:] if line and not line.startswith(" ")]
    assert heads == [
        "STR-enum.events.status", "KEY-foreign.places.part_of", "DAT-02", "STR-hash.people", events, "data/places.csv"
    ]  # fmt: skip
    why = "from the descriptor; run casedata build if it was changed on purpose"
    assert lines[-2:] == [f"{events}: size and digest differ {why}", f"data/places.csv: digest differs {why}"]


def test_files_that_cannot_be_read_take_one_line_however_many() -> None:
    names = ("cases", "events", "names", "people", "places")
    unread = [finding(rule=f"STR-csv.{name}", table=name, file=f"data/{name}.csv") for name in names]
    idle = tuple(RuleOutcome(f"STR-type.{name}.x", name, 0, 0) for name in (*names, "links"))
    broken = tuple(RuleOutcome(each.rule, each.table, 1, 1) for each in unread)
    lines = Report("a-case", "1.2.0", (*idle, *broken), tuple(unread)).to_text().splitlines()
    files = "data/cases.csv, data/events.csv, data/names.csv and 2 more"
    assert lines[2:4] == [
        f"not run: the rules over 5 tables that cannot be read: {files}",
        "not run, with nothing to examine, or looking into what cannot be read: STR-type.links.x",
    ]


@given(numbers=st.lists(st.integers(1, 40), max_size=80), limit=st.integers(0, 60), waived=st.integers(0, 30))
def test_text_is_never_a_wall_and_loses_no_count(numbers: list[int], limit: int, waived: int) -> None:
    found = [finding(rule=f"ABC-{rule}", line=line) for rule, count in enumerate(numbers) for line in range(count)]
    made = report(*found)
    covered = [Waived(finding(rule=f"WVD-{number}"), "a reason", "2026-01-02") for number in range(waived)]
    text = Report(made.name, made.version, made.rules, made.findings, tuple(covered)).to_text(limit)
    assert len(text.splitlines()) <= 64
    heads = [int(count) for count in re.findall(r"^ABC-\d+: (\d+) errors?", text, re.MULTILINE)]
    left = re.search(r"^and (\d+) more rules? with (\d+) findings?; all of them: --format json$", text, re.MULTILINE)
    rules, findings = map(int, left.groups()) if left else (0, 0)
    assert len(heads) + rules == len(numbers)
    assert sum(heads) + findings == sum(numbers)
    more = sum(int(count) for count in re.findall(r"^  and (\d+) more$", text, re.MULTILINE))
    shown = re.findall(r"^  data/events\.csv:\d+ e-x status: ", text, re.MULTILINE)
    assert len(shown) + more == sum(heads)
    assert len(shown) <= limit * len(heads)
    if sum(numbers) + 3 * len(numbers) + waived < 40:
        assert not left
        assert len(shown) == sum(min(count, limit) for count in numbers)
    lines = re.findall(r"^waived: WVD-", text, re.MULTILINE)
    rest = re.search(r"^waived: (\d+) findings? of (\d+) more rules?$", text, re.MULTILINE)
    assert len(lines) + (int(rest[2]) if rest else 0) == waived


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


@pytest.mark.parametrize(
    ("folder", "path"),
    [
        ("", "data/events.csv"), (".", "data/events.csv"), ("cases/a", "cases/a/data/events.csv"),
        ("./cases/", "cases/data/events.csv"), ("/", "/data/events.csv"),
    ],
)  # fmt: skip
def test_paths_can_be_seen_from_above_the_package(folder: str, path: str) -> None:
    seen = RICH.below(folder)
    assert {each.file for each in seen.findings} == {each.finding.file for each in seen.waived} == {path}
    assert seen.below("") == seen
    assert (seen.rules, seen.counts) == (RICH.rules, RICH.counts)
    assert isinstance(seen, Report)


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
