"""The commands that measure what claims support: coverage, and what to cite next."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from casedata.citations import Texts, check_normaliser, read_texts
from casedata.cli.program import FINDINGS, columns, format_option, print_csv, print_file, print_json, print_lines
from casedata.cli.upkeep import note_bundled
from casedata.coverage import BY, coverage
from casedata.coverage.html import to_html
from casedata.coverage.json import members
from casedata.coverage.text import to_text
from casedata.errors import TextsError
from casedata.package import Package, open_package
from casedata.relation import Relation
from casedata.report import printable
from casedata.suggestions import Suggestion, suggest

_SHOWN = 20
_COUNTS = "total, covered, contested, unsettled, inferred, bare, percent"
_COVERAGE_JSON = (
    "JSON: {ok, package: {name, version}, minimum: {cells, passages}, "
    f"cells: {{{_COUNTS}, list: [{{table, id, field, value, state, claims, against, disputes}}]}}, "
    "passages: {total, facts, used, unused, left_out, unexplained, words, quoted, percent, exact, missing, "
    "list: [{id, source_id, number, kind, state, words, quoted, claims}]}, "
    "facts: {total, single_origin, list: [{table, id, origins}]}, claims, disputes: {resolution: number}, by, "
    "parts: [{name, cells, passages}]}"
)
_SUGGEST_JSON = (
    "JSON: {package: {name, version}, total, suggestions: [{kind, table, id, field, value, why, row: {column: value}}]}"
)


class _Percent(click.FloatRange):
    """A number from 0 to 100, and nothing that is no number."""

    def convert(self, value: float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        number = super().convert(value, param, ctx)
        if math.isnan(number):
            self.fail("not a number", param, ctx)
        return float(number)


_least = _Percent(0, 100)
_path = click.argument("path", metavar="[PATH]", required=False, type=click.Path(path_type=Path))


@click.command("coverage", epilog=_COVERAGE_JSON)
@_path
@click.option("--by", type=click.Choice(BY), default=BY[0], show_default=True, help="By what to group.")
@click.option(
    "--min-cells",
    type=_least,
    default=0,
    metavar="PERCENT",
    help="Exit 1 if fewer cells are supported, or one is unsettled.",
)
@click.option("--min-passages", type=_least, default=0, metavar="PERCENT", help="Exit 1 if fewer passages are used.")
@click.option(
    "--texts", type=click.Path(path_type=Path), metavar="DIR", help="Copies of the documents, to count quoted words."
)
@format_option("text", "json", "html")
def coverage_command(
    path: Path | None, by: str, min_cells: float, min_passages: float, texts: Path | None, form: str
) -> int:
    """Measure how many cells a claim supports, how many passages are used, and what rests on one origin alone.

    PATH is a directory, a datapackage.json or a zip file; without it, the case that comes with casedata. A cell is
    covered, contested (claims disagree, a dispute deals with it), unsettled (no dispute does), inferred (by inference
    only) or bare. docs/coverage.md says what counts.
    """
    package = open_package(path)
    found = coverage(package, by=by, texts=None if texts is None else _read(package, texts))
    ok = not found.missed(min_cells, min_passages)
    note_bundled(path, "coverage")
    if form == "json":
        head = {"ok": ok, "package": {"name": package.name, "version": package.version}}
        print_json({**head, "minimum": {"cells": min_cells, "passages": min_passages}, **members(found)})
    elif form == "html":
        titles = {row["source_id"]: row["title"] for row in package.rows("sources")}
        print_file(to_html(found, titles))
    else:
        print_lines(to_text(found, columns(), cells=min_cells, passages=min_passages))
    return 0 if ok else FINDINGS


def _read(package: Package, folder: Path) -> Texts:
    check_normaliser(package.descriptor["casedata"]["normaliser"])
    texts = read_texts(folder, package.rows("sources"))
    if not texts.by_source:
        raise TextsError(f"{folder}: holds no document of the package; give the folder that holds copies of them")
    return texts


@click.group("claims")
def claims_group() -> None:
    """Work on the claims of a package."""


@claims_group.command("suggest", epilog=_SUGGEST_JSON)
@_path
@click.option("--limit", type=click.IntRange(min=1), help="How many to print; as text 20 unless given, else all.")
@format_option("text", "json", "csv")
def suggest_command(path: Path | None, limit: int | None, form: str) -> None:
    """Print what to cite next: bare cells, then unused passages, each with a row of claims to fill in.

    A question mark stands in each cell that only the document can tell. With --format csv the rows are printed under
    the header of data/claims.csv.
    """
    package = open_package(path)
    found = suggest(package)
    note_bundled(path, "claims suggest")
    limit = limit or (_SHOWN if form == "text" else len(found))
    head = {"package": {"name": package.name, "version": package.version}}
    if form == "json":
        print_json({**head, "total": len(found), "suggestions": [asdict(each) for each in found[:limit]]})
    elif form == "csv":
        print_csv(_rows(package, found[:limit]))
    else:
        print_lines(_page(package, found, limit))


def _rows(package: Package, found: Sequence[Suggestion]) -> Relation:
    columns = package.tables["claims"].columns
    return Relation(dict.fromkeys(columns, "text"), tuple(tuple(each.row[name] for name in columns) for each in found))


def _page(package: Package, found: Sequence[Suggestion], limit: int) -> Iterator[str]:
    if not found:
        yield "nothing: a claim supports every cell, and every passage with facts is used"
        return
    for each in found[:limit]:
        cells = [f"{column}={text}" for column, text in each.row.items() if text]
        yield f"{printable(each.id)}: {printable(each.why)}"
        yield f"  {printable(', '.join(cells))}"
    rest = len(found) - limit
    yield f"{len(found)} to cite in {printable(package.path('claims'))}" + (f", {rest} not shown" if rest > 0 else "")
