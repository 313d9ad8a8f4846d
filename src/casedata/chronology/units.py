"""Dates and lengths of time as whole numbers: days of the proleptic Gregorian calendar, or minutes of the local clock.

Day 1 is 1 January of the year 1; minute 0 is the first of day 0. All limits are closed and lie outside of what the text
allows, never inside: months and years are as long as they can be, a day on the clock is any of its minutes, and days
with a gap between them (`[2019,2021]`) are taken with the gap.
"""

import math
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from casedata import dates
from casedata.chronology.policy import Policy, Word
from casedata.errors import DateError
from casedata.quantities import read_duration

Unit = Literal["day", "minute"]

MINUTES = 24 * 60
"""The minutes of a day."""


@dataclass(frozen=True, slots=True)
class Extent:
    """A closed range in a unit, None for an open end, and the vague word whose reading widened or gave it.

    `is_exact` says that the range holds nothing but what the text allows.
    """

    low: int | None
    high: int | None
    word: Word | None = None
    is_exact: bool = True


def read_date(text: str, unit: Unit, policy: Policy) -> Extent | None:
    """Return the limits of a date (EDTF), None if it is none.

    A time with an offset is first set to the time zone of the package; without one, the clock is taken as written. A
    date marked as approximate is widened as the table of words says.
    """
    try:
        found = dates.parse(text)
    except DateError:
        return None
    first, last = found.earliest_minute, found.latest_minute
    if found.minute is not None:
        first = last = _local(found.minute, policy.zone)
    low, high = _number(first, unit), _number(last, unit)
    word = policy.words.get(f"~{found.precision}") if found.approximate else None
    reach = None if word is None else _length(word.most, "day", longest=True)
    is_exact = len(found.members) == 1 and not found.approximate and (found.minute is None or unit == "minute")
    if reach is None:
        return Extent(low, high, word, is_exact)
    reach *= 1 if unit == "day" else MINUTES
    return Extent(None if low is None else low - reach, None if high is None else high + reach, word, is_exact)


def has_minute(text: str) -> bool:
    """Return whether a date gives a time of day."""
    return len(text) > 10 and text[10] == "T"


def _local(moment: datetime, zone: ZoneInfo | None) -> datetime:
    if moment.tzinfo is None or zone is None:
        return moment.replace(tzinfo=None)
    return moment.astimezone(zone).replace(tzinfo=None)


def _number(moment: datetime | None, unit: Unit) -> int | None:
    if moment is None:
        return None
    day = moment.toordinal()
    return day if unit == "day" else day * MINUTES + moment.hour * 60 + moment.minute


def read_lag(text: str, unit: Unit, policy: Policy) -> Extent | None:
    """Return how long a length of time can be (ISO 8601, or two with `..` between, or a vague word), None if unread.

    A length in days, weeks, months or years is counted in calendar days: between 23:50 and 0:10 there is one. In
    minutes it is therefore up to a day longer or shorter, but never less than nothing.
    """
    word = policy.words.get(" ".join(text.lower().split()))
    if word is not None:
        return Extent(_length(word.least, unit, longest=False), _length(word.most, unit, longest=True), word)
    if read_duration(text) is None:
        return None
    shortest, dots, longest = text.partition("..")
    low, high = _length(shortest, unit, longest=False), _length(longest if dots else shortest, unit, longest=True)
    return Extent(low, high)


def _length(text: str, unit: Unit, *, longest: bool) -> int | None:
    """Return the most (or the fewest) units that one duration can last, None for no duration."""
    found = read_duration(text)
    if found is None:
        return None
    minutes = found[1] if longest else found[0]
    if unit == "day":
        return math.ceil(minutes / MINUTES) if longest else math.floor(minutes / MINUTES)
    if "T" in text:
        return int(minutes)
    days = int(minutes) // MINUTES
    return (days + 1) * MINUTES - 1 if longest else max(0, (days - 1) * MINUTES + 1)


def moment(number: int, unit: Unit) -> str:
    """Return a number as ISO 8601: `2019-02-01`, in minutes `2019-02-01T19:10`.

    >>> moment(737091, "day")
    '2019-02-01'
    """
    day = number if unit == "day" else number // MINUTES
    if not 1 <= day <= date.max.toordinal():
        return "before the year 1" if day < 1 else "after the year 9999"
    text = date.fromordinal(day).isoformat()
    minute = number % MINUTES
    return text if unit == "day" else f"{text}T{minute // 60:02}:{minute % 60:02}"
