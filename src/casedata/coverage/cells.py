"""Which cells of the judgement are supported by claims: every filled citable cell, and every row as such.

A claim supports a cell if it says what the cell says or something more exact. What a claim says of a quantity it says
without naming a column, and it stands behind both limits. The relation of a link supports the limits that it means
itself; limits that were read from a vague word ("several") count as inferred. How values compare is left to
`casedata.values`.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from casedata import values
from casedata.coverage.model import Cell, CellState, Row, Rows
from casedata.errors import SchemaError
from casedata.package import Package
from casedata.schema import Table
from casedata.values import Comparison

Subject = tuple[str, str]
"""Table and identifier of the row that a claim or a dispute is about."""

_Key = tuple[str, str, str]
"""Table, identifier and column, '' for the row itself."""

_NO_LAG = "P0D"
_MEANT = {("before", "lag_min"), ("after", "lag_min"), ("same_time", "lag_min"), ("same_time", "lag_max")}
"""Limits of no time at all that the relation of a link means by itself."""


def subjects(package: Package) -> dict[str, str]:
    """Return the columns of claims that say what a claim is about, with the tables that they refer to.

    Raises:
        SchemaError: the schema does not say it.
    """
    claims = package.tables["claims"]
    found = claims.subjects
    if not found or len(found) < len(claims.exactly_one_of):
        raise SchemaError(
            "schema of claims: casedata:exactlyOneOf must name columns that refer to the tables claimed on"
        )
    return found


def subject_of(row: Row, columns: Mapping[str, str]) -> Subject:
    """Return what a claim or a dispute is about; ('', '') if it is about nothing."""
    return next(((table, row[column]) for column, table in columns.items() if row[column]), ("", ""))


def cells_of(package: Package, rows: Rows) -> Iterator[Cell]:
    """Yield the cells of each row of the judgement, table by table: the row itself, then its filled citable cells."""
    columns = subjects(package)
    claims, disputes = _by_key(rows["claims"], columns), _by_key(rows["disputes"], columns)
    about: dict[Subject, list[Row]] = defaultdict(list)
    for (name, identifier, _), found in claims.items():
        about[name, identifier] += found
    weighing = _Weighing(claims, disputes, about, _ancestors(package, rows))
    for name in dict.fromkeys(columns.values()):
        table = package.tables[name]
        for row in rows[name]:
            yield weighing.row(table, row)
            filled = [field.name for field in table.fields if field.citable and row[field.name]]
            yield from (weighing.cell(table, row, name) for name in filled)


def _by_key(rows: Sequence[Row], columns: Mapping[str, str]) -> dict[_Key, list[Row]]:
    found: dict[_Key, list[Row]] = defaultdict(list)
    for row in rows:
        found[*subject_of(row, columns), row["field"]].append(row)
    return found


def _ancestors(package: Package, rows: Rows) -> Callable[[str], Sequence[str]]:
    """Return what gives the rows that a row is part of, by the columns `part_of` that refer to their own table."""
    above: dict[str, str] = {}
    for table in package.tables.values():
        for key in table.foreign_keys:
            if key.table == table.name and key.field == "part_of":
                above |= {row[table.primary_key]: row[key.field] for row in rows[table.name]}
    return values.ancestors(above)


class _Weighing:
    """Weighs what claims say of rows and cells."""

    def __init__(
        self,
        claims: Mapping[_Key, Sequence[Row]],
        disputes: Mapping[_Key, Sequence[Row]],
        about: Mapping[Subject, Sequence[Row]],
        ancestors: Callable[[str], Sequence[str]],
    ) -> None:
        self._claims = claims
        self._disputes = disputes
        self._about = about
        self._ancestors = ancestors

    def row(self, table: Table, row: Row) -> Cell:
        """Weigh the row itself: every claim about it says that it is so, if it does not contradict."""
        key = (table.name, row[table.primary_key], "")
        pro = [claim for claim in self._about.get(key[:2], ()) if claim["stance"] == "supports"]
        contra = [claim for claim in self._claims.get(key, ()) if claim["stance"] != "supports"]
        return self._weighed(key, None, "", pro, contra)

    def cell(self, table: Table, row: Row, field: str) -> Cell:
        """Weigh a filled cell by the claims on it, or on the quantity of which it is a limit."""
        is_quantity = field in values.QUANTITIES.get(table.name, ())
        key = (table.name, row[table.primary_key], "" if is_quantity else field)
        pro, contra, read = [], [], set()
        for claim in self._claims.get(key, ()):
            compared = values.of_cell(table, None if is_quantity else field, claim["value"], row, self._ancestors)
            if claim["stance"] != "supports" or compared is Comparison.DISAGREES:
                contra.append(claim)
            elif values.supports(compared) or (is_quantity and _is_meant(claim["value"], row, field)):
                pro.append(claim)
            elif is_quantity and _is_vague(claim["value"]):
                pro.append(claim)
                read.add(claim["claim_id"])
        return self._weighed(key, field, row[field], pro, contra, read)

    def _weighed(
        self,
        key: _Key,
        field: str | None,
        value: str,
        pro: Sequence[Row],
        contra: Sequence[Row],
        read: Collection[str] = (),
    ) -> Cell:
        """Return the cell in its state; `read` are the claims whose vague word the package read as this value."""
        disputes = tuple(row["dispute_id"] for row in self._disputes.get(key, ()))
        name, identifier, _ = key
        return Cell(
            name, identifier, field, value, _state(pro, contra, read, bool(disputes)), _ids(pro), _ids(contra), disputes
        )


def _is_vague(text: str) -> bool:
    """Whether a claim gives a word for a quantity, as in `several`."""
    return bool(text) and not any(map(str.isdigit, text))


def _is_meant(text: str, row: Row, field: str) -> bool:
    """Whether the relation of a link says this limit by itself, so that a claim on the link needs no value."""
    return not text and row[field] == _NO_LAG and (row.get("relation", ""), field) in _MEANT


def _state(pro: Sequence[Row], contra: Sequence[Row], read: Collection[str], has_dispute: bool) -> CellState:
    if not pro:
        return "bare"
    if contra:
        return "contested" if has_dispute else "unsettled"
    is_read = all(claim["mode"] == "inference" or claim["claim_id"] in read for claim in pro)
    return "inferred" if is_read else "covered"


def _ids(claims: Sequence[Row]) -> tuple[str, ...]:
    return tuple(claim["claim_id"] for claim in claims)
