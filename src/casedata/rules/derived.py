"""The rules that a Table Schema states: one generator from schema to rules, families STR, KEY and DAT.

Each rule is a condition on one row of a raw text table, in SQL, so that a table of any size is examined in one scan.
Within the conditions the row is called `cell`. Asking the rules is left to `casedata.rules.run`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from casedata import dates
from casedata.errors import DateError
from casedata.schema import Field, Table
from casedata.tables import quoted, typed

Explanation = tuple[str, str]
"""What was found, and what was wanted or is to be done."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One statement about the rows of one table, and how to find the rows that break it.

    `examines` and `breaks` are SQL conditions, `value` is the SQL of the text to report, and `parameters` are the values
    of the `?` in `breaks`. `needs` names the other tables that the conditions look into. A rule that `repeats` is broken
    by rows that say again what an earlier row says.
    """

    id: str
    statement: str
    over: str
    field: str | None
    examines: str
    breaks: str
    value: str
    explain: Callable[[str], Explanation]
    parameters: tuple[object, ...] = ()
    needs: tuple[str, ...] = ()
    repeats: bool = False


def derived_rules(table: Table) -> list[Rule]:
    """Return the rules that the schema of `table` states, column by column, then those of whole rows and keys."""
    rules = [rule for field in table.fields for rule in _field_rules(table, field)]
    return [*rules, *_exactly_one(table), *_keys(table)]


def _field_rules(table: Table, field: Field) -> Iterator[Rule]:
    if field.required or field.name == table.primary_key:
        hint = f"fill in {field.name}" + _such_as(field)
        yield _rule("STR-required", table, field, "is filled in", f"{_cell(field)} = ''", ("is blank", hint), all_rows=True)
    if field.type != "string":
        yield _type(table, field)
    if field.enum:
        yield _enum(table, field)
    if field.pattern is not None:
        yield _pattern(table, field, field.pattern)
    if field.minimum is not None or field.maximum is not None:
        yield _between("STR-range", table, field, typed(field), (field.minimum, field.maximum))
    if field.min_length is not None or field.max_length is not None:
        length = f"length({_cell(field)})"
        yield _between("STR-length", table, field, length, (field.min_length, field.max_length), " characters")
    if field.is_date:
        yield _day(table, field)


def _rule(
    family: str,
    table: Table,
    field: Field,
    statement: str,
    breaks: str,
    explanation: Explanation | Callable[[str], Explanation],
    parameters: tuple[object, ...] = (),
    *,
    all_rows: bool = False,
) -> Rule:
    """Make a rule on one column; it examines the cells that are filled in, or all."""
    return Rule(
        id=f"{family}.{table.name}.{field.name}",
        statement=f"{field.name} of {table.name} {statement}",
        over=table.name,
        field=field.name,
        examines="true" if all_rows else f"{_cell(field)} <> ''",
        breaks=breaks,
        value=_cell(field),
        explain=explanation if callable(explanation) else lambda _: explanation,
        parameters=parameters,
    )


def _cell(field: Field) -> str:
    return f"cell.{quoted(field.name)}"


def _such_as(field: Field) -> str:
    return "" if field.example is None else f", such as {field.example}"


_TYPES = {
    "integer": ("is an integer of 64 bits", "is not an integer of 64 bits", "write digits, with + or - before them"),
    "number": ("is a finite number", "is not a finite number", "write digits with a point, or an exponent such as 1e3"),
    "date": ("is a day", "is not a day of the calendar", "write YYYY-MM-DD"),
}


def _type(table: Table, field: Field) -> Rule:
    statement, message, hint = _TYPES[field.type]
    return _rule("STR-type", table, field, statement, f"({typed(field)}) is null", (message, hint + _such_as(field)))


def _enum(table: Table, field: Field) -> Rule:
    choices = ", ".join(map(str, field.enum))
    values = [float(value) for value in field.enum] if field.type == "number" else list(field.enum)
    breaks = f"not list_contains(?, {typed(field)})"
    explanation = (f"is not one of its {len(values)} values", f"use one of {choices}")
    return _rule("STR-enum", table, field, f"is one of {choices}", breaks, explanation, (values,))


def _pattern(table: Table, field: Field, pattern: str) -> Rule:
    breaks = f"not regexp_full_match({_cell(field)}, ?)"
    if field.is_date:
        return _rule("STR-pattern", table, field, "is a date in EDTF", breaks, _explain_date, (pattern,))
    explanation = ("does not have the form of its column", f"write it as {pattern}" + _such_as(field))
    return _rule("STR-pattern", table, field, f"has the form {pattern}", breaks, explanation, (pattern,))


def _day(table: Table, field: Field) -> Rule:
    """Make the rule on what the pattern of dates lets through: days no calendar has, ranges that run backwards."""
    no_date = f"exists (from raw._dates where text = {_cell(field)} and not is_date)"
    breaks = f"regexp_full_match({_cell(field)}, ?) and {no_date}"
    statement = "names days that the calendar has, in order"
    return _rule("DAT-edtf", table, field, statement, breaks, _explain_date, (dates.PATTERN,))


def _explain_date(value: str) -> Explanation:
    try:
        dates.parse(value)
    except DateError as error:
        found, mark, advice = str(error).rpartition(" is not a date in EDTF: ")
        return (f"is not a date in EDTF", advice) if mark else (found, "write a date in EDTF")
    return "is not a date in EDTF", "write a date in EDTF"


def _between(
    family: str, table: Table, field: Field, size: str, limits: tuple[object | None, object | None], unit: str = ""
) -> Rule:
    conditions, parameters, wanted = [], [], []
    for limit, sign, word in zip(limits, ("<", ">"), ("at least", "at most"), strict=True):
        if limit is not None:
            conditions.append(f"{size} {sign} ?")
            parameters.append(limit)
            wanted.append(f"{word} {limit}{unit}")
    statement = " and ".join(wanted)
    explanation = (f"is not {statement}" if not unit else f"does not have {statement}", f"{statement} is wanted")
    breaks = f"({' or '.join(conditions)})"
    verb = "has" if unit else "is"
    return _rule(family, table, field, f"{verb} {statement}", breaks, explanation, tuple(parameters))


def _exactly_one(table: Table) -> Iterator[Rule]:
    columns = table.exactly_one_of
    if not columns:
        return
    named = ", ".join(columns)
    filled = [f"case when cell.{quoted(name)} <> '' then {literal} end" for name, literal in zip(columns, ["?"] * 0)]
    yield Rule(
        id=f"STR-one-of.{table.name}",
        statement=f"each row of {table.name} fills in exactly one of {named}",
        over=table.name,
        field=None,
        examines="true",
        breaks="",
        value="",
        explain=lambda value: (f"{value} of {named} are filled in", "fill in exactly one"),
    )


def _keys(table: Table) -> Iterator[Rule]:
    for field in table.fields:
        if field.name == table.primary_key:
            yield _unrepeated("KEY-primary", table, field)
        elif field.unique:
            yield _unrepeated("KEY-unique", table, field)
