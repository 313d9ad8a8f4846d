"""CSV bytes: canonical writing (judge: the csv module), strict reading with lines."""

import csv
import io
import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedata.csvfile import Csv, canonical_csv, first_lines, header_problems, natural_key, read_csv
from casedata.schema import Field, Table
from packages import HOSTILE, MODELS, full_rows

PAIRS = Table("pairs", (Field("key", "string"), Field("text", "string")), "key")
CELLS = st.one_of(st.text(st.characters(codec="utf-8"), max_size=8), st.sampled_from(HOSTILE))
ROWS = st.lists(st.fixed_dictionaries({"key": CELLS, "text": CELLS}).filter(lambda row: any(row.values())), max_size=8)


def as_cells(rows: list[dict[str, str]]) -> list[list[str]]:
    return [[row["key"], row["text"]] for row in rows]


@given(rows=ROWS)
def test_canonical_bytes_are_read_back_by_us_and_by_the_csv_module(rows: list[dict[str, str]]) -> None:
    content = canonical_csv(PAIRS, rows)
    found = read_csv(content)
    assert found.problems == ()
    assert found.header == ("key", "text")
    assert sorted(found.rows) == sorted(as_cells(rows))
    assert list(csv.reader(io.StringIO(content.decode(), newline=""))) == [["key", "text"], *found.rows]


@given(rows=ROWS, seed=st.randoms())
def test_canonical_bytes_depend_on_the_rows_only(rows: list[dict[str, str]], seed: random.Random) -> None:
    content = canonical_csv(PAIRS, rows)
    again = [dict(zip(("key", "text"), row, strict=True)) for row in read_csv(content).rows]
    assert canonical_csv(PAIRS, again) == content
    seed.shuffle(again)
    assert canonical_csv(PAIRS, again) == content


@given(rows=ROWS)
def test_quotes_stand_only_where_a_cell_needs_them(rows: list[dict[str, str]]) -> None:
    content = canonical_csv(PAIRS, rows).decode()
    needing = sum(1 for row in rows for cell in row.values() if re.search('[,"\n\r]', cell))
    marks = sum(cell.count('"') for row in rows for cell in row.values())
    assert content.count('"') == 2 * needing + 2 * marks
    assert content.endswith("\n")
    assert not content.startswith("\ufeff")


@given(numbers=st.lists(st.integers(0, 10**30)), prefix=st.sampled_from(["c-", "s-x#", ""]))
def test_runs_of_digits_sort_as_numbers(numbers: list[int], prefix: str) -> None:
    ids = [f"{prefix}{number}" for number in numbers]
    assert sorted(ids, key=natural_key) == [f"{prefix}{number}" for number in sorted(numbers)]


@given(number=st.integers(0, 10**30), zeros=st.integers(0, 9))
def test_zeros_before_a_number_do_not_count(number: int, zeros: int) -> None:
    assert natural_key(f"c-{'0' * zeros}{number}") == natural_key(f"c-{number}")


@given(texts=st.lists(st.text("ab-#0129٣", max_size=6)))
def test_every_two_texts_compare(texts: list[str]) -> None:
    ordered = sorted(texts, key=natural_key)
    assert sorted(ordered) == sorted(texts)
    without_digits = [text for text in ordered if not re.search("[0-9]", text)]
    assert without_digits == sorted(without_digits)


@given(rows=ROWS.filter(bool))
def test_each_row_begins_on_its_physical_line(rows: list[dict[str, str]]) -> None:
    content = canonical_csv(PAIRS, rows)
    found = read_csv(content)
    lengths = [sum(cell.count("\n") for cell in row) + 1 for row in found.rows]
    assert first_lines(content) == [2 + sum(lengths[:number]) for number in range(len(rows))]


GOOD = b"key,text\na,1\n"


@pytest.mark.parametrize(
    ("content", "rows", "problems"),
    [
        (GOOD, 1, []),
        (b"key,text\r\na,1\r\n", 1, []),
        (b"key,text\na,1", 1, []),
        (b"", 0, []),
        (b"\na,1\nb,2\n", 0, [(1, "the first line is not the header", "write the header first")]),
        (b"\xef\xbb\xbf" + GOOD, 1, [(1, "begins with a byte order mark", "without BOM")]),
        (b"key,text\na,\xff\n", 0, [(2, "byte 0xff is not UTF-8", "save the file as UTF-8")]),
        (b"key,text\na,1\n\nb,2\n", 2, [(3, "a blank line", "remove it")]),
        (b"key,text\na\nb,2,3\nc,4\n", 1, [(2, "1 cell where the header has 2", "2 cells"), (3, "3 cells", "comma")]),
        (b'key,text\na,"1\n2"\nb\n', 1, [(4, "1 cell", "2 cells")]),
        (
            b'key,text\na,1\nb,"2\nc,3\n',
            1,
            [(3, "a quotation mark that is not closed; nothing after", "close the cell")],
        ),
        (b'key,text\na,"1"2\n', 0, [(2, "text after the closing quotation mark", "double each")]),
        (b"key,text\ra,1\n", 0, [(1, "a carriage return outside quotation marks", "line feed")]),
    ],
)
def test_each_fault_is_told_with_its_line(content: bytes, rows: int, problems: list[tuple[int, str, str]]) -> None:
    found = read_csv(content)
    assert len(found.rows) == rows
    assert found.header in {(), ("key", "text")}
    assert all(problem.code for problem in found.problems)
    assert [problem.line for problem in found.problems] == [line for line, _, _ in problems]
    for problem, (_, message, hint) in zip(found.problems, problems, strict=True):
        assert message in problem.message
        assert hint in problem.hint


@pytest.mark.parametrize("line", [b"<<<<<<< HEAD\n", b"<<<<<<< HEAD,\n", b'"<<<<<<< HEAD",\n'])
def test_a_merge_conflict_is_told_once_however_it_was_saved(line: bytes) -> None:
    content = b"key,text\n" + line + b"a,1\n=======\nb,1\n>>>>>>> other,\n"
    (problem,) = read_csv(content, ("key", "text")).problems
    assert (problem.code, problem.line) == ("csv-merge-conflict", 2)


@pytest.mark.parametrize(
    ("content", "code", "line", "column", "offset", "record"),
    [
        (b'key,text\n"a\nb",1\nc,d"e\n', "csv-bare-quote", 4, 4, 20, 3),
        ('key,text\r\n"é\r\né",1\r\né,"x"y\r\n'.encode(), "csv-text-after-quote", 4, 6, 28, 3),
        (b'key,text\na,"b\nc,"d"\n', "csv-unclosed-quote", 2, 3, 11, 2),
        (b'key,text\na,1\nb,"2\n3\n', "csv-unclosed-quote", 3, 3, 15, 3),
        ("key,text\né,\ra\n".encode(), "csv-carriage-return", 2, 3, 12, 2),
        ("key,text\né,".encode() + b"\xff\n", "file-not-utf8", 2, 3, 12, 2),
    ],
)
def test_a_place_is_exact(content: bytes, code: str, line: int, column: int, offset: int, record: int) -> None:
    (problem,) = read_csv(content).problems
    assert (problem.code, problem.line, problem.column, problem.offset, problem.record) == (
        code, line, column, offset, record,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("header", "messages"),
    [
        (("key", "text"), []),
        ((), ["there is no header"]),
        (("key",), ["column 'text' is missing"]),
        (("key", "Text"), ["column 'Text' where 'text' is wanted"]),
        (("key", "text", "text"), ["column 'text' is there twice"]),
        (("text", "key"), ["the columns are in another order"]),
        (("key", "text", ""), ["column '' is unknown"]),
    ],
)
def test_headers_are_compared_with_the_columns(header: tuple[str, ...], messages: list[str]) -> None:
    found = header_problems(PAIRS, header)
    assert [problem.message for problem in found] == messages
    assert {problem.hint for problem in found} <= {"write the header key,text"}


def test_no_table_is_written_with_another_header_than_its_own() -> None:
    for name, rows in full_rows().items():
        found = read_csv(canonical_csv(MODELS[name], rows))
        assert header_problems(MODELS[name], found.header) == []
        assert isinstance(found, Csv)


def test_a_lone_blank_cell_is_not_a_blank_line() -> None:
    lonely = Table("lonely", (Field("key", "string"),), "key")
    assert canonical_csv(lonely, [{"key": ""}]) == b'key\n""\n'
