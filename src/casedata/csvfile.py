"""CSV files as bytes: strict reading with physical lines, and canonical writing.

Cells are text; what they mean is left to others. Reading stops at nothing that can be read past: each fault is a
problem with its line.
"""

import io
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from casedata.bounds import Bounds
from casedata.layout import Layout, Part, near_miss
from casedata.schema import Table
from casedata.tokens import Problem, Tokens

__all__ = [
    "Csv",
    "Problem",
    "canonical_csv",
    "first_lines",
    "header_problems",
    "natural_key",
    "read_csv",
    "read_parts",
    "row_starts",
]

_DIGITS = re.compile("([0-9]+)")
_QUOTED = re.compile('[,"\r\n]')


@dataclass(frozen=True, slots=True)
class Csv:
    """A file that was read: header, rows (each as long as the header), and the problems; a faulty row is left out."""

    header: tuple[str, ...]
    rows: tuple[list[str], ...]
    problems: tuple[Problem, ...]


def read_csv(content: bytes, columns: Sequence[str] = (), bounds: Bounds | None = None) -> Csv:
    r"""Read a CSV file: UTF-8, commas, quotation marks doubled inside quoted cells, any line end but a lone CR.

    With `columns`, those that the header should name, what stands in place of it is told too.

    >>> found = read_csv(b"id,title\n1,one\n2\n")
    >>> found.header, found.rows, [(problem.line, problem.message) for problem in found.problems]
    (('id', 'title'), (['1', 'one'],), [(3, '1 cell where the header has 2')])
    """
    header: tuple[str, ...] = ()
    rows: list[list[str]] = []
    problems: list[Problem] = []
    for part in read_parts(io.BytesIO(content), columns, bounds):
        match part:
            case Problem():
                problems.append(part)
            case tuple():
                header = part
            case _:
                rows.append(part)
    return Csv(header, tuple(rows), tuple(problems))


def read_parts(file: BinaryIO, columns: Sequence[str] = (), bounds: Bounds | None = None) -> Iterator[Part]:
    """Yield what `read_csv` finds, in file order and without keeping it: the header, a tuple; rows, lists; problems."""
    return iter(Layout(file, columns, bounds or Bounds()))


def first_lines(content: bytes) -> list[int]:
    """Return the physical line (from 1) on which each row of a file that `read_csv` finds sound begins."""
    return list(row_starts(io.BytesIO(content)))


def row_starts(file: BinaryIO) -> Iterator[int]:
    """Yield the physical line (from 1) on which each row of a file that `read_csv` finds sound begins."""
    records = itertools.islice(Tokens(file, Bounds()), 1, None)
    return (record[0] for record in records if not isinstance(record, Problem))


def header_problems(table: Table, header: tuple[str, ...]) -> list[Problem]:
    """Compare a header with the columns of the table: missing, unknown, doubled, misspelt, reordered."""
    hint = f"write the header {','.join(table.columns)}"
    if header == table.columns:
        return []
    if not header:
        return [Problem(1, "there is no header", hint, "header-absent", 1, 0, 1)]
    missing = [name for name in table.columns if name not in header]
    unknown = [name for name in dict.fromkeys(header) if name not in table.columns]
    meant = {name: near for name in unknown if (near := near_miss(name, missing)) is not None}
    found = [("header-near-miss", f"column {name!r} where {near!r} is wanted") for name, near in meant.items()]
    found += [("header-missing", f"column {name!r} is missing") for name in missing if name not in meant.values()]
    found += [("header-unknown", f"column {name!r} is unknown") for name in unknown if name not in meant]
    doubled = [name for name in dict.fromkeys(header) if header.count(name) > 1]
    found += [("header-doubled", f"column {name!r} is there twice") for name in doubled]
    found = found or [("header-order", "the columns are in another order")]
    return [Problem(1, message, hint, code, 1, 0, 1) for code, message in found]


def natural_key(text: str) -> tuple[str | tuple[int, str], ...]:
    """Return a sort key in which runs of digits compare as numbers.

    >>> sorted(["c-10", "c-2", "s-x#2", "s-x#10"], key=natural_key)
    ['c-2', 'c-10', 's-x#2', 's-x#10']
    """
    parts = _DIGITS.split(text)
    numbers = [(len(digits), digits) for digits in (run.lstrip("0") for run in parts[1::2])]
    return (*(part for pair in zip(parts[::2], numbers, strict=False) for part in pair), parts[-1])


def canonical_csv(table: Table, rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return the one way to write these rows: UTF-8, LF, quotes only where needed, sorted by key in natural order."""
    records = [[row[name] for name in table.columns] for row in rows]
    key = table.columns.index(table.primary_key)
    records.sort(key=lambda record: (natural_key(record[key]), record))
    return "".join(map(_line, [list(table.columns), *records])).encode("utf-8")


def _line(cells: list[str]) -> str:
    quoted = ['"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell for cell in cells]
    return (",".join(quoted) or '""') + "\n"
