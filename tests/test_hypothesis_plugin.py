"""What Hypothesis knows of the types of casedata, without anybody telling it."""

import gc
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import casedata
from casedata.dates import Date, parse
from casedata.hypothesis_plugin import register
from fired import drawn


@given(...)
def test_a_date_is_one_that_its_text_says(date: Date) -> None:
    assert isinstance(date, Date)
    assert parse(str(date)) == date


def test_dates_of_all_kinds_are_made() -> None:
    dates = drawn(st.from_type(Date), 200)
    assert {date.precision for date in dates} > {"day", "month", "year"}
    assert any(date.uncertain for date in dates)
    assert any(date.earliest is None for date in dates)
    assert any(len(date.members) > 1 for date in dates)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(...)
def test_a_case_is_a_valid_package_that_can_be_asked(case: casedata.Case) -> None:
    assert casedata.validate(case.package.root).ok
    assert len(case.timeline()) == len(case.events)
    assert list(case.events.index) == [row["event_id"] for row in case.package.rows("events")]


def test_the_folder_of_a_case_goes_with_it() -> None:
    cases = drawn(st.from_type(casedata.Case), 3)
    folders = [case.package.root for case in cases]
    assert [folder.is_dir() for folder in folders] == [True] * 3
    cases.clear()
    gc.collect()
    assert [folder for folder in folders[:-1] if folder.exists()] == []


def test_registering_again_does_no_harm() -> None:
    register()
    assert drawn(st.from_type(Date), 1)


@pytest.mark.parametrize(
    "first", ["import hypothesis, casedata.dates", "import casedata.dates, hypothesis", "import hypothesis"]
)
def test_nothing_heavy_is_imported_for_it_in_any_order(first: str, tmp_path: Path) -> None:
    code = f"""
import sys
{first}
heavy = {{"pandas", "duckdb", "casedata.case", "casedata.testing"}}
assert not heavy & set(sys.modules), heavy & set(sys.modules)
from casedata.dates import Date
from hypothesis import strategies as st
strategy = st.from_type(Date)
assert not heavy & set(sys.modules), heavy & set(sys.modules)
assert isinstance(sys.modules["casedata.dates"].__loader__, type(sys.modules["casedata"].__loader__))
print(len(sys.modules["inspect"].getsource(Date)) > 100)
import warnings
warnings.simplefilter("ignore")
print(isinstance(strategy.example(), Date))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.stdout.split(), done.stderr) == (["True", "True"], "")
