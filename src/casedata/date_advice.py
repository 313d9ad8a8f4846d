"""What to write instead of a text that is no date: advice for people who write dates in other ways than EDTF.

Whether a text is a date is decided in `casedata.dates`, which alone calls this.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = {name: f"m{number:02}" for number, name in enumerate(_MONTHS, 1)}
_NAMES |= {"spring": "m21", "summer": "m22", "autumn": "m23", "fall": "m23", "winter": "m24"}
_NAME = re.compile(rf"\b({'|'.join(_NAMES)})[a-z]*\.?")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))

# How people write dates (in small letters, months and seasons as m01 to m24) and how EDTF writes them. A rewriting is
# only offered if it is a date.
_REWRITINGS = (
    (r"(.+)", r"\1"),
    (r"(\d{4})([-./ ])(\d\d?)\2(\d\d?)", r"\1-\3-\4"),
    (r"(\d{4})(\d\d)(\d\d)", r"\1-\2-\3"),
    (r"(\d{4})[./ -](\d\d?)", r"\1-\2"),
    (r"(\d\d?)([-./ ])(\d\d?)\2(\d{4})", r"\4-\3-\1"),
    (r"(\d\d?)([-/])(\d\d?)\2(\d{4})", r"\4-\1-\3"),
    (r"(\d\d?)[-./ ](\d{4})", r"\2-\1"),
    (r"m(\d\d)\W+(\d{4})", r"\2-\1"),
    (r"(\d\d?)(?:st|nd|rd|th)?\W+(?:of )?m(\d\d)\W+(\d{4})", r"\3-\2-\1"),
    (r"m(\d\d)\W+(\d\d?)(?:st|nd|rd|th)?\W+(\d{4})", r"\3-\1-\2"),
    (r"(\d{3})0'?s", r"\1x"),
    (r"(\d\d)00'?s", r"\1xx"),
    (r"(?:circa|ca?|about|around|approx)\.? *(.+)", r"\1~"),
    (r"(.+)(?:\?~|~\?)", r"\1%"),
    (r"(.*?)([?~%])(.+)", r"\1\3\2"),
    (r"(xxxx|\[.+\]|.+t.+)[?~%]", r"\1"),
    (r"(\d{4}-\d\d-\d\d)[t ]00:00:00", r"\1"),
    (r"(\d{4}-\d\d-\d\d)[t ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(z|[+-]\d\d:\d\d)?", r"\1t\2\3"),
    (r"(\d{4}-\d\d-\d\d)[t ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?\+00(?::?00)?", r"\1t\2z"),
    (r"\[([^,.]+)\]", r"\1"),
    (r"(?:between |from )?(.+?)(?: to | and | - |\.\.)(.+)", r"[\1..\2]"),
    (r"(\d{4})-(\d{4})", r"[\1..\2]"),
    (r"(.+?) or (.+)", r"[\1,\2]"),
    (r"(?:until|by|not after) (.+)", r"[..\1]"),
    (r"(?:since|from|not before) (.+)", r"[\1..]"),
)

# What to say where no rewriting is a date; the first that fits.
_REASONS = (
    (r"|-|\?|n/a|none|null|nan|nat|unknown", "write XXXX where nothing is known"),
    (r".*/.*", "an interval is two dates: use the start and end columns, or [first..last] for one day between them"),
    (r"\{.*\}", "several dates are several rows; for one of them, not known which, write [2019,2020]"),
    (r"\[.*\.\..*\]", "write only [first..last], [..last] or [first..], both ends to the year, the month or the day"),
    (r"\[.*\]", "write plain dates inside, as in [2019-02,2019-05-01]"),
    (r"(before|after) .*", "write [..last] or [first..] with the last or first possible day"),
    (r"\d{4}-\d\d-\d\d[t ].*", "write a time as hh:mm, then nothing, Z, or an offset such as +03:00"),
    (r"[\dx]{4}(-[\dx]{2}){0,2}[?~%]?", "X replaces the last parts (201X, XXXX, 2019-XX); else list the years or days"),
    (r"\d{5,}", "in a spreadsheet, format the column as text and write the date again"),
    (r"[-y]\d.*|y-\d.*|\d{4}s\d+", "the years are 0001 to 9999, in four digits"),
    (r"'?\d{1,3}([-./ ].*)?", "write the year first, with four digits"),
    (r"(?s:.*)", "write YYYY, YYYY-MM or YYYY-MM-DD, X for what is not known, ? ~ % at the end, or [first..last]"),
)


def advice(text: str, is_date: Callable[[str], bool]) -> str:
    """Say what to write instead of a text that does not have the syntax of a date."""
    if len(text) > 80:
        return _REASONS[-1][1]
    plain = _NAME.sub(lambda name: _NAMES[name[1]], " ".join(text.lower().translate(_DASHES).split()))
    rewritings = dict.fromkeys(_rewritings(plain, is_date))
    if rewritings:
        return f"write {' or '.join(rewritings)}"
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?[?~%]?", plain):
        return impossible(plain)
    return next(reason for pattern, reason in _REASONS if re.fullmatch(pattern, plain, re.ASCII))


def _rewritings(plain: str, is_date: Callable[[str], bool]) -> Iterator[str]:
    for pattern, template in _REWRITINGS:
        found = re.fullmatch(pattern, plain, re.ASCII)
        if found is not None:
            padded = re.sub(r"(?<!\d)(\d)(?!\d)", r"0\1", found.expand(template))
            rewriting = padded.upper().replace("U", "X").replace(" ", "")
            if is_date(rewriting):
                yield rewriting


def impossible(text: str) -> str:
    """Say why the calendar has no such date."""
    year, month, day = text[:4], text[5:7], text[8:10]
    if year == "0000":
        return "the years are 0001 to 9999"
    if text == "9999-24":
        return "that winter would end in the year 10000"
    if not "01" <= month <= "12":
        return f"there is no month {month}; months are 01 to 12, seasons 21 to 24"
    return f"{year}-{month} has {monthrange(int(year), int(month))[1]} days; there is no day {day}"
