"""The report as one HTML file for people: nothing is loaded, nothing runs, and it prints.

The page is laid out in `report.html.j2` and `report.css` beside this module.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from casedata.report.model import Finding, Outcome, RuleOutcome
from casedata.report.sections import Section, broken, sections, tally
from casedata.report.summary import unread_files, why_not_run
from casedata.report.wording import counted, printable

_LISTED = 200
"""How many findings of a rule are shown before the rest is counted."""

_LONG = 300
"""How many characters of a value are shown."""

_TEMPLATE = Path(__file__).with_name("report.html.j2")

STYLE = Path(__file__).with_name("report.css")
"""The style that all pages share."""

_View = dict[str, Any]


def to_html(report: Outcome) -> str:
    """Return the report as an HTML document; the same report gives the same bytes."""
    return page(_TEMPLATE, STYLE.read_text(encoding="utf-8"), _view(report))


def page(template: Path, style: str, view: Mapping[str, Any]) -> str:
    """Return the HTML document that a template makes of `view`, of `style` and of the digest that allows this style."""
    import jinja2  # noqa: PLC0415 - loaded only when HTML is asked for

    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    source = environment.from_string(template.read_text(encoding="utf-8"))
    return source.render(style=style, digest=_digest(style), **view)


def _digest(style: str) -> str:
    """Return what allows this style, and no other, in the content security policy of the page."""
    return base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")


def _view(report: Outcome) -> _View:
    """Return what the page shows, as text in which everything can be seen."""
    shown = sections(report)
    unread = unread_files(report)
    states = [rule.state for rule in report.rules]
    return {
        "name": printable(report.name),
        "version": printable(report.version),
        "ok": report.ok,
        "numbers": {
            "errors": report.counts["errors"],
            "warnings": report.counts["warnings"],
            "waived": len(report.waived),
            "comparisons left open": report.counts["undetermined"],
            "rules held": states.count("held"),
            "rules broken": states.count("broken"),
            "rules not run": states.count("not_run"),
        },
        "broken": [_broken(section) for section in broken(shown)],
        "waived": [_waived(section) for section in shown if section.waived],
        "undetermined": [_rule(section.rule) for section in shown if section.rule.undetermined],
        "held": [_rule(rule) for rule in report.rules if rule.state == "held"],
        "not_run": [
            _rule(rule) | {"why": why_not_run(rule, unread)} for rule in report.rules if rule.state == "not_run"
        ],
    }


def _rule(rule: RuleOutcome) -> _View:
    return {
        "id": printable(rule.id),
        "statement": printable(rule.statement),
        "over": printable(rule.over),
        "examined": rule.examined,
        "undetermined": rule.undetermined,
    }


def _broken(section: Section) -> _View:
    hints = {finding.hint for finding in section.findings}
    return _rule(section.rule) | {
        "tally": tally(section.findings),
        "severity": section.severity,
        "hint": printable(hints.pop()) if len(hints) == 1 else None,
        "findings": [_finding(finding) for finding in section.findings[:_LISTED]],
        "rest": _rest(section.findings),
    }


def _waived(section: Section) -> _View:
    return _rule(section.rule) | {
        "tally": counted(len(section.waived), "waived finding"),
        "findings": [
            _finding(each.finding) | {"reason": printable(each.reason), "decided_on": printable(each.decided_on)}
            for each in section.waived[:_LISTED]
        ],
        "rest": _rest(section.waived),
    }


def _rest(found: Sequence[object]) -> int:
    return max(len(found) - _LISTED, 0)


def _finding(finding: Finding) -> _View:
    line = "" if finding.line is None else f":{finding.line}"
    return {
        "file": printable(finding.file) + line,
        "id": printable(finding.id or ""),
        "field": printable(finding.field or ""),
        "value": printable(finding.value or "", _LONG),
        "message": printable(finding.message),
        "hint": printable(finding.hint),
        "related": [printable(name) for name in finding.related],
    }
