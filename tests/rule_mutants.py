"""Mutants of the queries of rules, and what notices them: the faults, the near misses, and packages that are valid.

A query is read into DuckDB's tree, changed in one place, and written back. `python tests/rule_mutants.py` prints the
score and the survivors.
"""

import copy
import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import duckdb

from casedata.rules import CELLS, Edit, Fault, QueryRule, bundled_rules, schema_rules
from casedata.rules.faults import Bench
from casedata.schema import Table
from fired import pool
from packages import Rows, published

Path = tuple[str | int, ...]
Places = set[tuple[str, str | None]]

COMPARISONS = {
    "COMPARE_LESSTHAN": ("COMPARE_LESSTHANOREQUALTO", "COMPARE_GREATERTHAN"),
    "COMPARE_GREATERTHAN": ("COMPARE_GREATERTHANOREQUALTO", "COMPARE_LESSTHAN"),
    "COMPARE_LESSTHANOREQUALTO": ("COMPARE_LESSTHAN", "COMPARE_GREATERTHANOREQUALTO"),
    "COMPARE_GREATERTHANOREQUALTO": ("COMPARE_GREATERTHAN", "COMPARE_LESSTHANOREQUALTO"),
    "COMPARE_EQUAL": ("COMPARE_NOTEQUAL",),
    "COMPARE_NOTEQUAL": ("COMPARE_EQUAL",),
    "CONJUNCTION_AND": ("CONJUNCTION_OR",),
    "CONJUNCTION_OR": ("CONJUNCTION_AND",),
    "OPERATOR_IS_NULL": ("OPERATOR_IS_NOT_NULL",),
    "OPERATOR_IS_NOT_NULL": ("OPERATOR_IS_NULL",),
    "COMPARE_IN": ("COMPARE_NOT_IN",),
    "COMPARE_NOT_IN": ("COMPARE_IN",),
}
SAID_ONLY = {"message", "related"}
"""Columns of a query whose expressions are only said; a mutant in them changes no finding's place."""


def mutants(connection: duckdb.DuckDBPyConnection, query: str) -> dict[str, str]:
    """Return the mutants of a query: SQL by a description of the change."""
    tree = json.loads(connection.execute("select json_serialize_sql(?)", [query]).fetchall()[0][0])
    found: dict[str, str] = {}
    for what, path, changed in _changes(tree, ()):
        mutant = copy.deepcopy(tree)
        _put(mutant, path, changed)
        sql = connection.execute("select json_deserialize_sql(?)", [json.dumps(mutant)]).fetchall()[0][0]
        found[f"{what} #{len(found) + 1}"] = sql
    return found


def _changes(node: Any, path: Path) -> Iterator[tuple[str, Path, Any]]:
    """Yield each change of one node: what it is, where, and the node instead."""
    if isinstance(node, list):
        for number, item in enumerate(node):
            yield from _changes(item, (*path, number))
    elif isinstance(node, dict) and node.get("alias") not in SAID_ONLY:
        yield from _changes_of(node, path)
        for key, item in node.items():
            yield from _changes(item, (*path, key))


def _changes_of(node: dict[str, Any], path: Path) -> Iterator[tuple[str, Path, Any]]:
    kind = node.get("type")
    for other in COMPARISONS.get(str(kind), ()):
        yield f"{kind} to {other}", path, {**node, "type": other}
    children = node.get("children", [])
    if node.get("class") == "CONJUNCTION":
        for number in range(len(children)):
            left = children[:number] + children[number + 1 :]
            yield f"drop {number} of {kind}", path, left[0] if len(left) == 1 else {**node, "children": left}
    if kind == "OPERATOR_NOT":
        yield "drop not", path, children[0]
    if kind in {"COMPARE_IN", "COMPARE_NOT_IN"} and len(children) > 2:
        for number in range(1, len(children)):
            yield f"drop {number} of in", path, {**node, "children": children[:number] + children[number + 1 :]}


def _put(tree: Any, path: Path, node: Any) -> None:
    for step in path[:-1]:
        tree = tree[step]
    tree[path[-1]] = node


def survivors(rule: QueryRule, benches: list[Bench], limit: int = 2) -> tuple[int, dict[str, str]]:
    """Return how many mutants a rule has, and those that nothing notices."""
    left = mutants(benches[0].connection, rule.query)
    number = len(left)
    for bench in benches:
        before = _asked(bench.connection, rule.query)
        left = {what: sql for what, sql in left.items() if _asked(bench.connection, sql) == before}
        for edit, row in _scenarios(bench, rule, limit) if left else ():
            over = edit.table if isinstance(edit, Fault) else rule.faults[0].table
            with bench.edited(edit, row, over) as (new, _):
                if rule.over == CELLS:
                    bench.add_cells()
                right = _asked(bench.connection, rule.query)
                named = {"$row": row, "$new": new}.get(edit.at, edit.at) if isinstance(edit, Fault) else row
                for what, sql in list(left.items()):
                    found = _asked(bench.connection, sql)
                    if found != right and _notices(edit, named, before, found):
                        del left[what]
    return number, left


def _scenarios(bench: Bench, rule: QueryRule, limit: int) -> Iterator[tuple[Edit, str]]:
    for edit in (*rule.faults, *rule.near_misses):
        rows = bench.rows_for(rule, edit if isinstance(edit, Fault) else rule.faults[0])
        yield from ((edit, row) for row in rows[:: max(len(rows) // limit, 1)][:limit])


def _notices(edit: Edit, row: str, before: Places, found: Places) -> bool:
    """Whether the test of a fault or of a near miss fails with these findings."""
    if isinstance(edit, Fault):
        return found - before != {(row, edit.field)}
    return any(name == row for name, _ in found - before)


def _asked(connection: duckdb.DuckDBPyConnection, query: str) -> Places:
    try:
        rows = connection.execute(f"select id, field from ({query})").fetchall()
    except duckdb.Error:
        return {("cannot be asked", None)}
    return {(str(name), field) for name, field in rows}


def bench_of(tables: Mapping[str, Table], rows: Rows) -> Bench:
    """Load a package on which faults are tried."""
    contents = {name: [list(row.values()) for row in rows[name]] for name in tables}
    return Bench(tables, contents, [*schema_rules(tables), *bundled_rules()])


def main() -> None:
    """Print the score and the survivors."""
    package, rows = published()
    tables = {name: table for name, table in package.tables.items() if name in pool()[0]}
    benches = [bench_of(tables, some) for some in (rows, *pool()[:3])]
    total, alive = 0, 0
    for rule in bundled_rules():
        if len(sys.argv) > 1 and not rule.id.startswith(tuple(sys.argv[1:])):
            continue
        number, left = survivors(rule, benches)
        total, alive = total + number, alive + len(left)
        for what, sql in left.items():
            print(f"{rule.id}: {what}\n    {' '.join(sql.split())}")
    print(f"{total} mutants, {total - alive} noticed, {alive} alive")


if __name__ == "__main__":
    main()
