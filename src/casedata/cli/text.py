"""What the commands print for people: pages of text, line by line, for a terminal of a given width.

Colour is always in it; the command takes it out where it does not belong.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import groupby
from typing import Any

import click

from casedata.cli.words import date_in_words, in_a_line, name_of, period_in_words, references, shown
from casedata.evidence import Evidence
from casedata.lookup import Row, find_in
from casedata.relation import Relation
from casedata.tables import Tables
from casedata.terminal import Style, grid, hang, pad, unstyled, width, wrap

_BOLD: Style = partial(click.style, bold=True)
_DIM: Style = partial(click.style, dim=True)
_DATE: Style = partial(click.style, fg="cyan")
_GOOD: Style = partial(click.style, fg="green")
_WARN: Style = partial(click.style, fg="yellow")

_FEW = 12
"""So many rows that refer to a row are shown with it; of the others only the number."""


def timeline_page(events: Relation, columns: int) -> Iterator[str]:
    """Yield a timeline: a heading for each year, then date and title, and the status unless it is established."""
    rows = list(_with_years(events))
    dates = [period_in_words(row["start_date"], row["end_date"], year) for year, row in rows]
    size = min(max(map(width, dates), default=0), columns // 3)
    heading: int | str = ""
    for (year, row), date in zip(rows, dates, strict=True):
        if (year or "no date") != heading:
            yield from ([""] if heading else [])
            heading = year or "no date"
            yield _BOLD(str(heading))
        status = [] if row["status"] == "established" else [(f"[{shown(row['status'])}]", _WARN)]
        parts = [(shown(row["title"]), unstyled), *status, (shown(row["event_id"]), _DIM)]
        first = f"  {_DATE(pad(date, size))}  "
        if width(date) > size:
            yield f"  {_DATE(date)}"
            first = " " * (size + 4)
        yield from hang(first, parts, columns, size + 4)
    undated = sum(year is None for year, _ in rows)
    yield from ([""] if rows else [])
    yield f"{_count(len(rows), 'event')}" + (f", {undated} of them without a date" if undated else "")


def _with_years(events: Relation) -> Iterator[tuple[int | None, dict[str, Any]]]:
    """Yield the events with the year under which they stand, None if no day is known; years never go back."""
    year = 0
    for row in events.records():
        days = (row[bound] for bound in ("start_earliest", "start_latest", "end_latest", "end_earliest"))
        day = next((day for day in days if day is not None), None)
        year = year if day is None else max(year, int(day[:4]))
        yield None if day is None else year, row


def search_page(found: Relation, columns: int) -> Iterator[str]:
    """Yield what was found, one line each: identifier, name, and how and as what it was found unless it is plain."""
    rows = [
        (shown(row["id"]), shown(row["name"]), _found_as(row["name"], row["text"], row["how"]))
        for row in found.records()
    ]
    yield from grid(rows, columns, (_DIM, unstyled, _WARN)) if rows else ["nothing found"]


def _found_as(name: str, text: str, how: str) -> str:
    return " ".join(([] if how == "exact" else [how]) + ([] if text == name else [f"as “{shown(text)}”"]))


def query_page(answer: Relation, columns: int) -> Iterator[str]:
    """Yield the answer to a query as a table."""
    numbers = frozenset(i for i, kind in enumerate(answer.columns.values()) if kind in {"integer", "number"})
    cells = [list(map(shown, answer.columns)), *(list(map(shown, row)) for row in answer.rows)]
    lines = grid(cells, columns, [unstyled] * len(answer.columns), numbers)
    ...


def row_page(tables: Tables, row: Row, referring: Mapping[str, list[str]], columns: int) -> Iterator[str]:
    """Yield a row with the names of what it refers to, and what refers to it."""
    yield f"{_BOLD(name_of(row))}"
    yield _DIM(f"{shown(row.id)} in {shown(row.table)}")
    yield ""
    names = references(tables, row)
    size = max(map(width, row.cells))
    for column, value in row.cells.items():
        if value is not None and column != tables.package.tables[row.table].primary_key:
            parts = [(shown(value), unstyled), (names.get(column, ""), _DIM)]
            yield from hang(f"  {_DATE(pad(column, size))}  ", parts, columns, size + 4)
    for name, identifiers in referring.items():
        yield from _referring(tables, row, name, identifiers, columns)
