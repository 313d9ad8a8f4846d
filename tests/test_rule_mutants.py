"""Each small change of the query of a rule is noticed: by a fault, a near miss, or a package that is valid."""

from collections.abc import Iterator

import pytest

from casedata.rules import QueryRule, bundled_rules
from casedata.rules.faults import Bench
from fired import pool
from packages import published
from rule_mutants import bench_of, mutants, survivors

ALIKE: dict[str, dict[str, str]] = {}
"""Mutants that find the same rows in every package, by rule, each with the reason."""


@pytest.fixture(scope="module")
def benches() -> Iterator[list[Bench]]:
    """The published case, and generated ones."""
    package, rows = published()
    tables = {name: table for name, table in package.tables.items() if name in pool()[0]}
    found = [bench_of(tables, some) for some in (rows, *pool()[:3])]
    yield found
    for bench in found:
        bench.close()


@pytest.mark.parametrize("rule", bundled_rules(), ids=lambda rule: rule.id)
def test_every_mutant_of_a_rule_is_noticed(rule: QueryRule, benches: list[Bench]) -> None:
    number, left = survivors(rule, benches)
    assert number > 0 or "matches(" in rule.query, "nothing to change"
    assert left.keys() - ALIKE.get(rule.id, {}).keys() == set()


def test_mutants_are_the_changes_that_are_promised(benches: list[Bench]) -> None:
    query = "select event_id as id, null as field, 'x' as message from events where start_latest < end_earliest and kind in ('a', 'b') and not exists (select 1 from roles where roles.event_id = events.event_id)"  # noqa: E501
    found = {what.partition(" #")[0] for what in mutants(benches[0].connection, query)}
    assert found >= {
        "COMPARE_LESSTHAN to COMPARE_LESSTHANOREQUALTO", "COMPARE_LESSTHAN to COMPARE_GREATERTHAN",
        "CONJUNCTION_AND to CONJUNCTION_OR", "drop 0 of CONJUNCTION_AND", "drop 1 of CONJUNCTION_AND", "drop not",
        "drop 1 of in", "COMPARE_EQUAL to COMPARE_NOTEQUAL",
    }  # fmt: skip
