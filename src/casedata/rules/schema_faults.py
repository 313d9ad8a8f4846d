"""The faults that rules from schemas must catch: for each family, one small edit of a row of a valid package.

A cell that breaks a schema can break rules on its meaning as well; `also` therefore names the families of those whole.
"""

import re
from collections.abc import Sequence

from casedata.loading import quoted
from casedata.rules.rule import ColumnRule, Fault
from casedata.schema import Field, Table

MEANING = ("CHR-", "CIT-", "DAT-0", "DIS-", "FIG-", "LAW-", "PRV-", "SRC-", "TXT-")
"""Beginnings of the ids of all rules on what cells mean."""

_NO_MATCH = ("?", "!", "x", "0", " ")
_NO_DAY = "2019-02-30"


def cell_fault(table: Table, field: Field, text: str) -> Fault:
    """Return the fault that writes `text` into the cell; in the key column, the row is then called so."""
    at = text if field.name == table.primary_key else "$row"
    return Fault((_update(table, f"{quoted(field.name)} = {literal(text)}"),), table.name, field.name, at)


def bad_texts(rule: ColumnRule, field: Field) -> list[str]:
    """Return texts that the rule refuses, one for each way to break it."""
    refused = [text for text in _NO_MATCH if re.fullmatch(field.pattern or "", text) is None]
    low, high = field.min_length or 0, field.max_length
    texts = {
        "STR-required": [""],
        "STR-type": ["x"],
        "STR-enum": [_beyond(field)] if field.enum else [],
        "STR-pattern": refused[:1],
        "STR-range": [
            *([] if field.minimum is None else [str(field.minimum - 1)]),
            *([] if field.maximum is None else [str(field.maximum + 1)]),
        ],
        "STR-length": [*(["x" * (low - 1)] if low > 1 else []), *([] if high is None else ["x" * (high + 1)])],
        "DAT-edtf": [_NO_DAY],
    }
    return texts[rule.id.partition(".")[0]]


def _beyond(field: Field) -> str:
    """Return a value of the type of the column that its list does not have."""
    if field.type == "string":
        return "-".join(["none-of", *map(str, field.enum[:1])])
    if field.type == "date":
        return next(day for day in ("0001-01-01", "0001-01-02") if day not in field.enum)
    return str(max(float(value) for value in field.enum) + 1).removesuffix(".0")


def blanked(table: Table) -> Fault:
    """Return the fault that leaves none of the columns filled in of which a row fills exactly one."""
    return Fault(
        (_update(table, ", ".join(f"{quoted(name)} = ''" for name in table.exactly_one_of)),), table.name, None
    )


def repeated(table: Table) -> Fault:
    """Return the fault that adds a row once more."""
    columns = ", ".join(map(quoted, table.columns))
    return Fault((_insert(table, columns, columns),), table.name, table.primary_key)


def copied(table: Table, field: Field) -> Fault:
    """Return the fault that adds the row once more under another id; the finding is at `field`."""
    columns = ", ".join(map(quoted, table.columns))
    values = ["$new" if name == table.primary_key else quoted(name) for name in table.columns]
    return Fault((_insert(table, columns, ", ".join(values)),), table.name, field.name, "$new")


def uncited(table: Table) -> Fault:
    """Return the fault that adds a row with the least that the schema wants, and nothing that cites it."""
    names = [field.name for field in table.fields if field.required and field.name != table.primary_key]
    columns = ", ".join(map(quoted, [table.primary_key, *names]))
    return Fault((_insert(table, columns, ", ".join(["$new", *map(quoted, names)])),), table.name, None, "$new")


def dangling(table: Table, name: str) -> Fault:
    """Return the fault that makes a cell refer to a row that is not there."""
    return Fault((_update(table, f"{quoted(name)} = concat({quoted(name)}, '99999')"),), table.name, name)


def circular(table: Table, name: str) -> Fault:
    """Return the fault that makes a row refer to itself."""
    return Fault((_update(table, f"{quoted(name)} = {quoted(table.primary_key)}"),), table.name, name)


def filled_rows(table: Table, names: Sequence[str]) -> str:
    """Return the SQL for the ids of the rows in which these columns are filled in."""
    conditions = " and ".join(f"{quoted(name)} is not null" for name in names) or "true"
    return f"select {quoted(table.primary_key)} as id from {quoted(table.name)} where {conditions}"


def leaves(table: Table, name: str) -> str:
    """Return the SQL for the ids of the rows that no row refers to in this column."""
    key, column = quoted(table.primary_key), quoted(name)
    known = f"select {column} from {quoted(table.name)} where {column} is not null"
    return f"select {key} as id from {quoted(table.name)} where {key} not in ({known})"


def literal(text: str) -> str:
    """Write a text for SQL."""
    return "'" + text.replace("'", "''") + "'"


def _update(table: Table, change: str) -> str:
    return f"update {quoted(table.name)} set {change} where {quoted(table.primary_key)} = $row"


def _insert(table: Table, columns: str, values: str) -> str:
    name = quoted(table.name)
    return f"insert into {name} ({columns}) select {values} from {name} where {quoted(table.primary_key)} = $row"
