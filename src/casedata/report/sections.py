"""A report rule by rule: each with its findings and with those that are waived, for the formats that group them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from casedata.report.model import Finding, Outcome, RuleOutcome, Waived
from casedata.report.wording import counted

_COMPARED = {"STR-bytes": "size", "STR-hash": "digest"}


def compared(rule: str) -> str:
    """Return what a rule compares between a file and the descriptor: `size`, `digest`, or nothing.

    Everyone who edits a table breaks these rules, so what they find is told last.
    """
    return _COMPARED.get(rule.partition(".")[0], "")


@dataclass(frozen=True, slots=True)
class Section:
    """One rule and what was found by it."""

    rule: RuleOutcome
    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...]

    @property
    def severity(self) -> str:
        """The worst severity of its findings."""
        return "error" if any(finding.severity == "error" for finding in self.findings) else "warning"


def sections(report: Outcome) -> list[Section]:
    """Return a section for each rule, in the order of the rules; a finding of a rule not among them gets one too."""
    outcomes = {rule.id: rule for rule in report.rules}
    findings, waived = defaultdict[str, list[Finding]](list), defaultdict[str, list[Waived]](list)
    for finding in report.findings:
        findings[finding.rule].append(finding)
    for each in report.waived:
        waived[each.finding.rule].append(each)
    for finding in (*report.findings, *(each.finding for each in report.waived)):
        outcomes.setdefault(finding.rule, RuleOutcome(finding.rule, finding.table, 0, 0, severity=finding.severity))
    return [Section(rule, tuple(findings[name]), tuple(waived[name])) for name, rule in outcomes.items()]


def broken(shown: Iterable[Section]) -> list[Section]:
    """Return the sections with findings: those with errors first, those on sizes and digests last."""
    return sorted(
        (each for each in shown if each.findings), key=lambda each: (bool(compared(each.rule.id)), each.severity)
    )


def tally(findings: Iterable[Finding]) -> str:
    """Return how many findings there are of each severity, as in `2 errors, 1 warning`."""
    severities = [finding.severity for finding in findings]
    counts = ((noun, severities.count(noun)) for noun in ("error", "warning"))
    return ", ".join(counted(count, noun) for noun, count in counts if count)
