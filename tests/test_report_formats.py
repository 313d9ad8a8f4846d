"""Every format of a report against a parser that is not ours: nothing is lost, and nothing in a value breaks out."""

import base64
import hashlib
import json
import pickle
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import junitparser
import pytest
import sarif.loader
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as SarifModel

import casedata.report
from casedata.report import FORMATS, Finding, Report, RuleOutcome, Waived, printable, render
from documents import ROOT

HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style><b>", "]]>", "{{ 7 * 7 }}", "{% raw %}",
    "&amp;&#60;", "' onclick='x", "\u202eelif\u2066", "\x1b[31mred\x07", "\x00\x0b\ufffe", "two\nlines\r\n", "a,b:c%0A",
    "::error::no", "%25", "[here](https://example.org)", "{0}", "-->", "مرحبا (بك)", "Азат", "e\u0301", "\U0001f9ff",
    "data/ä b.csv", "=1+1", "\u2028", "\xa0",
)  # fmt: skip
"""Texts that mean something to one of the formats."""

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(HOSTILE)
NAMES = TEXTS.filter(bool)
RULES = st.sampled_from(["CHR-01", "STR-enum.events.status", "STR-csv.events", "STR-hash.events", "LAW-12"]) | NAMES


def findings(rule: str) -> st.SearchStrategy[Finding]:
    return st.builds(
        Finding,
        rule=st.just(rule),
        severity=st.sampled_from(["error", "warning"]),
        table=NAMES,
        file=NAMES,
        line=st.none() | st.integers(1, 10**6),
        id=st.none() | NAMES,
        field=st.none() | NAMES,
        value=st.none() | TEXTS,
        message=TEXTS,
        hint=TEXTS,
        related=st.lists(NAMES, max_size=2).map(tuple),
    )


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Draw a report whose numbers agree with its findings, as those of a validation do."""
    rules: list[RuleOutcome] = []
    found: list[Finding] = []
    waived: list[Waived] = []
    for rule in draw(st.lists(RULES, max_size=4, unique=True)):
        here = draw(st.lists(findings(rule), max_size=3))
        covered = draw(st.lists(st.builds(Waived, findings(rule), TEXTS, st.just("2026-01-02")), max_size=2))
        examined, undetermined = draw(st.integers(0, 9)), draw(st.integers(0, 3))
        rules.append(RuleOutcome(rule, draw(NAMES), examined, len(here), undetermined, len(covered), draw(TEXTS)))
        found += here
        waived += covered
    return Report(draw(NAMES), draw(NAMES), tuple(rules), tuple(found), tuple(waived))


def finding(**given: Any) -> Finding:
    known: dict[str, Any] = {
        "rule": "CHR-01", "severity": "error", "table": "events", "file": "data/events.csv", "line": 17, "id": "e-x",
        "field": "end_date", "value": "2000", "message": "ends before 2001", "hint": "correct it", "related": ("c-1",),
        "code": "CHR-01",
    }  # fmt: skip
    return Finding(**(known | given))


SMALL = Report(
    "a-case",
    "1.2.0",
    (
        RuleOutcome("CHR-01", "events", 107, 2, 3, 1, "An event cannot end before it starts."),
        RuleOutcome("DAT-02", "sources", 5, 1, 0, 0, "A date of publication is limited on both sides."),
        RuleOutcome("KEY-foreign.events.place_id", "events", 100, 0, 0, 0, "place_id of events is in places"),
        RuleOutcome("PRV-01", "people", 0, 0, 0, 0, "A pseudonym has no date of birth.", "warning"),
    ),
    (
        finding(),
        finding(line=None, id=None, field=None, value=None, related=()),
        finding(rule="DAT-02", severity="warning", table="sources", file="data/sources.csv", id="s-1"),
    ),
    (Waived(finding(id="e-old"), "both stand in the source", "2026-01-02"),),
)

every_format = pytest.mark.parametrize("form", FORMATS)


# --- every format --------------------------------------------------------------------------------------------------


@every_format
@settings(max_examples=60)
@given(report=reports())
def test_every_format_shows_only_what_can_be_seen(form: str, report: Report) -> None:
    text = render(report, form)
    assert text.endswith("\n")
    assert [char for char in text if not (char.isprintable() or char == "\n")] == []
    assert text.encode("utf-8")
    assert render(report, form) == text


def test_generated_reports_reach_the_hard_cases() -> None:
    reached: set[str] = set()

    @settings(max_examples=600, derandomize=True, database=None)
    @given(report=reports())
    def look(report: Report) -> None:
        reached.update(rule.state for rule in report.rules)
        reached.update({"waived"} if report.waived else ())
        reached.update({"valid"} if report.ok else {"invalid"})
        reached.update(
            name for name in ("line", "id", "field") for each in report.findings if getattr(each, name) is None
        )
        reached.update(
            text for each in report.findings for text in HOSTILE if text in (each.value, each.id, each.message)
        )

    look()
    assert reached >= {"held", "broken", "not_run", "waived", "valid", "invalid", "line", "id", "field"}
    assert len(reached & set(HOSTILE)) == len(HOSTILE)


def test_a_format_that_is_not_there_is_an_error() -> None:
    assert list(FORMATS) == ["text", "json", "github", "sarif", "junit", "html"]
    with pytest.raises(KeyError, match="pdf"):
        render(SMALL, "pdf")


@every_format
def test_methods_and_paths_are_those_of_the_register(form: str) -> None:
    assert getattr(SMALL, f"to_{form}")() == render(SMALL, form)
    seen = render(SMALL, form, "cases/a")
    assert seen == render(SMALL.below("cases/a"), form)
    assert "cases/a/data/events.csv" in seen


SAME_BYTES = """
import sys, pickle, hashlib
import casedata.report
from casedata.report import FORMATS, render
report = pickle.loads(sys.stdin.buffer.read())
print(*(hashlib.sha256(render(report, form).encode()).hexdigest() for form in sys.argv[1:]))
print("jinja2" in sys.modules, "pandas" in sys.modules)
"""


def in_a_fresh_process(seed: int, *forms: str) -> list[str]:
    """Return the digests of a report in these formats, and whether jinja2 and pandas were loaded."""
    done = subprocess.run(
        [sys.executable, "-c", SAME_BYTES, *forms], input=pickle.dumps(SMALL), capture_output=True, check=True,
        env={"PYTHONHASHSEED": str(seed)}, timeout=60,
    )  # fmt: skip
    return done.stdout.decode().split()


def test_the_same_report_gives_the_same_bytes_in_every_process() -> None:
    assert in_a_fresh_process(1, *FORMATS) == in_a_fresh_process(2, *FORMATS)


def test_only_html_loads_its_template_engine() -> None:
    others = [form for form in FORMATS if form != "html"]
    assert in_a_fresh_process(1, *others)[-2:] == ["False", "False"]
    assert in_a_fresh_process(1, "html")[-2:] == ["True", "False"]


# --- JSON ----------------------------------------------------------------------------------------------------------


@given(report=reports())
def test_json_keeps_every_value(report: Report) -> None:
    document = json.loads(report.to_json())
    assert len(document["findings"]) == len(report.findings)
    for told, each in zip(document["findings"], report.findings, strict=True):
        lists = {"related": list(each.related), "consequences": list(each.consequences)}
        assert told == {name: getattr(each, name) for name in Finding.__slots__} | lists
    told = [(each["rule"], each["id"], each["reason"], each["decided_on"]) for each in document["waived"]]
    assert told == [(each.finding.rule, each.finding.id, each.reason, each.decided_on) for each in report.waived]


# --- GitHub --------------------------------------------------------------------------------------------------------


def workflow_command(line: str) -> tuple[str, dict[str, str], str]:
    """Return kind, properties and message of a workflow command, read as the runner of GitHub Actions reads it.

    The command ends at the second `::`; properties are parted at commas, names and values at the first `=`; escapes are
    undone one after the other, `%25` as the last.
    """
    assert line.startswith("::")
    end = line.index("::", 2)
    kind, _, listed = line[2:end].partition(" ")
    assert kind in {"error", "warning", "notice"}
    escapes = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]
    properties = {}
    for part in filter(None, listed.strip().split(",")):
        name, _, value = part.partition("=")
        for escape, char in escapes:
            value = value.replace(escape, char)
        properties[name] = value
    message = line[end + 2 :]
    for escape, char in escapes[:2] + escapes[4:]:
        message = message.replace(escape, char)
    return kind, properties, message


@given(report=reports())
def test_github_reads_an_annotation_for_each_finding_and_a_summary(report: Report) -> None:
    *commands, last = [workflow_command(line) for line in report.to_github("a,b:c%").splitlines()]
    kinds = [kind for kind, _, _ in commands]
    assert kinds == sorted(kinds), "errors come before warnings"
    assert Counter(kinds) == Counter(each.severity for each in report.findings)
    told = Counter((kind, shown["file"], shown.get("line"), shown["title"].strip()) for kind, shown, _ in commands)
    assert told == Counter(
        (each.severity, "a,b:c%/" + printable(each.file), str(each.line) if each.line else None,
         printable(each.rule).strip()) for each in report.findings
    )  # fmt: skip
    messages = Counter(message.partition("\n")[0] for _, _, message in commands)
    for each in report.findings:
        assert any(printable(each.message) in message and printable(each.id or "") in message for message in messages)
    assert last[:2] == ("notice", {})
    assert last[2].startswith(f"{printable(report.name)} {printable(report.version)}: ")


def test_github_has_the_form_that_its_documentation_gives() -> None:
    lines = SMALL.to_github().splitlines()
    assert lines[:3] == [
        "::error file=data/events.csv,line=17,title=CHR-01::e-x end_date: “2000” ends before 2001%0Acorrect it",
        "::error file=data/events.csv,title=CHR-01::ends before 2001%0Acorrect it",
        "::warning file=data/sources.csv,line=17,title=DAT-02::s-1 end_date: “2000” ends before 2001%0Acorrect it",
    ]
    assert workflow_command(lines[3])[2].splitlines() == [
        "a-case 1.2.0: not valid; 2 errors, 1 warning, 1 waived",
        "rules: 1 held, 2 broken, 1 not run",
        "undetermined: in 3 rows uncertain dates leave the comparison open (CHR-01 3)",
        "not run, with nothing to examine: PRV-01",
        "waived: CHR-01, 1 finding: both stand in the source (2026-01-02)",
    ]


def test_what_github_shows_tells_of_many_rules() -> None:
    """It shows ten annotations of a kind: eleven rules with a hundred findings each, the first about files."""
    rules = ["STR-hash.events", *(f"CHR-{number:02}" for number in range(10))]
    made = [finding(rule=rule, line=line) for rule in rules for line in range(1, 101)]
    lines = Report("a-case", "1", (), tuple(made)).to_github().splitlines()
    shown = [workflow_command(line)[1] for line in lines[:10]]
    assert [(each["title"], each["line"]) for each in shown] == [(rule, "1") for rule in rules[1:]]
    assert len(lines) == 1101
    assert "GitHub shows at most 10 errors" in lines[-1]
    assert "1100 errors" in lines[-1]


# --- SARIF ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Any]:
    """Load a text as sarif-tools does."""
    path = tmp_path_factory.mktemp("sarif") / "report.sarif"

    def load(text: str) -> Any:
        path.write_text(text, encoding="utf-8")
        return sarif.loader.load_sarif_file(str(path))

    return load


@settings(max_examples=60)
@given(report=reports())
@example(report=SMALL)
def test_sarif_is_what_its_schema_wants_and_other_tools_count_the_same(
    report: Report, logs: Callable[[str], Any]
) -> None:
    text = report.to_sarif()
    SarifModel.model_validate_json(text)
    records = logs(text).get_records()
    every = [*report.findings, *(each.finding for each in report.waived)]
    assert Counter(record["Severity"] for record in records) == Counter(each.severity for each in every)
    places = Counter((record["Code"], unquote(record["Location"]), int(record["Line"])) for record in records)
    assert places == Counter((each.rule, each.file, each.line or 1) for each in every)


@given(report=reports())
def test_sarif_results_say_their_rule_row_and_whether_they_are_waived(report: Report) -> None:
    (run,) = json.loads(report.to_sarif())["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.id for rule in report.rules]
    every = [*report.findings, *(each.finding for each in report.waived)]
    for result, each in zip(run["results"], every, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == each.rule
        assert result["properties"] == {
            "code": each.code,
            "value": each.value,
            "hint": each.hint,
            "related": list(each.related),
        }
        assert re.fullmatch(
            r"[A-Za-z0-9._~/%-]+", result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        )
        # Standard, 3.11.5 and 3.11.6: no placeholders, no links; what is left is the message.
        assert not re.search(r"\{|\}|\]\(", re.sub(r"\{\{|\}\}", "", result["message"]["text"]))
    waived = [result["suppressions"] for result in run["results"]]
    kept = len(report.findings)
    assert waived[:kept] == [[]] * kept
    assert [(one["kind"], one["justification"], one["properties"]["decided_on"]) for (one,) in waived[kept:]] == [
        ("external", printable(each.reason), each.decided_on) for each in report.waived
    ]
    idle = [rule.id for rule in report.rules if rule.state == "not_run"]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is True
    assert [told["associatedRule"]["id"] for told in invocation["toolExecutionNotifications"]] == idle


def test_sarif_names_a_finding_the_same_in_later_reports() -> None:
    """The fingerprint is of rule, table, row and column: not of line, value, words or order."""

    def prints(*found: Finding) -> list[str]:
        results = json.loads(Report("a-case", "1", (), found).to_sarif())["runs"][0]["results"]
        return [result["partialFingerprints"]["casedataFinding/v1"] for result in results]

    first, second = finding(), finding(id="e-y")
    moved = finding(line=99, value="1999", message="other words", hint="", file="elsewhere.csv")
    assert prints(first, second) == prints(second, moved)[::-1]
    others = [finding(**{name: "z"}) for name in ("rule", "table", "id", "field")] + [
        finding(id=None),
        finding(field=None),
    ]
    assert len({*prints(first), *(name for each in others for name in prints(each))}) == 7
    assert len(set(prints(first, first, first))) == 3
    text = json.dumps(["CHR-01", "events", "e-x", "end_date"])
    assert prints(first) == [hashlib.sha256(text.encode()).hexdigest()]


def test_sarif_has_the_members_that_the_documentation_lists() -> None:
    (run,) = json.loads(SMALL.to_sarif("pkg"))["runs"]
    assert run["results"][0] | {"partialFingerprints": None} == {
        "ruleId": "CHR-01",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "e-x end_date: “2000” ends before 2001; correct it"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "pkg/data/events.csv", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 17},
                },
                "logicalLocations": [{"name": "end_date", "fullyQualifiedName": "events/e-x/end_date", "kind": "cell"}],
            }
        ],
        "partialFingerprints": None,
        "suppressions": [],
        "properties": {"code": "CHR-01", "value": "2000", "hint": "correct it", "related": ["c-1"]},
    }
    assert run["results"][1]["locations"][0]["logicalLocations"][0]["kind"] == "table"
    levels = [rule["defaultConfiguration"]["level"] for rule in run["tool"]["driver"]["rules"]]
    assert levels == ["error", "warning", "error", "warning"]
    assert run["properties"]["counts"] == {"errors": 2, "warnings": 1, "undetermined": 3}


# --- JUnit ---------------------------------------------------------------------------------------------------------


@given(report=reports())
@example(report=SMALL)
def test_junit_counts_are_those_of_an_outside_reader(report: Report) -> None:
    xml = junitparser.JUnitXml.fromstring(report.to_junit().encode("utf-8"))
    states = Counter(rule.state for rule in report.rules)
    told = (xml.tests, xml.failures, xml.skipped, xml.errors)
    assert told == (len(report.rules), states["broken"], states["not_run"], 0)
    for suite in xml:
        written = (suite.tests, suite.failures, suite.skipped, suite.errors)
        suite.update_statistics()
        assert (suite.tests, suite.failures, suite.skipped, suite.errors) == written
    xml.update_statistics()
    assert (xml.tests, xml.failures, xml.skipped, xml.errors) == told


@given(report=reports())
def test_junit_has_a_case_for_each_rule_with_all_that_was_found(report: Report) -> None:
    xml = junitparser.JUnitXml.fromstring(report.to_junit().encode("utf-8"))
    cases = {(case.classname, case.name): case for suite in xml for case in suite}
    for rule in report.rules:
        name = printable(f"{rule.id}: {rule.statement}" if rule.statement else rule.id)
        case = cases[printable(rule.id.partition("-")[0]), name]
        found = [each for each in report.findings if each.rule == rule.id]
        kinds = [type(result) for result in case.result]
        assert kinds == {"broken": [junitparser.Failure], "held": [], "not_run": [junitparser.Skipped]}[rule.state]
        lines = case.result[0].text.split("\n") if found else []
        assert [line.startswith(f"{each.place}: ") for line, each in zip(lines, found, strict=True)] == [True] * len(
            found
        )
        beside = case.system_out or ""
        for waived in report.waived:
            if waived.finding.rule == rule.id:
                assert waived.finding.place in beside
                assert printable(waived.reason) in beside
        assert ("undetermined: " in beside) >= bool(rule.undetermined)


def test_junit_lists_a_hundred_findings_and_counts_the_rest() -> None:
    found = tuple(finding(line=line) for line in range(1, 251))
    (case,) = next(iter(junitparser.JUnitXml.fromstring(Report("a", "1", (), found).to_junit().encode())))
    lines = case.result[0].text.split("\n")
    assert len(lines) == 101
    assert lines[-1] == "and 150 more"
    assert case.result[0].message.startswith("250 errors, the first in data/events.csv:1 e-x end_date: ")
    assert case.result[0].type == "error"


# --- HTML ----------------------------------------------------------------------------------------------------------

VOID = {"meta", "br"}
TAGS = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "nav", "h1", "h2", "h3",
    "p", "ul", "li", "a", "dl", "div", "dt", "dd", "table", "caption", "thead", "tbody", "tr", "th", "td", "details",
    "summary", "code", "bdi", "span", "strong", "br",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "http-equiv", "content", "name", "class", "id", "href", "scope", "data-label", "aria-labelledby",
    "aria-label",
}  # fmt: skip


@dataclass
class Table:
    caption: str = ""
    heads: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


class Page(HTMLParser):
    """Reads a page as a browser would: what stands open, the words, the tables."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.words: dict[str, list[str]] = {}
        self.tables: list[Table] = []
        self.comments: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag == "table":
            self.tables.append(Table())
        if tag == "tr" and "tbody" in self.open:
            self.tables[-1].rows.append([])
        if tag in {"th", "td"} and "tbody" in self.open:
            self.tables[-1].rows[-1].append("")
        if tag in {"th", "td"} and "thead" in self.open:
            assert ("scope", "col") in attrs
            self.tables[-1].heads.append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def handle_data(self, data: str) -> None:
        for tag in self.open:
            self.words.setdefault(tag, []).append(data)
        if "tbody" in self.open and {"th", "td"} & set(self.open):
            self.tables[-1].rows[-1][-1] += data
        elif "thead" in self.open and "th" in self.open:
            self.tables[-1].heads[-1] += data
        elif "caption" in self.open:
            self.tables[-1].caption += data


def told(page: Page, *, waived: bool = False) -> list[list[str]]:
    """Return the rows of the tables of findings, or of those that are waived."""
    tables = [table for table in page.tables if table.heads[:3] == ["Place", "Value", "What was found"]]
    return [row for table in tables if ("Why it is waived" in table.heads) == waived for row in table.rows]


@settings(max_examples=60)
@given(report=reports())
@example(report=SMALL)
def test_html_is_whole_and_nothing_breaks_out_of_its_place(report: Report) -> None:
    page = Page(report.to_html())
    assert page.open == []
    assert page.comments == []
    assert {name for _, name, _ in page.attributes} <= ATTRIBUTES
    assert all((value or "").startswith("#rule-") for _, name, value in page.attributes if name == "href")
    assert all(table.caption and table.heads for table in page.tables)
    assert all(len(row) == len(table.heads) for table in page.tables for row in table.rows)
    assert "".join(page.words["title"]).startswith(f"{printable(report.name)} {printable(report.version)}: ")


@settings(max_examples=60)
@given(report=reports())
@example(report=SMALL)
def test_html_shows_every_finding_with_its_place_and_every_count(report: Report) -> None:
    page = Page(report.to_html())
    rows, waived = told(page), told(page, waived=True)
    assert len(rows) == len(report.findings)
    assert len(waived) == len(report.waived)

    def is_told(each: Finding, among: list[list[str]]) -> bool:
        line = "" if each.line is None else f":{each.line}"
        parts = [printable(each.id or ""), printable(each.field or ""), printable(each.file) + line]
        return any(
            all(part in row[0] for part in parts)
            and row[1] == printable(each.value or "")
            and row[2].startswith(printable(each.message))
            for row in among
        )

    assert all(is_told(each, rows) for each in report.findings)
    assert all(is_told(each.finding, waived) for each in report.waived)
    states = Counter(rule.state for rule in report.rules)
    counts = report.counts
    assert [int(number) for number in page.words["dd"]] == [
        counts["errors"], counts["warnings"], len(report.waived), counts["undetermined"],
        states["held"], states["broken"], states["not_run"],
    ]  # fmt: skip


def test_html_loads_nothing_and_allows_just_its_own_style() -> None:
    text = SMALL.to_html()
    page = Page(text)
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = [value for tag, name, value in page.attributes if name == "content" and "default-src" in (value or "")]
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not re.search(r"url\(|@import|https?:|//", text)
    assert {"prefers-color-scheme: dark", "@media print", "max-width: 42rem"} <= set(
        re.findall(r"prefers-color-scheme: dark|@media print|max-width: 42rem", style)
    )


def test_html_shows_two_hundred_findings_of_a_rule_and_counts_the_rest() -> None:
    text = Report("a", "1", (), tuple(finding(line=line) for line in range(1, 451))).to_html()
    assert len(told(Page(text))) == 200
    assert "And 250 more; all of them are in the JSON report." in text


@pytest.mark.parametrize("name", ["report.html.j2", "report.css"])
def test_the_layout_lies_beside_the_code(name: str) -> None:
    assert (Path(casedata.report.__file__).parent / name).is_file()


# --- the documentation ---------------------------------------------------------------------------------------------

DOCUMENTATION = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")


def section(form: str) -> str:
    """Return what the documentation says of a format."""
    return re.split(r"^## ", DOCUMENTATION.partition(f"\n## {form}\n")[2], flags=re.MULTILINE)[0]


def block(form: str) -> str:
    """Return the first example of a format."""
    return re.findall(r"^```\w*\n(.*?)^```$", section(form), re.MULTILINE | re.DOTALL)[0]


LATE = finding(
    id="e-sentence", message="ends 2000, before it starts 2001", hint="correct start_date or end_date", related=()
)
CHR = RuleOutcome("CHR-01", "events", 107, 1, 3, 0, "An event cannot end before it starts.")


def held(count: int) -> tuple[RuleOutcome, ...]:
    return tuple(RuleOutcome(f"ABC-{number}", "events", 1, 0) for number in range(count))


def test_the_example_of_text_is_what_is_written() -> None:
    whole = {"line": None, "id": None, "field": None, "value": None}
    edited = tuple(finding(rule=f"STR-{name}.events", **whole) for name in ("bytes", "hash"))
    film = Waived(finding(rule="LAW-12"), "it is the title of a film", "2026-10-01")
    rules = (
        *held(275), RuleOutcome("LAW-12", "events", 9, 0, 0, 1), CHR, RuleOutcome("PRV-01", "people", 0, 0),
        *(RuleOutcome(each.rule, "events", 1, 1) for each in edited),
    )  # fmt: skip
    assert Report("a-case", "1.2.0", rules, (*edited, LATE), (film,)).to_text() == block("text")


def test_the_examples_of_json_and_github_are_what_is_written() -> None:
    assert json.loads(Report("a-case", "1.2.0", (CHR,), (LATE,)).to_json()) == json.loads(block("json"))
    rules = (*held(279), RuleOutcome("CHR-01", "events", 107, 1))
    assert Report("a-case", "1.2.0", rules, (LATE,)).to_github() == block("github")


def members(value: Any) -> Iterator[str]:
    """Yield the names of all members of a JSON document."""
    if isinstance(value, dict):
        yield from value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from members(inner)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_and_member_is_in_the_documentation(form: str) -> None:
    text = section(form)
    assert f"| `{form}` |" in DOCUMENTATION
    assert text
    if form in {"json", "sarif"}:
        written = set(members(json.loads(render(SMALL, form)))) - {"casedataFinding/v1", "version", "text", "index"}
        assert {name for name in written - SMALL.counts.keys() if name not in text} == set()
    if form == "junit":
        words = set(re.findall(r"<(\w[\w-]*)| (\w+)=\"", render(SMALL, form)))
        assert {word for pair in words for word in pair if word and f"`{word}`" not in text} == {"version", "encoding"}
