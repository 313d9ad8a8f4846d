"""Asking rules of the raw tables: how many rows each examined, which rows break it."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from casedata.errors import SchemaError
from casedata.rules.derived import Rule
from casedata.schema import Table
from casedata.tables import quoted


@dataclass(frozen=True, slots=True)
class Violation:
    """A row that breaks a rule: its number from 1, its identifier, the value; the earlier row that has the value."""

    row: int
    id: str
    value: str
    earlier: int | None


def counts(connection: duckdb.DuckDBPyConnection, table: Table, rules: Sequence[Rule]) -> list[tuple[int, int]]:
    """Return for each rule how many rows of `table` it examined and how many broke it, in one scan of the table.

    All the rules are over `table`, and all tables that they need are loaded.

    Raises:
        SchemaError: a condition cannot be asked; only a pattern can be the reason.
    """
    if not rules:
        return []
    examined = list(dict.fromkeys(rule.examines for rule in rules))
    conditions = [*examined, *(f"({rule.examines}) and ({rule.breaks})" for rule in rules)]
    answers = ", ".join(f"count(*) filter (where {condition})" for condition in conditions)
    query = f"select {answers} from {quoted('raw', table.name)} cell"  # noqa: S608 - identifiers are quoted
    try:
        row = connection.execute(query, [value for rule in rules for value in rule.parameters]).fetchone() or ()
    except duckdb.Error as error:
        text = " ".join(str(error).split())
        raise SchemaError(f"schema of {table.name}: a pattern is not a regular expression of RE2: {text}") from error
    by_condition = dict(zip(examined, row, strict=False))
    return [(by_condition[rule.examines], broken) for rule, broken in zip(rules, row[len(examined) :], strict=True)]


def violations(connection: duckdb.DuckDBPyConnection, table: Table, rule: Rule) -> list[Violation]:
    """Return the rows of `table` that break `rule`, in file order."""
    raw, key = quoted("raw", table.name), quoted(table.primary_key)
    query = (
        f"select _row, cell.{key}, {rule.value}, {rule.earlier} from {raw} cell "  # noqa: S608 - identifiers are quoted
        f"where ({rule.examines}) and ({rule.breaks}) order by _row"
    )
    return [Violation(*row) for row in connection.execute(query, list(rule.parameters)).fetchall()]
