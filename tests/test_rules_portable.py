"""The same rules on another engine: SQLite must find what DuckDB finds, on packages with and without faults."""

import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from datetime import date
from itertools import islice

import pytest

from casedata.loading import quoted
from casedata.rules import QueryRule
from casedata.rules.faults import Bench
from fired import RULES, bench_of, pool

FROM_FILES = [rule for rule in RULES if isinstance(rule, QueryRule)]
Found = set[tuple[object, ...]]


def days_between(first: str | None, last: str | None) -> int | None:
    return None if first is None or last is None else (date.fromisoformat(last) - date.fromisoformat(first)).days


def matches(text: str | None, pattern: str) -> bool | None:
    """Find an RE2 pattern with Python, which writes characters by their numbers in another way."""
    python = re.sub(r"\\x\{(\w+)\}", lambda code: f"\\U{int(code[1], 16):08X}", pattern)
    return None if text is None else re.search(python, text, re.ASCII) is not None


def in_sqlite(bench: Bench) -> sqlite3.Connection:
    """Copy the typed tables, and the cells of free text."""
    other = sqlite3.connect(":memory:")
    other.create_function("days_between", 2, days_between)
    other.create_function("matches", 2, matches)
    other.create_function("nfc", 1, lambda text: text and unicodedata.normalize("NFC", text))
    other.create_function("concat", -1, lambda *parts: "".join("" if part is None else str(part) for part in parts))
    for name in (*bench.tables, "cells"):
        cursor = bench.connection.execute(f"from {quoted(name)}")
        columns = [column[0] for column in cursor.description or ()]
        rows = cursor.fetchall()
        other.execute(f"create table {quoted(name)} ({', '.join(map(quoted, columns))})")
        other.executemany(f"insert into {quoted(name)} values ({', '.join('?' * len(columns))})", rows)
    return other


def queries(rule: QueryRule) -> Iterator[str]:
    for query in (rule.query, rule.examined, rule.undetermined, rule.rows):
        if query is not None:
            columns = "id, field" if query is rule.query else "id"
            yield f"select {columns} from ({query})"


def same(bench: Bench, rules: list[QueryRule]) -> int:
    """Ask both engines, and return the number of rows that they agree on."""
    bench.add_cells()
    agreed = 0
    with in_sqlite(bench) as other:
        for query in (query for rule in rules for query in queries(rule)):
            found: Found = set(bench.connection.execute(query).fetchall())
            assert set(other.execute(query).fetchall()) == found, query
            agreed += len(found)
    other.close()
    return agreed


@pytest.fixture(scope="module")
def benches() -> Iterator[list[Bench]]:
    """The largest of the generated packages."""
    found = [bench_of(rows, FROM_FILES) for rows in pool()[:6]]
    yield found
    for bench in found:
        bench.close()


def test_both_engines_agree_on_valid_packages(benches: list[Bench]) -> None:
    for bench in benches:
        assert same(bench, FROM_FILES) > 0


@pytest.mark.parametrize("rule", FROM_FILES, ids=lambda rule: rule.id)
def test_both_engines_agree_on_the_faults_of_a_rule(rule: QueryRule, benches: list[Bench]) -> None:
    for fault in rule.faults:
        able = ((bench, rows[0]) for bench in benches if (rows := bench.rows_for(rule, fault)))
        for bench, row in islice(able, 3):
            with bench.edited(fault, row, fault.table):
                assert same(bench, [rule]) > 0
