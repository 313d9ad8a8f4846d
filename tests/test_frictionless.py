"""The verdict on every cell is that of frictionless, but for the differences that docs/validation.md lists."""

import json
import math
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NamedTuple

import frictionless
import pytest
from frictionless.resources import TableResource
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casedata import validation
from casedata.build import build, format_package
from casedata.csvfile import canonical_csv, read_csv
from casedata.package import TABLES
from casedata.schema import Field
from packages import (
    CORRUPTIONS,
    HOSTILE,
    MODELS,
    ROOT,
    SCHEMAS,
    Rows,
    descriptor,
    full_rows,
    packages,
    published,
    structure,
    write_package,
)  # fmt: skip

Cell = tuple[str, int, str]
"""Table, number of the row from 1, column."""

WITHOUT_A_COUNTERPART = ("STR-one-of.", "DAT-", "KEY-tree.")
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


def looser_pattern(field: Field, text: str) -> bool:
    """Table Schema: the pattern describes the whole text. Frictionless writes `^` before it and `$` behind it."""
    if field.pattern is None:
        return False
    return re.match(f"^{field.pattern}$", text) is not None and not is_lexically(field.pattern, text)


EXAMPLES = [
    (looser_number, "passages", "number", "1_000"),
    (looser_number, "passages", "number", " 5"),
    (looser_number, "passages", "number", "٣"),
    (looser_number, "figures", "low", "Infinity"),
    (looser_number, "figures", "low", "NaN"),
    (looser_number, "figures", "low", "INF"),
    (too_large, "passages", "number", "9" * 19),
    (too_large, "figures", "low", "1e999"),
    (looser_day, "disputes", "decided_on", "2026-1-2"),
    (looser_pattern, "events", "event_id", "e-x\n"),
    (looser_pattern, "samples", "shade", "abc"),
    (beyond_double, "samples", "ratio", "2.00000000000000000001"),
]
"""The differences, each with cells that show it; the texts stand in docs/validation.md."""


def differs(field: Field, text: str) -> bool:
    return any(difference(field, text) for difference, *_ in EXAMPLES)


# --- asking both ---------------------------------------------------------------------------------------------------


def asked_of_casedata(folder: Path) -> set[Cell]:
    report = structure(validation.validate(folder))
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
    tables = set(tables)
    needed = tables | {key.table for name in tables for key in MODELS[name].foreign_keys}
    part = descriptor({name: _schema(name, keys=name in tables) for name in SCHEMAS if name in needed})
    found: set[Cell] = set()
    with inside(folder):
        package = frictionless.Package(part)
        for name in tables:
            resource = package.get_resource(name)
            assert isinstance(resource, TableResource)
            for task in resource.validate(limit_errors=10**6).tasks:
                for error in task.errors:
                    found |= set(_cells(name, error))
    return found


def _schema(name: str, *, keys: bool) -> dict[str, Any]:
    return SCHEMAS[name] if keys else {**SCHEMAS[name], "foreignKeys": []}


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
    """Return the tables whose cells may now be judged otherwise: the corrupted, and those that refer to their keys."""
    tables = {made.table for made in corruptions}
    keys = {made.table for made in corruptions if made.column == MODELS[made.table].primary_key}
    return tables | {table.name for table in MODELS.values() if keys & {key.table for key in table.foreign_keys}}


def assert_agreement(folder: Path, rows: Rows, corruptions: list[Corruption]) -> None:
    """Both judge each cell alike, but where a documented difference applies to a corrupted cell of the column."""
    changed = corrupted(rows, corruptions)
    write_package(folder, changed)
    written = {name: _as_written(MODELS[name], some) for name, some in changed.items()}
    tables = concerned(corruptions)
    ours, theirs = asked_of_casedata(folder), asked_of_frictionless(folder, tables)
    unexplained = {cell: cell in ours for cell in ours ^ theirs if not explained(cell, written, stricter=cell in ours)}
    assert not unexplained, [
        (*cell, written[cell[0]][cell[1] - 1][cell[2]], ours) for cell, ours in unexplained.items()
    ]
    assert {cell[0] for cell in ours} <= tables


def explained(cell: Cell, written: Rows, *, stricter: bool) -> bool:
    """Whether a documented difference applies to the cell, or, if its column is unique, to another of the column.

    In all differences but one casedata is the stricter.
    """
    table, row, column = cell
    field, text = MODELS[table].field(column), written[table][row - 1][column]
    if differs(field, text):
        return stricter or beyond_double(field, text)
    return field.unique and field.type != "string" and any(differs(field, other[column]) for other in written[table])


def _as_written(table: Any, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    found = read_csv(canonical_csv(table, rows))
    return [dict(zip(found.header, row, strict=True)) for row in found.rows]


# --- the properties ------------------------------------------------------------------------------------------------


@st.composite
def corruptions_of(draw: st.DrawFn, rows: Rows, most: int) -> list[Corruption]:
    """Return corruptions of cells of these rows: hostile texts, random texts, and texts of other cells."""
    elsewhere = sorted({text for some in rows.values() for row in some for text in row.values()})
    made = []
    for _ in range(draw(st.integers(1, most))):
        table = draw(st.sampled_from([name for name, some in rows.items() if some]))
        row = draw(st.integers(0, len(rows[table]) - 1))
        column = draw(st.sampled_from(MODELS[table].columns))
        made.append(Corruption(table, row, column, draw(st.one_of(CORRUPTIONS, st.sampled_from(elsewhere)))))
    return made


@st.composite
def corrupted_packages(draw: st.DrawFn) -> tuple[Rows, list[Corruption]]:
    rows = draw(packages(most=2).filter(lambda rows: any(rows.values())))
    return rows, draw(corruptions_of(rows, most=6))


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(case=corrupted_packages())
def test_corrupted_cells_of_a_generated_package_are_judged_alike(case: tuple[Rows, list[Corruption]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert_agreement(Path(folder), *case)


SAMPLE = dict.fromkeys(MODELS["samples"].columns, "") | {"level": "1"}
PUBLISHED = {
    **{name: rows for name, rows in published()[1].items() if name in MODELS},
    "samples": [SAMPLE | {"sample_id": f"z-{number}"} for number in range(60)],
}


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=corruptions_of(PUBLISHED, most=12))
def test_corrupted_cells_of_the_published_package_are_judged_alike(made: list[Corruption]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert_agreement(Path(folder), PUBLISHED, made)


@pytest.mark.parametrize("turn", range(4))
def test_hostile_texts_in_every_column_of_the_published_package_are_judged_alike(turn: int, tmp_path: Path) -> None:
    made = [
        Corruption(table, row, column, HOSTILE[(row // 3 + 5 * place + 17 * turn) % len(HOSTILE)])
        for table, rows in PUBLISHED.items()
        for place, column in enumerate(MODELS[table].columns)
        for row in range((place + turn) % 3, len(rows), 3)
    ]
    assert {(each.table, each.column) for each in made} >= {
        (name, column) for name, some in PUBLISHED.items() if len(some) > 2 for column in MODELS[name].columns
    }
    assert_agreement(tmp_path, PUBLISHED, made)


@pytest.mark.parametrize(("difference", "table", "column", "text"), EXAMPLES)
def test_each_documented_difference_is_one(
    difference: Callable[[Field, str], bool], table: str, column: str, text: str, tmp_path: Path
) -> None:
    assert difference(MODELS[table].field(column), text)
    write_package(tmp_path, corrupted(PUBLISHED, [Corruption(table, 0, column, text)]))
    ours = {cell for cell in asked_of_casedata(tmp_path) if cell[0] == table and cell[2] == column}
    theirs = {cell for cell in asked_of_frictionless(tmp_path, [table]) if cell[2] == column}
    assert (len(ours - theirs), len(theirs - ours)) == ((0, 1) if difference is beyond_double else (1, 0))
    assert "`" + repr(text)[1:-1] + "`" in (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("change", [lambda content: b"\xef\xbb\xbf" + content, lambda content: content[:-1] + b"\r"])
def test_casedata_alone_wants_one_form_of_files(change: Callable[[bytes], bytes], tmp_path: Path) -> None:
    write_package(tmp_path, PUBLISHED)
    path = tmp_path / "data" / "cases.csv"
    path.write_bytes(change(path.read_bytes()).replace(b"\r", b"\r" + b"k-x,x,incident,,x\n"))
    assert asked_of_frictionless(tmp_path, ["cases"]) == set()
    assert {finding.rule for finding in structure(validation.validate(tmp_path)).findings} == {"STR-csv.cases"}


def test_rules_without_a_counterpart_have_none(tmp_path: Path) -> None:
    claim, event = PUBLISHED["claims"][0], PUBLISHED["events"][0]
    blank = dict.fromkeys(MODELS["claims"].exactly_one_of, "")
    rows = {**PUBLISHED, "claims": [claim | blank], "disputes": [], "events": [event | {"start_date": "2019-02-30"}]}
    write_package(tmp_path, rows)
    found = {
        finding.rule
        for finding in structure(validation.validate(tmp_path)).findings
        if finding.rule.startswith(WITHOUT_A_COUNTERPART)
    }
    assert found == {"STR-one-of.claims", "DAT-edtf.events.start_date"}
    assert not asked_of_frictionless(tmp_path, ["claims"])
    assert not {cell for cell in asked_of_frictionless(tmp_path, ["events"]) if cell[2] == "start_date"}


# --- the package itself --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", [Path("/"), ROOT, ROOT / "data"], ids=["root", "package", "data"])
def test_frictionless_says_valid_of_the_published_package_from_any_folder(folder: Path) -> None:
    command = [sys.executable, "-m", "frictionless", "validate", str(ROOT / "datapackage.json"), "--json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    assert report["valid"], [task["errors"] for task in report["tasks"]]
    assert {task["name"] for task in report["tasks"]} == set(TABLES)
    assert done.returncode == 0


def test_casedata_says_valid_of_the_published_package() -> None:
    validation.validate(ROOT).require()


def test_a_package_that_was_formatted_and_built_satisfies_both(tmp_path: Path) -> None:
    write_package(tmp_path, PUBLISHED)
    (tmp_path / "data" / "places.csv").write_bytes(
        canonical_csv(MODELS["places"], PUBLISHED["places"]).replace(b"\n", b"\r\n")
    )
    assert format_package(tmp_path, check=False) == ["data/places.csv"]
    assert "datapackage.json" in build(tmp_path, check=False)
    with inside(tmp_path):
        assert frictionless.validate("datapackage.json").valid
    report = structure(validation.validate(tmp_path))
    assert report.ok
    assert {rule.state for rule in report.rules if rule.id.startswith(("STR-bytes", "STR-hash"))} == {"held"}


def test_a_row_that_refers_to_itself_is_ours_to_find(tmp_path: Path) -> None:
    rows = full_rows()
    rows["events"][1]["part_of"] = rows["events"][1]["event_id"]
    write_package(tmp_path, rows)
    found = {finding.rule for finding in structure(validation.validate(tmp_path)).findings}
    assert found == {"KEY-tree.events.part_of"}
    assert not asked_of_frictionless(tmp_path, ["events"])
