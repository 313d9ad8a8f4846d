"""What a validation found, as values, as text for people, as JSON for programs.

How things are found is left to `casedata.validation`; colour and width to the command line.
"""

import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, Literal

from casedata.errors import InvalidPackageError

if TYPE_CHECKING:
    import pandas as pd

Severity = Literal["error", "warning"]
State = Literal["held", "broken", "not_run"]

_BEYOND_ASCII = re.compile(r"[^\n -~]")
_UNREADABLE = ("STR-csv.", "STR-header.")
"""The rules that no other rule over a table is asked after, if the table's file breaks them."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault in one place.

    `line` is the physical line of the file (from 1) on which the row begins, None for the file as a whole; `id` is the
    identifier of the row; `field` is None for the whole row; `message` says what was found, `hint` what was wanted or
    what to do; `related` are identifiers of other rows that it concerns.
    """

    rule: str
    severity: Severity
    table: str
    file: str
    line: int | None
    id: str | None
    field: str | None
    value: str | None
    message: str
    hint: str
    related: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where it is: file, line, row, column."""
        line = self.file if self.line is None else f"{self.file}:{self.line}"
        return " ".join(printable(part) for part in (line, self.id, self.field) if part)


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """What became of one rule: the table it is over, how much it examined, and the number of its findings."""

    id: str
    over: str
    examined: int
    findings: int

    @property
    def state(self) -> State:
        """Whether the rule held; a rule that examined nothing did not run."""
        if self.findings:
            return "broken"
        return "held" if self.examined else "not_run"


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a validation: every rule, and every finding in the order of the rules."""

    name: str
    version: str
    rules: tuple[RuleOutcome, ...]
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether there is no error."""
        return not any(finding.severity == "error" for finding in self.findings)

    @property
    def counts(self) -> dict[str, int]:
        """The numbers of errors, of warnings, and of comparisons of dates that have no answer."""
        errors = sum(finding.severity == "error" for finding in self.findings)
        return {"errors": errors, "warnings": len(self.findings) - errors, "undetermined": 0}

    def require(self) -> None:
        """Raise InvalidPackageError, which tells the first error, unless the package is valid."""
        for finding in self.findings:
            if finding.severity == "error":
                raise InvalidPackageError(
                    f"{self.name}: {_number(self.counts['errors'], 'error')}, the first in {finding.place}: "
                    f"{_said(finding)}; {printable(finding.hint)}"
                )

    def to_text(self, limit: int = 5) -> str:
        """Return the report for people: a summary, then each broken rule with at most `limit` of its findings."""
        lines = [*self._summary()]
        for rule, found in itertools.groupby(self.findings, key=lambda finding: finding.rule):
            lines += ["", *_group(rule, list(found), limit)]
        return "\n".join(lines) + "\n"

    def _summary(self) -> Iterator[str]:
        states = [rule.state for rule in self.rules]
        errors, warnings = self.counts["errors"], self.counts["warnings"]
        verdict = "valid" if self.ok else "not valid"
        yield f"{self.name} {self.version}: {verdict}; {_number(errors, 'error')}, {_number(warnings, 'warning')}"
        yield f"rules: {states.count('held')} held, {states.count('broken')} broken, {states.count('not_run')} not run"
        unread = {finding.table: finding.file for finding in self.findings if finding.rule.startswith(_UNREADABLE)}
        for table, file in unread.items():
            yield f"not run: the rules over {table}, because {printable(file)} cannot be read"
        idle = [rule.id for rule in self.rules if rule.state == "not_run" and rule.over not in unread]
        if idle:
            more = f" and {len(idle) - 3} more" if len(idle) > 3 else ""
            yield f"not run, with nothing to examine: {', '.join(idle[:3])}{more}"

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain values; the members are those of `to_json`."""
        return {
            "ok": self.ok,
            "package": {"name": self.name, "version": self.version},
            "rules": [
                {"id": rule.id, "over": rule.over, "examined": rule.examined, "state": rule.state,
                 "findings": rule.findings}
                for rule in self.rules
            ],
            "findings": [{**asdict(finding), "related": list(finding.related)} for finding in self.findings],
            "counts": self.counts,
        }  # fmt: skip

    def to_json(self) -> str:
        """Return the report as JSON; characters that could steer a terminal are written as escapes."""
        text = json.dumps(self.to_dict(), ensure_ascii=False, indent=2)
        return (
            _BEYOND_ASCII.sub(lambda char: char[0] if char[0].isprintable() else json.dumps(char[0])[1:-1], text) + "\n"
        )

    def to_frame(self) -> "pd.DataFrame":
        """Return the findings as a pandas DataFrame, one row a finding, columns as the members of `Finding`."""
        import pandas as pd  # noqa: PLC0415 - loaded only when a DataFrame is asked for

        columns = [field.name for field in fields(Finding)]
        return pd.DataFrame([asdict(finding) for finding in self.findings], columns=columns)


def _group(rule: str, found: list[Finding], limit: int) -> Iterator[str]:
    yield f"{rule}: {_number(len(found), found[0].severity)}"
    same_hint = len({finding.hint for finding in found}) == 1
    for finding in found[:limit]:
        yield f"  {finding.place}: {_said(finding)}" + ("" if same_hint else f"; {printable(finding.hint)}")
    if len(found) > limit:
        yield f"  and {len(found) - limit} more"
    if same_hint:
        yield f"  hint: {printable(found[0].hint)}"


def _said(finding: Finding) -> str:
    value = f"“{printable(finding.value, 60)}” " if finding.value else ""
    return value + printable(finding.message)


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")


def printable(text: str, width: int | None = None) -> str:
    r"""Return `text` on one line, safe for a terminal: what cannot be seen is written as an escape, the rest cut off.

    >>> print(printable("red \x1b[31m, next\nline"), printable("Азат Мифтахов", 7))
    red \x1b[31m, next\nline Азат М…
    """
    if width is not None and len(text) > width:
        text = text[: width - 1] + "…"
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
