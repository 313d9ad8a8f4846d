"""Typed tables hold what the files say, no more and no less; queries reach nothing else."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings

from casedata import dates
from casedata.errors import PackageError, QueryError
from casedata.loading import quoted
from casedata.package import open_package
from casedata.schema import Field, bounds_columns
from casedata.tables import Tables, add_dates, add_typed, load_raw, open_tables
from packages import MODELS, Rows, full_rows, packages, write_package


def expected(field: Field, row: dict[str, str], figures: set[str]) -> list[object]:
    """Return what the typed table holds for a valid cell, by Python's own types; `figures` are those with a unit."""
    text = row[field.name]
    if field.value_of is not None:
        is_number = text.isdigit() and row[field.value_of] == "" and row["figure_id"] in figures
        limits = [float(text)] * 2 if is_number else [None, None]
        return [text or None, *(bounds_of(text) if row[field.value_of] in DATES else (None, None)), *limits]
    if text == "":
        return [None, None, None] if field.has_bounds else [None]
    if field.type == "integer":
        return [int(text)]
    if field.type == "number":
        return [float(text)]
    if field.is_date:
        return [text, *dates.bounds(text)]
    return [text]


DATES = {"start_date", "end_date", "born", "died", "published"}


def bounds_of(text: str) -> tuple[str | None, str | None]:
    try:
        return dates.bounds(text)
    except dates.DateError:
        return None, None


def opened(folder: Path, rows: Rows) -> Tables:
    return open_tables(open_package(write_package(folder, rows)))


@settings(max_examples=25)
@given(rows=packages())
def test_typed_tables_hold_the_values_of_the_cells_in_file_order(
    rows: Rows, tmp_path_factory: pytest.TempPathFactory
) -> None:
    tables = opened(tmp_path_factory.mktemp("case"), rows)
    figures = {row["figure_id"] for row in rows["figures"]}
    for name, table in MODELS.items():
        wanted = [
            tuple(value for field in table.fields for value in expected(field, row, figures))
            for row in tables.package.rows(name)
        ]
        assert tables.sql(f"from {quoted(name)}").fetchall() == wanted
        raw = [(number, *row.values()) for number, row in enumerate(tables.package.rows(name), 1)]
        assert tables.sql(f"from {quoted('raw', name)}").fetchall() == raw
    tables.close()


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tables]:
    tables = opened(tmp_path_factory.mktemp("case"), full_rows())
    yield tables
    tables.close()


@pytest.mark.parametrize("name", MODELS)
def test_columns_stand_in_order_with_their_types_and_bounds(name: str, full: Tables) -> None:
    types = {"integer": "BIGINT", "number": "DOUBLE"}
    wanted = []
    for field in MODELS[name].fields:
        wanted.append((field.name, types.get(field.type, "VARCHAR")))
        if field.has_bounds:
            wanted += [(bound, "VARCHAR") for bound in bounds_columns(field.name)]
        if field.value_of is not None:
            wanted += [("value_low", "DOUBLE"), ("value_high", "DOUBLE")]
    assert [row[:2] for row in full.sql(f"describe {quoted(name)}").fetchall()] == wanted


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [("2019-02", "2019-02-01", "2019-02-28"), ("[..2020]", None, "2020-12-31"), ("XXXX", None, None)],
)
def test_bounds_are_iso_texts(text: str, first: str | None, last: str | None, tmp_path: Path) -> None:
    rows = full_rows(1)
    rows["people"][0]["born"] = text
    found = opened(tmp_path, rows).sql("select born, born_earliest, born_latest from people").fetchall()
    assert found == [(text, first, last)]
    assert all(bound is None or datetime.date.fromisoformat(bound) for bound in found[0][1:])


def test_each_distinct_date_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    bounds = dates.bounds

    def counted(text: str) -> tuple[str | None, str | None]:
        read.append(text)
        return bounds(text)

    monkeypatch.setattr(dates, "bounds", counted)
    rows = full_rows(3)
    for claim, text in zip(rows["claims"], ("2019-02-03", "2020", "no date"), strict=True):
        claim |= {"field": "start_date" if text != "no date" else "place_id", "value": text}
    opened(tmp_path, rows)
    assert sorted(read) == ["2019-02-01", "2019-02-02", "2019-02-03", "2020"]


def of_a_figure(rows: Rows, text: str, unit: str) -> Rows:
    """Return the rows with a claim on a figure in this unit that gives this value."""
    rows["figures"][0] |= {"figure_id": "f-1", "unit": unit}
    subject = dict.fromkeys(("event_id", "person_id", "role_id", "link_id"), "") | {"figure_id": "f-1"}
    rows["claims"][0] |= subject | {"field": "", "value": text}
    return rows


@pytest.mark.parametrize(
    ("text", "unit", "low", "high"),
    [
        ("10", "persons", 10, 10),
        (">250", "persons", 251, None),
        ("<9", "persons", None, 8),
        ("≥5", "days", 5, None),
        (">=5", "days", 5, None),
        ("3.5..18", "years", 3.5, 18),
        ("72 hours", "days", 3, 3),
        ("72 hours", "months", None, None),
        ("several", "persons", None, None),
    ],
)
def test_limits_of_quantities_are_in_the_unit_of_the_figure(
    text: str, unit: str, low: float | None, high: float | None, tmp_path: Path
) -> None:
    tables = opened(tmp_path, of_a_figure(full_rows(1), text, unit))
    assert tables.sql("select value_low, value_high from claims").fetchall() == [(low, high)]
    tables.close()


def test_limits_are_null_where_a_column_is_said_to_be_the_value_of_something_else(tmp_path: Path) -> None:
    rows = of_a_figure(full_rows(1), "10", "persons")
    rows["claims"][0] |= {"field": "provision"}
    assert opened(tmp_path, rows).sql("select value, value_low from claims").fetchall() == [("10", None)]


def test_limits_are_not_made_unless_they_are_asked_for() -> None:
    rows = of_a_figure(full_rows(1), "10", "persons")
    contents = ((table, [list(row.values()) for row in rows[name]]) for name, table in MODELS.items())
    with load_raw(contents) as connection:
        add_dates(connection, MODELS.values())
        for columns, count in ((["value"], 0), (["value", "value_high"], 2), (None, 2)):
            add_typed(connection, MODELS.values(), columns=columns)
            found = [name for name, *_ in connection.execute("describe claims").fetchall()]
            assert sum(name in {"value_low", "value_high"} for name in found) == count


def test_limits_follow_the_unit_when_only_the_figures_are_typed_again() -> None:
    rows = of_a_figure(full_rows(1), "72 hours", "days")
    contents = ((table, [list(row.values()) for row in rows[name]]) for name, table in MODELS.items())
    with load_raw(contents) as connection:
        add_dates(connection, MODELS.values())
        for unit, low in (("days", 3.0), ("hours", 72.0), ("persons", None)):
            connection.execute("update raw.figures set unit = ?", [unit])
            add_typed(connection, MODELS.values(), ["figures"] if low != 3 else [])
            assert connection.execute("select value_low from claims").fetchall() == [(low,)]


@pytest.mark.parametrize(
    ("table", "column", "text"),
    [
        ("passages", "number", "five"),
        ("passages", "number", "1_000"),
        ("passages", "number", "9" * 19),
        ("figures", "low", "NaN"),
        ("figures", "low", "1e999"),
        ("figures", "high", "1,5"),
        ("events", "start_date", "Feb 2019"),
        ("events", "end_date", "2019-02-30"),
        ("disputes", "decided_on", "0000-01-01"),
        ("disputes", "decided_on", "2019-02-30"),
    ],
)
def test_a_cell_that_the_typed_table_would_lose_is_refused(table: str, column: str, text: str, tmp_path: Path) -> None:
    rows = full_rows()
    rows[table][1][column] = text
    note = next(field.name for field in MODELS[table].fields if field.name in {"note", "reason", "summary"})
    rows[table][0][note] += "\nmore"
    package = open_package(write_package(tmp_path, rows))
    lines = package.read(table).decode().split("\n")
    line = next(number for number, line in enumerate(lines, 1) if line.startswith(rows[table][1][f"{table[:-1]}_id"]))
    assert line > 3
    with pytest.raises(PackageError, match=rf"^data/{table}\.csv:{line}: {column} .*run casedata validate"):
        open_tables(package)


@pytest.mark.parametrize(
    "query",
    [
        "select * from read_csv('/etc/hosts')",
        "select * from read_text('/etc/hosts')",
        "from '/etc/hosts'",
        "from glob('/*')",
        "from 'https://example.org/x.csv'",
    ],
)
def test_a_query_reaches_no_file_and_no_network(query: str, full: Tables) -> None:
    with pytest.raises(QueryError, match=r"Permission Error|Catalog Error"):
        full.sql(query)


@pytest.mark.parametrize(
    "query",
    [
        "delete from events",
        "update events set title = ''",
        "drop table events",
        "create table x (y int)",
        "set enable_external_access = true",
        "copy events to 'x.csv'",
        "attach 'x.db'",
        "install httpfs",
        "select 1; select 2",
        "select 1; delete from events",
        "",
    ],
)
def test_nothing_but_one_select_is_run(query: str, full: Tables) -> None:
    with pytest.raises(QueryError, match="not a single SELECT"):
        full.sql(query)
    assert full.sql("select count(*) from events").fetchall() == [(3,)]


def test_a_python_variable_is_no_table(full: Tables) -> None:
    with pytest.raises(QueryError, match="Table with name parameters does not exist"):
        full.sql("from parameters", [1])


@pytest.mark.parametrize(
    "setting", ["enable_external_access", "autoload_known_extensions", "python_enable_replacements"]
)
def test_the_connection_cannot_be_opened_up(setting: str) -> None:
    with load_raw([]) as connection, pytest.raises(duckdb.InvalidInputException, match="configuration has been locked"):
        connection.execute(f"set {setting} = true")


def test_an_error_is_one_line(full: Tables) -> None:
    with pytest.raises(QueryError, match="Referenced column") as caught:
        full.sql("select nothing\nfrom events")
    assert "\n" not in str(caught.value)


def test_a_query_that_is_no_unicode_is_refused(full: Tables) -> None:
    with pytest.raises(QueryError, match="surrogates not allowed"):
        full.sql("select '\udcff'")


def test_values_are_parameters_and_cursors_are_apart(full: Tables) -> None:
    first = full.sql("select title from events where event_id = ?", ["e-1"])
    second = full.sql("select count(*) from events where title = ?", ["'; drop table events; --"])
    assert (first.fetchall(), second.fetchall()) == ([("one",)], [(0,)])


@given(name=...)
def test_a_quoted_identifier_is_the_name(name: str) -> None:
    inner = quoted(name)[1:-1]
    assert inner.replace('""', '"') == name
    assert '"' not in inner.replace('""', "")
