"""Dates in words, as a person reads them; whether they are right is asked elsewhere."""

import re

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_PLAIN = re.compile("[0-9]{4}(-[0-9]{2}){0,2}")


def date_in_words(text: str, year: int | None = None) -> str:
    """Return an EDTF date in words; a year that is `year` goes without saying.

    Two dots stand between the limits of one day that is not known: `1..7 Feb` is some day of that week.

    >>> date_in_words("2019-02-01", 2019), date_in_words("[2019-02-01..2019-02-07]"), date_in_words("2019-02~")
    ('1 Feb', '1..7 Feb 2019', 'about Feb 2019')
    >>> date_in_words("[..2019-02]"), date_in_words("199X"), date_in_words("2019-02-02T19:10", 2019)
    ('by Feb 2019', '1990s', '2 Feb 19:10')
    """
    if text.startswith("["):
        low, dots, high = text[1:-1].partition("..")
        if not dots:
            return " or ".join(_single(part, year) for part in low.split(","))
        if low and high:
            return _between(low, "..", high, year)
        return f"from {_single(low, year)}" if low else f"by {_single(high, year)}"
    bare = text.rstrip("?~%")
    mark = text[len(bare) :]
    return ("about " if mark in {"~", "%"} else "") + _single(bare, year) + ("?" if mark in {"?", "%"} else "")


def period_in_words(start: str | None, end: str | None, year: int | None = None) -> str:
    """Return when something began and ended, in words.

    >>> period_in_words("2019-02-01", "2019-02-07", 2019), period_in_words("2019-02-01", "[2019-02-02..2019-02-03]")
    ('1–7 Feb', '1 Feb 2019 – 2..3 Feb 2019')
    """
    if end is None:
        return "" if start is None else date_in_words(start, year)
    if start is None:
        return f"until {date_in_words(end, year)}"
    if _PLAIN.fullmatch(start) and _PLAIN.fullmatch(end):
        return _between(start, "–", end, year)
    return f"{date_in_words(start, year)} – {date_in_words(end, year)}"


def _between(low: str, dots: str, high: str, year: int | None) -> str:
    if len(low) == len(high) == 10 and low[:7] == high[:7]:
        return f"{int(low[8:])}{dots}{_single(high, year)}"
    same_year = low[:4] == high[:4] and len(low) > 4
    return f"{_single(low, int(high[:4]) if same_year else year)}{dots}{_single(high, year)}"


def _single(text: str, year: int | None) -> str:
    """Put a date without brackets and qualifier in words."""
    stem, month, day = text[:4], text[5:7], text[8:10]
    if "X" in stem:
        return "some time" if stem == "XXXX" else stem.replace("X", "0") + "s"
    if month in {"", "XX"}:
        return stem
    words = _SEASONS.get(month) or _MONTHS[int(month) - 1]
    if day.isdigit():
        words = f"{int(day)} {words}"
    return words + ("" if int(stem) == year else f" {stem}") + (f" {text[11:]}" if text[10:11] == "T" else "")
