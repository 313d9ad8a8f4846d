"""Uncertain dates around a known day: every form of the EDTF subset, drawn so that its bounds contain the day.

What the texts mean is said by `casedata.dates`; which day is meant, by the caller.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from hypothesis import strategies as st

from casedata.testing.choices import Choices

Form = Callable[[Choices, date], str]
"""Writes a day in one form of uncertainty."""

_YEAR, _MONTH, _DAY = 4, 7, 10
_UNITS = {_YEAR: 366, _MONTH: 31, _DAY: 1}
"""The lengths of an ISO day cut off after year, month and day, and days enough to come to the next one."""

_STEPS = (0, 1, 2, 12)
_ZONES = ("", "Z", "+03:00", "-05:30", "+14:00", "-09:30", "+05:45")
_TIMES = ("00:00", "19:10", "23:59", "12:00")


@st.composite
def edtf_dates(draw: st.DrawFn, containing: date | None = None) -> str:
    """Return texts of the EDTF subset in all its forms (`docs/dates.md`).

    With `containing`, that day is one of the possible days of each date.
    """
    day = draw(st.dates()) if containing is None else containing
    return uncertain(Choices.drawn(draw), day)


def uncertain(choose: Choices, day: date, forms: Sequence[Form] = ()) -> str:
    """Write a day in one of the forms (default: all), so that it is among the possible days of the date."""
    return choose.of(forms or ANY)(choose, day)


def near(day: date, days: int) -> date:
    """Return the day so many days away, or the nearest one that the calendar has."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


def _day(_: Choices, day: date) -> str:
    return day.isoformat()


def _month(_: Choices, day: date) -> str:
    return day.isoformat()[:_MONTH]


def _year(_: Choices, day: date) -> str:
    return day.isoformat()[:_YEAR]


def _minute(choose: Choices, day: date) -> str:
    return f"{day.isoformat()}T{choose.of(_TIMES)}{choose.of(_ZONES)}"


def _season(choose: Choices, day: date) -> str:
    """Write the season; January and February lie in the winters of two years, December in that of one."""
    if 3 <= day.month <= 11:
        return f"{day.year:04}-{20 + day.month // 3}"
    years = [year for year in (day.year, day.year - 1)[: 1 + (day.month < 3)] if 1 <= year <= 9998]
    return f"{choose.of(years):04}-24" if years else _month(choose, day)


def _digits(choose: Choices, day: date, cuts: tuple[int, ...] = (_DAY, _MONTH, _YEAR)) -> str:
    """Replace the last digits of the year, or what follows it, by X."""
    text = day.isoformat()
    years = [f"{text[:3]}X", f"{text[:2]}XX"]
    return choose.of([f"{text[:7]}-XX", f"{text[:4]}-XX", f"{text[:4]}-XX-XX", *years] if _DAY in cuts else years)


def _nothing(_: Choices, __: date) -> str:
    return "XXXX"


def _marked(choose: Choices, day: date, forms: Sequence[Form] = (_day, _month, _year, _digits, _season)) -> str:
    return choose.of(forms)(choose, day) + choose.of("?~%")


def _range(choose: Choices, day: date, cuts: Sequence[int] = (_DAY, _MONTH, _YEAR)) -> str:
    cut = choose.of(cuts)
    first, last = _beside(choose, day, -1, cut), _beside(choose, day, 1, cut)
    return f"[{first}..{last}]"


def _open(choose: Choices, day: date, cuts: Sequence[int] = (_DAY, _MONTH, _YEAR)) -> str:
    cut = choose.of(cuts)
    return f"[..{_beside(choose, day, 1, cut)}]" if choose.yes() else f"[{_beside(choose, day, -1, cut)}..]"


def _one_of(choose: Choices, day: date, cuts: Sequence[int] = (_DAY, _MONTH, _YEAR)) -> str:
    """List the day, or its month or year, with one or two others, in any order."""
    members = [day.isoformat()[: choose.of(cuts)]]
    members += [_beside(choose, day, choose.of((1, -1)), choose.of(cuts)) for _ in range(choose.of((1, 2)))]
    turn = choose.upto(len(members) - 1)
    return f"[{','.join(members[turn:] + members[:turn])}]"


def _beside(choose: Choices, day: date, sign: int, cut: int) -> str:
    """Write a day, month or year before or after that of `day`, as far away as drawn, perhaps the same."""
    return near(day, sign * _UNITS[cut] * choose.of(_STEPS)).isoformat()[:cut]


_BY_YEAR = partial(_digits, cuts=(_YEAR,))

ANY: tuple[Form, ...] = (
    *(_day,) * 12,
    *(_month, _year, _minute, _digits, _nothing, _marked, _season, _range, _open, _one_of),
)
"""All forms; the exact day is drawn most, so that dates meet and orders can be told."""

CLOSED: tuple[Form, ...] = (*(_day,) * 8, _month, _year, _minute, _digits, _marked, _season, _range, _one_of)
"""The forms with both bounds."""

YEARS: tuple[Form, ...] = (
    _year,
    _year,
    partial(_marked, forms=(_year, _BY_YEAR)),
    _BY_YEAR,
    _nothing,
    partial(_range, cuts=(_YEAR,)),
    partial(_open, cuts=(_YEAR,)),
    partial(_one_of, cuts=(_YEAR,)),
)
"""The forms that name neither month nor day."""
