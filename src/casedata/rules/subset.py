"""The SQL that a rule may use: what DuckDB, SQLite and Spark understand alike.

A query is read by DuckDB's parser and its tree is walked; edits, whose trees that parser does not give away, are looked
at as text. `docs/rules.md` prints the list of functions that stands here.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import duckdb

from casedata.errors import RuleError
from casedata.rules.rule import QueryRule

FUNCTIONS = frozenset(
    {
        "concat", "coalesce", "nullif", "lower", "upper", "length", "replace", "substr", "trim", "count", "count_star",
        "min", "max", "sum", "row_number", "lag", "lead", "days_between", "matches", "nfc", "+", "-", "*",
    }
)  # fmt: skip
"""The functions and operators that a rule may call; `days_between`, `matches` and `nfc` are casedata's own."""

_CLASSES = frozenset(
    {
        "COLUMN_REF", "CONSTANT", "FUNCTION", "COMPARISON", "CONJUNCTION", "OPERATOR", "SUBQUERY", "CASE", "BETWEEN",
        "WINDOW", "STAR", "PARAMETER",
    }
)  # fmt: skip
_OPERATORS = frozenset(
    {
        "OPERATOR_IS_NULL", "OPERATOR_IS_NOT_NULL", "OPERATOR_NOT", "OPERATOR_COALESCE", "COMPARE_IN", "COMPARE_NOT_IN",
        "OPERATOR_NULLIF",
    }
)  # fmt: skip
_COMPARISONS = frozenset(
    {
        "COMPARE_EQUAL", "COMPARE_NOTEQUAL", "COMPARE_LESSTHAN", "COMPARE_GREATERTHAN", "COMPARE_LESSTHANOREQUALTO",
        "COMPARE_GREATERTHANOREQUALTO",
    }
)  # fmt: skip
_MODIFIERS = frozenset({"DISTINCT_MODIFIER"})
_JOINS = frozenset({"INNER", "LEFT"})
_CALL = re.compile(r"\b([a-z_]+) *\(", re.IGNORECASE)
_STRING = re.compile(r"'(?:[^']|'')*'")
_WORDS_BEFORE_PARENTHESIS = frozenset(
    {"from", "join", "in", "values", "exists", "and", "or", "not", "on", "where", "as", "select"}
)
_EDIT = re.compile(r"(?:insert into (?P<into>[a-z_]+) \(|update [a-z_]+ set |delete from [a-z_]+\b)")
_BARRED = re.compile(r"::|\|\||\b(?:like|ilike|cast|limit|returning|date '|interval)\b", re.IGNORECASE)


def check_portable(connection: duckdb.DuckDBPyConnection, rule: QueryRule) -> None:
    """Check that a rule keeps to the subset.

    Raises:
        RuleError: it does not; the message names the section, what was found and what to write instead.
    """
    for section, query in (
        ("query", rule.query),
        ("examined", rule.examined),
        ("undetermined", rule.undetermined),
        ("rows", rule.rows),
    ):
        if query is not None:
            for fault in _faults_of_query(connection, query):
                raise RuleError(f"{rule.id}, {section}: {fault}")
    for edit in (*rule.faults, *rule.near_misses):
        for statement in edit.statements:
            for fault in _faults_of_edit(statement):
                raise RuleError(f"{rule.id}, fault or near miss: {fault}")


def _faults_of_query(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[str]:
    row = connection.execute("select json_serialize_sql(?)", [query]).fetchone()
    try:
        tree: dict[str, Any] = json.loads(row[0]) if row else {"error": True}
        faults = [] if tree["error"] else [fault for each in tree["statements"] for fault in _faults_of_tree(each)]
    except RecursionError:
        yield "too deep; write it flatter"
        return
    if tree["error"]:
        yield f"not one SELECT: {' '.join(str(tree.get('error_message')).split())}"
    elif len(tree["statements"]) != 1:
        yield "more than one statement; write one SELECT"
    else:
        yield from faults


def _faults_of_tree(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _faults_of_tree(item)
    elif isinstance(node, dict):
        yield from _faults_of_node(node)
        for item in node.values():
            yield from _faults_of_tree(item)


def _faults_of_node(node: dict[str, Any]) -> Iterator[str]:
    kind, of = node.get("class"), str(node.get("type"))
    for modifier in node.get("modifiers", []):
        if modifier["type"] not in _MODIFIERS:
            name = modifier["type"].removesuffix("_MODIFIER").lower()
            yield f"{name} is not in the subset; findings are sorted by row"
    if kind is not None:
        yield from _faults_of_expression(node, kind, of)
    elif of == "TABLE_FUNCTION":
        yield "a table function; ask the tables only"
    elif of == "RECURSIVE_CTE_NODE":
        yield "a recursive query is not in the subset"
    elif of == "JOIN" and node.get("join_type") not in _JOINS:
        yield f"a {str(node.get('join_type')).lower()} join is not in the subset; use join or left join"


def _faults_of_expression(node: dict[str, Any], kind: str, of: str) -> Iterator[str]:
    if kind == "CAST":
        yield "a cast, or a literal of another type; compare texts with texts and numbers with numbers"
    elif kind not in _CLASSES:
        yield f"{of} is not in the subset"
    elif kind == "OPERATOR" and of not in _OPERATORS:
        yield f"the operator {of} is not in the subset"
    elif kind == "COMPARISON" and of not in _COMPARISONS:
        yield f"the comparison {of} is not in the subset; write out the case of a blank"
    elif kind in {"FUNCTION", "WINDOW"} and node.get("function_name") not in FUNCTIONS:
        name, known = node.get("function_name"), ", ".join(sorted(FUNCTIONS))
        yield f"the function {name} is not in the subset; use one of {known}"


def _faults_of_edit(statement: str) -> Iterator[str]:
    bare = _STRING.sub("''", statement)
    text = " ".join(bare.split())
    if _EDIT.match(text) is None:
        yield f"{text[:40]!r} is no edit; write update ... set, insert into table (columns), or delete from"
    for found in _BARRED.finditer(text):
        yield f"{found[0]!r} is not in the subset"
    for name in _CALL.findall(re.sub(r"insert into [a-z_]+ *\(", "", text)):
        if name.lower() not in FUNCTIONS | _WORDS_BEFORE_PARENTHESIS:
            yield f"the function {name} is not in the subset"
