"""Values in words: cells, quantities and whole rows as a person reads them in one line."""

from collections.abc import Mapping
from typing import Any

from casedata.lookup import Row, find_in
from casedata.report import printable
from casedata.tables import Tables

_NAMING = ("title", "name", "text")
_SUBJECTS = ("event_id", "person_id", "role_id", "figure_id", "link_id")


def shown(value: Any) -> str:
    """Return a cell as text that is safe to print; a blank is the empty text."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return printable(str(value))


def quantity(low: float | None, high: float | None) -> str:
    """Return what a figure says, in words.

    >>> quantity(251, None), quantity(3.5, 18), quantity(10, 10)
    ('at least 251', '3.5 to 18', '10')
    """
    if low is None or high is None:
        bounds = [f"at least {shown(low)}" if high is None else f"at most {shown(high)}"]
        return "not known" if low is high is None else bounds[0]
    return shown(low) if low == high else f"{shown(low)} to {shown(high)}"


def name_of(row: Row) -> str:
    """Return the title, name or text of a row, its identifier if it has none."""
    return next((shown(row.cells[column]) for column in _NAMING if row.cells.get(column)), shown(row.id))


def references(tables: Tables, row: Row) -> dict[str, str]:
    """Return, for each cell that refers to a row, the name of that row."""
    keys = [key for key in tables.package.tables[row.table].foreign_keys if row.cells[key.field] is not None]
    return {key.field: name_of(find_in(tables, key.table, row.cells[key.field])) for key in keys}


def in_a_line(tables: Tables, row: Row, *, seen_from: Row | None = None) -> str:
    """Return what a row says, in one line; what it says of the row it is seen from goes without saying."""
    cells, names = row.cells, references(tables, row)
    here = "" if seen_from is None else seen_from.id
    about = {column: name for column, name in names.items() if cells[column] != here}
    match row.table:
        case "figures":
            said = f"{shown(cells['measure'])}: {quantity(cells['low'], cells['high'])} {shown(cells['unit'])}"
            return ", ".join([said, *about.values()])
        case "links":
            points = (_point(cells, side, names, here) for side in ("from", "to"))
            return f" {_relation(cells)} ".join(points)
        case "passages":
            return f"lines {cells['first_line']} to {cells['last_line']}, {shown(cells['kind'])}"
        case "claims" | "disputes":
            subject = [name for column, name in about.items() if column in (*_SUBJECTS, "passage_id")]
            told = [shown(cells.get(column)) for column in ("field", "value", "mode", "resolution")]
            return ", ".join(filter(None, (*told, *subject)))
    if any(cells.get(column) for column in _NAMING):
        return name_of(row)
    skipped = {tables.package.tables[row.table].primary_key, "note", *(names.keys() - about.keys())}
    told = [about.get(column) or shown(value) for column, value in cells.items() if column not in skipped]
    return ", ".join(filter(None, told))


def _point(cells: Mapping[str, Any], side: str, names: Mapping[str, str], here: str) -> str:
    column = f"{side}_event_id"
    name = "this" if cells[column] == here else names[column]
    return f"the end of {name}" if cells[f"{side}_point"] == "end" else name


def _relation(cells: Mapping[str, Any]) -> str:
    lags = [shown(lag) for lag in (cells["lag_min"], cells["lag_max"]) if lag is not None]
    interval = f" by {'..'.join(dict.fromkeys(lags))}" if any(lag != "P0D" for lag in lags) else ""
    return f"— {shown(cells['relation']).replace('_', ' ')}{interval} —"
