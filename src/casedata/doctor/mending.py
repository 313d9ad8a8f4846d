"""The cells of one table while they are mended: keys first, then cell by cell, then columns that were sorted apart."""

from collections.abc import Mapping, Sequence

from casedata.doctor.cells import compare_cell, read_cell, settled
from casedata.doctor.forms import Forms
from casedata.doctor.model import Diagnosis, Row
from casedata.doctor.older import Old, sorted_apart, sorted_keys
from casedata.doctor.readings import Reading
from casedata.schema import Table


class Mending:
    """The rows of a table as they are to be, and what was found on the way."""

    def __init__(self, table: Table, tables: Mapping[str, Table], rows: Sequence[Row], old: Old) -> None:
        filled = [row for row in rows if row.cells is not None]
        self.cells = [dict(zip(table.columns, row.cells or (), strict=True)) for row in filled]
        self.diagnoses: list[Diagnosis] = []
        self._table, self._key, self._old = table, table.primary_key, old
        self._lines = [row.line for row in filled]
        self._forms = Forms(table, tables)
        self._lost: list[tuple[int, str, Reading]] = []

    def mend(self) -> None:
        """Find what became of the cells, and mend what is sure."""
        for place in range(len(self.cells)):
            self._cell(place, self._key, None)
        for place, key in sorted_keys(self._table, self.cells, self._old).items():
            self._put_back(place, self._key, key)
        self._put_columns_back()  # Before cells are compared: in another row a habit would explain what it did not do.
        others = [name for name in self._table.columns if name != self._key]
        for place, row in enumerate(self.cells):
            before = self._old.get(row[self._key])
            for name in others:
                self._cell(place, name, before)
        self._put_columns_back()
        for place, name, reading in self._lost:
            self._restore(place, name, reading)

    def take_back(self, place: int, name: str, code: str, meaning: str) -> None:
        """Tell of a cell, and put back what it held in the older copy, if there is one and it held something else."""
        row = self.cells[place]
        before = self._old.get(row[self._key], {}).get(name, "")
        candidates = (before,) if before and before != row[name] else ()
        self._take(place, name, Reading(code, meaning, candidates, is_sure=True))

    def _cell(self, place: int, name: str, before: Mapping[str, str] | None) -> None:
        text = self.cells[place][name]
        column, fits = self._forms.of_cell(name, self.cells[place])
        found = read_cell(column, text, fits) if before is None else compare_cell(column, before[name], text, fits)
        if found is not None and found.code == "error-value" and before is not None:
            self._lost.append((place, name, found))
        elif found is not None:
            self._take(place, name, found)

    def _take(self, place: int, name: str, reading: Reading) -> None:
        row = self.cells[place]
        self.diagnoses.append(
            Diagnosis(reading.code, self._lines[place], name, row[name], reading.meaning, reading.mend)
        )
        row[name] = row[name] if reading.mend is None else reading.mend

    def _put_columns_back(self) -> None:
        for place, name, value in list(sorted_apart(self._table, self.cells, self._old)):
            self._put_back(place, name, value)

    def _put_back(self, place: int, name: str, value: str) -> None:
        meaning = "the column was sorted or moved apart from the others, so that its values stand in other rows"
        self._take(place, name, Reading("column-sorted", meaning, (value,), is_sure=True))

    def _restore(self, place: int, name: str, reading: Reading) -> None:
        """Put back a value that the program lost, if the row is otherwise the same, but for other such values."""
        row = self.cells[place]
        before = self._old[row[self._key]]
        lost = {other for at, other, _ in self._lost if at == place}
        is_same = all(before[other] == cell for other, cell in row.items() if other not in lost)
        self._take(place, name, settled(reading, before[name]) if is_same else reading)
