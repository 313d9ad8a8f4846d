"""The rules of packages as tests of pytest.

A rule that is broken fails and tells its findings, one that was not run is skipped, one that holds passes. Warnings
and waived findings make no test fail; they are told after the tests.
"""

from collections import defaultdict
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from casedata.descriptor import DESCRIPTOR
from casedata.errors import CasedataError
from casedata.report import Finding, Report, RuleOutcome, Waived, printable
from casedata.validation import validate

_BUNDLED = "bundled"
_LISTED = 20
"""How many findings of a rule are listed before the rest is counted."""

_ASIDE = "casedata, beside errors"
"""The section of a test report that holds warnings and waived findings."""


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Add the rules to what is collected in a session.

    Raises:
        pytest.UsageError: a package cannot be validated.
    """
    report = yield
    if isinstance(collector, pytest.Session) and report.passed:
        given = list(dict.fromkeys(path or _BUNDLED for path in collector.config.getoption("casedata")))
        report.result.extend(_rules(collector, path, alone=len(given) == 1) for path in given)
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell what no failure tells."""
    reports = [each for some in terminalreporter.stats.values() for each in some]
    calls = [each for each in reports if isinstance(each, pytest.TestReport) and each.when == "call"]
    aside = [text for each in calls for name, text in each.sections if _ASIDE in name]
    if aside:
        terminalreporter.section("casedata: warnings and waived findings")
        terminalreporter.write_line("\n".join(aside))


def _rules(session: pytest.Session, path: str, *, alone: bool) -> "Rules":
    place = (session.config.invocation_params.dir / path).resolve()
    try:
        report = validate(None if path == _BUNDLED else place)
    except CasedataError as error:
        raise pytest.UsageError(printable(f"--casedata {path}: {error}")) from None
    if path != _BUNDLED and place.is_dir():
        report = report.below(path)
    elif place.name == DESCRIPTOR:
        report = report.below(str(Path(path).parent))
    # Brackets and double colons have a meaning in the identifiers of nodes.
    name = "casedata" if alone else path.replace("[", "(").replace("]", ")").replace("::", ":")
    nodeid = name if alone else f"casedata::{name}"
    return Rules.from_parent(session, name=name, nodeid=nodeid, report=report, place=place)


class Rules(pytest.Collector):
    """The rules of one package; `place` is where it is."""

    def __init__(self, *, report: Report, place: Path, **options: Any) -> None:
        super().__init__(**options)
        self.report = report
        self.place = place
        self.extra_keyword_matches.add("casedata")

    def collect(self) -> Iterator["Rule"]:
        """Yield a test for each rule."""
        findings, waived = defaultdict[str, list[Finding]](list), defaultdict[str, list[Waived]](list)
        for finding in self.report.findings:
            findings[finding.rule].append(finding)
        for each in self.report.waived:
            waived[each.finding.rule].append(each)
        for outcome in self.report.rules:
            rule: Rule = Rule.from_parent(
                self, outcome=outcome, findings=findings[outcome.id], waived=waived[outcome.id]
            )
            if outcome.state == "not_run":
                rule.add_marker(pytest.mark.skip(reason=self._why_not_run(outcome)))
            yield rule

    def _why_not_run(self, outcome: RuleOutcome) -> str:
        unread = ("STR-csv.", "STR-header.")
        files = {each.table: each.file for each in self.report.findings if each.rule.startswith(unread)}
        if outcome.over in files:
            return f"{printable(files[outcome.over])} cannot be read"
        return "nothing to examine, or it looks into a table that cannot be read" if files else "nothing to examine"


class Rule(pytest.Item):
    """One rule of one package, as a test."""

    parent: Rules

    def __init__(
        self, *, outcome: RuleOutcome, findings: Sequence[Finding], waived: Sequence[Waived], **options: Any
    ) -> None:
        super().__init__(name=outcome.id, **options)
        self.outcome = outcome
        self.findings = findings
        self.waived = waived

    def runtest(self) -> None:
        """Fail if there are errors; put warnings and what is waived by, to be told after the tests."""
        warnings = [each for each in self.findings if each.severity == "warning"]
        if warnings:
            self._put_by(_text(f"{self.nodeid}, warnings: {len(warnings)}", warnings))
        for each in self.waived[:_LISTED]:
            self._put_by(f"{self.nodeid}, waived: {each.finding.place}: {each.finding.said} ({printable(each.reason)})")
        if self.waived[_LISTED:]:
            self._put_by(f"{self.nodeid}, waived: and {len(self.waived) - _LISTED} more")
        errors = [each for each in self.findings if each.severity == "error"]
        if errors:
            pytest.fail(_text(f"{len(errors)} found, {self.outcome.examined} examined", errors), pytrace=False)

    def _put_by(self, text: str) -> None:
        self.add_report_section("call", _ASIDE, text)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where the package is, and the heading of a failure."""
        report, outcome = self.parent.report, self.outcome
        statement = f": {outcome.statement}" if outcome.statement else ""
        return self.parent.place, 0, printable(f"{outcome.id} ({report.name} {report.version}){statement}")


def _text(head: str, findings: Sequence[Finding]) -> str:
    """Return the findings under a head, a line each; a hint that all of them share comes once, at the end."""
    shared = {each.hint for each in findings} if len(findings) > 1 else set()
    lines = [f"{each.place}: {each.said if len(shared) == 1 else each.advised}" for each in findings[:_LISTED]]
    if findings[_LISTED:]:
        lines.append(f"and {len(findings) - _LISTED} more; casedata validate --format json has all")
    if len(shared) == 1:
        lines += [f"hint: {printable(hint)}" for hint in shared if hint]
    return "\n  ".join([head, *lines])
