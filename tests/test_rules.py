"""Every rule is shown its fault: it fires, at the right row and column, and nothing else does but what it declares."""

from collections.abc import Iterator

import pytest

from casedata.rules import Rule, bundled_rules, check_portable, schema_rules
from casedata.rules.faults import Bench, try_rule
from casedata.tables import connect
from packages import published

PACKAGE, ROWS = published()
TABLES = PACKAGE.tables
FILES = bundled_rules()
RULES: list[Rule] = [*schema_rules(TABLES), *FILES]


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    """The published case, loaded once."""
    found = Bench(TABLES, {name: [list(row.values()) for row in rows] for name, rows in ROWS.items()}, RULES)
    yield found
    found.close()


@pytest.mark.parametrize("rule", FILES, ids=lambda rule: rule.id)
def test_a_rule_keeps_to_the_portable_subset(rule: Rule) -> None:
    with connect() as connection:
        check_portable(connection, rule)  # type: ignore[arg-type] # all of FILES are QueryRule


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_catches_its_faults_and_lets_near_misses_pass(rule: Rule, bench: Bench) -> None:
    trials = list(try_rule(bench, rule, RULES))
    assert rule.faults
    assert [trial for trial in trials if not trial.ok] == []
