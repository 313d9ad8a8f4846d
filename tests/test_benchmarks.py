"""The generator of large packages and the comparison: small packages, judged by casedata and frictionless."""

import importlib
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import pytest
from frictionless import Package as Judge

from casedata.csvfile import canonical_csv
from casedata.dates import bounds
from casedata.package import open_package
from casedata.validation import validate
from packages import ROOT

BENCHMARKS = ROOT / "benchmarks"


def python(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(BENCHMARKS / script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def generated(folder: Path, events: int, *options: object) -> list[str]:
    """Write a package and return the lines printed."""
    done = python("generate.py", folder, "--events", events, *options)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


@pytest.mark.parametrize("events", [0, 1, 2, 5, 11, 16, 19, 20, 47, 400])
def test_a_generated_package_is_valid(events: int, tmp_path: Path) -> None:
    assert generated(tmp_path, events) == []
    report = validate(tmp_path)
    assert [(found.rule, found.id, found.field, found.message) for found in report.findings] == []
    assert len(open_package(tmp_path).rows("events")) == events
    assert {item["bytes"] for item in open_package(tmp_path).descriptor["resources"]} >= {
        path.stat().st_size for path in (tmp_path / "data").iterdir()
    }


def test_frictionless_finds_nothing_wrong(tmp_path: Path) -> None:
    generated(tmp_path, 200, "--seed", 5)
    assert Judge(str(tmp_path / "datapackage.json")).validate().flatten() == []


def test_the_files_have_their_canonical_bytes(tmp_path: Path) -> None:
    generated(tmp_path, 200)
    package = open_package(tmp_path)
    for name, table in package.tables.items():
        assert package.read(name) == canonical_csv(table, package.rows(name))


def test_a_seed_gives_one_package(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        generated(tmp_path / name, 60, "--seed", seed)
    first, again, other = ((tmp_path / name / "data" / "claims.csv").read_bytes() for name in "abc")
    assert first == again != other


def test_cells_are_as_awkward_as_in_life(tmp_path: Path) -> None:
    generated(tmp_path, 2000)
    package = open_package(tmp_path)
    texts = [cell for name in package.tables for row in package.csv(name).rows for cell in row]
    for wanted in ("[а-яё] [а-яё]", '"', ",", "\n", r"^\[....-..-..\.\.", "^....-..-XX$", "~$", "^....$"):
        assert any(re.search(wanted, text) for text in texts), wanted
    assert package.rows("disputes")
    dates = {row["start_date"] for row in package.rows("events")}
    assert len(dates) > 500


def test_every_kind_of_fault_is_put_in_and_found_where_it_is(tmp_path: Path) -> None:
    faults = {tuple(line.split()) for line in generated(tmp_path, 800, "--faults", 20)}
    assert len(faults) == 20
    report = validate(tmp_path)
    known = {outcome.id for outcome in report.rules}
    found = {(finding.rule, finding.table, finding.id, finding.field) for finding in report.findings}
    assert found == {fault for fault in faults if fault[0] in known}
    assert len(found) >= 10


@pytest.fixture
def cases(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(BENCHMARKS)
    return importlib.import_module("cases")


def test_what_is_written_of_a_day_holds_the_day(cases: ModuleType) -> None:
    made = cases.Cases(7, open_package(ROOT).tables)
    first = cases.words.FIRST_DAY
    for event in [event for _ in range(200) for event in made.add(cases.CASE).events]:
        for text, day in ((event.row[4], event.start), (event.row[5], event.end)):
            if text:
                earliest, latest = bounds(text)
                assert earliest is not None
                assert latest is not None
                assert earliest <= str(first + timedelta(day)) <= latest


def test_the_comparison_prints_a_row_for_each_tool_and_size() -> None:
    tools = ["casedata validate", "pandas script", "DuckDB merely loading"]
    done = python("compare.py", "--events", 20, 40, "--runs", 1, "--tools", *tools)
    assert done.stderr == ""
    header, rule, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in done.stdout.splitlines()]
    assert header == ["tool", "events", "CPU s", "wall s", "peak MiB", "CPU / casedata"]
    assert rule == ["---", *["--:"] * 5]
    assert [(row[0], row[1]) for row in rows] == [(tool, size) for size in ("20", "40") for tool in tools]
    assert all(float(cell.replace(",", "")) > 0 for row in rows for cell in row[2:])
    assert {row[-1] for row in rows if row[0] == tools[0]} == {"1.00"}


def test_the_scripts_compared_with_read_every_row_and_see_faults(tmp_path: Path) -> None:
    generated(tmp_path, 40)
    package = open_package(tmp_path)
    assert (
        python("mere_load.py", tmp_path).stdout == f"{sum(len(package.rows(name)) for name in package.tables)} rows\n"
    )
    assert python("with_pandas.py", tmp_path).stdout == "0 bad cells\n"
    generated(tmp_path, 100, "--faults", 5)
    spoilt = python("with_pandas.py", tmp_path)
    assert (spoilt.returncode, spoilt.stdout) == (1, "4 bad cells\n")
