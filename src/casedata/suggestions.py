"""What to cite next: the bare cells and unused passages of a package, in the order in which to work.

Rows without any claim come first, since nothing stands behind them at all; then cells that no claim supports; then
passages that state facts and are not used, in the order of the documents. Each brings a row of claims to fill in.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Literal

from casedata.coverage import Cell, PassageUse, coverage
from casedata.coverage.cells import subjects
from casedata.coverage.text import said_otherwise
from casedata.package import Package
from casedata.values import QUANTITIES

OPEN = "?"
"""Stands in a cell of a suggested row that only the document can tell."""

Kind = Literal["row", "cell", "passage"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to cite: a row, a cell or a passage, why, and the raw cells of a claim on it."""

    kind: Kind
    table: str
    id: str
    field: str | None
    value: str
    why: str
    row: Mapping[str, str]


def suggest(package: Package) -> list[Suggestion]:
    """Return what to cite, in the order in which to work.

    Raises:
        PackageError: a file is not readable.
    """
    found = coverage(package)
    columns = {table: column for column, table in subjects(package).items()}
    bare = sorted(found.bare, key=lambda cell: cell.field is not None)
    ids = _unused_ids(package)
    places = {(cell.table, cell.id, cell.field) for cell in bare}
    cells = [_for_cell(cell, columns, _row(package, next(ids))) for cell in bare if not _is_told(cell, places)]
    return [*cells, *(_for_passage(passage, _row(package, next(ids))) for passage in found.unused)]


def _for_passage(passage: PassageUse, row: dict[str, str]) -> Suggestion:
    why = f"states a fact ({passage.words} words), and no claim rests on it"
    return Suggestion("passage", "passages", passage.id, None, "", why, row | {"passage_id": passage.id})


def _is_told(cell: Cell, bare: Collection[tuple[str, str, str | None]]) -> bool:
    """Whether the second limit of a quantity, of which the first is bare, too: one claim is behind both."""
    first, second = QUANTITIES.get(cell.table, ("", ""))
    return cell.field == second and (cell.table, cell.id, first) in bare


def _for_cell(cell: Cell, columns: Mapping[str, str], row: dict[str, str]) -> Suggestion:
    is_quantity = cell.field in QUANTITIES.get(cell.table, ())
    field = "" if is_quantity else cell.field or ""
    row |= {columns[cell.table]: cell.id, "field": field}
    if cell.field is None:
        return Suggestion("row", cell.table, cell.id, None, "", "no claim says that it is so", row)
    row |= {"value": OPEN}
    why = f"no claim supports {cell.field} {cell.value}{said_otherwise(cell)}"
    return Suggestion("cell", cell.table, cell.id, cell.field, cell.value, why, row)


def _row(package: Package, name: str) -> dict[str, str]:
    """Return a claim to fill in: what every claim needs is open, the rest is blank."""
    table = package.tables["claims"]
    needed = {field.name for field in table.fields if field.required}
    row = {column: OPEN if column in needed else "" for column in table.columns}
    return row | {table.primary_key: name}


def _unused_ids(package: Package) -> Iterator[str]:
    """Yield identifiers that no claim has: numbers after the highest one."""
    taken = {row["claim_id"] for row in package.rows("claims")}
    numbers = [int(found[1]) for name in taken if (found := re.fullmatch("c-([0-9]{1,9})", name))]
    yield from (f"c-{number}" for number in count(max(numbers, default=0) + 1) if f"c-{number}" not in taken)
