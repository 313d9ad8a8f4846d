"""The first lines of a file: what separates its cells, and which of its columns is which.

What the rows below look like is left to `layout`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from casedata.doctor.model import Diagnosis, Row
from casedata.doctor.records import BLANKS, Record, one_record
from casedata.schema import Table

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}
"""What programs separate cells by, and its name."""

AS_CELL = "the whole row stands in quotation marks, as if it were one cell"

_FEW = 5
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?[,;\t]*(?:\r\n|\r|\n)', re.IGNORECASE)


@dataclass(slots=True)
class Findings:
    """What is found while a file is read; `refused` says why it cannot be mended."""

    diagnoses: list[Diagnosis] = field(default_factory=list)
    refused: str = ""

    def add(self, code: str, line: int | None, found: str, meaning: str, mend: str | None) -> None:
        """Add a diagnosis; one that cannot be mended keeps the whole file from being written."""
        self.diagnoses.append(Diagnosis(code, line, None, found, meaning, mend))
        if mend is None and not self.refused:
            self.refused = f"line {line or 1}: {meaning}"


def without_separator_line(text: str, top: list[Row], findings: Findings) -> tuple[str, int]:
    """Return the text after a line such as `sep=;`, and the physical line on which it begins."""
    found = _SEPARATOR_LINE.match(text)
    if found is None:
        return text, 1
    top.append(Row(1, found[0], None, is_plain=False))
    meaning = "a line that tells Excel what separates the cells; other programs take it for the header"
    findings.add("separator-line", 1, found[0].rstrip("\r\n"), meaning, "leave it out")
    return text[found.end() :], 2


def delimiter_of(text: str, table: Table) -> str:
    """Return what separates the cells: that which makes most columns of the schema out of the first line."""
    first = re.split(r"\r\n|\r|\n", text, maxsplit=1)[0]

    def known(delimiter: str) -> tuple[int, int]:
        cells = one_record(first, delimiter)
        return _count_known(cells, table), _count_known(_inner_names(cells, table), table)

    return max(DELIMITERS, key=known)


def _plain(name: str) -> str:
    """Return the name of a column without what programs add."""
    return name.strip(BLANKS + "“”„").casefold()


def unwrapped(cells: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the cells of a row that stands in one cell, by each delimiter that makes several of it."""
    filled = [cell for cell in cells if cell.strip(BLANKS)]
    if len(filled) != 1 or cells[0] != filled[0]:
        return {}
    found = {delimiter: one_record(filled[0], delimiter) for delimiter in DELIMITERS}
    return {delimiter: inner for delimiter, inner in found.items() if len(inner) > 1}


def _inner_names(cells: Sequence[str], table: Table) -> tuple[str, ...]:
    """Return the names in a header that stands in one cell, () if it does not."""
    found = unwrapped(cells).values() if len(table.columns) > 1 else ()
    return max(found, key=lambda names: _count_known(names, table), default=())


def _count_known(names: Sequence[str], table: Table) -> int:
    return len({_plain(name) for name in names} & set(table.columns))


def names_of(found: Sequence[Record], table: Table, findings: Findings) -> list[str]:
    """Return the names of the columns as they stand in the file, none if one is missing or another is there."""
    if not found:
        findings.add("header", 1, "", "the file is empty; put its header and rows back", None)
        return []
    header = found[0]
    inner = _inner_names(header.cells, table)
    names = [_plain(name) for name in inner or header.cells]
    filled = {place for record in found[1:] for place, cell in enumerate(record.cells) if cell.strip(BLANKS)}
    strange = [(name, place) for place, name in enumerate(names) if name not in table.columns]
    wrong = {
        "missing": [name for name in table.columns if name not in names],
        "there twice": [name for name in table.columns if names.count(name) > 1],
        "unknown": [name or f"number {place + 1}" for name, place in strange if name or place in filled],
    }
    if any(wrong.values()):
        said = "; ".join(f"{what}: {_few(columns)}" for what, columns in wrong.items() if columns)
        meaning = f"columns are not those of the table ({said}); the cells were not looked at"
        findings.add("header", header.line, ",".join(header.cells)[:120], meaning, None)
        return []
    if inner:
        findings.add("row-as-cell", header.line, header.raw[:60].rstrip("\r\n"), AS_CELL, "take its cells apart")
    _tell_header(header.line, inner or header.cells, names, table, findings)
    return names


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:_FEW]) + (f" and {len(names) - _FEW} more" if len(names) > _FEW else "")


def _tell_header(line: int, cells: Sequence[str], names: Sequence[str], table: Table, findings: Findings) -> None:
    for cell, name in zip(cells, names, strict=True):
        if name and cell != name:
            meaning = "the name of a column was changed in case, or blanks were put around it"
            findings.add("header-spelling", line, cell, meaning, name)
    if "" in names:
        said = f"{names.count('')} columns without a name or a filled cell"
        findings.add("empty-columns", line, said, "the program wrote more columns than the table has", "leave them out")
    if [name for name in names if name] != list(table.columns):
        found = ",".join(name for name in names if name)
        findings.add("column-order", line, found, "the columns were moved", ",".join(table.columns))
