"""Asking rules of the tables of a package: how many rows each examined, which rows break it.

Rules on columns are asked of the raw tables, most of one table in one scan; rules from files are asked of the typed
tables. Rows are counted first; only those of rules that are broken are fetched.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import duckdb

from casedata.bounds import Bounds
from casedata.errors import RuleError, SchemaError
from casedata.loading import quoted
from casedata.rules.rule import CELLS, ColumnRule, QueryRule, Rule
from casedata.schema import Table

FINDINGS = Bounds().findings

_PRIVATE = "PRV"
"""The family of rules whose findings do not repeat the cell: reports are shown to more people than the data."""

_WORD = re.compile("[a-z0-9_]+")


@dataclass(frozen=True, slots=True)
class Violation:
    """A row that breaks a rule: its table, number from 1, identifier, column and value, what was found, what to do.

    `earlier` is the number of an earlier row that has the same value; `related` are identifiers of other rows, that one
    among them.
    """

    table: str
    row: int
    id: str
    field: str | None
    value: str | None
    message: str
    hint: str
    earlier: int | None = None
    related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a rule says of a package: rows it examined, rows it cannot decide, rows that break it in file order.

    `more` counts the violations beyond the bound on findings.
    """

    rule: Rule
    examined: int
    undetermined: int = 0
    violations: tuple[Violation, ...] = ()
    more: int = 0


def ask(
    connection: duckdb.DuckDBPyConnection,
    tables: Mapping[str, Table],
    rules: Iterable[Rule],
    *,
    examine: bool = True,
    most: int = FINDINGS,
    progress: Callable[[str], None] = lambda _: None,
) -> Iterator[Answer]:
    """Yield an answer for each rule, those on columns first, table by table.

    `tables` are those that are loaded; a rule over another table, or one that needs another, examines nothing. Without
    `examine` the answers of rules from files tell violations only. Of each rule at most `most` violations are given,
    the rest is counted. `progress` is told what is being asked.

    Raises:
        RuleError: a query of a rule cannot be asked.
        SchemaError: a pattern of a schema cannot be asked.
    """
    column_rules = [rule for rule in rules if isinstance(rule, ColumnRule)]
    able = [rule for rule in column_rules if {rule.over, *rule.needs} <= tables.keys()]
    known = {rule.id for rule in able}
    yield from (Answer(rule, 0) for rule in column_rules if rule.id not in known)
    for table in dict.fromkeys(rule.over for rule in able):
        progress(f"asking the rules of the schema of {table}")
        yield from _ask_columns(connection, tables[table], [rule for rule in able if rule.over == table], most)
    from_files = [rule for rule in rules if isinstance(rule, QueryRule)]
    for answer in _ask_queries(connection, tables, from_files, examine, most):
        progress(f"asked {answer.rule.id}")
        yield answer


def _ask_columns(
    connection: duckdb.DuckDBPyConnection, table: Table, rules: Sequence[ColumnRule], most: int
) -> Iterator[Answer]:
    """Ask the rules on single rows together, in one scan; those that look elsewhere one by one (planned apart)."""
    simple = [rule for rule in rules if "select" not in rule.breaks and "exists" not in rule.breaks]
    known = {rule.id for rule in simple}
    groups = [simple, *([rule] for rule in rules if rule.id not in known)]
    counts = {
        rule.id: count for group in groups for rule, count in zip(group, _counts(connection, table, group), strict=True)
    }
    for rule in rules:
        examined, broken = counts[rule.id]
        found = tuple(_rows(connection, table, rule, most)) if broken else ()
        yield Answer(rule, examined, 0, found, max(broken - most, 0))


def _counts(connection: duckdb.DuckDBPyConnection, table: Table, rules: Sequence[ColumnRule]) -> list[tuple[int, int]]:
    """Return for each rule how many rows of `table` it examined and how many broke it, in one scan of the table."""
    if not rules:
        return []
    examined = list(dict.fromkeys(rule.examines for rule in rules))
    conditions = [*examined, *(f"({rule.examines}) and ({rule.breaks})" for rule in rules)]
    answers = ", ".join(f"count(*) filter (where {condition})" for condition in conditions)
    query = f"select {answers} from {quoted('raw', table.name)} cell"
    try:
        row = connection.execute(query, [value for rule in rules for value in rule.parameters]).fetchone() or ()
    except duckdb.Error as error:
        text = " ".join(str(error).split())
        raise SchemaError(f"schema of {table.name}: a pattern is not a regular expression of RE2: {text}") from error
    by_condition = dict(zip(examined, row, strict=False))
    return [(by_condition[rule.examines], broken) for rule, broken in zip(rules, row[len(examined) :], strict=True)]


def _rows(connection: duckdb.DuckDBPyConnection, table: Table, rule: ColumnRule, most: int) -> Iterator[Violation]:
    raw, key = quoted("raw", table.name), quoted(table.primary_key)
    query = (
        f"select _row, cell.{key}, {rule.value}, {rule.earlier} from {raw} cell "
        f"where ({rule.examines}) and ({rule.breaks}) order by _row limit {most}"
    )
    found = connection.execute(query, list(rule.parameters)).fetchall()
    earlier = [row[3] for row in found if row[3] is not None]
    first = f"select _row, {key} from {raw} where _row in (select unnest(?))"
    ids = dict(connection.execute(first, [earlier]).fetchall()) if earlier else {}
    for row, name, value, same in found:
        message, hint = rule.explain(value)
        related = () if same is None else (ids[same],)
        yield Violation(table.name, row, name, rule.field, value, message, hint, same, related)


def _ask_queries(
    connection: duckdb.DuckDBPyConnection,
    tables: Mapping[str, Table],
    rules: Sequence[QueryRule],
    examine: bool,
    most: int,
) -> Iterator[Answer]:
    add_cells(connection, tables.values(), [rule for rule in rules if rule.over == CELLS])
    every = _sizes(connection, tables) if examine else dict.fromkeys([CELLS, *tables], 0)
    for rule in rules:
        if rule.over not in every:
            yield Answer(rule, 0)
            continue
        try:
            broken = _count(connection, _number(rule.query))
            ask_more = examine and rule.examined is not None
            examined = _count(connection, _number(rule.examined)) if ask_more else every[rule.over]
            ask_more = examine and rule.undetermined is not None
            undetermined = _count(connection, _number(rule.undetermined)) if ask_more else 0
        except duckdb.Error as error:
            if tables_of(connection, rule) - tables.keys() - {CELLS}:
                yield Answer(rule, 0)
                continue
            raise RuleError(f"{rule.id}: cannot be asked: {' '.join(str(error).split())}") from error
        limit = most if broken > most else None
        found = tuple(_located(connection, tables, rule, limit)) if broken else ()
        yield Answer(rule, examined, undetermined, found, max(broken - most, 0))


def _number(query: str | None) -> str:
    return f"select count(*) from ({query})"


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    ((number,),) = connection.execute(query).fetchall()
    return int(number)


def words_of(rules: Iterable[Rule]) -> set[str]:
    """Return the words in the queries of rules: the columns that they look at, and more."""
    queries = (
        query
        for rule in rules
        if isinstance(rule, QueryRule)
        for query in (rule.query, rule.examined, rule.undetermined)
        if query is not None
    )
    return {word for query in queries for word in _WORD.findall(query)}


def tables_of(connection: duckdb.DuckDBPyConnection, rule: Rule) -> set[str]:
    """Return the names of the tables that a rule looks into.

    Raises:
        RuleError: a query is not SQL.
    """
    if not isinstance(rule, QueryRule):
        return {rule.over, *rule.needs}
    queries = [query for query in (rule.query, rule.examined, rule.undetermined) if query is not None]
    try:
        return {rule.over}.union(*(connection.get_table_names(query) for query in queries))
    except duckdb.Error as error:
        raise RuleError(f"{rule.id}: not SQL: {' '.join(str(error).split())}") from error


def _located(
    connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Table], rule: QueryRule, limit: int | None
) -> Iterator[Violation]:
    """Yield what the query of a rule returns, with the row and the text of the cell, in file order."""
    try:
        query = rule.query if limit is None else f"select * from ({rule.query}) order by all limit {limit}"
        cursor = connection.execute(query)
        columns = [column[0] for column in cursor.description or ()]
        found = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    except duckdb.Error as error:
        raise RuleError(f"{rule.id}: cannot be asked: {' '.join(str(error).split())}") from error
    missing = {"id", "field", "message"} - set(columns)
    if missing or (rule.over == CELLS and "table_name" not in columns):
        wanted = "table_name, id, field, message" if rule.over == CELLS else "id, field, message"
        raise RuleError(f"{rule.id}: the query returns {', '.join(columns)}; it must return {wanted}")
    by_table: dict[str, list[Violation]] = {}
    for row in found:
        table = row["table_name"] if rule.over == CELLS else rule.over
        related = (row["related"],) if row.get("related") is not None else ()
        each = Violation(table, 0, row["id"] or "", row["field"], None, row["message"], rule.hint, None, related)
        by_table.setdefault(table, []).append(each)
    for name, violations in by_table.items():
        yield from _with_places(connection, rule, tables[name], violations)


def _with_places(
    connection: duckdb.DuckDBPyConnection, rule: QueryRule, table: Table, violations: Sequence[Violation]
) -> list[Violation]:
    for field in {each.field for each in violations} - {None, *table.columns}:
        raise RuleError(f"{rule.id}: the query returns the field {field!r}, which {table.name} does not have")
    key, raw = quoted(table.primary_key), quoted("raw", table.name)
    rows = connection.execute(
        f"select * from {raw} where {key} in (select unnest(?)) order by _row desc",
        [[each.id for each in violations]],
    ).fetchall()
    by_id = {row[table.columns.index(table.primary_key) + 1]: row for row in rows}
    placed = []
    for each in violations:
        if each.id not in by_id:
            raise RuleError(f"{rule.id}: the query returns the id {each.id!r}, which is not in {table.name}")
        row = by_id[each.id]
        is_private = each.field is None or rule.family == _PRIVATE
        value = None if is_private else row[table.columns.index(str(each.field)) + 1]
        placed.append(replace(each, row=row[0], value=value))
    order = {name: place for place, name in enumerate(table.columns)}
    return sorted(placed, key=lambda each: (each.row, order.get(each.field or "", -1), each.message, each.related))


def add_cells(connection: duckdb.DuckDBPyConnection, tables: Iterable[Table], rules: Sequence[QueryRule]) -> None:
    """Make the table `cells`: the filled cells of free text, of those only what one of `rules` can suspect."""
    if not rules:
        return
    patterns = [rule.suspects for rule in rules if rule.suspects is not None]
    suspects = "|".join(f"(?:{pattern})" for pattern in patterns) if len(patterns) == len(rules) else ""
    parts = [
        f"select '{table.name}' as table_name, {quoted(table.primary_key)} as id, '{name}' as field, "
        f"{quoted(name)} as text from {quoted('raw', table.name)} "
        f"where {quoted(name)} <> '' and matches({quoted(name)}, ?)"
        for table in tables
        for name in free_text(table)
    ]
    if not parts:
        parts = ["select '' as table_name, '' as id, '' as field, '' as text where ? is null"]
    query = f"create or replace temp table cells as {' union all '.join(parts)}"
    try:
        connection.execute(query, [suspects] * len(parts))
    except duckdb.Error as error:
        text = " ".join(str(error).split())
        raise RuleError(f"a rule over cells: the pattern of its suspects is not one of RE2: {text}") from error


def _sizes(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Table]) -> dict[str, int]:
    """Return the number of rows of each table, and of the filled cells of free text."""
    sizes = {CELLS: 0}
    for name, table in tables.items():
        filled = [f"count(*) filter (where {quoted(column)} <> '')" for column in free_text(table)]
        query = f"select count(*), {' + '.join(filled) or '0'} from {quoted('raw', name)}"
        ((sizes[name], cells),) = connection.execute(query).fetchall()
        sizes[CELLS] += cells
    return sizes


def free_text(table: Table) -> list[str]:
    """Return the names of the columns of free text: strings without list of values, pattern or key."""
    keys = {table.primary_key, *(key.field for key in table.foreign_keys)}
    return [
        field.name
        for field in table.fields
        if field.type == "string" and not field.enum and field.pattern is None and field.name not in keys
    ]
