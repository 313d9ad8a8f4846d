"""Findings that only follow from another one: a rule that read a cell of which the schema already says it is wrong.

They are told with the finding that they follow from, by the names of their rules, and counted; not as findings.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from casedata.report import Finding
from casedata.rules import Rule, words_of

_CAUSES = ("STR-", "DAT-edtf", "KEY-")


def fold(findings: Sequence[Finding], rules: Iterable[Rule]) -> tuple[list[Finding], Counter[str]]:
    """Put each finding that follows from another with that one; return the rest, and how many there were of each rule.

    It follows if its rule reads the column that is wrong, in its own row, in one that its cell names, or in one that it
    is about.
    """
    wrong: dict[str, dict[str, int]] = defaultdict(dict)
    for place, each in enumerate(findings):
        if each.id is not None and each.field is not None and each.rule.startswith(_CAUSES):
            wrong[each.id].setdefault(each.field, place)
    if not wrong:
        return list(findings), Counter()
    by_id = {rule.id: rule for rule in rules}
    read = {name: words_of([by_id[name]]) for name in {each.rule for each in findings} & by_id.keys()}
    kept: list[tuple[int, Finding]] = []
    after: dict[int, dict[str, None]] = defaultdict(dict)
    folded: Counter[str] = Counter()
    for place, each in enumerate(findings):
        cause = None if each.rule.startswith(_CAUSES) else _cause(each, wrong, read.get(each.rule, set()))
        if cause is None:
            kept.append((place, each))
        else:
            after[cause][each.rule] = None
            folded[each.rule] += 1
    return [replace(each, consequences=tuple(after[place])) for place, each in kept], folded


def _cause(finding: Finding, wrong: dict[str, dict[str, int]], words: set[str]) -> int | None:
    """Return the place of the finding from which this one follows."""
    for row in (finding.id, finding.value, *finding.related):
        for field, place in wrong.get(row or "", {}).items():
            if field in words or (row == finding.id and field == finding.field):
                return place
    return None
