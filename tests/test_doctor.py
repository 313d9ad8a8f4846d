"""The doctor: what spreadsheet programs do to tables is recognised, mended where that is sure, and else only told."""

import csv
import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casedata import testing
from casedata.build import format_package
from casedata.cli import main
from casedata.csvfile import canonical_csv, read_csv
from casedata.doctor import HABITS, Diagnosis, Examination, apply, examine, table_of_codes
from casedata.doctor.dated import read_date
from casedata.doctor.forms import fits, is_date
from casedata.doctor.numbers import read_number
from casedata.errors import StaleFileError
from casedata.schema import Field, Table, read_table_schema
from packages import HOSTILE, MODELS, ROOT, SCHEMAS, Rows, full_rows, packages, write_descriptor, write_package

DATE = {"type": "string", "constraints": {"pattern": MODELS["events"].field("start_date").pattern}}
FACTS: dict[str, Any] = {
    "fields": [
        {"name": "fact_id", "type": "string", "constraints": {"required": True, "pattern": "^b-[a-z0-9-]+$"}},
        {"name": "event_id", "type": "string"},
        {"name": "day", "type": "date"},
        {"name": "seen", **DATE},
        {"name": "count", "type": "integer"},
        {"name": "ratio", "type": "number"},
        {"name": "flag", "type": "string", "constraints": {"enum": ["true", "false"]}},
        {"name": "code", "type": "string", "constraints": {"pattern": "^[0-9]{3}$"}},
        {"name": "kind", "type": "string", "constraints": {"enum": ["court", "police"]}},
        {"name": "number", "type": "string"},
        {"name": "text", "type": "string"},
    ],
    "primaryKey": "fact_id",
    "foreignKeys": [{"fields": ["event_id"], "reference": {"resource": "events", "fields": ["event_id"]}}],
}
LONG = "word " * 7000 + "end"
FACT_TABLE = read_table_schema("facts", FACTS)
FACT_ROWS = [
    ["b-1", "e-1", "2019-12-25", "2019-12-25", "27", "0.5", "true", "007", "court", "123456", "one, two"],
    ["b-2", "e-1", "2019-02-01", "2019-02", "1200", "1234.5", "false", "120", "police", "0042", LONG],
    ["b-3", "e-2", "2010-08-10", "2010-08-10", "", "", "true", "", "", "1-2", "Азат Мифтахов\nи другие"],
    [
        "b-4",
        "e-1",
        "2018-01-31",
        "[2019-02-01..2019-02-03]",
        "5",
        "2.25",
        "",
        "099",
        "court",
        "=1+1",
        "— “quoted” café",
    ],
    ["b-5", "e-2", "", "2019", "-3", "7.5", "false", "001", "police", "1.50", 'said "so"'],
    ["b-6", "e-1", "1993-01-05", "2019-02-01T19:10", "0", "3000", "true", "500", "court", "19:10", ""],
]
PATH = "data/facts.csv"
SOUND = canonical_csv(FACT_TABLE, [dict(zip(FACT_TABLE.columns, row, strict=True)) for row in FACT_ROWS])


def make(folder: Path) -> Path:
    """Write a sound package with a table of facts whose columns have all types."""
    write_package(folder, full_rows())
    (folder / PATH).write_bytes(SOUND)
    return write_descriptor(folder, SCHEMAS | {"facts": FACTS})


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("old"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make(tmp_path)


def written(rows: list[list[str]], delimiter: str = ",", end: str = "\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows(rows)
    return text.getvalue()


def sound_rows() -> list[list[str]]:
    return [list(FACT_TABLE.columns), *([*row] for row in FACT_ROWS)]


def cell(number: int, column: str, text: str) -> bytes:
    """Return the table of facts with another text in one cell."""
    return cells({(number, column): text})


def cells(changes: dict[tuple[int, str], str]) -> bytes:
    rows = sound_rows()
    for (number, column), text in changes.items():
        rows[number][FACT_TABLE.columns.index(column)] = text
    return written(rows).encode()


def with_rows(change: Callable[[list[list[str]]], list[list[str]]], **how: Any) -> bytes:
    return written(change(sound_rows()), **how).encode()


def moved(rows: list[list[str]]) -> list[list[str]]:
    return [[row[-1], *row[1:-1], row[0]] for row in rows]


def as_one_cell(rows: list[list[str]]) -> list[list[str]]:
    return [[written([row]).rstrip("\n")] for row in rows]


def with_semicolons(rows: list[list[str]]) -> list[list[str]]:
    return [*rows[:1], [*rows[1][:-1], SEMICOLONS], *rows[2:]]


SEMICOLONS = "one; two; " * 10


def curled(text: str) -> str:
    return re.sub('"((?:[^"]|"")*)"', lambda found: "“" + found[1].replace('""', '"') + "”", text)


def sorted_apart(*columns: str) -> bytes:
    """Return the table with these columns sorted down by the first of them, and the others left as they are."""
    rows = sound_rows()
    places = [FACT_TABLE.columns.index(column) for column in columns]
    values = sorted(([row[place] for place in places] for row in rows[1:]), reverse=True)
    for row, cells_of_row in zip(rows[1:], values, strict=True):
        for place, value in zip(places, cells_of_row, strict=True):
            row[place] = value
    return written(rows).encode()


TEXT = SOUND.decode()
QUOTED = "Азат Мифтахов\nи".encode()
SURE: list[tuple[str, str, bytes]] = [
    ("byte-order-mark", "UTF-8 with a mark", b"\xef\xbb\xbf" + SOUND),
    ("utf-16", "UTF-16 with a mark", TEXT.encode("utf-16")),
    ("utf-16", "little end first, with a mark", b"\xff\xfe" + TEXT.encode("utf-16-le")),
    ("utf-16", "little end first", TEXT.encode("utf-16-le")),
    ("utf-16", "big end first, with a mark", b"\xfe\xff" + TEXT.encode("utf-16-be")),
    ("utf-16", "big end first", TEXT.encode("utf-16-be")),
    ("separator-line", "comma", b"sep=,\n" + SOUND),
    ("separator-line delimiter", "semicolon", b"sep=;\n" + with_rows(list, delimiter=";")),
    ("delimiter", "semicolon", with_rows(list, delimiter=";")),
    ("delimiter", "tab", with_rows(list, delimiter="\t")),
    ("line-ends", "CR LF", with_rows(list, end="\r\n")),
    ("line-ends", "CR", SOUND.replace(b"\n", b"\r").replace(QUOTED.replace(b"\n", b"\r"), QUOTED)),
    ("line-ends", "mixed", SOUND.replace(b"\n", b"\r\n", 2)),
    ("header-spelling", "capitals", SOUND.replace(b"fact_id,event_id", b"Fact_ID,EVENT_ID", 1)),
    ("header-spelling", "blanks", SOUND.replace(b"fact_id,event_id", b"fact_id , \xc2\xa0event_id", 1)),
    ("column-order", "last first", with_rows(moved)),
    ("empty-columns", "three", with_rows(lambda rows: [[*row, "", "", ""] for row in rows])),
    ("empty-columns", "not in the header", with_rows(lambda rows: [rows[0], *([*row, ""] for row in rows[1:])])),
    ("empty-columns", "one between", with_rows(lambda rows: [[*row[:3], "", *row[3:]] for row in rows])),
    ("empty-rows", "at the end", SOUND + b",,,,,,,,,,\n" * 3),
    ("empty-rows", "blank", SOUND + b"\n\n"),
    ("empty-rows", "between", SOUND.replace(b"\nb-4", b"\n\nb-4").replace(b"\nb-2", b"\n,,,,,,,,,,\nb-2")),
    ("row-as-cell", "all", with_rows(as_one_cell)),
    ("row-as-cell", "with empty columns", with_rows(lambda rows: [[*row, ""] for row in as_one_cell(rows)])),
    ("row-as-cell", "with semicolons in a cell", with_rows(lambda rows: as_one_cell(with_semicolons(rows)))),
    ("row-as-cell", "some", with_rows(lambda rows: [*rows[:2], *as_one_cell(rows[2:])])),
    ("curly-quotes", "pairs", curled(TEXT.replace("Азат Мифтахов\nи", "Азат, и")).encode()),
    ("stray-quotes", "in the middle", SOUND.replace(b'"said ""so"""', b'said "so"')),
    ("date-form", "slashes", cell(1, "day", "2019/12/25")),
    ("date-form", "points", cell(3, "seen", "10.08.2010")),
    ("date-form", "midnight", cell(3, "day", "2010-08-10 00:00:00")),
    ("date-form", "month in words", cell(2, "seen", "Feb 2019")),
    ("date-form", "time with seconds", cell(6, "seen", "2019-02-01T19:10:00")),
    ("truth-value", "English", cells({(1, "flag"): "TRUE", (2, "flag"): "FALSE"})),
    ("truth-value", "German", cells({(1, "flag"): "WAHR", (2, "flag"): "FALSCH"})),
    ("truth-value", "Russian", cells({(1, "flag"): "ИСТИНА", (2, "flag"): "ЛОЖЬ"})),
    ("number-form", "decimals in an integer", cell(1, "count", "27.0")),
    ("number-form", "decimal comma", cells({(1, "ratio"): "0,5", (2, "ratio"): "1.234,5", (4, "ratio"): "2,25"})),
    ("number-form", "thousands in an integer", cell(2, "count", "1,200")),
    ("number-form", "narrow blank", cell(2, "count", "1\u202f200")),
    ("leading-zeros", "one", cells({(1, "code"): "7", (4, "code"): "99", (5, "code"): "1"})),
    ("text-mark", "formula", cell(4, "number", "'=1+1")),
    ("text-mark", "digits", cell(1, "code", "'007")),
    ("blanks-around", "value", cells({(1, "kind"): " court", (2, "fact_id"): "b-2\u00a0", (2, "day"): "2019-02-01 "})),
    ("capitals", "value", cells({(1, "kind"): "Court", (2, "fact_id"): "B-2"})),
    ("typography", "dash", cells({(2, "fact_id"): "b–2", (4, "seen"): "[2019-02-01…2019-02-03]"})),
    ("typography", "quotes", cell(1, "kind", "“court”")),
]  # fmt: skip
"""What programs do that can be undone without more: the codes, what it is, and the file that they leave."""

UNSURE: list[tuple[str, str, bytes]] = [
    ("date-order", "slashes", cell(3, "seen", "10/8/2010")),
    ("date-order", "with midnight", cell(2, "day", "1/2/2019 0:00")),
    ("two-digit-year", "name", cell(1, "seen", "25-Dec-19")),
    ("two-digit-year", "month", cell(2, "seen", "Feb-19")),
    ("two-digit-year", "points", cell(6, "day", "05.01.93")),
    ("serial-date", "1900", cell(2, "day", "43497")),
    ("serial-date", "1904", cell(2, "day", "42035")),
    ("serial-date", "the first of a month", cell(2, "seen", "43497")),
    ("number-ambiguous", "thousands or decimals", cell(6, "ratio", "3,000")),
    ("text-as-date", "a number", cell(5, "ratio", "07-May")),
    ("digits-lost", "text", cell(1, "number", "1.2E+05")),
    ("error-value", "hashes", cell(1, "text", "########")),
    ("error-value", "two in a row", cells({(2, "text"): "#NAME?", (2, "count"): "#####"})),
    ("error-value", "reference", cell(2, "event_id", "#REF!")),
    ("error-value", "name", cell(4, "number", "#NAME?")),
    ("mojibake", "Cyrillic", cell(3, "text", "Азат Мифтахов\nи другие".encode().decode("cp1251", "replace"))),
    ("lost-characters", "Cyrillic", cell(3, "text", "???? ????????\n? ??????")),
    ("filled-series", "counted on", cells({(row, "event_id"): f"e-39{row}" for row in (4, 5, 6)})),
]  # fmt: skip
"""What is told without an older copy, and mended with one."""

OLDER_ONLY: list[tuple[str, str, bytes]] = [
    ("leading-zeros", "free text", cell(2, "number", "42")),
    ("number-rewritten", "noughts", cell(5, "number", "1.5")),
    ("formula-result", "truth", cell(4, "number", "TRUE")),
    ("formula-result", "sum", cell(4, "number", "2")),
    ("text-as-date", "day and month", cell(3, "number", "01/02/2026")),
    ("text-as-date", "in words", cell(3, "number", "02-Jan")),
    ("text-as-date", "as month and year", cell(3, "number", "01/01/2002")),
    ("number-ambiguous", "thousands for decimals", cell(6, "ratio", "3.000")),
    ("time-form", "afternoon", cell(6, "number", "07:10:00 PM")),
    ("line-breaks", "CR LF", cell(3, "text", "Азат Мифтахов\r\nи другие")),
    ("serial-date", "a year as a day", cell(5, "seen", "1905-07-11")),
    ("column-sorted", "days", sorted_apart("day")),
    ("column-sorted", "codes", sorted_apart("code")),
    ("column-sorted", "keys", sorted_apart("fact_id")),
    ("column-sorted", "few values", sorted_apart("kind")),
    ("column-sorted", "two columns", sorted_apart("day", "kind")),
    ("column-sorted", "keys with two columns", sorted_apart("fact_id", "event_id", "kind")),
    ("text-cut", "after as many as a cell holds", cell(2, "text", LONG[:32_767])),
    ("row-width", "blank cells at the end", SOUND.replace(b",19:10,\n", b",19:10\n")),
]  # fmt: skip
"""What only an older copy can show; without it nothing of these is mended."""

TOLD: list[tuple[str, str, bytes]] = [
    ("header", "unknown", SOUND.replace(b"fact_id", b"fact", 1)),
    ("header", "twice", SOUND.replace(b"event_id", b"fact_id", 1)),
    ("header", "empty", b""),
    ("row-width", "too many", SOUND.replace(b'"one, two"', b"one, two")),
    ("unreadable", "not closed", SOUND + b'"b-7,'),
    ("date-narrowed", "month", cell(2, "seen", "2019-02-01")),
    ("date-swapped", "day and month", cell(3, "day", "2010-10-08")),
    ("encoding", "neither", b"\x98\x81" + SOUND),
    ("utf-16", "cut off", TEXT.encode("utf-16")[:-1]),
]  # fmt: skip
"""What is told and not mended, with an older copy or without."""

named = pytest.mark.parametrize


def ids(cases: list[tuple[str, str, bytes]]) -> list[str]:
    return [f"{code}: {what}" for code, what, _ in cases]


def diagnoses(found: Examination) -> Iterator[Diagnosis]:
    for file in found.files:
        yield from file.diagnoses


def codes(found: Examination) -> set[str]:
    return {each.code for each in diagnoses(found)}


def return_from_program(folder: Path, content: bytes) -> None:
    (folder / PATH).write_bytes(content)


def test_every_code_is_provoked_here() -> None:
    provoked = {code for cases in (SURE, UNSURE, OLDER_ONLY, TOLD) for each in cases for code in each[0].split()}
    assert provoked == {habit.code for habit in HABITS}
    assert len({habit.code for habit in HABITS}) == len(HABITS)


@named(("code", "what", "content"), SURE, ids=ids(SURE))
def test_what_is_sure_is_mended_byte_for_byte(code: str, what: str, content: bytes, folder: Path) -> None:
    wanted = SOUND
    if code == "curly-quotes":
        wanted = TEXT.replace('"Азат Мифтахов\nи другие"', '"Азат, и другие"').encode()
    if "semicolons in a cell" in what:
        wanted = written(with_semicolons(sound_rows())).encode()
    return_from_program(folder, content)
    found = examine(folder)
    assert codes(found) == set(code.split())
    assert all(each.mend is not None for each in diagnoses(found))
    assert (folder / PATH).read_bytes() == content
    assert apply(found) == [PATH]
    assert (folder / PATH).read_bytes() == wanted
    assert examine(folder).ok


@named(("code", "what", "content"), UNSURE, ids=ids(UNSURE))
def test_what_is_unsure_is_told_and_mended_by_an_older_copy(
    code: str, what: str, content: bytes, folder: Path, old: Path
) -> None:
    return_from_program(folder, content)
    found = examine(folder)
    assert codes(found) == {code}
    assert [file.after for file in found.files] == [None]
    assert apply(found) == []
    assert (folder / PATH).read_bytes() == content
    known = examine(folder, old)
    assert codes(known) == {code}
    assert apply(known) == [PATH]
    assert (folder / PATH).read_bytes() == SOUND


@named(("code", "what", "content"), OLDER_ONLY, ids=ids(OLDER_ONLY))
def test_what_only_an_older_copy_shows(code: str, what: str, content: bytes, folder: Path, old: Path) -> None:
    return_from_program(folder, content)
    apply(examine(folder))
    assert (folder / PATH).read_bytes() == content
    found = examine(folder, old)
    assert codes(found) == {code}
    apply(found)
    if code == "column-sorted":
        format_package(folder, check=False)  # the rows stay where their keys were put
    assert (folder / PATH).read_bytes() == SOUND
    assert examine(folder, old).ok


@named(("code", "what", "content"), TOLD, ids=ids(TOLD))
def test_what_is_only_told(code: str, what: str, content: bytes, folder: Path, old: Path) -> None:
    return_from_program(folder, content)
    found = examine(folder, old)
    assert codes(found) == {code}
    assert apply(found) == []
    assert (folder / PATH).read_bytes() == content


@named(
    "sure",
    [each for each in SURE if b"\r" not in each[2] and not each[0].startswith(("byte", "utf"))],
    ids=lambda each: each[1],
)
def test_the_diff_is_one_that_patch_applies(sure: tuple[str, str, bytes], folder: Path) -> None:
    return_from_program(folder, sure[2])
    found = examine(folder)
    [file] = found.files
    patched = subprocess.run(
        ["patch", "-p0", "-d", str(folder), "--no-backup-if-mismatch"],
        input=file.diff.encode(),
        capture_output=True,
        check=False,
    )
    assert patched.returncode == 0, patched.stdout
    assert b"fuzz" not in patched.stdout
    assert (folder / PATH).read_bytes() == file.after


@named(
    ("text", "day"),
    [
        ("2019/02/01", "2019-02-01"),
        ("2019/2/1", "2019-02-01"),
        ("2019.02.01", "2019-02-01"),
        ("2019-2-1", "2019-02-01"),
        ("01.02.2019", "2019-02-01"),
        ("1. 2. 2019", "2019-02-01"),
        ("02.12.2019", "2019-12-02"),
        ("2019-02-01 00:00:00", "2019-02-01"),
        ("25/12/2019", "2019-12-25"),
        ("12/25/2019", "2019-12-25"),
        ("12-25-2019", "2019-12-25"),
        ("2/2/2019", "2019-02-02"),
        ("2/2/2019 12:00:00 AM", "2019-02-02"),
        ("12/25/2019 7:10 PM", "2019-12-25T19:10"),
        ("2019-02-01 19:10:00", "2019-02-01T19:10"),
        ("1 Feb 2019", "2019-02-01"),
        ("Feb 1, 2019", "2019-02-01"),
        ("February 1st, 2019", "2019-02-01"),
        ("Friday, February 1, 2019", "2019-02-01"),
        ("01-Feb-2019", "2019-02-01"),
        ("1. Februar 2019", "2019-02-01"),
        ("1 février 2019", "2019-02-01"),
        ("1 февраля 2019", "2019-02-01"),
        ("Feb 2019", "2019-02"),
        ("Mai 2019", "2019-05"),
        ("02/2019", "2019-02"),
        ("2019/02", "2019-02"),
    ],
)
def test_dates_that_read_in_one_way(text: str, day: str) -> None:
    reading = read_date(text, is_date)
    assert reading is not None
    assert (reading.code, reading.mend) == ("date-form", day)


@named(
    ("text", "days"),
    [
        ("10/8/2010", {"2010-08-10", "2010-10-08"}),
        ("10-08-2010", {"2010-08-10", "2010-10-08"}),
        ("10/8/2010 0:00", {"2010-08-10", "2010-10-08"}),
        ("01-Feb-19", {"2019-02-01", "1919-02-01"}),
        ("Feb-19", {"2019-02", "1919-02"}),
        ("01.02.19", {"2019-02-01", "1919-02-01"}),
        ("1/2/19", {"2019-02-01", "1919-02-01", "2019-01-02", "1919-01-02"}),
        ("2019-02-01T00:00:00", {"2019-02-01", "2019-02-01T00:00"}),
        ("39448", {"2008-01-01", "2012-01-02"}),
        ("37986", {"2003-12-31", "2008-01-01"}),
    ],
)
def test_dates_that_read_in_several_ways_are_never_guessed(text: str, days: set[str]) -> None:
    """The numbers of days are those that Microsoft gives for 1 January 2008 in its two systems."""
    reading = read_date(text, is_date)
    assert reading is not None
    assert reading.mend is None
    assert set(reading.candidates) == days
    assert all(day in reading.meaning for day in days)


@named(
    "text",
    ["", "soon", "30.02.2019", "31/31/2019", "2019-02-30", "Foo 2019", "1 Foo 2019", "5 people", "1/2", "123456"],
)
def test_what_is_no_date_has_no_reading(text: str) -> None:
    assert read_date(text, is_date) is None


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["{0.day}", "{0.day:02}"]), st.sampled_from("/-"))
def test_day_and_month_are_read_as_the_calendar_allows(day: date, form: str, mark: str) -> None:
    """What `strptime` reads with the day first and with the month first is all that a date can be."""
    text = mark.join([form.format(day), form.replace("day", "month").format(day), str(day.year)])
    wanted = set()
    for order in ("%d{0}%m{0}%Y", "%m{0}%d{0}%Y"):
        with suppress(ValueError):
            wanted.add(datetime.strptime(text, order.format(mark)).date().isoformat())
    reading = read_date(text, is_date)
    assert reading is not None
    assert set(reading.candidates) == wanted
    assert reading.mend == (day.isoformat() if len(wanted) == 1 else None)


@named(
    ("kind", "text", "numbers"),
    [
        ("integer", "27.0", {"27"}),
        ("integer", "27,00", {"27"}),
        ("integer", "-3.0", {"-3"}),
        ("integer", "1,234", {"1234"}),
        ("integer", "1.234.567", {"1234567"}),
        ("integer", "1 234", {"1234"}),
        ("integer", "1\u00a0234", {"1234"}),
        ("integer", "1'234", {"1234"}),
        ("integer", "−5", {"-5"}),
        ("integer", "27.000", {"27", "27000"}),
        ("integer", "1,234.0", {"1234"}),
        ("integer", "27.5", set()),
        ("integer", "12,34,5", set()),
        ("number", "0,5", {"0.5"}),
        ("number", "-12,25", {"-12.25"}),
        ("number", "1.234,5", {"1234.5"}),
        ("number", "1,234.5", {"1234.5"}),
        ("number", "1,234", {"1234", "1.234"}),
        ("number", "0,123", {"0.123"}),
        ("number", "1,234,567", {"1234567"}),
        ("number", "five", set()),
        ("number", "1,2,3", set()),
    ],
)
def test_numbers(kind: Any, text: str, numbers: set[str]) -> None:
    column = Field("column", kind)
    reading = read_number(column, text, partial(fits, column))
    assert (set() if reading is None else set(reading.candidates)) == numbers
    if numbers:
        assert reading is not None
        assert reading.mend == (min(numbers) if len(numbers) == 1 else None)


def test_the_published_package_is_clean() -> None:
    assert examine(ROOT).ok
    assert examine(ROOT, ROOT).ok


@settings(max_examples=15, deadline=None)
@given(testing.packages())
def test_valid_packages_are_clean(rows: testing.Rows) -> None:
    with TemporaryDirectory() as name:
        folder = testing.write(rows, Path(name))
        assert list(diagnoses(examine(folder))) == []
        assert list(diagnoses(examine(folder, folder))) == []


@settings(max_examples=10, deadline=None)
@given(packages())
def test_packages_of_any_sound_cells_are_clean(rows: Rows) -> None:
    with TemporaryDirectory() as name:
        assert list(diagnoses(examine(write_package(Path(name), rows)))) == []


ISO_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def with_days(form: str, table: Table, rows: list[list[str]]) -> list[list[str]]:
    """Write the days in columns of dates as a program does."""
    places = [place for place, column in enumerate(table.fields) if column.is_date or column.type == "date"]
    return [rows[0], *([_day(form, cell) if at in places else cell for at, cell in enumerate(row)] for row in rows[1:])]


def _day(form: str, cell: str) -> str:
    return date.fromisoformat(cell).strftime(form) if ISO_DAY.fullmatch(cell) and cell >= "1000" else cell


PROGRAMS: dict[str, Callable[[Table, list[list[str]]], bytes]] = {
    "Excel, Unicode text": lambda table, rows: b"\xff\xfe" + written(rows, "\t", "\r\n").encode("utf-16-le"),
    "Excel, CSV UTF-8": lambda table, rows: b"\xef\xbb\xbf" + written(rows, ";", "\r\n").encode(),
    "Excel with a note": lambda table, rows: b"sep=;\r\n" + written(rows, ";", "\r\n").encode(),
    "all in one column": lambda table, rows: written(as_one_cell(rows), end="\r\n").encode(),
    "empty cells": lambda table, rows: written([[*row, "", ""] for row in rows]).encode() + b",,,\n" * 3,
    "moved columns": lambda table, rows: written(moved(rows)).encode(),
    "capitals": lambda table, rows: written([[name.title() for name in rows[0]], *rows[1:]]).encode(),
    "days with points": lambda table, rows: written(with_days("%d.%m.%Y", table, rows)).encode(),
    "days with slashes": lambda table, rows: written(with_days("%Y/%m/%d", table, rows)).encode(),
    "days with words": lambda table, rows: written(with_days("%d %B %Y", table, rows)).encode(),
    "days with midnight": lambda table, rows: written(with_days("%Y-%m-%d 00:00:00", table, rows), ";").encode(),
}


@settings(max_examples=15, deadline=None)
@given(testing.packages(), st.sampled_from(sorted(PROGRAMS)))
def test_a_valid_package_comes_back_byte_for_byte(rows: testing.Rows, program: str) -> None:
    with TemporaryDirectory() as name:
        folder = testing.write(rows, Path(name))
        files = {path: path.read_bytes() for path in (folder / "data").iterdir()}
        for path, content in files.items():
            table = testing.tables()[path.stem]
            path.write_bytes(PROGRAMS[program](table, list(csv.reader(io.StringIO(content.decode(), newline="")))))
        apply(examine(folder))
        assert {path: path.read_bytes() for path in files} == files
        assert examine(folder).ok


SPOILT = st.sampled_from(
    (*HOSTILE, "1/2/2019", "1,234", "TRUE", "27.0", "Feb-19", "B-1 ", "#REF!", "7", "'=1", "43497", "Court")
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.integers(1, 6), st.sampled_from(FACT_TABLE.columns), SPOILT), max_size=8))
@named("is_known", [False, True])
def test_after_mending_nothing_is_left_that_can_be_mended(
    changes: list[tuple[int, str, str]], is_known: bool, folder: Path, old: Path
) -> None:
    return_from_program(folder, cells({(row, column): text for row, column, text in changes}))
    against = old if is_known else None
    apply(examine(folder, against))
    again = examine(folder, against)
    assert again.mendable == []
    assert all(each.mend is None for file in again.files if not file.refused for each in file.diagnoses)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(max_size=60), st.binary(max_size=20).map(SOUND.__add__), st.text().map(str.encode)))
def test_any_bytes_are_examined_and_what_is_written_is_sound(content: bytes, folder: Path, old: Path) -> None:
    return_from_program(folder, content)
    for file in examine(folder, old).files:
        if file.after is not None:
            found = read_csv(file.after)
            assert (found.header, found.problems) == (FACT_TABLE.columns, ())


@named(
    "changes",
    [
        {(2, "seen"): "2019-03"},
        {(1, "day"): "2018-11-30"},
        {(1, "text"): "said on 01/02/2019"},
        {(1, "count"): "28", (1, "ratio"): "0.75"},
        {(1, "flag"): "false", (2, "flag"): "true"},
        {(1, "kind"): "police", (2, "kind"): "court"},
        {(1, "number"): "654321", (3, "number"): "3-4"},
        {(1, "event_id"): "e-2", (3, "event_id"): "e-1"},
        {(1, "text"): "", (5, "text"): "new"},
        {(7, "fact_id"): "b-7"},
        {(5, "fact_id"): "b-renamed"},
        {(5, "count"): "-4", (5, "ratio"): "-2.5"},
        {(5, "number"): "-4", (4, "number"): "=2+2"},
        {(6, "seen"): "2019", (6, "day"): "1993-01-06"},
        {(1, "seen"): "2019-12"},
    ],
    ids=str,
)
def test_what_was_changed_on_purpose_is_not_touched(
    changes: dict[tuple[int, str], str], folder: Path, old: Path
) -> None:
    rows = [*sound_rows(), ["", "e-1", "", "", "", "", "", "", "", "", ""]][: 8 if (7, "fact_id") in changes else 7]
    for (row, column), text in changes.items():
        rows[row][FACT_TABLE.columns.index(column)] = text
    return_from_program(folder, written([rows[0], *rows[:0:-1]]).encode())
    assert list(diagnoses(examine(folder, old))) == []


EDITS = {
    "event_id": ["", "e-1", "e-2"],
    "day": ["", "2019-03-05", "2018-12-25", "2019-02-02", "1993-05-06"],
    "seen": ["", "2019", "2019-03", "2019-02-XX", "2019~", "[..2019-02-07]", "1905-07-12", "2019-02-01T19:11"],
    "count": ["", "1", "-27", "28", "120", "12000", "-4", "+6"],
    "ratio": ["", "0.05", "5", "12345", "-7.25", "1234", "2.5", "30000"],
    "flag": ["", "true", "false"],
    "code": ["", "070", "700", "008", "121"],
    "kind": ["", "court", "police"],
    "number": ["", "123457", "12345", "43", "=2+2", "2-3", "1.51", "19:11", "5 people", "2020", "2018-07-30", "never"],
    "text": ["", "one", "two, one", "said “so”", "said so", "Азат Мифтахов", "Azat Miftakhov", "cafe", "?", "what??"],
}  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changes=st.dictionaries(st.sampled_from(sorted(EDITS)), st.integers(1, 6), max_size=5).flatmap(
        lambda rows: st.fixed_dictionaries(
            {(row, column): st.sampled_from(EDITS[column]) for column, row in rows.items()}
        )
    )
)
def test_no_edit_of_a_person_is_undone(changes: dict[tuple[int, str], str], folder: Path, old: Path) -> None:
    changes.pop((4, "number"), None)  # There a formula stands, and any number can be its result.
    return_from_program(folder, cells(changes))
    assert [each for each in diagnoses(examine(folder, old)) if each.mend is not None] == []


def test_purpose_and_habit_in_one_row(folder: Path, old: Path) -> None:
    return_from_program(
        folder, cells({(3, "seen"): "10/8/2010", (3, "text"): "new", (1, "number"): "#REF!", (1, "text"): "x"})
    )
    found = examine(folder, old)
    assert {(each.code, each.line, each.mend) for each in diagnoses(found)} == {
        ("date-order", 4, "2010-08-10"),
        ("error-value", 2, None),
    }
    apply(found)
    assert (folder / PATH).read_bytes() == cells({(3, "text"): "new", (1, "number"): "#REF!", (1, "text"): "x"})


ASCII = TEXT.replace("— “quoted”", "quoted").replace("café", "coffee").replace("Азат Мифтахов\nи другие", "{}")


@named(
    ("encoding", "words", "elsewhere", "is_sure"),
    [
        ("cp1251", "Азат Мифтахов задержан", "Азат, Мифтахов", True),
        ("cp1252", "café, Zürich", "the café", True),
        ("cp1252", "“said” — so", "“other”", True),
        ("cp1252", "“the café”", "“a café”", True),
        ("cp1251", "Азат Мифтахов задержан", "Ivan", False),
        ("cp1252", "café, Zürich", "Zurich", False),
        ("cp1252", "Àçàò", "Àçàò Азат", False),
        ("cp1252", "café crèmes Züri Köln", "Азат кафе", False),
    ],
)
def test_an_old_encoding_is_mended_only_if_words_confirm_it(
    encoding: str, words: str, elsewhere: str, is_sure: bool, tmp_path: Path
) -> None:
    write_package(
        tmp_path, {"places": [dict.fromkeys(MODELS["places"].columns, "") | {"place_id": "l-1", "name": elsewhere}]}
    )
    write_descriptor(tmp_path, SCHEMAS | {"facts": FACTS})
    text = ASCII.replace("{}", words.replace(",", " "))
    return_from_program(tmp_path, text.encode(encoding))
    found = examine(tmp_path)
    assert codes(found) == {"encoding"}
    assert apply(found) == ([PATH] if is_sure else [])
    assert (tmp_path / PATH).read_bytes() == text.encode("utf-8" if is_sure else encoding)


def run(*arguments: str) -> Result:
    result = CliRunner(env={"NO_COLOR": "1"}).invoke(main, ["doctor", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_the_command_tells_and_writes_only_when_told_to(folder: Path, old: Path) -> None:
    spoilt = cells({(1, "day"): "25.12.2019", (3, "seen"): "10/8/2010"})
    return_from_program(folder, spoilt)
    told = run(str(folder))
    assert told.exit_code == 1
    assert "date-form in day: 1 (a date as the program shows it)\n    line 2: 25.12.2019 -> 2019-12-25\n" in told.output
    assert "date-order in seen: 1, not mended (2010-08-10 or 2010-10-08: " in told.output
    assert "\n    line 4: 10/8/2010\n" in told.output
    assert "\n-b-1,e-1,25.12.2019," in told.output
    assert "\n+b-1,e-1,2019-12-25," in told.output
    assert "next: casedata doctor --apply, then casedata fmt ., casedata build ., casedata validate .\n" in told.output
    assert "with --against" in told.output
    assert (folder / PATH).read_bytes() == spoilt
    applied = run(str(folder), "--apply")
    assert applied.exit_code == 1
    assert f"written: {PATH}\nnext: casedata fmt ., casedata build ., casedata validate .\n" in applied.output
    assert (folder / PATH).read_bytes() == cell(3, "seen", "10/8/2010")
    assert run(str(folder), "--apply", "--against", str(old)).exit_code == 0
    assert (folder / PATH).read_bytes() == SOUND
    clean = run(str(folder))
    assert (clean.exit_code, clean.output) == (0, "nothing found that a spreadsheet program does\n")


def test_the_command_for_programs(folder: Path, old: Path) -> None:
    return_from_program(folder, cells({(1, "count"): "27.0", (2, "text"): "#NAME?"}))
    found = run(str(folder), "--format", "json")
    assert found.exit_code == 1
    document = json.loads(found.output)
    assert (document["ok"], document["applied"]) == (False, False)
    [file] = document["files"]
    assert file["path"] == PATH
    assert file["diff"].startswith(f"--- {PATH}\n+++ {PATH}\n@@ -1,3 +1,3 @@\n")
    meanings = [each.pop("meaning") for each in file["diagnoses"]]
    assert all(meanings)
    assert file["diagnoses"] == [
        {"code": "number-form", "line": 2, "column": "count", "found": "27.0", "mend": "27"},
        {"code": "error-value", "line": 3, "column": "text", "found": "#NAME?", "mend": None},
    ]
    applied = json.loads(run(str(folder), "--apply", "--against", str(old), "--format", "json").output)
    assert (applied["ok"], applied["applied"]) == (True, True)
    assert json.loads(run(str(folder), "--format", "json").output) == {"ok": True, "applied": False, "files": []}


def test_much_of_the_same_is_told_in_few_lines(folder: Path) -> None:
    rows = [[f"b-{number}", "e-1", "01.02.2019", *[""] * 8] for number in range(1, 101)]
    return_from_program(folder, written([list(FACT_TABLE.columns), *rows], ";").encode())
    told = run(str(folder)).output
    assert "date-form in day: 100 (a date" in told
    assert told.count("01.02.2019 -> 2019-02-01") == 3
    assert "    and 97 more\n" in told
    assert len([line for line in told.splitlines() if re.match(r"[+-](b-|fact_id)", line)]) == 40
    assert f"  and {2 * 101 - 40} more changed lines\n" in told


@named("text", [text for text in HOSTILE if not text.isprintable()])
def test_nothing_of_the_data_steers_a_terminal(text: str, folder: Path) -> None:
    return_from_program(folder, cells({(1, "day"): "2019/12/25", (1, "text"): text, (2, "kind"): f"Court{text}"}))
    told = run(str(folder)).output
    assert told.replace("\n", "").isprintable()
    assert run(str(folder), "--format", "json").output.replace("\n", "").isprintable()


def test_what_keeps_the_command_from_running_is_said_in_one_line(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    return_from_program(folder, cell(1, "day", "2019/12/25"))
    empty = tmp_path_factory.mktemp("empty")
    packed = shutil.make_archive(str(empty / "package"), "zip", folder)
    assert run(packed).exit_code == 1
    (empty / "datapackage.json").write_text("{", encoding="utf-8")
    broken = make(tmp_path_factory.mktemp("broken"))
    return_from_program(broken, b"fact_id;day\n")
    for arguments in (
        [str(empty / "none")],
        [str(empty)],
        [packed, "--apply"],
        [str(folder), "--against", str(broken)],
    ):
        refused = run(*arguments)
        assert refused.exit_code == 2, refused.output
        assert re.fullmatch("casedata: [^\n]+\n", refused.stderr), refused.stderr
        assert refused.stdout == ""


def test_a_file_that_changed_meanwhile_is_left(folder: Path) -> None:
    return_from_program(folder, cell(1, "day", "2019/12/25"))
    found = examine(folder)
    return_from_program(folder, b"newer")
    with pytest.raises(StaleFileError, match="facts"):
        apply(found)
    assert (folder / PATH).read_bytes() == b"newer"


def test_a_zip_file_is_an_older_copy_too(folder: Path, old: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    packed = shutil.make_archive(str(tmp_path_factory.mktemp("zip") / "package"), "zip", old)
    return_from_program(folder, cell(3, "seen", "10/8/2010"))
    for against in (packed, old / "datapackage.json"):
        assert [each.mend for each in diagnoses(examine(folder, against))] == ["2010-08-10"]


def test_the_page_has_the_table_of_codes() -> None:
    page = (ROOT / "docs" / "doctor.md").read_text("utf-8")
    assert "\n" + "\n".join(table_of_codes()) + "\n" in page, "put the lines of table_of_codes() there"


SOFFICE = shutil.which("soffice")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed (Debian: libreoffice-calc)")
@named(("encoding", "number"), [("utf-8", 76), ("cp1252", 1)])
def test_a_table_that_libreoffice_opened_and_saved(encoding: str, number: int, folder: Path, old: Path) -> None:
    """Opened in English with dates recognised, as by a double click, and saved with semicolons."""
    opened = "--infilter=CSV:44,34,76,1,,1033,false,true,false"
    saved = f"csv:Text - txt - csv (StarCalc):59,34,{number},1,,0,false,true,false"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [str(SOFFICE), profile, "--headless", "--norestore", opened, "--convert-to", saved]
    subprocess.run(
        [*command, "--outdir", str(folder / "saved"), str(folder / PATH)], check=True, capture_output=True, timeout=180
    )
    content = (folder / "saved" / "facts.csv").read_bytes()
    assert b"fact_id;event_id" in content
    assert content.decode(encoding) is not None
    return_from_program(folder, content)
    found = examine(folder, old)
    apply(found)
    now = list(csv.reader(io.StringIO((folder / PATH).read_text("utf-8"), newline="")))
    told = {(each.line, each.column) for each in diagnoses(found) if each.mend is None}
    changed = {
        (line, column)
        for line, (before, after) in enumerate(zip(sound_rows(), now, strict=True), 1)
        for column, was, is_now in zip(FACT_TABLE.columns, before, after, strict=True)
        if was != is_now
    }
    assert changed <= told
    assert changed == set()
    assert {"delimiter", "leading-zeros", "truth-value", "number-rewritten", "formula-result", "date-form"} <= codes(
        found
    )


@named(
    ("field", "value", "mended"),
    [
        ("start_date", "01.02.2019", "2019-02-01"),
        ("born", "01.02.1993", "1993-02-01"),
        ("died", "01.02.2019", "01.02.2019"),
        ("start_date", "1/2/2019", "1/2/2019"),
        ("provision", "01.02.2019", "01.02.2019"),
        ("", "1,5", "1,5"),
    ],
)
def test_the_value_of_a_claim_has_the_form_of_what_it_is_a_value_of(
    field: str, value: str, mended: str, folder: Path
) -> None:
    table, path = MODELS["claims"], folder / "data" / "claims.csv"
    claim = full_rows()["claims"][0] | dict.fromkeys(table.exactly_one_of, "")
    subject = {"person_id": "p-1"} if field == "born" else {"event_id": "e-1"}
    path.write_bytes(canonical_csv(table, [claim | subject | {"field": field, "value": value}]))
    apply(examine(folder))
    assert path.read_bytes() == canonical_csv(table, [claim | subject | {"field": field, "value": mended}])


def test_columns_sorted_apart_while_days_were_rewritten(folder: Path, old: Path) -> None:
    rows = list(csv.reader(io.StringIO(sorted_apart("number").decode(), newline="")))
    return_from_program(folder, written(with_days("%d.%m.%Y", FACT_TABLE, rows)).encode())
    found = examine(folder, old)
    assert codes(found) == {"column-sorted", "date-form"}
    apply(found)
    assert (folder / PATH).read_bytes() == SOUND


def test_two_cells_exchanged_on_purpose_stay(folder: Path, old: Path) -> None:
    content = cells({(1, "day"): "2019-02-01", (2, "day"): "2019-12-25"})
    return_from_program(folder, content)
    assert examine(folder, old).ok
    return_from_program(
        folder, cells({(2, "kind"): "court", (4, "kind"): "police", (5, "flag"): "true", (6, "flag"): "false"})
    )
    assert examine(folder, old).ok


def test_a_file_with_one_row_that_cannot_be_read_is_left_whole(folder: Path) -> None:
    content = cell(2, "day", "2019/02/01").replace(b'"one, two"', b"one, two")
    return_from_program(folder, content)
    found = examine(folder)
    assert codes(found) == {"date-form", "row-width"}
    assert [file.after for file in found.files] == [None]
    assert apply(found) == []
    assert (folder / PATH).read_bytes() == content


def test_a_truth_value_in_a_column_of_numbers_is_no_number(folder: Path) -> None:
    return_from_program(folder, cells({(1, "count"): "TRUE", (2, "ratio"): "FALSE", (4, "code"): "TRUE"}))
    assert examine(folder).mendable == []


def test_references_to_a_table_that_cannot_be_read_are_not_judged(folder: Path) -> None:
    return_from_program(folder, cells({(row, "event_id"): f"e-39{row}" for row in (4, 5, 6)}))
    assert codes(examine(folder)) == {"filled-series"}
    (folder / "data" / "events.csv").write_bytes(b"event,title\n")
    assert codes(examine(folder)) == {"header"}


def test_a_file_that_would_not_be_sound_when_mended_is_left_and_said_so(folder: Path) -> None:
    content = cell(1, "day", "2019/12/25") + b"<<<<<<< HEAD,e-1,,,,,,,,,\n"
    return_from_program(folder, content)
    found = examine(folder)
    [file] = found.files
    assert file.after is None
    assert "merge conflict" in file.refused
    assert apply(found) == []
    assert (folder / PATH).read_bytes() == content
    told = run(str(folder), "--apply")
    assert told.exit_code == 1
    assert "nothing is written for this file: line 9 of the mended file: a merge conflict" in told.output
