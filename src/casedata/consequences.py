"""Findings that only follow from another one: a rule that read a cell of which the schema already says it is wrong.

They are told with the finding that they follow from, by the names of their rules, and counted; not as findings.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from casedata.report import Finding
from casedata.rules import CELLS, QueryRule, Rule, words_of
from casedata.schema import Table

_CAUSES = ("STR-", "DAT-edtf", "KEY-foreign")
_NEVER = ("PRV", "TXT")
"""Families of rules that look at the text of a cell itself, whatever its form."""

_ALIAS = re.compile(r"\bas\s+[a-z0-9_]+", re.IGNORECASE)

_Places = dict[tuple[str, str], dict[str, int]]
"""The columns that are wrong in a row, by table and identifier, each with the place of its finding."""


def fold(
    findings: Sequence[Finding], rules: Iterable[Rule], tables: Mapping[str, Table]
) -> tuple[list[Finding], Counter[str]]:
    """Put each finding that follows from another with that one; return the rest, and how many there were of each rule.

    It follows if its rule reads the column that is wrong, in its own row, in the row of another table that its cell
    names, or in one that it is about.
    """
    wrong: _Places = defaultdict(dict)
    for place, each in enumerate(findings):
        if each.id is not None and each.field is not None and each.rule.startswith(_CAUSES):
            wrong[each.table, each.id].setdefault(each.field, place)
    if not wrong:
        return list(findings), Counter()
    by_id = {rule.id: rule for rule in rules}
    read = {name: _read(by_id[name]) for name in {each.rule for each in findings} & by_id.keys()}
    kept: list[tuple[int, Finding]] = []
    after: dict[int, dict[str, None]] = defaultdict(dict)
    folded: Counter[str] = Counter()
    for place, each in enumerate(findings):
        is_cause = each.rule.startswith((*_CAUSES, "KEY-"))
        cause = None if is_cause else _cause(each, wrong, read.get(each.rule, set()), tables)
        if cause is None:
            kept.append((place, each))
        else:
            after[cause][each.rule] = None
            folded[each.rule] += 1
    return [replace(each, consequences=tuple(after[place])) for place, each in kept], folded


def _read(rule: Rule) -> set[str]:
    """Return the words of a rule's queries, among them the columns that it reads; not the names that it gives."""
    if not isinstance(rule, QueryRule) or rule.over == CELLS or rule.family in _NEVER:
        return set()
    return words_of([replace(rule, query=_ALIAS.sub(" ", rule.query), examined=None, undetermined=None)])


def _cause(finding: Finding, wrong: _Places, words: set[str], tables: Mapping[str, Table]) -> int | None:
    """Return the place of the finding from which this one follows."""
    own = wrong.get((finding.table, finding.id or ""), {})
    if finding.field in own and finding.rule[:3] not in _NEVER:
        return own[finding.field or ""]
    near = [own, *_named(finding, wrong, tables)]
    near += [columns for (_, row), columns in wrong.items() if row in finding.related]
    return next((place for columns in near for field, place in columns.items() if field in words), None)


def _named(finding: Finding, wrong: _Places, tables: Mapping[str, Table]) -> Iterator[dict[str, int]]:
    """Yield what is wrong in the row to which the cell of a finding refers."""
    keys = tables[finding.table].foreign_keys if finding.table in tables else ()
    yield from (wrong.get((key.table, finding.value or ""), {}) for key in keys if key.field == finding.field)
