"""The report for a terminal: the summary, then the findings, grouped by rule and counted; never a wall.

Colour and width are left to the command line.
"""

from collections.abc import Iterator, Sequence

from casedata.report.model import Finding, Outcome, RuleOutcome
from casedata.report.sections import Section, broken, compared, sections, tally
from casedata.report.summary import summary, waived_lines
from casedata.report.wording import counted, printable

LINES = 60
"""About how many lines the text has at most."""

_FILES = 10
"""How many files that differ from the descriptor are named at most."""

_Group = tuple[RuleOutcome, Sequence[Finding]]


def to_text(report: Outcome, limit: int = 5) -> str:
    """Return the report for people: a summary, then the broken rules with at most `limit` findings each.

    Errors come first. Where the findings would take more than about 60 lines, fewer of each rule are shown, then fewer
    rules, and the rest is counted.
    """
    shown = sections(report)
    groups, edited = _groups(shown)
    top, last, waived = list(summary(report)), list(_edited_files(edited, limit)), list(waived_lines(shown))
    blocks, left = _fitted(groups, limit, LINES - len(top) - len(last) - len(waived))
    lines = [*top, *(line for block in blocks for line in ("", *block))]
    if left:
        rules, findings = counted(len(left), "more rule"), counted(sum(len(found) for _, found in left), "finding")
        lines += ["", f"and {rules} with {findings}; all of them: --format json"]
    for block in (last, waived):
        lines += ["", *block] if block else []
    return "\n".join(lines) + "\n"


def _groups(shown: Sequence[Section]) -> tuple[list[_Group], list[Finding]]:
    """Return the findings by rule in the order of showing, and those on files of which other findings tell enough."""
    others = {each.file for section in shown for each in section.findings if not compared(each.rule)}
    groups: list[_Group] = []
    edited: list[Finding] = []
    for section in broken(shown):
        if compared(section.rule.id):
            edited += [each for each in section.findings if each.file in others]
            found = [each for each in section.findings if each.file not in others]
        else:
            found = list(section.findings)
        if found:
            groups.append((section.rule, found))
    return groups, edited


def _edited_files(edited: Sequence[Finding], limit: int) -> Iterator[str]:
    differing: dict[str, dict[str, None]] = {}
    for each in edited:
        differing.setdefault(printable(each.file), {})[compared(each.rule)] = None
    most = min(max(limit, 1), _FILES)
    for file, parts in list(differing.items())[:most]:
        verb = "differ" if len(parts) > 1 else "differs"
        yield (
            f"{file}: {' and '.join(parts)} {verb} from the descriptor; run casedata build if it was changed on purpose"
        )
    rest = len(differing) - most
    if rest > 0:
        yield f"and {counted(rest, 'more file')} that differ from the descriptor"


def _fitted(groups: Sequence[_Group], limit: int, room: int) -> tuple[list[list[str]], Sequence[_Group]]:
    """Return the blocks of lines that fit into the room, one at least, and the groups that are left out."""
    most = max((len(found) for _, found in groups), default=0)
    for size in range(min(limit, most, max(room, 1)), 0, -1):
        blocks = [list(_block(rule, found, size)) for rule, found in groups]
        if sum(len(block) + 1 for block in blocks) <= room:
            return blocks, []
    fitting: list[list[str]] = []
    for rule, found in groups:
        block = list(_block(rule, found, min(limit, 1)))
        if fitting and sum(len(each) + 1 for each in (*fitting, block)) > room:
            break
        fitting.append(block)
    return fitting, groups[len(fitting) :]


def _block(rule: RuleOutcome, found: Sequence[Finding], limit: int) -> Iterator[str]:
    explains_itself = "." in rule.id or not rule.statement
    statement = "" if explains_itself else f" — {printable(rule.statement)}"
    count = max(rule.findings, len(found))
    told = tally(found) if count == len(found) else counted(count, rule.severity)
    yield f"{printable(rule.id)}: {told}{statement}"
    same_hint = len({finding.hint for finding in found}) == 1
    for finding in found[:limit]:
        yield f"  {finding.place}: {finding.said if same_hint else finding.advised}"
    if count > min(limit, len(found)):
        yield f"  and {count - min(limit, len(found))} more"
    if same_hint and found[0].hint:
        yield f"  hint: {printable(found[0].hint)}"
