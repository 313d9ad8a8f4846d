"""What a cell must look like by its schema, and of which column a cell that holds a value is the value."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache, partial

from casedata import dates
from casedata.errors import DateError
from casedata.schema import Field, Table
from casedata.tables import DAY, INTEGER, NUMBER

Fits = Callable[[str], bool]
"""Says whether a text, blank or not, can stand in a cell."""

_KINDS = {"integer": INTEGER, "number": NUMBER, "date": DAY}
_KNOWN = 1 << 13


def fits(column: Field, text: str) -> bool:
    """Whether a text has the type of a column and keeps its constraints; a blank cell does."""
    if not text:
        return True
    if column.is_date:
        return is_date(text)
    if column.type != "string" and not _is_typed(column, text):
        return False
    if column.pattern is not None and re.fullmatch(column.pattern, text) is None:
        return False
    if not (column.min_length or 0) <= len(text) <= (column.max_length or len(text)):
        return False
    return _is_listed(column, text) and _is_within(column, text)


def is_date(text: str) -> bool:
    """Whether a text is a date of the EDTF subset."""
    try:
        dates.parse(text)
    except DateError:
        return False
    return True


def _is_typed(column: Field, text: str) -> bool:
    if re.fullmatch(_KINDS[column.type], text, re.ASCII) is None:
        return False
    return column.type != "date" or _is_day(text)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_listed(column: Field, text: str) -> bool:
    if not column.enum or column.type in {"string", "date"}:
        return not column.enum or text in column.enum
    return float(text) in map(float, column.enum)


def _is_within(column: Field, text: str) -> bool:
    if column.minimum is None and column.maximum is None:
        return True
    return (column.minimum is None or column.minimum <= float(text)) and (
        column.maximum is None or float(text) <= column.maximum
    )


class Forms:
    """The forms of the cells of one table."""

    def __init__(self, table: Table, tables: Mapping[str, Table]) -> None:
        self._table, self._tables = table, tables
        self._fits: dict[Field, Fits] = {}
        self._own = {column.name: (column, self._of(column)) for column in table.fields}
        self._values = {column.name for column in table.fields if column.value_of is not None}

    def of_cell(self, name: str, row: Mapping[str, str]) -> tuple[Field, Fits]:
        """Return the column whose form a cell must have, and what says whether a text has it.

        The value of a claim has the form of the column that it is a value of.
        """
        if name not in self._values:
            return self._own[name]
        found = self._valued(self._own[name][0], row)
        return self._own[name] if found is None else (found, self._of(found))

    def _valued(self, column: Field, row: Mapping[str, str]) -> Field | None:
        wanted = row.get(column.value_of or "", "")
        for key, table in self._table.subjects.items():
            if row[key] and wanted in self._tables[table].columns:
                return self._tables[table].field(wanted)
        return None

    def _of(self, column: Field) -> Fits:
        if column not in self._fits:
            self._fits[column] = lru_cache(maxsize=_KNOWN)(partial(fits, column))
        return self._fits[column]
