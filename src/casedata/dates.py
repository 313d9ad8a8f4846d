"""Uncertain dates: reads a named subset of EDTF, gives the bounds of each date, compares dates with three answers.

The subset follows the Extended Date/Time Format specification (Library of Congress, 4 February 2019), a profile of
ISO 8601-1:2019 and ISO 8601-2:2019. Times of day are written to the minute, as ISO 8601-1 allows and as sources state
them; EDTF itself wants seconds. Days are those of the proleptic Gregorian calendar, years 0001 to 9999.

How the dates of several events fit together is not asked here; how a vague word was read stands on its claim; advice to
whoever wrote a date in another way is in `casedata.date_advice`.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import lru_cache
from typing import Literal, NoReturn

from casedata.date_advice import advice, impossible
from casedata.errors import DateError

_Y, _M, _D = "[0-9]{4}", "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"
_PLAIN = f"{_Y}(-{_M}(-{_D})?)?"
_SINGLE = f"([0-9]{{2}}XX|[0-9]{{3}}X|{_Y}(-(XX(-XX)?|2[1-4]|{_M}(-({_D}|XX))?))?)[?~%]?"
_TIME = rf"{_Y}-{_M}-{_D}T([01][0-9]|2[0-3]):[0-5][0-9](Z|[+-](0[1-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_RANGE = rf"{_Y}(\.\.({_Y})?|-{_M}(\.\.({_Y}-{_M})?|-{_D}\.\.({_Y}-{_M}-{_D})?))"
_ONE_OF = rf"\[(\.\.{_PLAIN}|{_RANGE}|{_PLAIN}(,{_PLAIN})+)\]"

PATTERN = f"^(XXXX|{_SINGLE}|{_TIME}|{_ONE_OF})$"
"""The syntax of a date as one regular expression for Table Schema, JSON Schema, Python and RE2 (DuckDB).

It accepts every text that `parse` accepts, and beyond those only days and years that the calendar does not have and
ranges that run backwards. Python's `re.search` lets `$` match before a final line break; use `re.fullmatch`."""

_SYNTAX = re.compile(PATTERN)

Span = tuple[date | None, date | None]
"""A closed range of days; None is an open end."""

Days = tuple[date, date]
"""A closed range of days without an open end."""

Precision = Literal["minute", "day", "month", "season", "year", "decade", "century", "set", "unknown"]


class Answer(Enum):
    """What can be said of two uncertain dates. It refuses `bool()`, so that UNKNOWN is never taken for yes or no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    def __bool__(self) -> NoReturn:
        raise TypeError(f"{self} has three values; compare it, as in `answer is Answer.YES`")


@dataclass(frozen=True, slots=True)
class Date:
    """One unknown day (or one minute of it) among the days that an EDTF text allows; made by `parse`.

    `earliest` and `latest` are the closed bounds; None is an open end. `members` are all the possible days as ordered
    ranges that neither touch nor overlap. `precision` is the smallest unit that is known: `2019-XX` is known to the
    year. `uncertain` (`?`, `%`) and `approximate` (`~`, `%`) do not widen the bounds. `minute` is the wall clock time
    as written, aware if an offset is written; the bounds are the day on that wall clock.
    """

    text: str
    members: tuple[Span, ...]
    precision: Precision
    uncertain: bool = False
    approximate: bool = False
    minute: datetime | None = None

    def __str__(self) -> str:
        return self.text

    @property
    def earliest(self) -> date | None:
        """The first possible day, None if the start is open."""
        return self.members[0][0]

    @property
    def latest(self) -> date | None:
        """The last possible day, None if the end is open."""
        return self.members[-1][1]

    @property
    def earliest_minute(self) -> datetime | None:
        """The first possible minute in local time, aware if an offset is written."""
        first = self.earliest
        return self.minute or (None if first is None else datetime.combine(first, time(0, 0)))

    @property
    def latest_minute(self) -> datetime | None:
        """The last possible minute in local time, aware if an offset is written."""
        last = self.latest
        return self.minute or (None if last is None else datetime.combine(last, time(23, 59)))


@lru_cache(maxsize=1 << 16)
def parse(text: str) -> Date:
    """Read one date of the EDTF subset (Library of Congress 2019; ISO 8601-2:2019).

    >>> str(parse("2019-02-XX").latest)
    '2019-02-28'
    >>> parse("[..2019-02-07]").earliest is None
    True
    >>> parse("2019~").approximate
    True

    Raises:
        DateError: the text is not in the subset, names a day that the calendar does not have, or runs backwards; the
            message says what to write instead.
    """
    if not isinstance(text, str):
        raise DateError(f"{text!r} is not a text; write the date in quotation marks, as in '2019-02'")
    if _SYNTAX.fullmatch(text) is None:
        raise DateError(f"{text[:60]!r} is not a date in EDTF: {advice(text, _is_date)}")
    return _read(text)


def bounds(text: str) -> tuple[str | None, str | None]:
    """Give the first and the last possible day of a date as ISO 8601 texts, None for an open end.

    >>> bounds("1985-04-XX")
    ('1985-04-01', '1985-04-30')
    >>> bounds("[1760-12..]")
    ('1760-12-01', None)

    Raises:
        DateError: as `parse`.
    """
    found = parse(text)
    first, last = found.earliest, found.latest
    return (None if first is None else first.isoformat(), None if last is None else last.isoformat())


def before(a: Date, b: Date) -> Answer:
    """Answer whether the day of `a` is earlier than the day of `b`.

    Each date is one unknown day among its `members`. YES if it is so for every choice of a day from each, NO if for
    none, UNKNOWN otherwise. Open ends have no limit. Two times on one day are the same day.

    >>> before(parse("2019-01"), parse("2019-02-01"))
    <Answer.YES: 'yes'>
    >>> before(parse("2019"), parse("2019-02-01"))
    <Answer.UNKNOWN: 'unknown'>
    """
    if a.latest is not None and b.earliest is not None and a.latest < b.earliest:
        return Answer.YES
    if a.earliest is not None and b.latest is not None and b.latest <= a.earliest:
        return Answer.NO
    return Answer.UNKNOWN


def after(a: Date, b: Date) -> Answer:
    """Answer whether the day of `a` is later than the day of `b`; see `before`."""
    return before(b, a)


def same(a: Date, b: Date) -> Answer:
    """Answer whether the day of `a` is the day of `b`; see `before`. Equal texts may still be different days.

    >>> same(parse("2019-02"), parse("2019-02"))
    <Answer.UNKNOWN: 'unknown'>
    """
    if not _share_a_day(a, b):
        return Answer.NO
    only_one = a.earliest is not None and a.earliest == a.latest == b.earliest == b.latest
    return Answer.YES if only_one else Answer.UNKNOWN


def within(a: Date, b: Date) -> Answer:
    """Answer whether the day of `a` is one of the possible days of `b`, taken as a stretch of time.

    YES if it is so for every possible day of `a`, NO if for none, UNKNOWN otherwise.

    >>> within(parse("2019-02"), parse("2019"))
    <Answer.YES: 'yes'>
    >>> within(parse("2019"), parse("2019-02"))
    <Answer.UNKNOWN: 'unknown'>
    """
    if not _share_a_day(a, b):
        return Answer.NO
    covered = all(any(_covers(outer, inner) for outer in b.members) for inner in a.members)
    return Answer.YES if covered else Answer.UNKNOWN


def _share_a_day(a: Date, b: Date) -> bool:
    return any(_meet(left, right) for left in a.members for right in b.members)


def _meet(a: Span, b: Span) -> bool:
    starts_in_time = a[0] is None or b[1] is None or a[0] <= b[1]
    return starts_in_time and (b[0] is None or a[1] is None or b[0] <= a[1])


def _covers(outer: Span, inner: Span) -> bool:
    starts_in_time = outer[0] is None or (inner[0] is not None and outer[0] <= inner[0])
    return starts_in_time and (outer[1] is None or (inner[1] is not None and inner[1] <= outer[1]))


def _read(text: str) -> Date:
    """Read a text that has the syntax; DateError if the calendar or the order is against it."""
    if text == "XXXX":
        return Date(text, ((None, None),), "unknown")
    if text[0] == "[":
        return Date(text, _one_of(text), "set")
    if text[10:11] == "T":
        _days(text[:10])  # an impossible day is refused as everywhere else
        moment = datetime.fromisoformat(text)
        return Date(text, ((moment.date(), moment.date()),), "minute", minute=moment)
    bare = text.rstrip("?~%")
    mark = text[len(bare) :]
    precision, members = _days(bare)
    return Date(text, members, precision, mark in {"?", "%"}, mark in {"~", "%"})


def _one_of(text: str) -> tuple[Span, ...]:
    """Give the possible days of `[a..b]`, `[..b]`, `[a..]` or `[a,b,...]`."""
    low, dots, high = text[1:-1].partition("..")
    if not dots:
        return _merged([_days(part)[1][0] for part in low.split(",")])
    earliest = _days(low)[1][0][0] if low else None
    latest = _days(high)[1][0][1] if high else None
    if earliest is not None and latest is not None and latest < earliest:
        raise DateError(f"{text!r} is not a date in EDTF: it runs backwards; write [{high}..{low}]")
    return ((earliest, latest),)


def _merged(ranges: list[Days]) -> tuple[Days, ...]:
    """Put ranges of days in order and join those that touch or overlap."""
    merged: list[Days] = []
    for first, last in sorted(ranges):
        if merged and first.toordinal() <= merged[-1][1].toordinal() + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return tuple(merged)


def _days(text: str) -> tuple[Precision, tuple[Days, ...]]:
    """Give what is known of a date without brackets, time and qualifier, and its possible days."""
    try:
        if "X" in text[:4]:
            first, last = text.replace("X", "0"), text.replace("X", "9")
            return "decade" if text[2] != "X" else "century", ((date(int(first) or 1, 1, 1), date(int(last), 12, 31)),)
        year, month, day = int(text[:4]), text[5:7], text[8:10]
        if month in {"", "XX"}:
            return "year", ((date(year, 1, 1), date(year, 12, 31)),)
        if month > "12":
            return "season", _season(year, month)
        if day in {"", "XX"}:
            return "month", ((date(year, int(month), 1), _month_end(year, int(month))),)
        only = date(year, int(month), int(day))
    except ValueError as error:
        raise DateError(f"{text!r} is not a date in EDTF: {impossible(text)}") from error
    return "day", ((only, only),)


def _season(year: int, code: str) -> tuple[Days, ...]:
    """Give the meteorological seasons of the northern hemisphere; EDTF names seasons but does not bound them.

    People call two winters the winter of a year: its first two months, and the one that begins in its December.
    """
    if code == "24":
        return (date(year, 1, 1), _month_end(year, 2)), (date(year, 12, 1), _month_end(year + 1, 2))
    first = {"21": 3, "22": 6, "23": 9}[code]
    return ((date(year, first, 1), _month_end(year, first + 2)),)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _is_date(text: str) -> bool:
    if _SYNTAX.fullmatch(text) is None:
        return False
    try:
        _read(text)
    except DateError:
        return False
    return True
