"""Waivers: a package may let single findings stand, with a reason and a day. A waiver that covers nothing is an error.

They are rows of the table `waivers`, if the package has one. Structure and keys cannot be waived, since all else rests
on them, nor can withheld names.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from casedata.report import Finding, RuleOutcome, Waived

WAIVERS = "waivers"
_COLUMNS = ("waiver_id", "rule", "row_id", "reason", "decided_on")
_NEVER = ("STR-", "KEY-", "DAT-edtf", "PRV-withheld", "WAV-")


@dataclass(frozen=True, slots=True)
class Waiver:
    """One row of the table: it covers the findings of a rule at a row; `line` is where it stands in `file`."""

    id: str
    rule: str
    row: str
    reason: str
    decided_on: str
    file: str
    line: int

    def covers(self, finding: Finding) -> bool:
        """Whether it lets a finding stand."""
        return (self.rule, self.row) == (finding.rule, finding.id) and not self.rule.startswith(_NEVER)


def read_waivers(columns: Collection[str], rows: Iterable[tuple[int, Mapping[str, str]]], file: str) -> list[Waiver]:
    """Return the waivers of a table with these columns, from its rows and the lines on which they stand."""
    if not set(_COLUMNS) <= set(columns):
        return []
    return [
        Waiver(row["waiver_id"], row["rule"], row["row_id"], row["reason"], row["decided_on"], file, line)
        for line, row in rows
    ]


def waive(findings: Iterable[Finding], waivers: Collection[Waiver]) -> tuple[list[Finding], list[Waived]]:
    """Return the findings that stay, and those that a waiver covers."""
    kept, waived = [], []
    for finding in findings:
        waiver = next((waiver for waiver in waivers if waiver.covers(finding)), None)
        if waiver is None:
            kept.append(finding)
        else:
            waived.append(Waived(finding, waiver.reason, waiver.decided_on))
    return kept, waived


def stale(
    waivers: Collection[Waiver], waived: Iterable[Waived], outcomes: Iterable[RuleOutcome]
) -> tuple[RuleOutcome, list[Finding]]:
    """Return the outcome of the rule that each waiver covers a finding, and its findings.

    A waiver of a rule that could not be asked is not held against it.
    """
    states = {outcome.id: outcome.state for outcome in outcomes}
    used = {(each.finding.rule, each.finding.id) for each in waived}
    findings = [
        Finding(
            "WAV-stale",
            "error",
            WAIVERS,
            waiver.file,
            waiver.line,
            waiver.id,
            field,
            value,
            message,
            hint,
            code="WAV-stale",
        )
        for waiver in waivers
        if (waiver.rule, waiver.row) not in used
        for field, value, message, hint in _faults(waiver, states)
    ]
    statement = "each waiver covers a finding"
    return RuleOutcome("WAV-stale", WAIVERS, len(waivers), len(findings), statement=statement), findings


def _faults(waiver: Waiver, states: Mapping[str, str]) -> Iterator[tuple[str, str, str, str]]:
    if waiver.rule.startswith(_NEVER):
        yield "rule", waiver.rule, "cannot be waived", "correct the data; structure, keys and dates have to hold"
    elif waiver.rule not in states:
        yield "rule", waiver.rule, "is no rule of this package", "see casedata rules for the ids"
    elif states[waiver.rule] != "not_run":
        yield "row_id", waiver.row, f"is not found by {waiver.rule} any more", "remove the waiver"
