"""The rules that a Table Schema states: one generator from schema to rules, families STR, KEY and DAT.

Each rule is a condition on one row of a raw text table, in SQL, so that a table of any size is examined in one scan.
Within the conditions the row is called `cell`. Asking the rules is left to `casedata.rules.run`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from casedata import dates
from casedata.errors import DateError
from casedata.schema import Field, ForeignKey, Table
from casedata.tables import quoted, typed

Explanation = tuple[str, str]
"""What was found, and what was wanted or is to be done."""

Explain = Callable[[str], Explanation]

_TYPES = {
    "integer": ("an integer of 64 bits", "write digits, with + or - before them"),
    "number": ("a finite number", "write digits with a point, or an exponent such as 1e3"),
    "date": ("a day of the calendar", "write YYYY-MM-DD"),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One statement about the rows of one table, and how to find the rows that break it.

    `examines` and `breaks` are SQL conditions, `value` is SQL for the text to report, and `parameters` are the values
    of the `?` in `breaks`. `needs` names the other tables that the conditions look into. `explain` says of a value what
    is wrong with it. `earlier` is SQL for the number of the first row that has the same value, for rules against that.
    """

    id: str
    statement: str
    over: str
    field: str | None
    examines: str
    breaks: str
    value: str
    explain: Explain
    parameters: tuple[object, ...] = ()
    needs: tuple[str, ...] = ()
    earlier: str = "null"


def derived_rules(table: Table) -> list[Rule]:
    """Return the rules that the schema of `table` states, column by column, then those of whole rows and of keys."""
    columns = [_Column(table, field) for field in table.fields]
    rules = [rule for column in columns for rule in _cell_rules(column)]
    rules += [_exactly_one(table)] if table.exactly_one_of else []
    rules += [_unrepeated(column) for column in columns if column.field.unique or column.is_key]
    return [*rules, *(_foreign(table, key) for key in table.foreign_keys)]


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

    def rule(self, family: str, says: str, breaks: str, explain: Explain, *parameters: object) -> Rule:
        """Make a rule on the cells of this column that are filled in."""
        table, name = self.table.name, self.field.name
        return Rule(
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


def _always(message: str, hint: str) -> Explain:
    return lambda _: (message, hint)


def _cell_rules(column: _Column) -> Iterator[Rule]:
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


def _type(column: _Column) -> Rule:
    wanted, hint = _TYPES[column.field.type]
    explain = _always(f"is not {wanted}", hint + column.such_as)
    return column.rule("STR-type", f"is {wanted}", f"({column.typed}) is null", explain)


def _enum(column: _Column) -> Rule:
    enum = column.field.enum
    choices = ", ".join(map(str, enum))
    values = [float(value) for value in enum] if column.field.type == "number" else list(enum)
    explain = _always(f"is not one of the {len(values)} values of its column", f"use one of {choices}")
    return column.rule("STR-enum", f"is one of {choices}", f"not list_contains(?, {column.typed})", explain, values)


def _pattern(column: _Column, pattern: str) -> Rule:
    breaks = f"not regexp_full_match({column.cell}, ?)"
    if column.field.is_date:
        return column.rule("STR-pattern", "is a date in EDTF", breaks, _explain_date, pattern)
    explain = _always("does not have the form of its column", f"write it as {pattern}{column.such_as}")
    return column.rule("STR-pattern", f"has the form {pattern}", breaks, explain, pattern)


def _calendar(column: _Column) -> Rule:
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


def _between(column: _Column, family: str, size: str, limits: tuple[object | None, object | None]) -> Rule:
    parts = [
        (f"{size} {sign} ?", limit, f"{word} {limit}")
        for sign, word, limit in zip(("<", ">"), ("at least", "at most"), limits, strict=True)
        if limit is not None
    ]
    breaks = " or ".join(condition for condition, _, _ in parts)
    wanted = " and ".join(text for _, _, text in parts) + (" characters long" if family == "STR-length" else "")
    explain = _always(f"is not {wanted}", f"make it {wanted}")
    return column.rule(family, f"is {wanted}", breaks, explain, *(limit for _, limit, _ in parts))


def _exactly_one(table: Table) -> Rule:
    columns = ", ".join(table.exactly_one_of)
    filled = [f"cell.{quoted(name)} <> ''" for name in table.exactly_one_of]
    names = [f"case when {test} then '{name}' end" for test, name in zip(filled, table.exactly_one_of, strict=True)]
    return Rule(
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
    )


def _unrepeated(column: _Column) -> Rule:
    raw = quoted("raw", column.table.name)
    known = f"(select {column.typed} as same, min(_row) as first from {raw} cell group by 1)"  # noqa: S608 - quoted
    firsts = f"select first from {known}"  # noqa: S608 - identifiers are quoted
    rule = column.rule(
        "KEY-primary" if column.is_key else "KEY-unique",
        "is never the same in two rows",
        f"({column.typed}) is not null and cell._row not in ({firsts})",
        _always("is already in an earlier row", "give each row its own, or remove the row if it is there twice"),
    )
    return replace(rule, earlier=f"({firsts} where same = {column.typed})")


def _foreign(table: Table, key: ForeignKey) -> Rule:
    cell = f"cell.{quoted(key.field)}"
    known = f"select {quoted(key.reference)} from {quoted('raw', key.table)}"  # noqa: S608 - identifiers are quoted
    return Rule(
        id=f"KEY-foreign.{table.name}.{key.field}",
        statement=f"{key.field} of {table.name} is in {key.reference} of {key.table}",
        over=table.name,
        field=key.field,
        examines=f"{cell} <> ''",
        breaks=f"{cell} not in ({known})",
        value=cell,
        explain=_always(f"is not in {key.table}", f"correct it, or add the row to {key.table}"),
        needs=(key.table,),
    )
