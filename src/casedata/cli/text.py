"""What the commands print for people: pages of text, line by line, for a terminal of a given width.

Colour is always in it; the command takes it out where it does not belong.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import groupby
from typing import Any

import click

from casedata.cli.words import in_a_line, name_of, references, shown
from casedata.date_words import date_in_words, period_in_words
from casedata.evidence import Evidence
from casedata.lookup import Row, find_in
from casedata.origins import origins
from casedata.relation import Relation
from casedata.tables import Tables
from casedata.terminal import Style, grid, hang, pad, unstyled, width, wrap

_BOLD: Style = partial(click.style, bold=True)
_DIM: Style = partial(click.style, dim=True)
_DATE: Style = partial(click.style, fg="cyan")
_GOOD: Style = partial(click.style, fg="green")
_WARN: Style = partial(click.style, fg="yellow")

_DATE_COLUMN = 18
"""The column of dates is as wide as this at most; a longer date gets a line of its own."""

_FEW = 12
"""So many rows that refer to a row are shown with it; of the others only the number."""


def timeline_page(events: Relation, columns: int) -> Iterator[str]:
    """Yield a timeline: a heading for each year, then date and title, and the status unless it is established."""
    rows = list(_with_years(events))
    dates = [period_in_words(*_dates(row), year) for year, row in rows]
    size = min(max(map(width, dates), default=0), _DATE_COLUMN, columns // 3)
    heading: int | str = ""
    for (year, row), date in zip(rows, dates, strict=True):
        if (year or "no date") != heading:
            yield from ([""] if heading else [])
            heading = year or "no date"
            yield _BOLD(str(heading))
        status = [] if row["status"] == "established" else [(f"[{shown(row['status'])}]", _WARN)]
        disputed = [] if row["date_dispute"] is None else [(f"[date disputed: {shown(row['date_dispute'])}]", _WARN)]
        parts = [(shown(row["title"]), unstyled), *status, *disputed, (shown(row["event_id"]), _DIM)]
        parts += _as_dated(row, year)
        first = f"  {_DATE(pad(date, size))}  "
        if width(date) > size:
            yield f"  {_DATE(date)}"
            first = " " * (size + 4)
        yield from hang(first, parts, columns, size + 4)
    undated = sum(year is None for year, _ in rows)
    yield from ([""] if rows else [])
    yield f"{_count(len(rows), 'event')}" + (f", {undated} of them without a date" if undated else "")


def _dates(row: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Return start and end of an event as dates: as the claims bind them, where that is known, else as it is dated."""
    start, end = row["start_date"], row["end_date"]
    return _tight(row, "start") or start, (_tight(row, "end") or end) if end else None


def _tight(row: Mapping[str, Any], point: str) -> str | None:
    """Return the date of a point as the claims bind it, if that is closer than its date on one side at least."""
    first, last = row.get(f"tight_{point}_earliest"), row.get(f"tight_{point}_latest")
    earliest, latest = row[f"{point}_earliest"], row[f"{point}_latest"]
    closer = (first is not None and first > (earliest or "")) or (last is not None and last < (latest or "9999-12-31"))
    if not closer:
        return None
    return str(first) if first == last else f"[{first or ''}..{last or ''}]"


def _as_dated(row: Mapping[str, Any], year: int | None) -> list[tuple[str, Style]]:
    """Return how the package dates an event, where the claims bind it more closely."""
    dated = (row["start_date"], row["end_date"])
    if _dates(row) == dated:
        return []
    return [(f"(package: {period_in_words(*dated, year) or 'no date'})", _WARN)]


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
    """Yield the answer to a query as a table, numbers to the right, and the number of its rows."""
    numbers = [place for place, kind in enumerate(answer.columns.values()) if kind in {"integer", "number"}]
    rows = [[shown(cell) for cell in row] for row in (tuple(answer.columns), *answer.rows)]
    yield from grid(rows, columns, [unstyled] * len(answer.columns), heading=_BOLD, numbers=numbers)
    yield _DIM(_count(len(answer.rows), "row"))


def row_page(tables: Tables, row: Row, referring: Mapping[str, list[str]], columns: int) -> Iterator[str]:
    """Yield a row with the names of what it refers to, and what refers to it."""
    yield from _title(row, columns)
    yield ""
    names = references(tables, row)
    cells = {column: value for column, value in row.cells.items() if value is not None and value != row.id}
    size = max(map(width, cells), default=0)
    for column, value in cells.items():
        parts = [(shown(value), unstyled), (names.get(column, ""), _DIM)]
        yield from hang(f"  {_DATE(pad(column, size))}  ", parts, columns, size + 4)
    for name, identifiers in referring.items():
        yield ""
        yield f"{_BOLD(name)} ({len(identifiers)})"
        for identifier in identifiers[:_FEW]:
            said = in_a_line(tables, find_in(tables, name, identifier), seen_from=row)
            yield from hang("  ", [(said, unstyled), (shown(identifier), _DIM)], columns, 4)
        if len(identifiers) > _FEW:
            yield _DIM(f"  and {len(identifiers) - _FEW} more")


def _title(row: Row, columns: int) -> Iterator[str]:
    """Yield the name of a row, and under it what and where it is."""
    yield from wrap([(name_of(row), _BOLD)], columns)
    about = (row.id, row.table, row.cells.get("kind"), row.cells.get("status"))
    yield _DIM(" · ".join(shown(part) for part in about if part))


def evidence_page(tables: Tables, found: Evidence, columns: int) -> Iterator[str]:
    """Yield what stands behind a row: cell by cell the claimed values, who claims them and where, and the disputes."""
    yield from _title(found.row, columns)
    claims = found.claims.records()
    disputes = {dispute.id: dispute for dispute in found.disputes}
    for cell, group in groupby(claims, key=lambda claim: (claim["table"], claim["id"], claim["field"])):
        in_cell = list(group)
        yield ""
        yield from _cell(tables, found.row, cell, columns)
        for value in dict.fromkeys(claim["value"] for claim in sorted(in_cell, key=lambda one: not one["preferred"])):
            yield from _value(tables, cell, value, [one for one in in_cell if one["value"] == value], columns)
        dispute = disputes.pop(in_cell[0]["dispute_id"], None)
        yield from [] if dispute is None else _dispute(dispute, claims, columns)
    for dispute in disputes.values():
        yield from ["", *_dispute(dispute, claims, columns)]
    sources = {claim["source_id"] for claim in claims}
    pro = [claim for claim in claims if claim["stance"] == "supports" and claim["compared"] != "disagrees"]
    roots = origins(tables.package.rows("sources"))
    known = {roots.get(claim["source_id"], claim["source_id"]) for claim in pro}
    yield ""
    yield (
        f"{_count(len(claims), 'claim')} from {_count(len(sources), 'source')}; "
        f"{len(pro)} for it, of {_count(len(known), 'origin')}"
    )


_TOLD = {"coarser", "finer", "disagrees"}
"""What is told of a claimed value beside the value itself."""


def _cell(tables: Tables, row: Row, cell: tuple[str, str, str | None], columns: int) -> Iterator[str]:
    """Yield the heading of a cell: what the package holds to be so."""
    table, identifier, column = cell
    part = row if identifier == row.id else find_in(tables, table, identifier)
    said = [] if part is row else [(in_a_line(tables, part, seen_from=row), _BOLD), (f"({part.id})", _DIM)]
    if column is not None:
        held = shown(part.cells[column]) or "(blank)"
        said += [(f"{column}: {held}", _BOLD), (references(tables, part).get(column, ""), unstyled)]
    yield from wrap(said or [("the row itself", _BOLD)], columns)


def _value(
    tables: Tables, cell: tuple[str, str, str | None], value: str | None, claims: list[dict[str, Any]], columns: int
) -> Iterator[str]:
    """Yield one claimed value and who claims it."""
    if value is not None:
        preferred = [("(preferred)", _GOOD)] if any(claim["preferred"] for claim in claims) else []
        weighed = dict.fromkeys(
            f"({claim['compared']})" for claim in claims if claim["compared"] not in {None, "agrees"}
        )
        parts = [(shown(value), _DATE), (_named(tables, cell, value), unstyled), *preferred]
        parts += [(word, _WARN if word == "(disagrees)" else _DIM) for word in weighed]
        yield from hang("  ", parts, columns, 2)
    for claim in claims:
        yield from _claim(claim, columns)


def _named(tables: Tables, cell: tuple[str, str, str | None], value: str) -> str:
    """Return the name of the row that a claimed value refers to, if its column refers to rows."""
    table, _, column = cell
    targets = [key.table for key in tables.package.tables[table].foreign_keys if key.field == column]
    return name_of(find_in(tables, targets[0], value)) if targets else ""


def _claim(claim: Mapping[str, Any], columns: int) -> Iterator[str]:
    """Yield who says it, in which source, of when, in which mode; the words, and where they stand."""
    parts = [("contradicts it:", _WARN)] if claim["stance"] == "contradicts" else []
    parts += [(shown(claim["speaker"]) + ", in", unstyled)] if claim["speaker"] else []
    published = f", {date_in_words(claim['published'])}" if claim["published"] else ""
    parts += [(f"{shown(claim['source'])}{published}", unstyled), (f"({shown(claim['mode']).replace('_', ' ')})", _DIM)]
    yield from hang("    ", parts, columns, 4)
    quotation = " … ".join(shown(part) for part in (claim["quote_start"], claim["quote_end"]) if part)
    lines = "–".join(dict.fromkeys((shown(claim["first_line"]), shown(claim["last_line"]))))
    place = f"{shown(claim['passage_id'])}, line {lines}, {shown(claim['claim_id'])}"
    yield from hang("      ", [(f"“{quotation}”", unstyled), (f"({place})", _DIM)], columns, 6)
    if claim["url"] is not None:
        yield f"      {_DIM(shown(claim['url']))}"  # whole, however long: a broken address cannot be followed
    if claim["note"] is not None:
        yield from hang("      ", [(shown(claim["note"]), _DIM)], columns, 6)


def _dispute(dispute: Row, claims: list[dict[str, Any]], columns: int) -> Iterator[str]:
    """Yield how a disagreement was settled, and why."""
    cells = dispute.cells
    style = {"resolved": _GOOD, "open": _WARN}.get(cells["resolution"], unstyled)
    followed = [claim for claim in claims if claim["claim_id"] == cells["preferred_claim_id"]]
    why = [f", following {shown(claim['value'] or claim['claim_id'])}" for claim in followed]
    verdict = f"dispute {shown(cells['resolution'])}{''.join(why)}"
    where = f"({shown(dispute.id)}, decided {shown(cells['decided_on'])})"
    yield from hang("  ", [(verdict, style), (where, _DIM)], columns, 2)
    yield from hang("    ", [(shown(cells["reason"]), unstyled)], columns, 4)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
