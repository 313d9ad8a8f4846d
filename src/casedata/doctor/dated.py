"""Dates as spreadsheet programs write them, and which dates they can have been.

Whether a text is a date already is left to `casedata.dates`. An ambiguous date has several readings, and none is
preferred.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from casedata.doctor.forms import Fits
from casedata.doctor.readings import Reading

_ENGLISH = "january february march april may june july august september october november december"
_OTHERS = (
    "januar februar märz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
)
_SHORT = (
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "jan feb mrz apr mai jun jul aug sep okt nov dez",
    "janv févr mars avr mai juin juil août sept oct nov déc",
    "янв фев мар апр май июн июл авг сен окт ноя дек",
)
MONTHS = {name: number for names in (_ENGLISH, *_OTHERS, *_SHORT) for number, name in enumerate(names.split(), 1)}
"""Names of months in small letters, whole and cut short, in the languages that programs of our readers speak."""

_NAME = "(?P<name>[^\\W\\d_]{3,10})\\.?"
_YEAR = "(?P<y>[0-9]{4})"
_SHORT_YEAR = "(?P<short>[0-9]{2})"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
_CLOCK = re.compile(
    r"(?P<day>.+?)(?P<gap>,? |T)(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,]0+)?)?"
    r"(?: ?(?P<half>[AP])M)?",
    re.IGNORECASE,
)
_FORMS = tuple(
    (re.compile(pattern, re.IGNORECASE), parts)
    for pattern, parts in (
        (rf"{_YEAR}([-./])(?P<m>[0-9]{{1,2}})\2(?P<d>[0-9]{{1,2}})\.?", ("ymd",)),
        (rf"(?P<d>[0-9]{{1,2}})\. ?(?P<m>[0-9]{{1,2}})\. ?{_YEAR}", ("ymd",)),
        (rf"(?P<a>[0-9]{{1,2}})([-/])(?P<b>[0-9]{{1,2}})\2{_YEAR}", ("yba", "yab")),
        (rf"(?P<d>[0-9]{{1,2}})\. ?(?P<m>[0-9]{{1,2}})\. ?{_SHORT_YEAR}", ("ymd",)),
        (rf"(?P<a>[0-9]{{1,2}})([-/])(?P<b>[0-9]{{1,2}})\2{_SHORT_YEAR}", ("yba", "yab")),
        (rf"{_WEEKDAY}(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th|\.)?[ -]{_NAME},?[ -]{_YEAR}", ("ynd",)),
        (rf"{_WEEKDAY}(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th|\.)?[ -]{_NAME},?[ -]{_SHORT_YEAR}", ("ynd",)),
        (rf"{_WEEKDAY}{_NAME} (?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}", ("ynd",)),
        (rf"{_NAME}[ -]{_YEAR}", ("yn",)),
        (rf"{_NAME}[ -]{_SHORT_YEAR}", ("yn",)),
        (rf"(?P<m>[0-9]{{1,2}})[-./]{_YEAR}", ("ym",)),
        (rf"{_YEAR}[-./](?P<m>[0-9]{{1,2}})", ("ym",)),
    )
)
_SERIAL = re.compile(r"(?P<days>[0-9]{5})(?:[.,][0-9]+)?")
_DAY = 10
_FIRST_DAYS = {"1900": date(1899, 12, 30), "1904": date(1904, 1, 1)}
"""The day with the number 0: of Excel, LibreOffice and Google Sheets after February 1900, and of Excel for old Macs."""


def read_date(text: str, fits: Fits) -> Reading | None:
    """Read a text in a column of dates that is none; None if it is nothing that a program writes.

    >>> from casedata.doctor.forms import is_date
    >>> read_date("25/12/2019", is_date).mend, read_date("1 Feb 2019", is_date).mend
    ('2019-12-25', '2019-02-01')
    >>> read_date("10/8/2010", is_date).mend, read_date("10/8/2010", is_date).candidates
    (None, ('2010-08-10', '2010-10-08'))
    """
    serial = _SERIAL.fullmatch(text)
    if serial is not None:
        return _serial(int(serial["days"]), fits)
    clock = _CLOCK.fullmatch(text)
    if clock is None:
        return _days(text, fits, lambda day: [day])
    return _days(clock["day"], fits, lambda day: _timed(day, clock))


def _serial(days: int, fits: Fits) -> Reading:
    found = {system: (first + timedelta(days)).isoformat() for system, first in _FIRST_DAYS.items()}
    candidates = tuple(day for day in found.values() if fits(day))
    said = " or ".join(f"{day} (counted from {system})" for system, day in found.items())
    return Reading("serial-date", f"the number of a day: {said}", candidates)


def _timed(day: str, clock: re.Match[str]) -> list[str]:
    """Return a day with its time of day; at midnight a blank before it means that there was none."""
    hour = int(clock["hour"])
    if clock["half"] is not None:
        hour = hour % 12 + (12 if clock["half"].upper() == "P" else 0)
    if len(day) != 10 or clock["second"] not in {None, "00"}:
        return []
    timed = f"{day}T{hour:02}:{clock['minute']}"
    if (hour, clock["minute"]) != (0, "00"):
        return [timed]
    return [day] if clock["gap"] != "T" else [day, timed]


def _days(text: str, fits: Fits, timed: Callable[[str], list[str]]) -> Reading | None:
    for pattern, orders in _FORMS:
        found = pattern.fullmatch(text)
        if found is None:
            continue
        texts = [each for order in orders for day in _written(found, order) for each in timed(day)]
        candidates = tuple(dict.fromkeys(each for each in texts if fits(each)))
        if candidates:
            return _judged(candidates, is_short="short" in found.re.groupindex)
    return None


def _written(found: re.Match[str], order: str) -> Iterator[str]:
    """Yield the days or months that a text can be, for each century that it leaves open."""
    groups = found.groupdict()
    years = [groups["y"]] if "y" in groups else [f"20{groups['short']}", f"19{groups['short']}"]
    parts = []
    for part in order[1:]:
        number = MONTHS.get(groups["name"].casefold(), 0) if part == "n" else int(groups[part])
        parts.append(f"{number:02}")
    yield from ("-".join([year, *parts]) for year in years)


def _judged(candidates: tuple[str, ...], *, is_short: bool) -> Reading:
    said = " or ".join(candidates)
    if is_short:
        return Reading("two-digit-year", f"the year has two digits, so this is {said}", candidates)
    if len(candidates) > 1:
        return Reading("date-order", f"{said}: which, cannot be known from the cell", candidates)
    return Reading("date-form", "a date as the program shows it", candidates, is_sure=True)


def could_be(old: str, candidates: Iterable[str]) -> bool:
    """Whether an older date can have been turned into something that reads as one of these.

    A month can be shown as its first day, a day as its month, and a year taken for the number of a day.

    >>> could_be("2019-02", ["2019-02-01"]), could_be("2019", ["1905-07-11"]), could_be("2019-03", ["2019-02-01"])
    (True, True, False)
    """
    shown_as = {old, f"{old}-01", *([old[:-3]] if len(old) == _DAY else [])}
    return any(each in shown_as or is_year_as_day(old, each) for each in candidates)


def is_year_as_day(old: str, new: str) -> bool:
    """Whether a year was taken for the number of a day."""
    if re.fullmatch("[12][0-9]{3}", old) is None:
        return False
    return new in {(first + timedelta(int(old))).isoformat() for first in _FIRST_DAYS.values()}
