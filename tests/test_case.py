"""The case as DataFrames: every cell against the text in its file, types against the schema."""

import csv
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings

import casedata
from casedata import dates
from casedata.case import Case, load
from casedata.errors import NotFoundError, PackageError, QueryError
from casedata.package import TABLES
from casedata.schema import Field, bounds_columns, limits_columns
from documents import ROOT
from packages import MODELS, Rows, full_rows, packages, write_package
from small import event, write_small

DTYPES = {"string": "string", "integer": "Int64", "number": "Float64", "date": "datetime64[s]"}


@pytest.fixture(scope="module")
def published() -> Case:
    return load()


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return load(write_package(tmp_path_factory.mktemp("full"), full_rows()))


def expected_cell(field: Field, text: str) -> Any:
    """Return what a cell must be in a DataFrame, None for a blank."""
    if not text:
        return None
    return {"integer": int, "number": float, "date": pd.Timestamp}.get(field.type, str)(text)


def cell(value: Any) -> Any:
    return None if pd.isna(value) else value


@settings(max_examples=25)
@given(packages())
def test_every_cell_is_what_the_file_says(rows: Rows) -> None:
    with tempfile.TemporaryDirectory() as folder:
        case = load(write_package(Path(folder), rows))
    for name, table in MODELS.items():
        frame = case.table(name)
        given_rows = {row[table.primary_key]: row for row in rows[name]}
        assert frame.index.name == table.primary_key
        assert set(frame.index) == set(given_rows)
        assert len(frame) == len(given_rows)
        for field in table.fields:
            if field.name == table.primary_key:
                continue
            assert {key: cell(value) for key, value in frame[field.name].items()} == {
                key: expected_cell(field, row[field.name]) for key, row in given_rows.items()
            }
            if field.has_bounds:
                assert_bounds(
                    frame,
                    field.name,
                    {
                        key: row[field.name] if field.value_of is None or row[field.value_of] in DATES else ""
                        for key, row in given_rows.items()
                    },
                )


DATES = {"start_date", "end_date", "born", "died", "published"}


def bounds_of(text: str) -> tuple[str | None, str | None]:
    """Return the bounds of a date; none of a text that is no date, as a claim may have."""
    try:
        return dates.bounds(text)
    except dates.DateError:
        return None, None


def assert_bounds(frame: pd.DataFrame, column: str, texts: dict[str, str]) -> None:
    for side, name in enumerate(bounds_columns(column)):
        for key, text in texts.items():
            bound = bounds_of(text)[side]
            assert cell(frame.loc[key, name]) == (None if bound is None else pd.Timestamp(bound)), (text, name)


@pytest.mark.parametrize("name", [*TABLES, "samples"])
def test_columns_and_types_are_those_of_the_schema(full: Case, name: str) -> None:
    frame, table = full.table(name), MODELS[name]
    expected: dict[str, str] = {}
    for field in table.fields:
        expected[field.name] = "category" if field.name == "status" else DTYPES[field.type]
        expected |= dict.fromkeys(bounds_columns(field.name), "datetime64[s]") if field.has_bounds else {}
        expected |= dict.fromkeys(limits_columns(field.name), "Float64") if field.value_of is not None else {}
    del expected[table.primary_key]
    assert {column: str(dtype) for column, dtype in frame.dtypes.items()} == expected
    assert list(frame.columns) == list(expected)
    assert str(frame.index.dtype) == "string"


@pytest.mark.parametrize("name", TABLES)
def test_the_published_tables_have_the_rows_of_their_files(published: Case, name: str) -> None:
    with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, strict=True))[1:]
    assert published.table(name).index.to_list() == [row[0] for row in rows]
    assert getattr(published, name).equals(published.table(name))
    assert name in Case.__annotations__
    assert name in dir(published)


def test_status_is_ordered_the_surest_first(published: Case) -> None:
    status = published.events["status"].dtype
    assert isinstance(status, pd.CategoricalDtype)
    assert status.ordered
    assert tuple(status.categories) == published.package.tables["events"].field("status").enum
    assert published.timeline()["status"].dtype == status
    assert published.standings("p-miftakhov")["status"].dtype == status


def test_a_status_that_the_schema_does_not_know_is_kept(tmp_path: Path) -> None:
    case = load(write_small(tmp_path, events=[event(1, status="rumoured"), event(2, status="alleged")]))
    assert case.events["status"].to_list() == ["rumoured", "alleged"]
    assert case.timeline()["status"].to_list() == ["rumoured", "alleged"]


@pytest.mark.parametrize("name", ["NA", "null", "None", "nan", "NaN", "N/A", "-", "0", "True"])
def test_people_whose_names_look_like_nothing_survive(tmp_path: Path, name: str) -> None:
    case = load(write_small(tmp_path, people=[{"person_id": "p-1", "name": name, "note": ""}]))
    assert case.people.loc["p-1", "name"] == name
    assert case.people.loc["p-1", "note"] is pd.NA


def test_what_is_done_to_a_frame_stays_with_the_caller(published: Case) -> None:
    before, told = published.events, published.timeline()
    mine = published.events
    mine.loc["e-sentence", "title"] = "changed"
    mine["more"] = 1
    del mine["status"]
    mine.index.name = "mine"
    assert published.events.equals(before)
    assert published.events.index.name == "event_id"
    assert published.timeline().equals(told)


def test_a_table_of_its_own_is_an_attribute_as_well(full: Case) -> None:
    assert full.samples.equals(full.table("samples"))
    assert full.samples["level"].to_list() == [1, 30, 2]
    assert "samples" in dir(full)


def test_what_is_not_there_is_refused(published: Case, tmp_path: Path) -> None:
    with pytest.raises(AttributeError, match="a case has no 'evnts'; its tables are sources, people"):
        _ = published.evnts
    with pytest.raises(NotFoundError, match="the package has no table 'evnts'; it has sources, people"):
        published.table("evnts")
    with pytest.raises(NotFoundError, match="did you mean p-sidorkina"):
        published.get("p-sidorkin")
    with pytest.raises(PackageError, match="no such file or directory"):
        load(tmp_path / "nowhere")


def test_get_returns_a_row_of_any_table(full: Case) -> None:
    for name, table in MODELS.items():
        for identifier in full.table(name).index:
            row = full.get(identifier)
            assert (row.table, row.id) == (name, identifier)
            assert list(row.cells) == list(table.columns)
            assert row.cells[table.primary_key] == identifier


def test_answers_are_frames_with_the_types_of_their_columns(published: Case) -> None:
    told = published.timeline(person="p-miftakhov", until="2019")
    assert told.index.name == "event_id"
    assert told.loc["e-first-detention", "start_earliest"] == pd.Timestamp("2019-02-01")
    assert str(told["start_latest"].dtype) == "datetime64[s]"
    behind = published.evidence("e-re-arrest", "start_date")
    assert behind.index.name == "claim_id"
    assert str(behind["first_line"].dtype) == "Int64"
    assert str(behind["preferred"].dtype) == "boolean"
    found = published.search("Мифтахов")
    assert found.index[0] == "p-miftakhov"
    assert list(found.columns) == ["table", "name", "text", "how"]
    assert published.standing("p-miftakhov", on="2020-06-01") == "charged"
    assert published.standings("p-miftakhov", case="k-united-russia-office")["standing"].to_list()[-1] == "convicted"


def test_answers_without_rows_keep_their_columns(published: Case) -> None:
    for some, none in (
        (published.timeline(), published.timeline(status=[])),
        (published.search("Miftakhov"), published.search("xyzxyzxyz")),
        (published.standings("p-miftakhov"), published.standings("p-sidorkina")),
        (published.sql("from events"), published.sql("from events where false")),
    ):
        assert len(none) == 0
        assert len(some) > 0
        assert none.dtypes.to_dict() == some.dtypes.to_dict()
        assert none.index.name == some.index.name


def test_sql_gives_each_type_its_own(published: Case) -> None:
    answer = published.sql(
        "select 'a' as text, 7 as whole, 2::bigint ** 70 as big, 1.5::double as number, true as truth, null::bigint as "
        "nothing, (select sum(words) from passages) as total, [1, 2] as list, date '2019-02-01' as day, 1 as whole"
    )
    assert {column: str(dtype) for column, dtype in answer.dtypes.items()} == {
        "text": "string", "whole": "Int64", "big": "Float64", "number": "Float64", "truth": "boolean",
        "nothing": "Int64", "total": "Int64", "list": "object", "day": "object", "whole_2": "Int64",
    }  # fmt: skip
    assert answer.loc[0, "nothing"] is pd.NA
    assert answer.loc[0, "list"] == [1, 2]
    huge = published.sql(
        "select 170141183460469231731687303715884105727::hugeint as huge union all select null order by 1"
    )
    assert huge["huge"].to_list() == [2**127 - 1, None]
    assert published.sql("select ? || ?", ["a", "b"]).iloc[0, 0] == "ab"


@pytest.mark.parametrize(
    "query",
    [
        "select * from read_csv('data/events.csv')",
        "from 'data/events.csv'",
        "from glob('/*')",
        "copy events to 'events.csv'",
        "attach 'other.db'",
        "install httpfs",
        "set enable_external_access = true",
        "drop table events",
        "update events set title = ''",
        "select 1; select 2",
        "",
        "select",
        "select nothing from events",
        "select cast(title as integer) from events",
        "select 1 / 0 + cast('x' || i as integer) from range(100000) t(i)",
    ],
)
def test_sql_asks_one_question_of_the_tables_and_nothing_else(published: Case, query: str) -> None:
    with pytest.raises(QueryError, match=r"\A[^\n]+\Z"):
        published.sql(query)
    assert len(published.sql("from events")) == len(published.events)


def in_a_fresh_python(code: str) -> None:
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, cwd="/")


def test_importing_casedata_loads_nothing_heavy() -> None:
    in_a_fresh_python("import sys, casedata; sys.exit(bool({'pandas', 'duckdb', 'click', 'numpy'} & set(sys.modules)))")


@pytest.mark.parametrize(
    "first", ["import casedata.validation", "from casedata.validation import validate", "casedata.validate"]
)
def test_validate_is_the_function_whatever_was_imported_before(first: str) -> None:
    in_a_fresh_python(f"import casedata; {first}; assert casedata.validate().name == 'azat-miftakhov-case'")


def test_the_public_names_are_there() -> None:
    for name in casedata.__all__:
        assert getattr(casedata, name) is not None
        assert name in dir(casedata)
    assert casedata.__version__ == load().package.version
    with pytest.raises(AttributeError, match="has no attribute 'lod'"):
        _ = casedata.lod
