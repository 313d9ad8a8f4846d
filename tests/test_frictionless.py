"""The verdict on every cell is that of frictionless, but for the differences that docs/validation.md lists."""

import json
import math
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NamedTuple

import frictionless
import pytest
from frictionless.resources import TableResource
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from packages import (
    CORRUPTIONS, DIALECT, HOSTILE, MODELS, ROOT, SCHEMAS, Rows, descriptor, packages, published, write_package,
)  # fmt: skip

from casedata.build import build, format_package
from casedata.csvfile import canonical_csv
from casedata.schema import Field
from casedata.validate import validate

Cell = tuple[str, int, str]
"""Table, number of the row from 1, column."""

WITHOUT_A_COUNTERPART = ("STR-one-of.", "DAT-")
"""Our rules that frictionless does not know."""


class Corruption(NamedTuple):
    table: str
    row: int
    column: str
    text: str


# --- the places where frictionless and the Table Schema specification, or frictionless and casedata, differ -----------


def reads_as(reader: Callable[[str], object], text: str) -> bool:
    try:
        reader(text.strip())
    except (ValueError, InvalidOperation):
        return False
    return True


def is_lexically(pattern: str, text: str) -> bool:
    return re.fullmatch(pattern, text) is not None


def looser_number(field: Field, text: str) -> bool:
    """Table Schema: ASCII digits, sign, point, exponent. Python: also spaces, underscores, all scripts, `Infinity`."""
    wanted = {"integer": r"[+-]?[0-9]+", "number": r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?"}
    reader = {"integer": int, "number": Decimal}.get(field.type)
    return reader is not None and reads_as(reader, text) and not is_lexically(wanted[field.type], text)


def too_large(field: Field, text: str) -> bool:
    """Frictionless has integers and decimals without bounds, casedata 64 bits and double precision."""
    if field.type == "integer" and reads_as(int, text):
        return not -(2**63) <= int(text) < 2**63
    return field.type == "number" and reads_as(Decimal, text) and not math.isfinite(float(text.strip()))


def beyond_double(field: Field, text: str) -> bool:
    """Near a limit, decimals are compared by frictionless to the last digit, by casedata as doubles."""
    if field.type != "number" or not reads_as(Decimal, text):
        return False
    number = Decimal(text.strip())
    return number.is_finite() and len(number.as_tuple().digits) > 15


def looser_day(field: Field, text: str) -> bool:
    """Table Schema: YYYY-MM-DD. Python's strptime: also one digit, and digits of all scripts."""
    if field.type != "date" or is_lexically("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    return reads_as(lambda day: datetime.strptime(day, "%Y-%m-%d"), text)


def last_line_break(field: Field, text: str) -> bool:
    """Python's `$`, which frictionless adds to a pattern, matches before a line break at the end."""
    return field.pattern is not None and text.endswith("\n") and is_lexically(field.pattern, text[:-1])


DIFFERENCES = {
    looser_number: ("passages", "number", ["1_000", " 5", "٣"]),
    too_large: ("passages", "number", ["9" * 19]),
    looser_day: ("disputes", "decided_on", ["2026-1-2"]),
    last_line_break: ("events", "event_id", ["e-x\n"]),
    beyond_double: ("samples", "ratio", ["2.00000000000000000001"]),
}
"""Each difference with a cell and texts that show it."""


def differs(field: Field, text: str) -> bool:
    return any(difference(field, text) for difference in DIFFERENCES)


# --- asking both ---------------------------------------------------------------------------------------------------


def asked_of_casedata(folder: Path) -> set[Cell]:
    report = validate(folder)
    unreadable = [rule for rule in report.rules if rule.state == "broken" and rule.id.startswith(("STR-csv", "STR-h"))]
    assert not unreadable
    lines = {name: _rows_by_line((folder / "data" / f"{name}.csv").read_bytes()) for name in MODELS}
    return {
        (found.table, lines[found.table][found.line or 0], found.field or "")
        for found in report.findings
        if not found.rule.startswith(WITHOUT_A_COUNTERPART)
    }


def _rows_by_line(content: bytes) -> dict[int, int]:
    """Map the physical line on which a row begins to its number, without the reader under test."""
    rows, row, quotes, begins = {}, 0, 0, 1
    for number, line in enumerate(content.split(b"\n"), 1):
        if quotes % 2 == 0:
            begins, row = number, row + 1
            rows[begins] = row - 1
        quotes += line.count(b'"')
    return rows


def asked_of_frictionless(folder: Path, tables: Iterable[str]) -> set[Cell]:
    with inside(folder):
        package = frictionless.Package("datapackage.json")
        found: set[Cell] = set()
        for name in tables:
            resource = package.get_resource(name)
            assert isinstance(resource, TableResource)
            for task in resource.validate(limit_errors=10**6).tasks:
                for error in task.errors:
                    found |= set(_cells(name, error))
    return found


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    """Frictionless trusts no absolute path, so go there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        yield


def _cells(table: str, error: Any) -> Iterator[Cell]:
    columns = {
        "primary-key": lambda: [MODELS[table].primary_key],
        "foreign-key": lambda: error.field_names,
        "type-error": lambda: [error.field_name],
        "constraint-error": lambda: [error.field_name],
        "unique-error": lambda: [error.field_name],
    }
    for column in columns[error.type]():
        yield table, error.row_number - 1, column


def corrupted(rows: Rows, corruptions: Iterable[Corruption]) -> Rows:
    changed = {name: [dict(row) for row in some] for name, some in rows.items()}
    for table, row, column, text in corruptions:
        changed[table][row][column] = text
    return changed


def concerned(corruptions: Iterable[Corruption]) -> set[str]:
    """Return the tables whose cells may be judged otherwise now: those corrupted, and those that refer to their keys."""
    tables = {corruption.table for corruption in corruptions}
    keys = {(made.table) for made in corruptions if made.column == MODELS[made.table].primary_key}
    return tables | {table.name for table in MODELS.values() if keys & {key.table for key in table.foreign_keys}}


def assert_agreement(folder: Path, rows: Rows, corruptions: list[Corruption]) -> None:
    """Both judge each cell alike, but where a documented difference applies to a corrupted cell of the column."""
    changed = corrupted(rows, corruptions)
    write_package(folder, changed)
    order = {name: _as_written(MODELS[name], some) for name, some in changed.items()}
    excused = {
        (made.table, made.column) for made in corruptions if differs(MODELS[made.table].field(made.column), made.text)
    }
    tables = concerned(corruptions)
    ours, theirs = asked_of_casedata(folder), asked_of_frictionless(folder, tables)
    disagreement = {cell for cell in ours ^ theirs if (cell[0], cell[2]) not in excused}
    assert not disagreement, [(cell, order[cell[0]][cell[1] - 1][cell[2]], cell in ours) for cell in disagreement]
    assert {cell[0] for cell in ours} <= tables


def _as_written(table: Any, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    from casedata.csvfile import read_csv

    found = read_csv(canonical_csv(table, rows))
    return [dict(zip(found.header, row, strict=True)) for row in found.rows]


# --- the properties ------------------------------------------------------------------------------------------------


@st.composite
def corrupted_packages(draw: st.DrawFn) -> tuple[Rows, Corruption]:
    rows = draw(packages(most=2))
    table = draw(st.sampled_from([name for name, some in rows.items() if some]))
    row = draw(st.integers(0, len(rows[table]) - 1))
    field = draw(st.sampled_from(MODELS[table].fields))
    elsewhere = [other[name] for some in rows.values() for other in some for name in other]
    text = draw(st.one_of(CORRUPTIONS, st.sampled_from(elsewhere)))
    return rows, Corruption(table, row, field.name, text)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(case=corrupted_packages())
def test_one_corrupted_cell_of_a_generated_package_is_judged_alike(case: tuple[Rows, Corruption]) -> None:
    rows, corruption = case
    with tempfile.TemporaryDirectory() as folder:
        assert_agreement(Path(folder), rows, [corruption])
