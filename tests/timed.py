"""Small packages about time: claims with the sources and passages they need, a time zone, tables of rules."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from casedata.chronology.audit import Audit
from casedata.chronology.reading import NEEDS
from casedata.package import open_package
from casedata.tables import Tables, add_dates, load_raw
from packages import write_descriptor
from small import write_small

Row = dict[str, str]

_COLUMNS = {"e": "event_id", "p": "person_id", "f": "figure_id", "x": "link_id"}


def claim(number: int, about: str, value: str = "", passage: str = "s-a#1", **more: str) -> Row:
    """Return the cells of a claim about a row, or a cell of it, as in `e-1 start_date`."""
    row, _, field = about.partition(" ")
    cells = {"claim_id": f"c-{number}", _COLUMNS[row[0]]: row, "field": field, "value": value, "passage_id": passage}
    return {**cells, "mode": "report", "stance": "supports", "quote_start": f"words {number}"} | more


def source(name: str, published: str = "", **more: str) -> Row:
    """Return the cells of a source."""
    return {"source_id": name, "published": published, "published_basis": "stated" if published else ""} | more


def role(number: int, event: str, person: str = "p-1", name: str = "accused") -> Row:
    """Return the cells of a role."""
    return {"role_id": f"r-{number}", "event_id": event, "person_id": person, "role": name}


def timed(folder: Path, claims: Sequence[Row] = (), **more: Any) -> Tables:
    """Open a package as `write_timed` writes it, without the typed tables, which a chronology does not ask."""
    package = open_package(write_timed(folder, claims, **more))
    needed = [package.tables[name] for name in NEEDS]
    connection = load_raw((table, package.csv(table.name).rows) for table in needed)
    add_dates(connection, needed)
    return Tables(package, connection)


def write_timed(
    folder: Path,
    claims: Sequence[Row] = (),
    *,
    zone: str = "",
    rules: Mapping[str, str] | None = None,
    **rows: Sequence[Row],
) -> Path:
    """Write a package with these rows; passages and sources that claims need are there, `rules` are files by name."""
    passages, sources = list(rows.get("passages", ())), list(rows.get("sources", ()))
    for name in dict.fromkeys(each["passage_id"] for each in claims):
        if all(row["passage_id"] != name for row in passages):
            passages.append({"passage_id": name})
    passages = [row | {"source_id": row["passage_id"].partition("#")[0]} for row in passages]
    for name in dict.fromkeys(row["source_id"] for row in passages):
        if all(row["source_id"] != name for row in sources):
            sources.append(source(name))
    own = {"passages": passages, "sources": sources, "claims": list(claims)}
    write_small(folder, **{**{name: list(table) for name, table in rows.items()}, **own})
    write_descriptor(folder, casedata={"normaliser": 1, **({"timezone": zone} if zone else {})})
    for name, text in (rules or {}).items():
        (folder / "rules").mkdir(exist_ok=True)
        (folder / "rules" / name).write_text(text, encoding="utf-8")
    return folder


def day(text: str) -> int:
    """Return the number of a day; day 1 is 1 January of the year 1."""
    return date.fromisoformat(text).toordinal()


def minute(text: str) -> int:
    """Return the number of a minute, as in `2019-02-01T19:10`."""
    return day(text[:10]) * 1440 + int(text[11:13]) * 60 + int(text[14:16])


def limits(audit: Audit) -> dict[str, tuple[int | None, int | None]]:
    """Return the limits of each point."""
    return {each.point: (each.earliest, each.latest) for each in audit.limits}


def sets(audit: Audit) -> set[frozenset[str]]:
    """Return the contradictions as sets of statements."""
    return {frozenset(each.statements) for each in audit.contradictions}
