"""The commands that answer questions about a case: timeline, show, evidence, search, query."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from casedata.cli import text
from casedata.cli.program import columns, ended_by_interrupt, format_option, package_option, print_answer
from casedata.evidence import COLUMNS as CLAIM
from casedata.evidence import evidence
from casedata.lookup import find, referring
from casedata.package import open_package
from casedata.relation import ask
from casedata.search import COLUMNS as FOUND
from casedata.search import index
from casedata.tables import Tables, open_tables
from casedata.timeline import COLUMNS as EVENT
from casedata.timeline import timeline


def _open(path: Path | None) -> Tables:
    return open_tables(open_package(path))


def _json(members: str) -> str:
    """Return the epilog that tells the form of the JSON."""
    return f"JSON: {{package: {{name, version}}, {members}}}"


def _list(columns: Iterable[str]) -> str:
    return f"[{{{', '.join(columns)}}}]"


@click.command("timeline", epilog=_json(f"events: {_list(EVENT)}"))
@click.option("--person", metavar="ID", help="Only events in which this person or body has a role.")
@click.option("--kind", multiple=True, metavar="KIND", help="Only events of this kind; may be given repeatedly.")
@click.option("--case", metavar="ID", help="Only events of this case.")
@click.option("--since", metavar="DATE", help="Leave out what certainly ended before this date (EDTF, as in 2019-02).")
@click.option("--until", metavar="DATE", help="Leave out what certainly began after this date.")
@click.option("--status", multiple=True, metavar="STATUS", help="Only events of this status; may be given repeatedly.")
@click.option("--undated/--no-undated", default=True, show_default=True, help="Whether to list events without a date.")
@click.option("--tight", is_flag=True, help="Show how tightly the claims bind the dates, with the package's beside.")
@package_option
@format_option("text", "json", "csv")
def timeline_command(path: Path | None, form: str, **conditions: Any) -> None:
    """Print the events in the order of time.

    Two dots stand between the limits of one day that is not known: 1..7 Feb is some day of that week, 1–7 Feb is the
    whole of it. An event is left out by its date only if it certainly lies outside.
    """
    tables = _open(path)
    conditions |= {name: conditions[name] or None for name in ("kind", "status")}
    events = timeline(tables, **conditions)
    print_answer(form, tables.package, {"events": events.records()}, text.timeline_page(events, columns()), events)


@click.command("show", epilog=_json("table, id, cells: {column: value}, referring: {table: [id]}"))
@click.argument("identifier", metavar="ID")
@package_option
@format_option("text", "json")
def show_command(identifier: str, path: Path | None, form: str) -> None:
    """Print one row, whichever table it stands in, and the rows that refer to it."""
    tables = _open(path)
    row = find(tables, identifier)
    refer = referring(tables, row)
    answer = {"table": row.table, "id": row.id, "cells": row.cells, "referring": refer}
    print_answer(form, tables.package, answer, text.row_page(tables, row, refer, columns()))


@click.command(
    "evidence",
    epilog=_json(f"table, id, cells: {{column: value}}, claims: {_list(CLAIM)}, disputes: [{{column: value}}]"),
)
@click.argument("identifier", metavar="ID")
@click.argument("field", required=False)
@package_option
@format_option("text", "json")
def evidence_command(identifier: str, field: str | None, path: Path | None, form: str) -> None:
    """Print the claims behind a row, or behind one FIELD of it: who says what, where, and what was preferred."""
    tables = _open(path)
    found = evidence(tables, identifier, field)
    answer = {
        "table": found.row.table,
        "id": found.row.id,
        "cells": found.row.cells,
        "claims": found.claims.records(),
        "disputes": [dispute.cells for dispute in found.disputes],
    }
    print_answer(form, tables.package, answer, text.evidence_page(tables, found, columns()))


@click.command("search", epilog=_json(f"found: {_list(FOUND)}"))
@click.argument("words", metavar="TEXT...", nargs=-1, required=True)
@package_option
@format_option("text", "json", "csv")
def search_command(words: tuple[str, ...], path: Path | None, form: str) -> None:
    """Find people, places, cases and events by name or title, however it is spelled, in Cyrillic too.

    What is not found as it stands is marked: folded (spelled or written in another way) or close (with a slip, or with
    a word only begun).
    """
    tables = _open(path)
    found = index(tables).search(" ".join(words))
    print_answer(form, tables.package, {"found": found.records()}, text.search_page(found, columns()), found)


@click.command("query", epilog=_json("rows: [{column: value}]"))
@click.argument("sql", metavar="SQL")
@package_option
@format_option("text", "json", "csv")
def query_command(sql: str, path: Path | None, form: str) -> None:
    """Run one SELECT (DuckDB) over the tables; schema raw has the cells as they stand in the files."""
    tables = _open(path)
    with ended_by_interrupt():
        answer = ask(tables, sql)
    print_answer(form, tables.package, {"rows": answer.records()}, text.query_page(answer, columns()), answer)
