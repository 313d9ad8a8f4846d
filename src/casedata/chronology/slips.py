"""Slips that would fit: a date that cannot hold, with another year, day and month exchanged, or one digit changed.

A slip is something to look up at the source. It proves nothing and is never applied.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from casedata.chronology.policy import Policy
from casedata.chronology.units import Extent, Unit, read_date
from casedata.dates import parse
from casedata.errors import DateError

_FEW = 3
"""With more years than these, nothing speaks for one of them."""

_MOST_YEARS = 10
"""A year that is further off than this is not taken for a slip."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A statement, and what its date would be with one slip undone; `kind` says which."""

    statement: str
    value: str
    kind: str


def slips(statement: str, value: str, within: Extent, unit: Unit, policy: Policy) -> list[Slip]:
    """Return the slips after which a date could lie within these limits; none of a kind of which there are many."""
    found: list[Slip] = []
    seen = {value}
    for kind, texts in _kinds(value):
        fits = [text for text in texts if text not in seen and _fits(text, within, unit, policy)]
        seen |= set(fits)
        found += [Slip(statement, text, kind) for text in fits] if len(fits) <= _FEW else []
    return found


def _kinds(value: str) -> Iterator[tuple[str, list[str]]]:
    year, rest = value[:4], value[4:]
    if not year.isdigit():
        return
    years = range(max(1, int(year) - _MOST_YEARS), min(9999, int(year) + _MOST_YEARS) + 1)
    yield "another year", [f"{number:04}{rest}" for number in sorted(years, key=lambda each: abs(each - int(year)))]
    if len(value) >= 10 and value[4] == value[7] == "-":
        yield "day and month exchanged", [f"{year}-{value[8:10]}-{value[5:7]}{value[10:]}"]
    pairs = [place for place in range(2, min(len(value), 10) - 1) if value[place : place + 2].isdigit()]
    swapped = [value[:at] + value[at + 1] + value[at] + value[at + 2 :] for at in pairs]
    yield "two digits exchanged", swapped
    places = [place for place in range(5, min(len(value), 10)) if value[place].isdigit()]
    changed = [value[:at] + digit + value[at + 1 :] for at in places for digit in "0123456789"]
    yield "one digit", changed


def _fits(text: str, within: Extent, unit: Unit, policy: Policy) -> bool:
    try:
        parse(text)
    except DateError:
        return False
    found = read_date(text, unit, policy)
    if found is None:
        return False
    starts = found.low is None or within.high is None or found.low <= within.high
    return starts and (found.high is None or within.low is None or within.low <= found.high)
