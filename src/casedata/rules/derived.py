"""The rules that a Table Schema states: one generator from schema to rules, families STR, KEY and DAT.

Each rule is a condition on one row of a raw text table, in SQL, so that a table of any size is examined in one scan.
Within the conditions the row is called `cell`. Asking the rules is left to `casedata.rules.run`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from casedata import dates
from casedata.errors import DateError
from casedata.loading import quoted
from casedata.rules import schema_faults as faults
from casedata.rules.rule import ColumnRule, Explain, Explanation
from casedata.schema import Field, ForeignKey, Table
from casedata.tables import typed

_TYPES = {
    "integer": ("an integer of 64 bits", "write digits, with + or - before them"),
    "number": ("a finite number", "write digits with a point, or an exponent such as 1e3"),
    "date": ("a day of the calendar", "write YYYY-MM-DD"),
}


def derived_rules(table: Table) -> list[ColumnRule]:
    """Return the rules that the schema of `table` states, column by column, then those of whole rows and of keys."""
    columns = [_Column(table, field) for field in table.fields]
    rules = [_with_faults(column, rule) for column in columns for rule in _cell_rules(column)]
    rules += [_exactly_one(table)] if table.exactly_one_of else []
    rules += [_unrepeated(column) for column in columns if column.field.unique or column.is_key]
    rules += [_foreign(table, key) for key in table.foreign_keys]
    rules += [_tree(table, key) for key in table.foreign_keys if key.table == table.name]
    return [replace(rule, why=_WHY[rule.id.partition(".")[0]]) for rule in rules]


_WHY = {
    "STR-required": "A row that lacks this cannot be read, cited or searched.",
    "STR-type": "Text in a column of numbers or days drops out of every sum, sorting and comparison without a word.",
    "STR-enum": "Filters and rules look for these words; a row with another spelling is missed by all of them.",
    "STR-pattern": "Programs that read the column rely on its form.",
    "STR-range": "A number beyond the limits is an error of typing.",
    "STR-length": "Longer text does not fit where it is shown.",
    "STR-one-of": "A row that is about nothing, or about two things, supports neither.",
    "KEY-primary": "Citations name rows by this identifier; if two rows have it, a citation points at both.",
    "KEY-unique": "The same thing entered twice is counted twice.",
    "KEY-foreign": "A reference to a row that is not there loses what it was to say.",
    "KEY-tree": "Whoever follows a circle never arrives.",
    "DAT-edtf": "A day that no calendar has, or a range that runs backwards, cannot be put into an order of time.",
}


@dataclass(frozen=True, slots=True)
class _Column:
    """A column in its table, and how SQL speaks of one of its cells: as text, and as a value of its type."""

    table: Table
    field: Field

    @property
    def is_key(self) -> bool:
        return self.field.name == self.table.primary_key

    @property
    def cell(self) -> str:
        return f"cell.{quoted(self.field.name)}"

    @property
    def typed(self) -> str:
        return typed(self.field)

    @property
    def such_as(self) -> str:
        return "" if self.field.example is None else f", such as {self.field.example}"

    def rule(self, family: str, says: str, breaks: str, explain: Explain, *parameters: object) -> ColumnRule:
        """Make a rule on the cells of this column that are filled in."""
        table, name = self.table.name, self.field.name
        return ColumnRule(
            id=f"{family}.{table}.{name}",
            statement=f"{name} of {table} {says}",
            over=table,
            field=name,
            examines=f"{self.cell} <> ''",
            breaks=breaks,
            value=self.cell,
            explain=explain,
            parameters=parameters,
        )


def _with_faults(column: _Column, rule: ColumnRule) -> ColumnRule:
    """Add the faults of a rule on cells, and what else may fire with them: rules on the same cell and on meaning."""
    table, name = column.table, column.field.name
    also = [f"{family}.{table.name}.{name}" for family in ("STR-range", "STR-length", "STR-enum", "STR-pattern")]
    also += ["KEY-foreign."] if column.is_key else [f"KEY-foreign.{table.name}.{name}"]
    return replace(
        rule,
        also=(*(each for each in also if each != rule.id), *faults.MEANING),
        rows=faults.filled_rows(table, [name]) if name in table.exactly_one_of else None,
        faults=tuple(faults.cell_fault(table, column.field, text) for text in faults.bad_texts(rule, column.field)),
    )


def _always(message: str, hint: str) -> Explain:
    return lambda _: (message, hint)


def _cell_rules(column: _Column) -> Iterator[ColumnRule]:
    field = column.field
    if field.required or column.is_key:
        explain = _always("is blank", f"fill in {field.name}{column.such_as}")
        rule = column.rule("STR-required", "is filled in", f"{column.cell} = ''", explain)
        yield replace(rule, examines="true")
    if field.type != "string":
        yield _type(column)
    if field.enum:
        yield _enum(column)
    if field.pattern is not None:
        yield _pattern(column, field.pattern)
    if field.minimum is not None or field.maximum is not None:
        yield _between(column, "STR-range", column.typed, (field.minimum, field.maximum))
    if field.min_length is not None or field.max_length is not None:
        yield _between(column, "STR-length", f"length({column.cell})", (field.min_length, field.max_length))
    if field.is_date:
        yield _calendar(column)


def _type(column: _Column) -> ColumnRule:
    wanted, hint = _TYPES[column.field.type]
    explain = _always(f"is not {wanted}", hint + column.such_as)
    return column.rule("STR-type", f"is {wanted}", f"({column.typed}) is null", explain)


def _enum(column: _Column) -> ColumnRule:
    enum = column.field.enum
    choices = ", ".join(map(str, enum))
    values = [float(value) for value in enum] if column.field.type == "number" else list(enum)
    explain = _always(f"is not one of the {len(values)} values of its column", f"use one of {choices}")
    return column.rule("STR-enum", f"is one of {choices}", f"not list_contains(?, {column.typed})", explain, values)


def _pattern(column: _Column, pattern: str) -> ColumnRule:
    breaks = f"not regexp_full_match({column.cell}, ?)"
    if column.field.is_date:
        return column.rule("STR-pattern", "is a date in EDTF", breaks, _explain_date, pattern)
    explain = _always("does not have the form of its column", f"write it as {pattern}{column.such_as}")
    return column.rule("STR-pattern", f"has the form {pattern}", breaks, explain, pattern)


def _calendar(column: _Column) -> ColumnRule:
    """Make the rule on what the pattern of dates lets through: days no calendar has, ranges that run backwards."""
    no_date = f"exists (from raw._dates where text = {column.cell} and not is_date)"
    breaks = f"regexp_full_match({column.cell}, ?) and {no_date}"
    says = "names days that the calendar has, in order"
    return column.rule("DAT-edtf", says, breaks, _explain_date, dates.PATTERN)


def _explain_date(value: str) -> Explanation:
    try:
        dates.parse(value)
    except DateError as error:
        return "is not a date in EDTF", str(error).rpartition(" is not a date in EDTF: ")[2]
    raise ValueError(f"{value!r} is a date; only what is none is explained")


def _between(column: _Column, family: str, size: str, limits: tuple[object | None, object | None]) -> ColumnRule:
    parts = [
        (f"{size} {sign} ?", limit, f"{word} {limit}")
        for sign, word, limit in zip(("<", ">"), ("at least", "at most"), limits, strict=True)
        if limit is not None
    ]
    breaks = " or ".join(condition for condition, _, _ in parts)
    wanted = " and ".join(text for _, _, text in parts) + (" characters long" if family == "STR-length" else "")
    explain = _always(f"is not {wanted}", f"make it {wanted}")
    return column.rule(family, f"is {wanted}", breaks, explain, *(limit for _, limit, _ in parts))


def _exactly_one(table: Table) -> ColumnRule:
    columns = ", ".join(table.exactly_one_of)
    filled = [f"cell.{quoted(name)} <> ''" for name in table.exactly_one_of]
    names = [f"case when {test} then '{name}' end" for test, name in zip(filled, table.exactly_one_of, strict=True)]
    return ColumnRule(
        id=f"STR-one-of.{table.name}",
        statement=f"each row of {table.name} fills in exactly one of {columns}",
        over=table.name,
        field=None,
        examines="true",
        breaks=f"{' + '.join(f'cast({test} as integer)' for test in filled)} <> 1",
        value=f"concat_ws(', ', {', '.join(names)})",
        explain=lambda value: (
            "are filled in" if value else "none of its subjects is filled in",
            f"fill in exactly one of {columns}",
        ),
        also=faults.MEANING,
        faults=(faults.blanked(table),),
    )


def _unrepeated(column: _Column) -> ColumnRule:
    raw = quoted("raw", column.table.name)
    known = f"(select {column.typed} as same, min(_row) as first from {raw} cell group by 1)"
    firsts = f"select first from {known}"
    rule = column.rule(
        "KEY-primary" if column.is_key else "KEY-unique",
        "is never the same in two rows",
        f"({column.typed}) is not null and cell._row not in ({firsts})",
        _always("is already in an earlier row", "give each row its own, or remove the row if it is there twice"),
    )
    table, field = column.table, column.field
    return replace(
        rule,
        earlier=f"({firsts} where same = {column.typed})",
        also=(f"KEY-unique.{table.name}.", *faults.MEANING),
        rows=faults.filled_rows(table, [field.name]),
        faults=(faults.repeated(table) if column.is_key else faults.copied(table, field),),
    )


def _foreign(table: Table, key: ForeignKey) -> ColumnRule:
    cell = f"cell.{quoted(key.field)}"
    known = f"select {quoted(key.reference)} from {quoted('raw', key.table)}"
    return ColumnRule(
        id=f"KEY-foreign.{table.name}.{key.field}",
        statement=f"{key.field} of {table.name} is in {key.reference} of {key.table}",
        over=table.name,
        field=key.field,
        examines=f"{cell} <> ''",
        breaks=f"{cell} not in ({known})",
        value=cell,
        explain=_always(f"is not in {key.table}", f"correct it, or add the row to {key.table}"),
        needs=(key.table,),
        also=(f"STR-pattern.{table.name}.{key.field}", *faults.MEANING),
        rows=faults.filled_rows(table, [key.field]),
        faults=(faults.dangling(table, key.field),),
    )


def _tree(table: Table, key: ForeignKey) -> ColumnRule:
    """Make the rule that a column that refers to its own table never leads back to the row from which it started."""
    name, parent, raw = quoted(key.reference), quoted(key.field), quoted("raw", table.name)
    reached = (
        f"with recursive reached as (select {name} from {raw} "
        f"where {parent} = '' or {parent} not in (select {name} from {raw}) "
        f"union select below.{name} from {raw} below "
        f"join reached on below.{parent} = reached.{name} and below.{parent} <> '') "
        f"select {name} from reached"
    )
    return ColumnRule(
        id=f"KEY-tree.{table.name}.{key.field}",
        statement=f"{key.field} of {table.name} never leads back to the same row",
        over=table.name,
        field=key.field,
        examines=f"cell.{parent} <> ''",
        breaks=f"cell.{name} not in ({reached})",
        value=f"cell.{parent}",
        explain=_always("leads back to the same row, or to a circle", f"clear one {key.field} of the circle"),
        also=faults.MEANING,
        rows=faults.leaves(table, key.field),
        faults=(faults.circular(table, key.field),),
    )
