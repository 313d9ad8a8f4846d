"""The lines that say how a validation went as a whole, for the formats that people read as text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from casedata.report.model import Outcome, RuleOutcome
from casedata.report.sections import Section
from casedata.report.wording import counted, printable

_UNREADABLE = ("STR-csv.", "STR-header.")
"""The rules that no other rule over a table is asked after, if the table's file breaks them."""

_NAMED = 3
"""How many things of a kind are named before the rest is counted."""


def verdict(report: Outcome) -> str:
    """Return the one line that says whether the package is valid, with the numbers of findings."""
    counts = report.counts
    numbers = [counted(counts["errors"], "error"), counted(counts["warnings"], "warning")]
    if report.waived:
        numbers.append(f"{len(report.waived)} waived")
    is_valid = "valid" if report.ok else "not valid"
    return f"{printable(report.name)} {printable(report.version)}: {is_valid}; {', '.join(numbers)}"


def summary(report: Outcome) -> Iterator[str]:
    """Yield the verdict, the states of the rules, what dates leave open, and what was not run and why."""
    yield verdict(report)
    states = [rule.state for rule in report.rules]
    yield f"rules: {states.count('held')} held, {states.count('broken')} broken, {states.count('not_run')} not run"
    open_rules = [rule for rule in report.rules if rule.undetermined]
    if open_rules:
        rows = counted(report.counts["undetermined"], "row")
        names = _named([f"{printable(rule.id)} {rule.undetermined}" for rule in open_rules])
        yield f"undetermined: in {rows} uncertain dates leave the comparison open ({names})"
    yield from _not_run(report)


def _not_run(report: Outcome) -> Iterator[str]:
    unread = unread_files(report)
    if len(unread) == 1:
        ((table, file),) = unread.items()
        yield f"not run: the rules over {printable(table)}, because {printable(file)} cannot be read"
    elif unread:
        files = _named([printable(file) for file in unread.values()])
        yield f"not run: the rules over {counted(len(unread), 'table')} that cannot be read: {files}"
    idle = [printable(rule.id) for rule in report.rules if rule.state == "not_run" and rule.over not in unread]
    if idle:
        why = "with nothing to examine" + (", or looking into what cannot be read" if unread else "")
        yield f"not run, {why}: {_named(idle)}"


def _named(names: Sequence[str]) -> str:
    rest = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")


def unread_files(report: Outcome) -> dict[str, str]:
    """Return the tables whose files cannot be read, with the files."""
    return {finding.table: finding.file for finding in report.findings if finding.rule.startswith(_UNREADABLE)}


def why_not_run(rule: RuleOutcome, unread: Mapping[str, str]) -> str:
    """Return why a rule was not run, where `unread` are the tables whose files cannot be read."""
    if rule.over in unread:
        return f"{printable(unread[rule.over])} cannot be read"
    return "nothing to examine, or it looks into a table that cannot be read" if unread else "nothing to examine"


def waived_lines(shown: Iterable[Section], most: int = 8) -> Iterator[str]:
    """Yield a line for each rule with waived findings, with the first reason; at most `most`, the rest counted."""
    having = [section for section in shown if section.waived]
    for section in having[:most]:
        first = section.waived[0]
        others = len({each.reason for each in section.waived}) - 1
        more = f", and {counted(others, 'other reason')}" if others else ""
        number = counted(len(section.waived), "finding")
        reason = f"{printable(first.reason, 200)} ({printable(first.decided_on)}){more}"
        yield f"waived: {printable(section.rule.id)}, {number}: {reason}"
    rest = having[most:]
    if rest:
        number = counted(sum(len(section.waived) for section in rest), "finding")
        yield f"waived: {number} of {counted(len(rest), 'more rule')}"
