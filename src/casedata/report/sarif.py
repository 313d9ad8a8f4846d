"""The report as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), for code scanning and editors."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

import casedata
from casedata.report.json import written
from casedata.report.model import Finding, Outcome, Waived
from casedata.report.sections import Section, sections
from casedata.report.summary import unread_files, why_not_run
from casedata.report.wording import printable

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_Object = dict[str, Any]


def to_sarif(report: Outcome) -> str:
    """Return the report as a SARIF log of one run; what is waived is a result with a suppression."""
    shown = sections(report)
    places = {section.rule.id: number for number, section in enumerate(shown)}
    seen: Counter[tuple[str | None, ...]] = Counter()
    found = [_result(finding, places, seen) for finding in report.findings]
    waived = [_result(each.finding, places, seen, each) for each in report.waived]
    run: _Object = {
        "tool": {
            "driver": {
                "name": "casedata",
                "version": casedata.__version__,
                "rules": [_descriptor(section) for section in shown],
            }
        },
        "automationDetails": {"id": f"casedata/{quoted(report.name)}/"},
        "invocations": [
            {"executionSuccessful": True, "toolExecutionNotifications": list(_notifications(report, places))}
        ],
        "results": found + waived,
        "properties": {
            "ok": report.ok,
            "package": {"name": report.name, "version": report.version},
            "counts": report.counts,
        },
    }
    return written({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _descriptor(section: Section) -> _Object:
    rule = section.rule
    found = [*section.findings, *(each.finding for each in section.waived)]
    level = found[0].severity if found else rule.severity
    said = _message(rule.statement or rule.id)
    return {
        "id": rule.id,
        # GitHub asks for all three, the standard for none of them.
        "shortDescription": said,
        "fullDescription": said,
        "help": said,
        "defaultConfiguration": {"level": level},
        "properties": {
            "over": rule.over,
            "examined": rule.examined,
            "state": rule.state,
            "undetermined": rule.undetermined,
            "waived": rule.waived,
        },
    }


def _notifications(report: Outcome, places: Mapping[str, int]) -> Iterator[_Object]:
    unread = unread_files(report)
    for rule in report.rules:
        if rule.state == "not_run":
            yield {
                "associatedRule": {"id": rule.id, "index": places[rule.id]},
                "level": "note",
                "message": _message(f"{rule.id} was not run: {why_not_run(rule, unread)}"),
            }


def _result(
    finding: Finding, places: Mapping[str, int], seen: Counter[tuple[str | None, ...]], waived: Waived | None = None
) -> _Object:
    where = " ".join(part for part in (finding.id, finding.field) if part)
    key = (finding.rule, finding.table, finding.id, finding.field)
    seen[key] += 1
    suppression: list[_Object] = []
    if waived is not None:
        decided: _Object = {"decided_on": waived.decided_on}
        suppression = [{"kind": "external", "justification": printable(waived.reason), "properties": decided}]
    return {
        "ruleId": finding.rule,
        "ruleIndex": places[finding.rule],
        "level": finding.severity,
        "message": _message(f"{where}: {finding.advised}" if where else finding.advised),
        "locations": [_location(finding)],
        "partialFingerprints": {"casedataFinding/v1": fingerprint(key, seen[key])},
        "suppressions": suppression,
        "properties": {
            "code": finding.code,
            "value": finding.value,
            "hint": finding.hint,
            "related": list(finding.related),
        },
    }


def _location(finding: Finding) -> _Object:
    physical: _Object = {"artifactLocation": {"uri": quoted(finding.file), "uriBaseId": "%SRCROOT%"}}
    if finding.line is not None:
        column = {} if finding.column is None else {"startColumn": finding.column}
        physical["region"] = {"startLine": finding.line, **column}
    parts = [finding.table, finding.id, finding.field]
    while parts[-1] is None:
        parts.pop()
    logical = {
        "name": parts[-1],
        "fullyQualifiedName": "/".join(part or "" for part in parts),
        "kind": ("table", "row", "cell")[len(parts) - 1],
    }
    return {"physicalLocation": physical, "logicalLocations": [logical]}


def fingerprint(key: tuple[str | None, ...], number: int) -> str:
    """Return what names a finding in later reports too: a digest of rule, table, row and column.

    Where one rule has several findings there, the second and later ones are told apart by their number.
    """
    parts = key if number == 1 else (*key, number)
    return hashlib.sha256(json.dumps(parts).encode("ascii")).hexdigest()


def quoted(path: str) -> str:
    """Return a relative path as a relative URI reference (RFC 3986)."""
    return quote(path.encode("utf-8", "surrogatepass"), safe="/")


def _message(text: str) -> _Object:
    """Make a plain text message: braces would be placeholders (3.11.5), brackets and parenthesis a link (3.11.6)."""
    plain = printable(text).replace("{", "{{").replace("}", "}}").replace("](", "] (")
    return {"text": plain}
