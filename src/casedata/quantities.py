"""Numbers and lengths of time as sources give them: reads `>250`, `9..10`, `72 hours`, `P2M` as ranges.

A vague word (`several`, `immediately`) is none: how it was read stands in the note of its figure or link.
"""

import math
import re
from calendar import monthrange
from functools import lru_cache

Interval = tuple[float, float]
"""A closed range of numbers; an infinity is an open end."""

_NUMBER = r"[0-9]{1,15}(?:\.[0-9]{1,15})?"
_QUANTITY = re.compile(
    rf"(?:(?P<sign>[<>≤≥]|<=|>=)?(?P<number>{_NUMBER})|(?P<low>{_NUMBER})?\.\.(?P<high>{_NUMBER})?)"
    r"(?: (?P<unit>[a-z]+))?"
)
_CELL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_DURATION = re.compile(
    r"P(?:([0-9]{1,9})Y)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9})W)?(?:([0-9]{1,9})D)?(?:T(?=[0-9])(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?)?"
)

_SIZES = {"hours": (1, "h"), "days": (24, "h"), "weeks": (168, "h"), "months": (1, "m"), "years": (12, "m")}
"""Units of time, in hours or in months; no number of months is always one number of days."""

_MEASURED = frozenset({"", "percent", *_SIZES})
"""Units in which there is something between one number and the next; what has another unit is counted."""

_CYCLE = 4800
_CYCLE_DAYS = 146_097
"""After so many months, so many days, the Gregorian calendar repeats itself."""


def read_quantity(text: str, unit: str = "") -> Interval | None:
    """Read what a source says of a figure as the range of its possible values, in the unit of the figure.

    None is a vague word, a range that runs backwards or a unit that cannot be turned into that of the figure. What is
    counted, such as persons, goes in whole steps: more than 250 is 251 or more. What is measured, such as days, does
    not: more than 2 begins with the next number that a computer can hold.

    >>> read_quantity(">250", "persons"), read_quantity("72 hours", "days"), read_quantity("several")
    ((251.0, inf), (3.0, 3.0), None)
    """
    found = _QUANTITY.fullmatch(text)
    factor = None if found is None else _factor(found["unit"] or unit, unit)
    if found is None or factor is None or not (found["number"] or found["low"] or found["high"]):
        return None
    sign, single = found["sign"] or "", found["number"]
    low, high = (single, single) if single else (found["low"], found["high"])
    lowest = -math.inf if low is None or sign in {"<", "≤", "<="} else float(low) * factor[0] / factor[1]
    highest = math.inf if high is None or sign in {">", "≥", ">="} else float(high) * factor[0] / factor[1]
    if sign == ">":
        lowest = math.nextafter(lowest, math.inf) if unit in _MEASURED else math.floor(lowest) + 1.0
    if sign == "<":
        highest = math.nextafter(highest, -math.inf) if unit in _MEASURED else math.ceil(highest) - 1.0
    has_limits = lowest < math.inf and highest > -math.inf and lowest <= highest
    return (lowest, highest) if has_limits else None


def _factor(written: str, unit: str) -> tuple[int, int] | None:
    """Return by what to multiply and to divide a number in the unit that is written, None if it cannot be done."""
    if not unit or written in {unit, unit.removesuffix("s")}:
        return 1, 1
    size, other = _SIZES.get(f"{written.removesuffix('s')}s"), _SIZES.get(unit)
    return None if size is None or other is None or size[1] != other[1] else (size[0], other[0])


def limits(low: str, high: str) -> Interval | None:
    """Read the two cells of a figure; None if both are blank, or one is no number."""
    if not (low or high) or any(cell and _CELL.fullmatch(cell) is None for cell in (low, high)):
        return None
    return float(low or "-inf"), float(high or "inf")


_MOST_YEARS = 10_000
"""No duration is longer: there is no date to count from or to."""


@lru_cache(maxsize=1 << 12)
def read_duration(text: str) -> Interval | None:
    """Read an ISO 8601 duration, or two with `..` between, as the fewest and the most minutes; None if it is none.

    Months and years have no fixed length: they are counted from the first of any month of the calendar. A day has
    24 hours.

    >>> read_duration("PT72H") == read_duration("P3D")
    True
    >>> [minutes / 1440 for minutes in read_duration("P1M") or ()]
    [28.0, 31.0]
    >>> read_duration("PT1H..P1D")
    (60.0, 1440.0)
    """
    shortest, dots, longest = text.partition("..")
    low, high = _one_duration(shortest), _one_duration(longest if dots else shortest)
    return None if low is None or high is None or low[0] > high[1] else (low[0], high[1])


def _one_duration(text: str) -> Interval | None:
    found = _DURATION.fullmatch(text)
    if found is None or not any(found.groups()):
        return None
    years, months, weeks, days, hours, minutes = (int(part or 0) for part in found.groups())
    if max(years, months // 12, weeks // 52, days // 365, hours // 8_760, minutes // 525_600) > _MOST_YEARS:
        return None
    fewest, most = _days_in(12 * years + months)
    exact = ((7 * weeks + days) * 24 + hours) * 60 + minutes
    try:
        return float(fewest * 1440 + exact), float(most * 1440 + exact)
    except OverflowError:
        return None


def _days_in(months: int) -> tuple[int, int]:
    """Return the fewest and the most days of so many months in a row."""
    cycles, rest = divmod(months, _CYCLE)
    starts = _month_starts()
    lengths = [starts[first + rest] - starts[first] for first in range(_CYCLE)]
    return cycles * _CYCLE_DAYS + min(lengths), cycles * _CYCLE_DAYS + max(lengths)


@lru_cache(maxsize=1)
def _month_starts() -> tuple[int, ...]:
    """Return on which day each month of two cycles of the calendar begins."""
    starts = [0]
    for month in range(2 * _CYCLE):
        starts.append(starts[-1] + monthrange(2000 + month // 12, month % 12 + 1)[1])
    return tuple(starts)
