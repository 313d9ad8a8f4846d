"""Applying faults: each rule is shown the fault it was written for, on one row of a valid package.

What a fault changes is undone afterwards; the tables that were loaded are the same before and after.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb

from casedata.errors import RuleError
from casedata.loading import quoted
from casedata.rules.rule import CELLS, Edit, Fault, QueryRule, Rule
from casedata.rules.run import Answer, Violation, add_cells, ask, tables_of
from casedata.schema import Table
from casedata.tables import add_dates, add_typed, load_raw

_EDITED = re.compile(r'(?:insert into|update|delete from)\s+"?([a-z0-9_]+)"?', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """What fired after an edit: the id of the row that the fault is about, and the violations, rule by rule."""

    row: str
    by_rule: Mapping[str, tuple[Violation, ...]]

    def catches(self, rule: Rule, fault: Fault) -> bool:
        """Whether `rule` found the fault, at its row and column, and nothing else."""
        return _places(self.by_rule.get(rule.id, ())) == {(fault.table, self.row, fault.field)}

    def strangers(self, rule: Rule) -> list[str]:
        """Return the ids of the rules that fired beside `rule` and are not declared."""
        return [name for name in self.by_rule if name != rule.id and not name.startswith(rule.also or ("\0",))]


class Bench:
    """The tables of a valid package, on which faults are tried one after the other."""

    def __init__(
        self, tables: Mapping[str, Table], rows: Mapping[str, Sequence[Sequence[str]]], rules: Iterable[Rule]
    ) -> None:
        """Load `rows`, the cells of each table in file order, and ask `rules` what fires without any fault."""
        self.tables = dict(tables)
        self.connection = load_raw(((table, rows[name]) for name, table in tables.items()), lock=False)
        self._type(tables)
        self.rules = list(rules)
        self._before = {
            each.rule.id: _places(each.violations) for each in ask(self.connection, self.tables, self.rules)
        }
        self._tables_of = {rule.id: tables_of(self.connection, rule) for rule in self.rules}

    @property
    def structure(self) -> list[str]:
        """The ids of the rules on structure and keys that fire without any fault."""
        return [name for name, places in self._before.items() if places and name.startswith(("STR-", "KEY-"))]

    def rows_for(self, rule: Rule, fault: Fault | None = None) -> list[str]:
        """Return the ids of the rows on which the faults of a rule can be tried, in file order."""
        table = self.tables[fault.table if fault is not None and rule.over == CELLS else rule.over]
        key, raw = quoted(table.primary_key), quoted("raw", table.name)
        chosen = "" if rule.rows is None else f"where {key} in (select id from ({rule.rows}))"
        return [row for (row,) in self.connection.execute(f"select {key} from {raw} {chosen} order by _row").fetchall()]

    def try_edit(self, rules: Iterable[Rule], edit: Edit, row: str, over: str) -> Found:
        """Apply an edit on `row` of the table `over`, ask the rules that look at what it touched, and undo it.

        What fired before the edit is left out.

        Raises:
            RuleError: a statement of the edit cannot be run.
        """
        with self.edited(edit, row, over) as (new, touched):
            looking = [rule for rule in rules if self._looks_at(rule, touched)]
            fired = {
                each.rule.id: self._since(each) for each in ask(self.connection, self.tables, looking, examine=False)
            }
            at = edit.at if isinstance(edit, Fault) else "$row"
            named = {"$row": row, "$new": new}.get(at, at)
            return Found(named, {name: violations for name, violations in fired.items() if violations})

    def _since(self, answer: Answer) -> tuple[Violation, ...]:
        before = self._before.get(answer.rule.id, set())
        return tuple(each for each in answer.violations if (each.table, each.id, each.field) not in before)

    @contextmanager
    def edited(self, edit: Edit, row: str, over: str) -> Iterator[tuple[str, set[str]]]:
        """Apply an edit for the time of the context, which gets the new id and the names of the touched tables."""
        new = self._unused(over, row)
        touched = {name for statement in edit.statements for name in _EDITED.findall(statement)}
        self.connection.execute("begin")
        try:
            self._apply(edit, {"row": row, "new": new})
            for name in touched:
                self.connection.execute(f"update {quoted('raw', name)} set _row = rowid + 1 where _row is null")
            self._type(touched)
            yield new, touched
        finally:
            self.connection.execute("rollback")

    def texts(self) -> dict[str, list[dict[str, str]]]:
        """Return the cells of all tables as they are now."""
        found = {}
        for name, table in self.tables.items():
            columns = ", ".join(map(quoted, table.columns))
            rows = self.connection.execute(f"select {columns} from {quoted('raw', name)} order by _row").fetchall()
            found[name] = [dict(zip(table.columns, row, strict=True)) for row in rows]
        return found

    def add_cells(self) -> None:
        """Make the table `cells` anew, from the tables as they are now."""
        over_cells = [rule for rule in self.rules if isinstance(rule, QueryRule) and rule.over == CELLS]
        add_cells(self.connection, self.tables.values(), over_cells)

    def close(self) -> None:
        """Free the memory of the tables."""
        self.connection.close()

    def _type(self, names: Iterable[str]) -> None:
        add_dates(self.connection, self.tables.values())
        add_typed(self.connection, self.tables.values(), names, ordered=False)

    def _apply(self, edit: Edit, values: Mapping[str, str]) -> None:
        self.connection.execute("set search_path = 'raw,main'")
        try:
            for statement in edit.statements:
                given = {name: value for name, value in values.items() if f"${name}" in statement}
                self.connection.execute(statement, given or None)
        except duckdb.Error as error:
            self.connection.execute("rollback; set search_path = 'main'; begin")
            raise RuleError(f"a fault cannot be applied: {' '.join(str(error).split())}: {statement}") from error
        self.connection.execute("set search_path = 'main'")

    def _looks_at(self, rule: Rule, touched: set[str]) -> bool:
        return rule.over == CELLS or bool(self._tables_of[rule.id] & touched)

    def _unused(self, over: str, row: str) -> str:
        """Return an id of the form of the key column that no row has."""
        table = self.tables[over]
        pattern = re.compile(table.field(table.primary_key).pattern or ".*")
        for number in range(1, 10_000):
            for name in (f"{row}-new{number}", f"{row}{number:04}"):
                if pattern.fullmatch(name) and name not in self._ids(table):
                    return name
        raise RuleError(f"no unused id can be made of {row!r} for {over}")

    def _ids(self, table: Table) -> set[str]:
        query = f"select {quoted(table.primary_key)} from {quoted('raw', table.name)}"
        return {name for (name,) in self.connection.execute(query).fetchall()}


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of one fault or near miss of a rule on one row.

    `state` is *caught* (the rule found it, at its row and column), *let pass* (a near miss that the rule was silent
    about), *missed*, *misplaced* (the rule fired elsewhere), *not alone* (`others` fired, which the rule does not
    declare), *false alarm* (it fired on a near miss), or *no row* (the package has no row to try it on).
    """

    rule: str
    edit: str
    row: str | None
    state: str
    others: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the rule did what it must."""
        return self.state in {"caught", "let pass"}


def _places(violations: Iterable[Violation]) -> set[tuple[str, str, str | None]]:
    return {(each.table, each.id, each.field) for each in violations}


def try_rule(bench: Bench, rule: Rule, rules: Sequence[Rule], limit: int = 1) -> Iterator[Trial]:
    """Yield the outcome of each fault and near miss of `rule`, on up to `limit` rows spread over the table."""
    for edit in (*rule.faults, *rule.near_misses):
        rows = _spread(bench.rows_for(rule, edit if isinstance(edit, Fault) else rule.faults[0]), limit)
        if not rows:
            yield Trial(rule.id, _called(rule, edit), None, "no row")
        for row in rows:
            try:
                yield try_edit(bench, rule, edit, row, rules)
            except RuleError as error:
                raise RuleError(f"{rule.id}, {_called(rule, edit)}: {error}") from error


def try_edit(bench: Bench, rule: Rule, edit: Edit, row: str, rules: Sequence[Rule]) -> Trial:
    """Return the outcome of a fault or near miss of `rule` on one row; on a fault, `rules` are asked too."""
    name = _called(rule, edit)
    if isinstance(edit, Fault):
        found = bench.try_edit(rules, edit, row, edit.table)
        return Trial(rule.id, name, row, _state(rule, edit, found), tuple(found.strangers(rule)))
    found = bench.try_edit([rule], edit, row, rule.faults[0].table)
    is_found = any(each.id == row for each in found.by_rule.get(rule.id, ()))
    return Trial(rule.id, name, row, "false alarm" if is_found else "let pass")


def _called(rule: Rule, edit: Edit) -> str:
    if isinstance(edit, Fault):
        return f"fault {rule.faults.index(edit) + 1}"
    return f"near miss {rule.near_misses.index(edit) + 1}"


def _spread(rows: Sequence[str], limit: int) -> list[str]:
    step = max(len(rows) // limit, 1)
    return list(rows[::step])[:limit]


def _state(rule: Rule, fault: Fault, found: Found) -> str:
    if rule.id not in found.by_rule:
        return "missed"
    if not found.catches(rule, fault):
        return "misplaced"
    return "not alone" if found.strangers(rule) else "caught"
