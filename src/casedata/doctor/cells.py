"""What a program did to one cell: seen from the cell and its column alone, or with the cell of an older copy.

Without an older copy a cell is touched only if it does not have the form of its column. With one, only if a known habit
leads from the old text to the new: what was changed on purpose stays.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from casedata.doctor import dated, numbers, words
from casedata.doctor.forms import Fits, is_date
from casedata.doctor.readings import Reading
from casedata.doctor.text import is_without_letters, unmixed
from casedata.schema import Field

_TIME = re.compile(
    r"0?(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?(?: ?(?P<half>[AP])M)?", re.IGNORECASE
)
_PARTS = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})\.?")
_NAMED = re.compile(
    r"(?:(?P<name>[^\W\d_]{3,10})[- ]?(?P<d>[0-9]{1,2})|(?P<first>[0-9]{1,2})[-. ]{1,2}(?P<last>[^\W\d_]{3,10}))\.?"
)
_FORMULA = re.compile("=.+|[+-][0-9.]+[-+*/][0-9.+*/-]+", re.DOTALL)
_DAY = 10


def read_cell(column: Field, text: str, fits: Fits) -> Reading | None:
    """Return what a program did to a cell, as far as the cell and its column show it."""
    if not text:
        return None
    if words.is_error(text) and not (column.enum and fits(text)):
        return Reading("error-value", "what the program shows where it cannot show a value; the value is lost")
    if fits(text):
        return words.read_free_text(text) if _is_free(column) else None
    plain = words.without_blanks(text)
    if plain != text and fits(plain):
        return Reading("blanks-around", "blanks before or after a value", (plain,), is_sure=True)
    return _read_formed(column, plain, fits)


def _is_free(column: Field) -> bool:
    return column.type == "string" and column.pattern is None and not column.enum


def _holds_dates(column: Field) -> bool:
    return column.is_date or column.type == "date"


def _read_formed(column: Field, text: str, fits: Fits) -> Reading | None:
    if _holds_dates(column):
        found = dated.read_date(text, fits)
    elif column.type in {"integer", "number"}:
        found = numbers.read_number(column, text, fits) or _date_for_number(text)
    else:
        found = None
    return found or words.read_word(column, text, fits)


def _date_for_number(text: str) -> Reading | None:
    if not (_days(text) or _named(text)):
        return None
    return Reading(
        "text-as-date", "a date where a number belongs: a number such as 3.5 was taken for a day and a month"
    )


Habit = Callable[[str, str], bool]
"""Says whether a program makes the second text of the first."""


def _is_formula_result(old: str, new: str) -> bool:
    return _FORMULA.fullmatch(old) is not None and (numbers.is_number(new) or words.truth(new) is not None)


def _is_same_truth(old: str, new: str) -> bool:
    return words.truth(old) is not None and words.truth(old) is words.truth(new)


def _is_same_time(old: str, new: str) -> bool:
    first, second = _TIME.fullmatch(old), _TIME.fullmatch(new)
    return first is not None and second is not None and _clock(first) == _clock(second)


def _clock(found: re.Match[str]) -> tuple[int, int, int]:
    hour = int(found["hour"])
    if found["half"] is not None:
        hour = hour % 12 + (12 if found["half"].upper() == "P" else 0)
    return hour, int(found["minute"]), int(found["second"] or 0)


def _is_text_as_date(old: str, new: str) -> bool:
    """Whether a text such as 1-2, 3.4 or MAR1 was taken for a day of some year, or for a month."""
    if is_date(old) and is_date(new):
        return False
    days = _days(new)
    shown = {pair for day in days if len(day) == _DAY for pair in _pairs(date.fromisoformat(day))}
    return bool(_day_and_month(old) & (shown | _named(new))) or any(dated.could_be(each, days) for each in _days(old))


def _pairs(day: date) -> Iterator[tuple[int, int]]:
    """Yield month and day; for the first of a month, also month and short year: February 2 can become February 2002."""
    yield day.month, day.day
    if day.day == 1:
        yield day.month, day.year % 100


def _days(text: str) -> tuple[str, ...]:
    """Return the dates that a text can be."""
    reading = dated.read_date(text, is_date)
    return (text,) if is_date(text) else () if reading is None else reading.candidates


def _day_and_month(text: str) -> set[tuple[int, int]]:
    """Return the months and days, in this order, that a short text can be taken for."""
    found = _PARTS.fullmatch(text)
    if found is None:
        return _named(text)
    first, second = int(found[1]), int(found[2])
    return {(first, second), (second, first)}


def _named(text: str) -> set[tuple[int, int]]:
    found = _NAMED.fullmatch(text)
    if found is None:
        return set()
    month = dated.MONTHS.get((found["name"] or found["last"]).casefold())
    return set() if month is None else {(month, int(found["d"] or found["first"]))}


def _are_line_breaks(old: str, new: str) -> bool:
    return re.sub("\r\n|\r|\n", " ", old) == re.sub("\r\n|\r|\n", " ", new)


def _is_cut(old: str, new: str) -> bool:
    return len(new) == words.LONGEST < len(old) and old.startswith(new)


def _is_without_zeros(old: str, new: str) -> bool:
    return old.isdecimal() and new.isdecimal() and old.startswith("0") and (old.lstrip("0") or "0") == new


_HABITS: tuple[tuple[str, str, Habit], ...] = (
    ("serial-date", "a year was taken for the number of a day", dated.is_year_as_day),
    ("text-mark", "an apostrophe that marks a cell as text became part of it", lambda old, new: new == f"'{old}"),
    ("leading-zeros", "the noughts at its beginning are gone", _is_without_zeros),
    ("digits-lost", "a long number was shortened, and its digits are lost", numbers.is_shortened),
    ("number-rewritten", "the same number, written in another way", numbers.is_rewritten),
    (
        "number-ambiguous",
        "a mark for decimals was taken for one for thousands, or the other way",
        numbers.is_mark_mistaken,
    ),
    ("truth-value", "a truth value as the program shows it", _is_same_truth),
    ("formula-result", "the result of a text that was taken for a formula", _is_formula_result),
    ("time-form", "a time of day as the program shows it", _is_same_time),
    ("text-as-date", "a text that was taken for a date", _is_text_as_date),
    ("text-cut", "a text that was cut off", _is_cut),
    ("line-breaks", "line breaks inside the cell were changed", _are_line_breaks),
    ("mojibake", "UTF-8 that was read as something else", lambda old, new: unmixed(new) == old),
    ("lost-characters", "letters that an encoding does not have became question marks", is_without_letters),
)


def compare_cell(column: Field, old: str, new: str, fits: Fits) -> Reading | None:
    """Return what a program did to a cell of which the older text is known; None if it was changed on purpose."""
    found = read_cell(column, new, fits)
    if old == new:
        return None if fits(new) else found
    if found is not None and found.code == "error-value":
        return found
    if old and found is not None and dated.could_be(old, found.candidates):
        told = found.meaning if found.is_sure else f"{found.meaning}; the older copy has {old}"
        return replace(found, meaning=told, candidates=(old,), is_sure=True)
    for code, meaning, explains in _HABITS:
        if old and explains(old, new) and not (code == "text-as-date" and _holds_dates(column)):
            return Reading(code, meaning, (old,), is_sure=True)
    return found or _doubtful(column, old, new)


def _doubtful(column: Field, old: str, new: str) -> Reading | None:
    """Tell of a change of a date that a program makes, and a person may have made on purpose."""
    if not _holds_dates(column) or len(new) != _DAY:
        return None
    if old and new in {f"{old}-01", f"{old}-01-01"}:
        return Reading("date-narrowed", f"was {old}; if nobody found out the day, write that again")
    if len(old) == _DAY and old != new and (old[:4], old[5:7], old[8:]) == (new[:4], new[8:], new[5:7]):
        return Reading("date-swapped", f"was {old}; if nobody corrected it, write that again")
    return None


def settled(reading: Reading, old: str) -> Reading:
    """Take the older value for one that the program lost; the caller knows that the row is otherwise the same."""
    return replace(reading, candidates=(old,), is_sure=True) if old else reading
