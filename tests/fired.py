"""What fires on given rows: findings without files, as sets that can be compared, and a pool of generated packages."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import TypeVar

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casedata.rules import Rule, ask
from casedata.rules.faults import Bench
from casedata.tables import add_dates, add_typed, load_raw
from casedata.testing import Rows, packages, tables
from casedata.testing.faults import all_rules

T = TypeVar("T")
Place = tuple[str, str, str, str | None]
"""Rule, table, identifier of the row, column."""

RULES: list[Rule] = all_rules()


def fired(rows: Rows, rules: Iterable[Rule] = RULES) -> set[Place]:
    """Return the places of all findings."""
    models = tables()
    with load_raw((table, [list(row.values()) for row in rows[name]]) for name, table in models.items()) as connection:
        add_dates(connection, models.values())
        add_typed(connection, models.values())
        answers = list(ask(connection, models, list(rules), examine=False))
    return {(each.rule.id, found.table, found.id, found.field) for each in answers for found in each.violations}


def drawn(strategy: st.SearchStrategy[T], count: int) -> list[T]:
    """Return examples of a strategy, the same each time."""
    found: list[T] = []

    @settings(max_examples=count, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(strategy)
    def collect(example: T) -> None:
        found.append(example)

    collect()
    return found


@cache
def pool(count: int = 40) -> tuple[Rows, ...]:
    """Return generated packages, the largest of many, the same each time."""
    many = drawn(packages(), 6 * count)
    return tuple(sorted(many, key=lambda rows: -sum(map(len, rows.values())))[:count])


def bench_of(rows: Rows, rules: Iterable[Rule] = RULES) -> Bench:
    """Load a package on which faults are tried."""
    return Bench(tables(), {name: [list(row.values()) for row in rows[name]] for name in tables()}, rules)


def changed(rows: Rows, change: Callable[[str, str, str], str]) -> Rows:
    """Return the rows with each cell replaced by `change(table, column, text)`."""
    return {
        name: [{column: change(name, column, text) for column, text in row.items()} for row in some]
        for name, some in rows.items()
    }
