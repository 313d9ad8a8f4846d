"""Numbers as spreadsheet programs write them, and which numbers they can have been."""

import math
import re
from collections.abc import Iterator

from casedata.doctor.forms import Fits
from casedata.doctor.readings import Reading
from casedata.schema import Field

_GROUP_MARKS = ",. '’\u00a0\u202f\u2009"
SHORTENED = re.compile(r"[+-]?[0-9](?:[.,][0-9]+)?E[+-]?[0-9]{2,3}")
"""A number as a program shows one that is too long for it."""

_PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}([.,])[0-9]{3}(?:\1[0-9]{3})*")
_EXACT_DIGITS = 15


def read_number(column: Field, text: str, fits: Fits) -> Reading | None:
    """Read a text in a column of numbers that is none there; None if it is nothing that a program writes."""
    if SHORTENED.fullmatch(text.upper()):
        return Reading("digits-lost", "a number shortened to its first digits; the others are lost")
    candidates = tuple(dict.fromkeys(each for each in _numbers(column, text.replace("−", "-")) if fits(each)))
    if len(candidates) == 1:
        return Reading("number-form", "a number as the program shows it", candidates, is_sure=True)
    if candidates:
        said = " or ".join(candidates)
        return Reading("number-ambiguous", f"{said}: the mark can be for decimals or for thousands", candidates)
    return None


def _numbers(column: Field, text: str) -> Iterator[str]:
    """Yield what a text is, with each mark for decimals and each for thousands."""
    for decimal in ",.":
        for group in _GROUP_MARKS.replace(decimal, ""):
            mark, split = re.escape(decimal), re.escape(group)
            pattern = rf"([+-]?)([0-9]+|[1-9][0-9]{{0,2}}(?:{split}[0-9]{{3}})+)(?:{mark}([0-9]+))?"
            found = re.fullmatch(pattern, text, re.ASCII)
            if found is not None:
                whole, fraction = found[1] + found[2].replace(group, ""), found[3] or ""
                if column.type != "integer":
                    yield whole + (f".{fraction}" if fraction else "")
                elif not fraction.strip("0"):
                    yield whole


def is_number(text: str) -> bool:
    """Whether a text is a number with a decimal point, or with none."""
    return _PLAIN.fullmatch(text) is not None


def is_rewritten(old: str, new: str) -> bool:
    """Whether both texts are one number, written in two ways.

    >>> is_rewritten("1.50", "1,5"), is_rewritten("1E5", "100000"), is_rewritten("5", "6")
    (True, True, False)
    """
    if _PLAIN.fullmatch(old) is None or old == new:
        return False
    first, second = _value(old), _value(new)
    return first is not None and first == second


def is_mark_mistaken(old: str, new: str) -> bool:
    """Whether a mark for decimals was taken for one for thousands, or the other way.

    >>> is_mark_mistaken("1.234", "1234"), is_mark_mistaken("1234", "1.234"), is_mark_mistaken("1.23", "123")
    (True, True, False)
    """
    longer, shorter = sorted((old, new), key=len, reverse=True)
    return _GROUPED.fullmatch(longer) is not None and re.sub("[.,]", "", longer) == shorter


def is_shortened(old: str, new: str) -> bool:
    """Whether `new` is what is left of the number `old` when digits are lost: 1E+05, or noughts after 15 digits.

    >>> is_shortened("123456", "1.23E+05"), is_shortened("1234567890123456789", "1234567890123450000")
    (True, True)
    """
    if _PLAIN.fullmatch(old) is None or old == new:
        return False
    if SHORTENED.fullmatch(new.upper()):
        value = _value(old)
        digits = re.sub(r"[eE].*|[^0-9]", "", new)
        shown = float(new.replace(",", "."))
        return value is not None and math.isfinite(value) and float(f"{value:.{len(digits) - 1}E}") == shown
    cut = old[:_EXACT_DIGITS] + "0" * (len(old) - _EXACT_DIGITS)
    return old.isdecimal() and len(old) > _EXACT_DIGITS and new == cut


def _value(text: str) -> float | None:
    plain = text.replace(",", ".") if text.count(",") == 1 and "." not in text else text
    return float(plain) if _PLAIN.fullmatch(plain) else None
