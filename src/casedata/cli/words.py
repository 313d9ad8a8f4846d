"""Values in words: cells, dates, quantities and whole rows as a person reads them in one line."""

import re
from collections.abc import Mapping
from typing import Any

from casedata.lookup import Row, find_in
from casedata.report import printable
from casedata.tables import Tables

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_PLAIN = re.compile("[0-9]{4}(-[0-9]{2}){0,2}")
_NAMING = ("title", "name", "text")
_SUBJECTS = ("event_id", "person_id", "role_id", "figure_id", "link_id")


def shown(value: Any) -> str:
    """Return a cell as text that is safe to print; a blank is the empty text."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return printable(str(value))


def date_in_words(text: str, year: int | None = None) -> str:
    """Return an EDTF date in words; a year that is `year` goes without saying.

    Two dots stand between the limits of one day that is not known: `1..7 Feb` is some day of that week.

    >>> date_in_words("2019-02-01", 2019), date_in_words("[2019-02-01..2019-02-07]"), date_in_words("2019-02~")
    ('1 Feb', '1..7 Feb 2019', 'about Feb 2019')
    >>> date_in_words("[..2019-02]"), date_in_words("199X"), date_in_words("2019-02-02T19:10", 2019)
    ('by Feb 2019', '1990s', '2 Feb 19:10')
    """
    if text.startswith("["):
        low, dots, high = text[1:-1].partition("..")
        if not dots:
            return " or ".join(_single(part, year) for part in low.split(","))
        if low and high:
            return _between(low, "..", high, year)
        return f"from {_single(low, year)}" if low else f"by {_single(high, year)}"
    bare = text.rstrip("?~%")
    mark = text[len(bare) :]
    return ("about " if mark in {"~", "%"} else "") + _single(bare, year) + ("?" if mark in {"?", "%"} else "")


def period_in_words(start: str | None, end: str | None, year: int | None = None) -> str:
    """Return when something began and ended, in words.

    >>> period_in_words("2019-02-01", "2019-02-07", 2019), period_in_words("2019-02-01", "[2019-02-02..2019-02-03]")
    ('1–7 Feb', '1 Feb 2019 – 2..3 Feb 2019')
    """
    if end is None:
        return "" if start is None else date_in_words(start, year)
    if start is None:
        return f"until {date_in_words(end, year)}"
    if _PLAIN.fullmatch(start) and _PLAIN.fullmatch(end):
        return _between(start, "–", end, year)
    return f"{date_in_words(start, year)} – {date_in_words(end, year)}"


def _between(low: str, dots: str, high: str, year: int | None) -> str:
    if len(low) == len(high) == 10 and low[:7] == high[:7]:
        return f"{int(low[8:])}{dots}{_single(high, year)}"
    same_year = low[:4] == high[:4] and len(low) > 4
    return f"{_single(low, int(high[:4]) if same_year else year)}{dots}{_single(high, year)}"


def _single(text: str, year: int | None) -> str:
    """Put a date without brackets and qualifier in words."""
    stem, month, day = text[:4], text[5:7], text[8:10]
    if "X" in stem:
        return "some time" if stem == "XXXX" else stem.replace("X", "0") + "s"
    if month in {"", "XX"}:
        return stem
    words = _SEASONS.get(month) or _MONTHS[int(month) - 1]
    if day.isdigit():
        words = f"{int(day)} {words}"
    return words + ("" if int(stem) == year else f" {stem}") + (f" {text[11:]}" if text[10:11] == "T" else "")


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
