"""Loading files into DuckDB: whatever the bytes are, the tables and problems are those of `read_csv` (the judge)."""

import csv
import hashlib
import io
import re
import stat
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from casedata import loading
from casedata.bounds import Bounds
from casedata.csvfile import first_lines, read_csv
from casedata.errors import PackageError, UnreadableError
from casedata.loading import connect, load_table, shut
from casedata.schema import Field, Table
from casedata.soundness import row_lines, survey
from packages import HOSTILE

PAIRS = Table("pairs", (Field("key", "string"), Field("text", "string")), "key")
HEADER = b"key,text\n"

CELLS = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=8),
    st.text(',"\n\r aé', max_size=6),
    st.sampled_from([*HOSTILE, "", '"', ",", "\n", "\r\n", '"",\n"', "x" * 40_000, "é" * 70_000]),
)


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


@st.composite
def written(draw: st.DrawFn) -> bytes:
    """Return a CSV file as a program writes it: some cells quoted or all, either line end, perhaps none at the end."""
    rows = draw(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=12))
    needed = re.compile(draw(st.sampled_from(['[,"\r\n]', '[,"\r\n ]', "", "|^$"])))
    lines = [
        ",".join(quoted(cell) if needed.search(cell) else cell for cell in row) for row in (["key", "text"], *rows)
    ]
    end = draw(st.sampled_from(["\n", "\r\n"]))
    return (end.join(lines) + draw(st.sampled_from([end, ""]))).encode()


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Return a written file with some bytes put in, taken out or replaced, mostly those that make structure."""
    content = bytearray(draw(written()))
    for _ in range(draw(st.integers(1, 4))):
        place, length = draw(st.integers(0, len(content))), draw(st.integers(0, 2))
        piece = draw(st.sampled_from([b"", b'"', b",", b"\n", b"\r", b"\r\n", b'""', b'",', b"\0", b"\xff", b"\xd0"]))
        content[place : place + length] = piece
    return bytes(content)


TANGLES = st.text(',"\n\ra', max_size=30).map(str.encode)
"""Dense enough to hold every structural fault."""

FILES = st.one_of(
    written(), damaged(), TANGLES, TANGLES.map(HEADER.__add__), st.binary(max_size=60).map(HEADER.__add__)
)  # fmt: skip


@pytest.fixture(scope="module")
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    with connect() as connection:
        yield connection


@pytest.fixture(scope="module", params=[0, loading.SMALL], ids=["as if large", "small"])
def way(request: pytest.FixtureRequest) -> Iterator[None]:
    """Load small files also as large ones are loaded."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "SMALL", request.param)
        yield


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("loading") / "it's a pair.csv"


def loaded_rows(database: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]] | None:
    """Return the raw table with the row numbers, and take it away; None if there is none."""
    tables = database.execute("select count(*) from duckdb_tables where schema_name = 'raw'").fetchone()
    if tables == (0,):
        return None
    rows = database.execute("from raw.pairs order by _row").fetchall()
    database.execute("drop table raw.pairs")
    return rows


@given(content=FILES)
@example(content=b"")
@example(content=b"key,text\n<<<<<<< a,1\n>>>>>>> b,1\n")
@example(content=b'key,text\n"<<<<<<< a",1\n"=======",1\n')
@example(content=b"key,text")
@example(content=b"key,text\r\n")
@example(content=b"key,text\n\n")
@example(content=b"text,key\n1,2\n")
@example(content=b"key\n1\n")
@example(content=b"\xef\xbb\xbfkey,text\n1,2\n")
@example(content=b"key,text\n1,2\r\n3,4\n")
@example(content=b"key,text\r1,2\r")
@example(content=b'key,text\n1,"2""\n')
@example(content=b'key,text\n1,a"b"c\n')
@example(content=b'key,text\na"b",c\n')
@example(content=b"key,text\n1,2\r\n3,4\r\n5,6\n")
@example(content=b"key,text\r\n1,2\n3,4\r\n")
@example(content=b'key,text\n"1","2"x\n')
@example(content=b"key,text\n1,\xed\xa0\x80\n")
@example(content=b"key,text\n1,\xc0\x80\n")
@example(content=b"key,text\n1,\n,\n")
@example(content=HEADER + b"1,2,3\n" * 3000 + b'"' + b"\n" * 200_000)
@example(content=HEADER + b"1," + b"x" * 140_000 + b"\n")
@pytest.mark.usefixtures("way")
def test_a_file_is_loaded_as_it_is_read(content: bytes, database: duckdb.DuckDBPyConnection, path: Path) -> None:
    path.write_bytes(content)
    wanted = read_csv(content, PAIRS.columns)
    found = load_table(database, PAIRS, path)
    assert (found.header, found.row_count, found.problems) == (wanted.header, len(wanted.rows), wanted.problems)
    assert (found.size, found.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    sound = wanted.header == PAIRS.columns and not wanted.problems
    assert loaded_rows(database) == ([(n, *row) for n, row in enumerate(wanted.rows, 1)] if sound else None)


@given(content=FILES)
@example(content=b"key\n\n")
@example(content=b'key,text\na"b",c\n')
@example(content=b'key,text\n1,"2"x\n')
@example(content=b'key,text\n1,"2"x"3"\n')
def test_what_is_proved_is_what_is_read(content: bytes) -> None:
    shape = survey(io.BytesIO(content)).shape
    wanted = read_csv(content)
    if shape is not None:
        assert wanted.problems == ()
        assert (shape.header, shape.row_count) == (wanted.header, len(wanted.rows))
        assert shape.cell_bytes == sum(len(cell.encode()) for row in wanted.rows for cell in row)


def is_plain(content: bytes) -> bool:
    """Tell whether the shape of a written file is proved: nothing enormous, no key empty or like the header."""
    return len(content) < 1 << 17 and not re.search(b'\n("",|,|"?key)', content)


@given(content=written().filter(is_plain))
def test_duckdb_reads_whatever_is_written_well(content: bytes, database: duckdb.DuckDBPyConnection, path: Path) -> None:
    path.write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "SMALL", 0)
        patch.setattr(loading, "read_parts", lambda *_: pytest.fail("read row by row"))
        found = load_table(database, PAIRS, path)
    with io.StringIO(content.decode(), newline="") as text:
        assert loaded_rows(database) == [(n, *row) for n, row in enumerate(list(csv.reader(text))[1:], 1)]
    assert found.problems == ()


@given(content=FILES, data=st.data())
def test_lines_are_found_for_the_rows_asked_for(content: bytes, data: st.DataObject) -> None:
    if not read_csv(content).problems:
        lines = dict(enumerate(first_lines(content), 1))
        rows = data.draw(st.lists(st.sampled_from([*lines]))) if lines else []
        assert row_lines(io.BytesIO(content), rows) == {row: lines[row] for row in rows}


def test_lines_are_found_in_files_of_many_pieces() -> None:
    rows = [f'{number},"{"x" * (number % 900)}\n{number}"\n' for number in range(2000)]
    content = "".join(["key,text\n", *rows]).encode()
    lines = row_lines(io.BytesIO(content), range(1, 2001))
    assert lines == {row: 2 * row for row in range(1, 2001)}


TEXT = "concat('№ ', _row, case when _row % 3 = 0 then concat(chr(10), '\",', chr(10)) end, repeat('ab,', _row % 40))"


def many_rows(path: Path, count: int) -> None:
    """Write rows of which every third has line breaks and quotation marks in a cell; TEXT says the same in SQL."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["key", "text"])
        for row in range(1, count + 1):
            writer.writerow([row, f"№ {row}" + ('\n",\n' if row % 3 == 0 else "") + "ab," * (row % 40)])


@pytest.mark.parametrize(("memory", "spills"), [("1 GiB", False), ("50 MiB", True)])
def test_many_rows_are_loaded_in_order_and_in_the_memory_given(
    memory: str, spills: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading.tempfile, "gettempdir", lambda: str(tmp_path))
    many_rows(tmp_path / "pairs.csv", 600_000)
    wrong = f"count(*) filter (where key <> cast(_row as varchar) or text <> {TEXT})"
    with connect(memory) as database:
        assert load_table(database, PAIRS, tmp_path / "pairs.csv").row_count == 600_000
        shut(database)
        found = database.execute(f"select count(*), {wrong}, count(distinct text) from raw.pairs").fetchone()
        assert found == (600_000, 0, 600_000)
        assert any(tmp_path.glob("casedata-*/*/*")) == spills
        assert {stat.S_IMODE(found.stat().st_mode) for found in tmp_path.glob("casedata-*")} == {0o700}
    del database
    assert [found.name for found in tmp_path.iterdir()] == ["pairs.csv"]


def test_many_rows_that_are_not_proved_are_loaded_in_order(tmp_path: Path, database: duckdb.DuckDBPyConnection) -> None:
    (tmp_path / "pairs.csv").write_bytes(HEADER + b"".join(b'"",%d\n' % row for row in range(1, 25_001)))
    with (tmp_path / "pairs.csv").open("rb") as file:
        assert survey(file).shape is None
    assert load_table(database, PAIRS, tmp_path / "pairs.csv").row_count == 25_000
    assert loaded_rows(database) == [(row, "", str(row)) for row in range(1, 25_001)]


def test_problems_are_kept_up_to_a_bound_and_counted_beyond(
    tmp_path: Path, database: duckdb.DuckDBPyConnection
) -> None:
    (tmp_path / "pairs.csv").write_bytes(HEADER + b"1,2,3\n" * 500)
    found = load_table(database, PAIRS, tmp_path / "pairs.csv", Bounds(findings=7))
    assert ([each.line for each in found.problems], found.problem_count) == ([2, 3, 4, 5, 6, 7, 8], 500)


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("bound", ["rows", "cell", "record"])
def test_a_file_beyond_a_bound_is_not_loaded(bound: str, tmp_path: Path, database: duckdb.DuckDBPyConnection) -> None:
    (tmp_path / "pairs.csv").write_bytes(HEADER + b"1,2\n3,456789012345\n")
    assert (
        load_table(database, PAIRS, tmp_path / "pairs.csv", Bounds(**{bound: 15 if bound != "rows" else 2})).problems
        == ()
    )
    loaded_rows(database)
    found = load_table(database, PAIRS, tmp_path / "pairs.csv", Bounds(**{bound: 11 if bound != "rows" else 1}))
    assert [(each.code, each.line, each.offset) for each in found.problems] == [(f"bound-{bound}", 3, 13)]
    assert loaded_rows(database) is None


def test_a_table_for_which_the_memory_does_not_suffice_is_an_error(tmp_path: Path) -> None:
    many_rows(tmp_path / "pairs.csv", 200_000)
    with (
        connect("2 MiB") as database,
        pytest.raises(PackageError, match=r"pairs\.csv: cannot be loaded: .*(Out of Memory|could not allocate)"),
    ):
        load_table(database, PAIRS, tmp_path / "pairs.csv")


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("name", ["e[1].csv", "e?.csv", "*.csv", "{e1,e2}.csv", "e1.csv.gz", "é ' \" ;.csv"])
def test_a_name_is_no_pattern(name: str, tmp_path: Path, database: duckdb.DuckDBPyConnection) -> None:
    (tmp_path / "e1.csv").write_bytes(HEADER + b"wrong,1\n")
    (tmp_path / name).write_bytes(HEADER + b"right,1\n")
    assert load_table(database, PAIRS, tmp_path / name).row_count == 1
    assert loaded_rows(database) == [(1, "right", "1")]


def test_a_file_that_is_gone_is_an_error(tmp_path: Path, database: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(UnreadableError, match=r"none\.csv: cannot be read: No such file"):
        load_table(database, PAIRS, tmp_path / "none.csv")


@pytest.mark.parametrize("damage", ["set text = null where _row = 1", "set text = '' where _row = 1", None])
def test_what_duckdb_found_is_compared_with_the_proof(
    damage: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: duckdb.DuckDBPyConnection
) -> None:
    """Whatever a reader of DuckDB may get wrong one day: the rows are read again by the csv module."""
    monkeypatch.setattr(loading, "SMALL", 0)
    path = tmp_path / "pairs.csv"
    path.write_bytes(HEADER + b"1,one\n2,\n")

    class Careless:
        """Fills the table wrongly: a cell changed, or a row lost."""

        def execute(self, query: str, values: object = ()) -> object:
            done = database.execute(query, values)
            if "read_csv" in query:
                database.execute(f"update raw.pairs {damage}" if damage else "delete from raw.pairs where _row = 2")
            return done

    load_table(Careless(), PAIRS, path)
    assert loaded_rows(database) == [(1, "1", "one"), (2, "2", "")]


OUTSIDE = [
    "select * from read_csv('{path}')", "select * from read_text('{path}')", "select * from '{path}'",
    "select * from glob('/*')", "copy raw.pairs to '{path}'", "attach '{path}.db'", "install httpfs", "load httpfs",
    "set enable_external_access = true", "set lock_configuration = false", "set allowed_paths = ['{path}']",
    "set temp_directory = '/'", "reset enable_external_access",
]  # fmt: skip


@pytest.mark.parametrize("query", OUTSIDE)
def test_nothing_outside_can_be_reached_once_it_is_shut(query: str, tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_bytes(HEADER + b"1,one\n")
    with connect() as database:
        load_table(database, PAIRS, path)
        shut(database)
        with pytest.raises(duckdb.Error, match=r"disabled|locked|[Cc]annot"):
            database.execute(query.format(path=path))
        with pytest.raises(duckdb.Error, match=r"disabled|locked|[Cc]annot"):
            database.cursor().execute(query.format(path=path))
        assert loaded_rows(database) == [(1, "1", "one")]
    assert path.read_bytes() == HEADER + b"1,one\n"
    assert list(tmp_path.iterdir()) == [path]
