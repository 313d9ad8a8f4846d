"""The report for programs: JSON, with the members that docs/reports.md describes."""

import json
import re
from dataclasses import asdict
from typing import Any

from casedata.report.model import Finding, Outcome

_BEYOND_ASCII = re.compile(r"[^\n -~]")


def members(report: Outcome) -> dict[str, Any]:
    """Return the report as plain values, in the order of the JSON document."""
    return {
        "ok": report.ok,
        "package": {"name": report.name, "version": report.version},
        "rules": [
            {
                "id": rule.id,
                "over": rule.over,
                "examined": rule.examined,
                "state": rule.state,
                "findings": rule.findings,
                "undetermined": rule.undetermined,
                "waived": rule.waived,
                "folded": rule.folded,
            }
            for rule in report.rules
        ],
        "findings": [_finding(finding) for finding in report.findings],
        "counts": report.counts,
        "waived": [
            {**_finding(waived.finding), "reason": waived.reason, "decided_on": waived.decided_on}
            for waived in report.waived
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {**asdict(finding), "related": list(finding.related), "consequences": list(finding.consequences)}


def written(document: dict[str, Any]) -> str:
    """Return a JSON document; characters that could steer a terminal are written as escapes."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return _BEYOND_ASCII.sub(lambda char: char[0] if char[0].isprintable() else json.dumps(char[0])[1:-1], text) + "\n"


def to_json(report: Outcome) -> str:
    """Return the report as JSON; characters that could steer a terminal are written as escapes."""
    return written(members(report))
