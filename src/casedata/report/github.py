"""The report as annotations: workflow commands that GitHub shows beside the lines of a pull request.

Syntax and escapes are those of the runner of GitHub Actions: `::error file=...,line=...,title=...::message`.
"""

from collections import Counter
from collections.abc import Iterator

from casedata.report.model import Finding, Outcome
from casedata.report.sections import compared, sections
from casedata.report.summary import summary, waived_lines
from casedata.report.wording import printable

_SHOWN = 10
"""How many annotations of a kind GitHub shows for one step of a job."""

_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}


def to_github(report: Outcome) -> str:
    """Return a workflow command for each finding, errors first, and one with the summary as the last line.

    Of each severity the first finding of every rule comes before the second of any, and those on sizes and digests come
    last, so that the few annotations that GitHub shows tell of as many rules as they can.
    """
    seen: Counter[str] = Counter()
    turns = []
    for finding in report.findings:
        turns.append((finding.severity != "error", bool(compared(finding.rule)), seen[finding.rule], finding))
        seen[finding.rule] += 1
    ordered = sorted(turns, key=lambda turn: turn[:3])
    return "".join(f"{line}\n" for line in (*(_annotation(finding) for *_, finding in ordered), _notice(report)))


def _annotation(finding: Finding) -> str:
    properties = {
        "file": printable(finding.file),
        "line": "" if finding.line is None else str(finding.line),
        "col": "" if finding.column is None else str(finding.column),
        "title": printable(finding.rule),
    }
    where = " ".join(printable(part) for part in (finding.id, finding.field) if part)
    message = f"{where}: {finding.said}" if where else finding.said
    return _command(finding.severity, properties, f"{message}\n{printable(finding.hint)}" if finding.hint else message)


def _notice(report: Outcome) -> str:
    return _command("notice", {}, "\n".join(_told(report)))


def _told(report: Outcome) -> Iterator[str]:
    yield from summary(report)
    yield from waived_lines(sections(report))
    if max(report.counts["errors"], report.counts["warnings"]) > _SHOWN:
        yield f"GitHub shows at most {_SHOWN} errors and {_SHOWN} warnings of a step; the log has all"


def _command(kind: str, properties: dict[str, str], message: str) -> str:
    given = ",".join(f"{name}={_escaped(value, _PROPERTY)}" for name, value in properties.items() if value)
    return f"::{kind}{' ' if given else ''}{given}::{_escaped(message, _DATA)}"


def _escaped(text: str, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(char, char) for char in text)
