"""The command that audits a chronology."""

from pathlib import Path
from typing import Literal

import click

from casedata.chronology import Layer, Unit, chronology
from casedata.chronology.audit import LIMIT
from casedata.chronology.json import members
from casedata.chronology.text import explained, to_text
from casedata.cli.program import FINDINGS, columns, format_option, print_json, print_lines
from casedata.cli.upkeep import note_bundled
from casedata.lookup import find
from casedata.package import open_package
from casedata.tables import open_tables

_MANY = 1_000
_CONTRADICTION = "{statements: [id], misses_by, tension, settled_by: [dispute]}"
_JSON = (
    "JSON: {package: {name, version}, ok, of, unit, consistent, settled, judgement_consistent, complete, "
    f"knots: [{{contradictions: [{_CONTRADICTION}], ways_out: [{{set_aside: [id], cost}}], equally_cheap, "
    f"slips: [{{statement, value, kind}}]}}], to_the_minute: [{_CONTRADICTION}], unsettled: [{_CONTRADICTION}], "
    "set_aside: {id: dispute}, dates: [{id, point, earliest, latest, earliest_because, latest_because, comparison}], "
    "orders: {pairs, undecided}, unread: [word], statements: [{id, kind, says, subject, field, value, cost, certain, "
    "read_so: [{word, least, most, reading}], quotes: [{claim_id, mode, passage_id, speaker, words}]}]}"
)


@click.command("chronology", epilog=_JSON)
@click.argument("path", metavar="[PATH]", required=False, type=click.Path(path_type=Path))
@click.option("--claims", "of", flag_value="claims", default="claims", help="What the sources say (unless told).")
@click.option("--judgement", "of", flag_value="judgement", help="What the package itself holds.")
@click.option(
    "--unit",
    type=click.Choice(["auto", "day", "minute"]),
    default="auto",
    show_default=True,
    help="In what to count; auto: in days, and in minutes too where a source gives a time.",
)
@click.option("--explain", "identifier", metavar="ID", help="Why a row or a claim stands where it does in time.")
@click.option("--all", "everything", is_flag=True, help="Cut no list; look for every contradiction, however long.")
@format_option("text", "json")
def chronology_command(
    path: Path | None,
    of: Layer,
    unit: Unit | Literal["auto"],
    identifier: str | None,
    everything: bool,
    form: str,
) -> int:
    """Audit the chronology: can it all hold, why not, what would mend it, how tight the dates are.

    PATH is a directory, a datapackage.json or a zip file; without it, the case that comes with casedata. Exits with 1
    if the package contradicts itself, if a contradiction between sources is settled by no dispute, or if the package
    dates something where it cannot have been. docs/chronology.md tells the method.
    """
    tables = open_tables(open_package(path))
    found = chronology(tables, of=of, unit=unit, limit=_MANY if everything else LIMIT)
    note_bundled(path, "chronology")
    if form == "json":
        print_json({"package": {"name": found.name, "version": found.version}, **members(found)})
    elif identifier is not None:
        find(tables, identifier)
        print_lines(explained(found, identifier, columns()))
    else:
        print_lines(to_text(found, columns(), everything=everything))
    return 0 if found.ok else FINDINGS
