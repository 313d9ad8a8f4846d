"""Dates: the specification's examples, properties over the whole calendar, brute force, and two libraries as judges."""

import re
import warnings
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, product
from pathlib import Path

import duckdb
import frictionless
import jsonschema
import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from casedata.dates import PATTERN, Answer, Date, after, before, bounds, parse, same, within
from casedata.errors import DateError
from edtf_examples import EXAMPLES, Example

with warnings.catch_warnings():
    # edtf-validate uses names that pyparsing 3 has deprecated; nothing else of it warns.
    warnings.filterwarnings("ignore", message="'(oneOf|leaveWhitespace)' deprecated", category=DeprecationWarning)
    from edtf_validate.valid_edtf import is_valid as edtf_validate

DAY = timedelta(days=1)
UNHURRIED = settings(deadline=None)
PAGE = Path(__file__).parent.parent / "docs" / "dates.md"


def accepts(text: str) -> bool:
    try:
        parse(text)
    except DateError:
        return False
    return True


# --- What a text means, said a second time: a day, as ISO 8601 text, is compared with the text digit by digit --------

SEASON_MONTHS = {"21": ("03", "04", "05"), "22": ("06", "07", "08"), "23": ("09", "10", "11")}


def means(text: str, day: date) -> bool:
    """Whether `day` is one of the days that a valid `text` allows."""
    iso = day.isoformat()
    if text.startswith("["):
        low, dots, high = text.strip("[]").partition("..")
        if dots:
            return iso[: len(low)] >= low and iso[: len(high)] <= high
        return any(iso.startswith(member) for member in low.split(","))
    if "T" in text:
        return text.startswith(iso)
    bare = text.rstrip("?~%")
    if bare[5:] in SEASON_MONTHS:
        return iso[:4] == bare[:4] and iso[5:7] in SEASON_MONTHS[bare[5:]]
    if bare[5:] == "24":
        return iso[:7] in {f"{int(bare[:4]) + years:04}-{month}" for years, month in WINTER}
    return re.match(bare.replace("X", "[0-9]"), iso) is not None


WINTER = ((0, "01"), (0, "02"), (0, "12"), (1, "01"), (1, "02"))


# --- Valid texts, built rather than filtered --------


def days(first: int, last: int) -> st.SearchStrategy[date]:
    """Days of the years from `first` to `last`, the ends of years and of Februaries oftener than chance has it."""

    def edge(year: int, place: int) -> date:
        ends = [date(year, 1, 1), date(year, 2, monthrange(year, 2)[1]), date(year, 3, 1), date(year, 12, 31)]
        return ends[place]

    edges = st.builds(edge, st.integers(first, last), st.integers(0, 3))
    return edges | st.dates(date(first, 1, 1), date(last, 12, 31))


def plain(first: int, last: int) -> st.SearchStrategy[str]:
    return st.builds(lambda day, length: day.isoformat()[:length], days(first, last), st.sampled_from([4, 7, 10]))


def masked(first: int, last: int) -> st.SearchStrategy[str]:
    masks: list[Callable[[str], str]] = [
        lambda iso: iso[:3] + "X",
        lambda iso: iso[:2] + "XX",
        lambda iso: iso[:4] + "-XX",
        lambda iso: iso[:4] + "-XX-XX",
        lambda iso: iso[:7] + "-XX",
    ]
    return st.builds(lambda day, mask: mask(day.isoformat()), days(first, last), st.sampled_from(masks))


def seasons(first: int, last: int) -> st.SearchStrategy[str]:
    year_and_code = st.tuples(st.integers(first, min(last, 9998)), st.integers(21, 24))
    return year_and_code.map(lambda pair: f"{pair[0]:04}-{pair[1]}")


def ranges(first: int, last: int) -> st.SearchStrategy[str]:
    def text(ends: tuple[date, date], length: int, kind: str) -> str:
        low, high = (end.isoformat()[:length] for end in sorted(ends))
        return {"closed": f"[{low}..{high}]", "to": f"[..{high}]", "from": f"[{low}..]"}[kind]

    ends = st.tuples(days(first, last), days(first, last))
    return st.builds(text, ends, st.sampled_from([4, 7, 10]), st.sampled_from(["closed", "to", "from"]))


def lists(first: int, last: int, most: int = 5) -> st.SearchStrategy[str]:
    return st.lists(plain(first, last), min_size=2, max_size=most).map(lambda members: f"[{','.join(members)}]")


def times(first: int, last: int) -> st.SearchStrategy[str]:
    shifts = ["", "Z", "+03:00", "-09:30", "+14:00", "-01:00"]
    return st.builds(
        lambda day, clock, shift: f"{day.isoformat()}T{clock.isoformat()[:5]}{shift}",
        days(first, last),
        st.times(),
        st.sampled_from(shifts),
    )


def qualified(texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(lambda text, mark: text + mark, texts, st.sampled_from(["", "", "?", "~", "%"]))


def texts(first: int = 1, last: int = 9999) -> st.SearchStrategy[str]:
    """Every form of the subset, over the years from `first` to `last`."""
    return st.one_of(
        qualified(plain(first, last)),
        qualified(masked(first, last)),
        qualified(seasons(first, last)),
        ranges(first, last),
        lists(first, last),
        times(first, last),
        st.just("XXXX"),
    )


HARD: list[Callable[[str], object]] = [
    lambda text: "," in text and len(parse(text).members) > 2,
    lambda text: "," in text and len(parse(text).members) == 1,
    lambda text: text.rstrip("?~%").endswith("-24"),
    lambda text: text.startswith("[.."),
    lambda text: text.endswith("..]"),
    lambda text: re.match(r"....-02-XX", text),
    lambda text: "02-29" in text,
    lambda text: "-12-31" in text,
    lambda text: "X" in text[:4] and text.endswith("%"),
    lambda text: text.endswith("Z"),
]


def test_the_strategy_reaches_the_hard_texts() -> None:
    drawn: list[str] = []

    @settings(UNHURRIED, max_examples=1000, database=None, derandomize=True, phases=[Phase.generate])
    @given(texts())
    def draw(text: str) -> None:
        drawn.append(text)

    draw()
    assert [sum(bool(is_hard(text)) for text in drawn) >= 3 for is_hard in HARD] == [True] * len(HARD)


# --- The specification --------


def test_all_examples_of_the_specification_are_in_the_table() -> None:
    per_level = [sum(example.level == level for example in EXAMPLES) for level in (0, 1, 2)]
    assert per_level == [13, 24, 27]
    assert all((example.refusal is None) != (example.earliest == example.latest is None) for example in EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.text} ({example.feature})")
def test_example_of_the_specification(example: Example) -> None:
    if example.refusal is None:
        assert bounds(example.text) == (example.earliest, example.latest)
        assert parse(example.text).uncertain == example.text.endswith(("?", "%"))
        assert parse(example.text).approximate == example.text.endswith(("~", "%"))
    else:
        with pytest.raises(DateError, match=example.refusal):
            parse(example.text)


# --- Bounds --------


@UNHURRIED
@given(texts())
def test_bounds_are_sound_and_tight(text: str) -> None:
    found = parse(text)
    assert (found.earliest is None) == text.startswith(("[..", "XXXX"))
    assert (found.latest is None) == (text.endswith("..]") or text == "XXXX")
    for edge, outside in ((found.earliest, -DAY), (found.latest, DAY)):
        if edge is not None:
            assert means(text, edge)
            if date.min < edge < date.max:
                assert not means(text, edge + outside)


@UNHURRIED
@given(texts(), st.data())
def test_members_hold_exactly_the_days_meant(text: str, data: st.DataObject) -> None:
    found = parse(text)
    years = [int(year) for year in re.findall(r"(?<![+\d-])\d{4}", text)] or [2019]
    near = days(max(min(years) - 2, 1), min(max(years) + 2, 9999))
    day = data.draw(near | days(1, 9999), label="day")
    inside = [(low is None or low <= day) and (high is None or day <= high) for low, high in found.members]
    assert sum(inside) == means(text, day)


@UNHURRIED
@given(texts())
def test_members_are_ordered_and_apart(text: str) -> None:
    members = parse(text).members
    for (_, high), (low, _) in pairwise(members):
        assert high is not None
        assert low is not None
        assert low - high > DAY


@pytest.mark.parametrize("year", [1, 4, 100, 400, 1600, 1700, 1900, 1999, 2000, 2019, 2020, 2100, 2400, 9999])
def test_lengths_of_months(year: int) -> None:
    """The Gregorian calendar of ISO 8601-1: each fourth year is a leap year, of the centennial years each fourth."""
    leap = year % 400 == 0 or (year % 4 == 0 and year % 100 != 0)
    lengths = [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    for month, length in enumerate(lengths, 1):
        assert bounds(f"{year:04}-{month:02}") == (f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{length:02}")
        assert accepts(f"{year:04}-{month:02}-{length:02}")
        for impossible in range(length + 1, 32):
            with pytest.raises(
                DateError, match=rf"{year:04}-{month:02} has {length} days; there is no day {impossible}"
            ):
                parse(f"{year:04}-{month:02}-{impossible:02}")


BOUNDS = [
    ("2019~", "2019-01-01", "2019-12-31", "year"),
    ("2019-02?", "2019-02-01", "2019-02-28", "month"),
    ("2020-02-XX", "2020-02-01", "2020-02-29", "month"),
    ("1900-02-XX", "1900-02-01", "1900-02-28", "month"),
    ("2000-02-XX", "2000-02-01", "2000-02-29", "month"),
    ("2019-XX-XX%", "2019-01-01", "2019-12-31", "year"),
    ("201X", "2010-01-01", "2019-12-31", "decade"),
    ("20XX~", "2000-01-01", "2099-12-31", "century"),
    ("000X", "0001-01-01", "0009-12-31", "decade"),
    ("00XX", "0001-01-01", "0099-12-31", "century"),
    ("99XX", "9900-01-01", "9999-12-31", "century"),
    ("XXXX", None, None, "unknown"),
    ("2019-21", "2019-03-01", "2019-05-31", "season"),
    ("2019-22", "2019-06-01", "2019-08-31", "season"),
    ("2019-23?", "2019-09-01", "2019-11-30", "season"),
    ("2019-24", "2019-01-01", "2020-02-29", "season"),
    ("2020-24", "2020-01-01", "2021-02-28", "season"),
    ("[2019-02-07..2019-02-09]", "2019-02-07", "2019-02-09", "set"),
    ("[2019..2019]", "2019-01-01", "2019-12-31", "set"),
    ("[2021,2019-05]", "2019-05-01", "2021-12-31", "set"),
    ("2019-02-01T19:10", "2019-02-01", "2019-02-01", "minute"),
    ("2019-02-01T22:30Z", "2019-02-01", "2019-02-01", "minute"),
]


@pytest.mark.parametrize(("text", "earliest", "latest", "precision"), BOUNDS)
def test_bounds_and_precision(text: str, earliest: str | None, latest: str | None, precision: str) -> None:
    assert bounds(text) == (earliest, latest)
    assert parse(text).precision == precision
    assert str(parse(text)) == text


def test_minutes() -> None:
    local, moscow = parse("2019-02-01T19:10"), parse("2019-02-01T19:10+03:00")
    assert local.earliest_minute == local.latest_minute == datetime(2019, 2, 1, 19, 10)
    assert moscow.earliest_minute == moscow.latest_minute == datetime(2019, 2, 1, 16, 10, tzinfo=UTC)
    assert parse("2019-02").earliest_minute == datetime(2019, 2, 1, 0, 0)
    assert parse("2019-02").latest_minute == datetime(2019, 2, 28, 23, 59)
    assert parse("[2019..]").earliest_minute == datetime(2019, 1, 1, 0, 0)
    assert parse("[2019..]").latest_minute is None
    assert parse("XXXX").earliest_minute is None


def test_a_date_is_a_value() -> None:
    assert parse("2019") == parse.__wrapped__("2019")
    assert len({parse("2019"), parse.__wrapped__("2019"), parse("2019~")}) == 2
    with pytest.raises(AttributeError, match="text"):
        parse("2019").text = "2020"  # type: ignore[misc]


# --- Three-valued comparison --------

# Every day of the year drawn and of the winters around it, and days beyond the ends of its decade and century.
FAR = [(year, month) for year in (1990, 2005, 2025, 2040, 2150) for month in (1, 2)]
NEAR = [date(2019, 12, 1) + DAY * number for number in range(480)]
WINDOW = sorted([date(year, month, 1) for year, month in FAR] + NEAR)
Days = frozenset[int]
QUESTIONS: dict[Callable[[Date, Date], Answer], Callable[[Days, Days], Iterator[bool]]] = {
    before: lambda a, b: (x < y for x, y in product(a, b)),
    after: lambda a, b: (x > y for x, y in product(a, b)),
    same: lambda a, b: (x == y for x, y in product(a, b)),
    within: lambda a, b: (x in b for x in a),
}


def possible_days(text: str) -> Days:
    return frozenset(number for number, day in enumerate(WINDOW) if means(text, day))


def brute_force(answers: Iterator[bool]) -> Answer:
    """The definition itself: the answers for every choice of a day from each date."""
    first = next(answers)
    if any(answer != first for answer in answers):
        return Answer.UNKNOWN
    return Answer.YES if first else Answer.NO


@settings(UNHURRIED, max_examples=300)
@given(texts(2020, 2020), texts(2020, 2020))
def test_comparison_is_brute_force_over_days(left: str, right: str) -> None:
    a, b = possible_days(left), possible_days(right)
    for question, answers in QUESTIONS.items():
        assert question(parse(left), parse(right)) is brute_force(answers(a, b)), question.__name__


COMPARISONS = [
    (before, "[..2018]", "[2019..]", Answer.YES),
    (before, "[2019..]", "[..2019-01-01]", Answer.NO),
    (before, "[2019..]", "[..2019-01-02]", Answer.UNKNOWN),
    (before, "XXXX", "2019", Answer.UNKNOWN),
    (before, "9999-12-31", "[2019..]", Answer.UNKNOWN),
    (after, "0001-01-01", "[..2019]", Answer.UNKNOWN),
    (before, "2019-02-01T10:00", "2019-02-01T11:00", Answer.NO),
    (same, "2019-02-01T10:00", "2019-02-01T11:00", Answer.YES),
    (same, "[2019,2021]", "2020", Answer.NO),
    (same, "2019-24", "2019-07", Answer.NO),
    (same, "2019-02-01~", "2019-02-01", Answer.YES),
    (within, "[2019,2021]", "[2018..2022]", Answer.YES),
    (within, "2019", "[2019-07,2019-08,2019-09]", Answer.UNKNOWN),
    (within, "2019-08", "[2019-07,2019-08,2019-09]", Answer.YES),
    (within, "2019-07-31", "[2019-06,2019-08]", Answer.NO),
    (within, "[2019-07-31..2019-08-01]", "[2019-07,2019-08]", Answer.YES),
    (within, "[2019..]", "[..2019]", Answer.UNKNOWN),
    (within, "XXXX", "XXXX", Answer.YES),
]


@pytest.mark.parametrize(("question", "left", "right", "answer"), COMPARISONS)
def test_comparison(question: Callable[[Date, Date], Answer], left: str, right: str, answer: Answer) -> None:
    assert question(parse(left), parse(right)) is answer


@pytest.mark.parametrize("answer", Answer)
def test_an_answer_refuses_bool(answer: Answer) -> None:
    with pytest.raises(TypeError, match=r"three values; compare it, as in `answer is Answer.YES`"):
        bool(answer)


# --- The pattern --------

# fmt: off
NEAR_MISSES = [
    "", "X", "19", "201", "02019", "2019-", "2019-2", "2019-00", "2019-13", "2019-20", "2019-25", "2019-02-00",
    "2019-02-32", "2019-21-01", "201x", "2XXX", "2X19", "201X-02", "2019-1X", "2019-XX-04", "2019-02-1X", "XXXX-02",
    "XXXX-02-04", "XXXX?", "2019??", "2019?~", "?2019", "2019?-02", "2019-02-07T10:00?", "[2019..2020]?",
    "2019-02-07T24:00", "2019-02-07T10:60", "2019-02-07T10", "2019-02T10:00", "2019-02-07T10:00:00",
    "2019-02-07T10:00+00:00", "2019-02-07T10:00-00:00", "2019-02-07T10:00+14:30", "2019-02-07T10:00+03",
    "[]", "[..]", "[2019]", "[2019..2020-01]", "[2019-01..2020]", "[2019,2020..]", "[..2019,2020]", "[2019,]",
    "[2019..2020,2021]", "[2019, 2020]", "[201X,2020]", "[2019?,2020]", "[2019-21,2020]", "[2019..2020..2021]",
    "[2019", "2019]", "{2019,2020}", "2019/2020", "2019/", "../2019", "-2019", "Y12019", "2019S2", " 2019", "2019 ",
    "２０１９", "2019\r",
]
# fmt: on


def test_the_pattern_is_one_text_for_four_engines() -> None:
    """Python, RE2 (DuckDB), JSON Schema and Table Schema (frictionless) give one verdict on each text."""
    valid = [text for text, *_ in BOUNDS] + [example.text for example in EXAMPLES if example.refusal is None]
    verdicts = dict.fromkeys(valid, True) | dict.fromkeys(NEAR_MISSES, False)
    all_texts = list(verdicts)
    query = "select regexp_full_match(t, $1), regexp_matches(t, $1) from (select unnest($2::varchar[]) as t)"
    assert duckdb.execute(query, [PATTERN, all_texts]).fetchall() == [(ok, ok) for ok in verdicts.values()]
    json_schema = jsonschema.Draft202012Validator({"pattern": PATTERN})
    field = frictionless.Field.from_descriptor({"name": "d", "type": "string", "constraints": {"pattern": PATTERN}})
    table_schema = field.create_cell_reader()
    for text, ok in verdicts.items():
        assert (re.fullmatch(PATTERN, text) is not None) == ok, text
        assert json_schema.is_valid(text) == ok, text
        assert accepts(text) == ok, text
        if text:  # frictionless reads an empty cell as a missing value
            assert (table_schema(text)[1] is None) == ok, text


@UNHURRIED
@given(texts())
def test_the_pattern_accepts_what_the_parser_accepts(text: str) -> None:
    assert accepts(text)
    assert re.fullmatch(PATTERN, text)


@settings(UNHURRIED, max_examples=400)
@given(st.from_regex(PATTERN[1:-1], fullmatch=True))
def test_the_pattern_lets_through_only_what_the_calendar_or_the_order_forbids(text: str) -> None:
    assert accepts(text) != (lacks_a_day(text) or runs_backwards(text))


def lacks_a_day(text: str) -> bool:
    """Whether `text` names a year or day outside the calendar from 0001-01-01 to 9999-12-31."""
    names = re.findall(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?", re.sub("T.*", "", text))
    for name in names:
        try:
            date.fromisoformat(name + "-01-01"[len(name) - 4 :] if name[5:7] < "13" else name[:4] + "-01-01")
        except ValueError:
            return True
    return text.startswith("9999-24")


def runs_backwards(text: str) -> bool:
    low, dots, high = text.strip("[]").partition("..")
    return bool(dots and low and high) and high < low


# --- Refusals --------

REFUSALS = [
    ("", "nothing is known"),
    ("unknown", "write XXXX"),
    ("February 2019", "not a date in EDTF: write 2019-02$"),
    ("7 February 2019", "write 2019-02-07$"),
    ("7th of Feb. 2019", "write 2019-02-07$"),
    ("February 7, 2019", "write 2019-02-07$"),
    ("Winter 2019", "write 2019-24$"),
    ("2021-02-30", "2021-02 has 28 days; there is no day 30$"),
    ("2024-02-30?", "2024-02 has 29 days"),
    ("2019-04-31T10:00", "2019-04 has 30 days"),
    ("[2019-06-31..]", "'2019-06-31' is not a date in EDTF: 2019-06 has 30 days"),
    ("[2019,2019-06-31]", "2019-06 has 30 days"),
    ("2019-02-32", "2019-02 has 28 days; there is no day 32"),
    ("2019-13", "there is no month 13; months are 01 to 12, seasons 21 to 24"),
    ("2019-24-05", "there is no month 24"),
    ("0000-02", "the years are 0001 to 9999"),
    ("[..0000]", "the years are 0001 to 9999"),
    ("9999-24", "end in the year 10000"),
    ("2019-02/2019-03", "use the start and end columns"),
    (" 2019-02", "write 2019-02$"),
    ("2019-02-07\n", "write 2019-02-07$"),
    ("19-02", "write the year first, with four digits"),
    ("07.02.19", "write the year first, with four digits"),
    ("7.2.2019", "write 2019-02-07$"),
    ("31.02.2019", "write the year first, with four digits"),
    ("02/07/2019", "write 2019-07-02 or 2019-02-07$"),
    ("12/31/2019", "write 2019-12-31$"),
    ("2019/2/7", "write 2019-02-07$"),
    ("20190207", "write 2019-02-07$"),
    ("2019.2", "write 2019-02$"),
    ("2.2019", "write 2019-02$"),
    ("2019‑02‑07", "write 2019-02-07$"),
    ("43503", "in a spreadsheet, format the column as text"),
    ("2019-02-07 00:00:00", "write 2019-02-07 or 2019-02-07T00:00$"),
    ("2019-02-07T10:00:00+00:00", "write 2019-02-07T10:00Z$"),
    ("2019-02-07T24:00", "write a time as hh:mm"),
    ("2019-02-07T10:00?", "write 2019-02-07T10:00$"),
    ("201u", "write 201X$"),
    ("1990s", "write 199X$"),
    ("1900s", "write 190X or 19XX$"),
    ("ca. 2019", "write 2019~$"),
    ("2019?~", "write 2019%$"),
    ("?2019-06", r"write 2019-06\?$"),
    ("XXXX?", "write XXXX$"),
    ("XXXX-09-04", "X replaces the last parts"),
    ("2019-XX-04", "X replaces the last parts"),
    ("[2019]", "write 2019$"),
    ("[2019, 2020]", r"write \[2019,2020\]$"),
    ("[2021..2019]", r"runs backwards; write \[2019\.\.2021\]$"),
    ("[2019-02-07..2019-03]", "both ends to the year, the month or the day"),
    ("[201X,2020]", "write plain dates inside"),
    ("{2019,2020}", "several dates are several rows"),
    ("2019–2020", r"write \[2019\.\.2020\]$"),
    ("between 2019 and 2020", r"write \[2019\.\.2020\]$"),
    ("2019 or 2020-03", r"write \[2019,2020-03\]$"),
    ("until 2019", r"write \[\.\.2019\]$"),
    ("since 2019", r"write \[2019\.\.\]$"),
    ("before 2019", r"write \[\.\.last\]"),
    ("-0044", "the years are 0001 to 9999"),
    ("some day", "write YYYY, YYYY-MM or YYYY-MM-DD"),
    ("2019" * 30, "write YYYY, YYYY-MM or YYYY-MM-DD"),
]


@pytest.mark.parametrize(("text", "message"), REFUSALS)
def test_refusal(text: str, message: str) -> None:
    with pytest.raises(DateError, match=message) as refusal:
        parse(text)
    assert "\n" not in str(refusal.value)


# fmt: off
WORDS = [
    "2019", "1985-04", "-02", "-30", "..", "[", "]", "{", "}", ",", "X", "x", "?", "~", "%", "T10:00", "Z", "/", " ",
    "february", "7", "th", "of", "c. ", "between ", " and ", " to ", "until ", " or ", "–", "00:00", "0", "s", "m13",
]
# fmt: on


@settings(UNHURRIED, max_examples=500)
@given(st.text() | st.lists(st.sampled_from(WORDS), max_size=8).map("".join))
def test_no_text_raises_anything_but_date_error(text: str) -> None:
    try:
        assert re.fullmatch(PATTERN, parse(text).text)
    except DateError as error:
        advised = re.search(r"EDTF: write (\S+)(?: or (\S+))?$", str(error))
        if advised and not re.search("YYYY|XXXX where|hh:mm", str(error)):
            assert all(accepts(text) for text in advised.groups() if text)


# --- Two libraries as judges --------


def edtf_bounds(text: str) -> tuple[str | None, str | None] | None:
    """Give the strict bounds of the library `edtf`, or None if it refuses the text."""
    try:
        found = parse_edtf(text)
    except EDTFParseException:
        return None
    ends = (found.lower_strict(), found.upper_strict())
    first, last = (None if isinstance(end, float) else "{:04}-{:02}-{:02}".format(*end[:3]) for end in ends)
    return first, last


def common(first: int, last: int) -> st.SearchStrategy[str]:
    """The texts on which the specification, both libraries and casedata should agree."""
    return st.one_of(
        qualified(plain(first, last)),
        masked(first, last),
        seasons(first, last).filter(lambda text: not text.endswith("24")),
        ranges(first, last),
        lists(first, last, most=3),
    )


@settings(UNHURRIED, max_examples=60)
@given(common(100, 9999))
def test_the_judges_agree_on_the_common_subset(text: str) -> None:
    assert edtf_bounds(text) == bounds(text)
    assert edtf_validate(text)


@settings(UNHURRIED, max_examples=60)
@given(
    st.sampled_from(["01", "02", "04", "12", "13", "00"]), st.integers(0, 32), st.sampled_from([1900, 2000, 2023, 2024])
)
def test_the_judges_agree_on_days_but_for_29_february(month: str, day: int, year: int) -> None:
    text = f"{year}-{month}-{day:02}"
    ours = accepts(text)
    if text in {"1900-02-29", "2023-02-29"}:
        ours = not ours
    assert (edtf_bounds(text) is not None) == ours
    assert edtf_validate(text) == ours


# Where a judge errs, with the words that decide. LoC: the specification; ISO: ISO 8601-1:2019, whose
# calendar is the Gregorian one: February has 28 days in common years and 29 in leap years.
ACCEPTED = True
REFUSED = False
ERRORS_OF_JUDGES = [
    # text, casedata, edtf, edtf-validate, why
    ("2023-02-29", REFUSED, ("2023-02-29", "2023-02-29"), True, "ISO: no such calendar date"),
    ("1900-02-29", REFUSED, ("1900-02-29", "1900-02-29"), True, "ISO: 1900 is a common year"),
    ("2021-02-29~", REFUSED, ("2021-02-29", "2021-02-29"), True, "ISO: no such calendar date"),
    ("[..2021-02-29]", REFUSED, (None, "2021-02-29"), True, "ISO: no such calendar date"),
    ("[1990..1984]", REFUSED, ("1990-01-01", "1984-12-31"), True, "LoC: all the values between the two values"),
    (" 1985", REFUSED, ("1985-01-01", "1985-12-31"), False, "LoC: no spaces are allowed"),
    ("1985\n", REFUSED, ("1985-01-01", "1985-12-31"), True, "LoC: no spaces are allowed"),
    ("[1667, 1668]", REFUSED, ("1667-01-01", "1668-12-31"), False, "LoC: no spaces are allowed, anywhere"),
    ("201X?", ACCEPTED, ("2010-01-01", "2019-12-31"), False, "LoC: may occur at the end of the date string"),
    ("1985-04-XX~", ACCEPTED, ("1985-04-01", "1985-04-30"), False, "LoC: may occur at the end of the date string"),
    ("2001-21~", ACCEPTED, None, True, "LoC: may occur at the end of the date string"),
    ("2001-24", ACCEPTED, ("2001-12-01", "2001-12-31"), True, "winter is not December alone"),
    ("000X", ACCEPTED, ("0000-01-01", "0009-12-31"), True, "our years begin with 0001"),
    (
        "XXXX",
        ACCEPTED,
        ("0000-01-01", "9999-12-31"),
        True,
        "nothing is known, so there is no bound",
    ),
    ("0000", REFUSED, ("0000-01-01", "0000-12-31"), True, "our years begin with 0001"),
    ("1985-04-12T23:20", ACCEPTED, None, False, "ISO allows reduced precision, EDTF level 0 wants seconds"),
]


@pytest.mark.parametrize(("text", "ours", "edtf", "validate", "why"), ERRORS_OF_JUDGES)
def test_where_a_judge_differs(
    text: str, ours: bool, edtf: tuple[str | None, str | None] | None, validate: bool, why: str
) -> None:
    """The list is exact: a judge that changes its mind is noticed."""
    assert accepts(text) == ours, why
    assert edtf_bounds(text) == edtf
    assert edtf_validate(text) == validate


# --- The page --------


def table(heading: str) -> list[list[str]]:
    """Give the rows of the first table under a heading of docs/dates.md, without backquotes."""
    section = PAGE.read_text("utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("|")][2:]
    return [[cell.strip().strip("`") for cell in row.strip("|").split("|")] for row in rows]


def test_the_page_gives_the_bounds() -> None:
    rows = table("What one may write")
    assert {parse(row[0]).precision for row in rows} == set(Date.__annotations__["precision"].__args__)
    for text, _, earliest, latest, precision in rows:
        assert (earliest or None, latest or None) == bounds(text), text
        assert precision == parse(text).precision, text


def test_the_page_gives_the_answers() -> None:
    for left, right, *answers in table("Comparing two dates"):
        found = [question(parse(left), parse(right)).value for question in (before, after, same, within)]
        assert answers == found, (left, right)


def test_the_page_gives_the_refusals() -> None:
    rows = table("What is refused")
    assert len(rows) > 10
    for text, _, advice in rows:
        with pytest.raises(DateError, match=re.escape(advice) + "$"):
            parse(text)


def test_the_page_gives_the_pattern() -> None:
    assert f"\n{PATTERN}\n" in PAGE.read_text("utf-8")
