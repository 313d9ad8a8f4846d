"""The rules that citations follow from the schemas: each row and each citable cell has a claim, and claims fit columns.

Which tables can be cited is read from the foreign keys of `claims`, which columns from `casedata:citable`.
"""

from collections.abc import Iterator, Mapping

from casedata.loading import quoted
from casedata.rules import schema_faults as faults
from casedata.rules.rule import ColumnRule, Fault
from casedata.schema import Field, Table

_CLAIMS = "claims"
_ON_CELLS = ("claims", "disputes")
_CLAIMED = quoted("raw", _CLAIMS)


def cited_rules(tables: Mapping[str, Table]) -> list[ColumnRule]:
    """Return the rules on citations of a package with these tables."""
    claims = tables[_CLAIMS]
    subjects = _subjects(tables, claims)
    rules = [_row(tables[name], column) for column, name in subjects.items()]
    columns = set(map(str, claims.field("field").enum))
    rules += [
        _cell(tables[name], field, column)
        for column, name in subjects.items()
        for field in tables[name].fields
        if field.citable and field.name in columns
    ]
    rules += [_field(tables, tables[name]) for name in _ON_CELLS]
    return [*rules, *_values(tables, claims)]


def _subjects(tables: Mapping[str, Table], table: Table) -> dict[str, str]:
    """Return the columns that name the subject of a row, with the tables that they refer to, if these are there."""
    return {column: name for column, name in table.subjects.items() if name in tables}


def _row(table: Table, column: str) -> ColumnRule:
    key = quoted(table.primary_key)
    return ColumnRule(
        id=f"CIT-row.{table.name}",
        statement=f"each row of {table.name} has a claim",
        over=table.name,
        field=None,
        examines="true",
        breaks=f"cell.{key} not in (select {quoted(column)} from {_CLAIMED})",
        value="null",
        why="What no document is cited for is an assertion of whoever typed it.",
        explain=lambda _: ("has no claim", f"add the claim that says so, with its {column} and its passage"),
        needs=(_CLAIMS,),
        also=faults.MEANING,
        faults=(faults.uncited(table),),
    )


def _cell(table: Table, field: Field, column: str) -> ColumnRule:
    key, name = quoted(table.primary_key), field.name
    supported = f"select {quoted(column)} from {_CLAIMED} where field = '{name}' and stance = 'supports'"
    edit = f"update {_CLAIMS} set field = '' where {quoted(column)} = $row and field = '{name}'"
    return ColumnRule(
        id=f"CIT-cell.{table.name}.{name}",
        statement=f"each filled cell of {name} in {table.name} has a claim that supports it",
        over=table.name,
        field=name,
        examines=f"cell.{quoted(name)} <> ''",
        breaks=f"cell.{key} not in ({supported})",
        value=f"cell.{quoted(name)}",
        why="A date or a place that no passage is cited for cannot be checked, and will be challenged.",
        explain=lambda _: ("has no claim that supports it", f"add the claim for it, with field {name}"),
        needs=(_CLAIMS,),
        also=faults.MEANING,
        rows=faults.filled_rows(table, [name]),
        faults=(Fault((edit,), table.name, name),),
    )


def _field(tables: Mapping[str, Table], table: Table) -> ColumnRule:
    subjects = _subjects(tables, table)
    allowed = {
        column: [field.name for field in tables[name].fields if field.citable] for column, name in subjects.items()
    }
    strange = [
        f"cell.{quoted(column)} <> '' and cell.field not in ({', '.join(map(faults.literal, [*names, '']))})"
        for column, names in allowed.items()
    ]
    first, *_ = subjects
    beyond = next(str(name) for name in table.field("field").enum if name not in allowed[first])
    return ColumnRule(
        id=f"CIT-field.{table.name}",
        statement=f"field of {table.name} is a citable column of the table of its subject",
        over=table.name,
        field="field",
        examines="cell.field <> ''",
        breaks=" or ".join(f"({condition})" for condition in strange),
        value="cell.field",
        why="A claim on a column that its subject does not have is read by nobody.",
        explain=lambda _: ("is no citable column of the subject", "name a column of the table of the subject"),
        also=faults.MEANING,
        rows=faults.filled_rows(table, [first]),
        faults=(
            Fault(
                (f"update {table.name} set field = '{beyond}' where {table.primary_key} = $row",), table.name, "field"
            ),
        ),
    )


def _values(tables: Mapping[str, Table], claims: Table) -> Iterator[ColumnRule]:
    for column, name in _subjects(tables, claims).items():
        for field in tables[name].fields:
            if field.citable and field.name in claims.field("field").enum:
                yield from _value(tables[name], field, column)


def _value(table: Table, field: Field, column: str) -> Iterator[ColumnRule]:
    """Yield the rule that a claim on a column gives a value of that column: a date, one of a list, or a key."""
    needs: tuple[str, ...] = ()
    key = next((key for key in table.foreign_keys if key.field == field.name), None)
    if field.is_date:
        breaks, wanted = "exists (from raw._dates where text = cell.value and not is_date)", "a date in EDTF"
    elif field.enum:
        wanted = "one of " + ", ".join(map(str, field.enum))
        breaks = f"cell.value not in ({', '.join(faults.literal(str(value)) for value in field.enum)})"
    elif key is not None:
        breaks, wanted = (
            f"cell.value not in (select {quoted(key.reference)} from {quoted('raw', key.table)})",
            f"the id of a row of {key.table}",
        )
        needs = (key.table,)
    else:
        return
    yield ColumnRule(
        id=f"CIT-value.claims.{field.name}",
        statement=f"value of a claim on {field.name} is {wanted}",
        over=_CLAIMS,
        field="value",
        examines=f"cell.{quoted(column)} <> '' and cell.field = '{field.name}' and cell.value <> ''",
        breaks=breaks,
        value="cell.value",
        why="What a source says can only be weighed against the package if both are written in the same way.",
        explain=lambda _: (f"is not {wanted}", f"write {wanted}; what else the source says belongs into note"),
        needs=needs,
        also=faults.MEANING,
        rows=f"select claim_id as id from claims where field = '{field.name}' and {column} is not null",
        faults=(Fault(("update claims set value = '?' where claim_id = $row",), _CLAIMS, "value"),),
    )
