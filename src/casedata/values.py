"""What a claim says beside what the judgement says: five words, by the type of the column.

Both sides are read as sets of what is possible: days, numbers, lengths of time, places with all that lies in them. A
claim that leaves more possible than the judgement is coarser, one that leaves less is finer, one that leaves nothing in
common disagrees. What is no value, or only overlaps, cannot be compared. docs/values.md has examples for each type.

Whether a claim speaks for or against its row (`stance`) is not asked here, nor who says it.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import Enum

from casedata import dates
from casedata.dates import Answer, Date
from casedata.errors import DateError
from casedata.quantities import Interval, limits, read_duration, read_quantity
from casedata.schema import Table

__all__ = [
    "Comparison", "compare_dates", "compare_durations", "compare_keys", "compare_quantities", "compare_texts",
    "compare_words", "of_cell", "read_duration", "read_quantity", "supports",
]  # fmt: skip


class Comparison(Enum):
    """What a claim says, measured by what the judgement says."""

    AGREES = "agrees"
    COARSER = "coarser"
    FINER = "finer"
    DISAGREES = "disagrees"
    UNKNOWN = "cannot be compared"


def supports(comparison: Comparison) -> bool:
    """Whether a claim carries the judgement: it says the same, or more.

    >>> supports(compare_dates("2019-02-01", "2019-02")), supports(compare_dates("2019", "2019-02"))
    (True, False)
    """
    return comparison in {Comparison.AGREES, Comparison.FINER}


QUANTITIES: Mapping[str, tuple[str, str]] = {"figures": ("low", "high"), "links": ("lag_min", "lag_max")}
"""Tables whose claims carry a quantity instead of naming a column, and the columns that hold it."""


def ancestors(above: Mapping[str, str]) -> Callable[[str], list[str]]:
    """Return what gives the rows in which a row lies, the nearest first; `above` has what each row is part of.

    >>> ancestors({"l-prison": "l-moscow", "l-moscow": "l-russia", "l-russia": ""})("l-prison")
    ['l-moscow', 'l-russia']
    """

    def chain(identifier: str) -> list[str]:
        found: list[str] = []
        while (identifier := above.get(identifier, "")) and identifier not in found:
            found.append(identifier)
        return found

    return chain


def of_cell(
    table: Table,
    field: str | None,
    claim_value: str,
    row: Mapping[str, str],
    ancestors: Callable[[str], Sequence[str]],
) -> Comparison:
    """Compare the value of a claim with the cell `field` of its subject, a `row` of `table` as text.

    Without a field the quantity of a figure or the lag of a link is compared; on other rows a claim without a field
    gives no value. `ancestors` returns the rows in which the row of a key lies, as a city lies in a country. A blank on
    either side cannot be compared.
    """
    if claim_value and not field:
        return _of_row(claim_value, row)
    if not claim_value or field not in table.columns or not row[field]:
        return Comparison.UNKNOWN
    column, cell = table.field(field), row[field]
    if any(key.field == field for key in table.foreign_keys):
        return compare_keys(claim_value, cell, ancestors)
    if column.type in {"integer", "number"}:
        return compare_quantities(claim_value, cell, cell)
    if column.is_date or column.type == "date":
        return compare_dates(claim_value, cell)
    return compare_words(claim_value, cell) if column.enum else compare_texts(claim_value, cell)


def _of_row(claim_value: str, row: Mapping[str, str]) -> Comparison:
    if {"low", "high", "unit"} <= row.keys():
        return compare_quantities(claim_value, row["low"], row["high"], row["unit"])
    if {"lag_min", "lag_max"} <= row.keys():
        return compare_durations(claim_value, row["lag_min"], row["lag_max"])
    return Comparison.UNKNOWN


def compare_dates(claim: str, judgement: str) -> Comparison:
    """Compare two uncertain dates (EDTF) by their possible days, two times by the minute.

    A mark (`?`, `~`, `%`) leaves more possible than the days that are written, and nobody says how much: of two dates
    with the same days the marked one is coarser, and with a mark on either side no two dates surely disagree.

    >>> compare_dates("2019", "2019-02-01")
    <Comparison.COARSER: 'coarser'>
    >>> compare_dates("2019~", "2020")
    <Comparison.UNKNOWN: 'cannot be compared'>
    """
    try:
        one, other = dates.parse(claim), dates.parse(judgement)
    except DateError:
        return Comparison.UNKNOWN
    if one.minute is not None and other.minute is not None:
        return _by_minute(one.minute, other.minute)
    ours, theirs = _is_marked(one), _is_marked(other)
    if dates.same(one, other) is Answer.NO:
        return Comparison.UNKNOWN if ours or theirs else Comparison.DISAGREES
    return _by_inclusion(
        inside=_is_within(one, other) and (theirs or not ours), outside=_is_within(other, one) and (ours or not theirs)
    )


def _is_marked(one: Date) -> bool:
    return one.uncertain or one.approximate


def _is_within(one: Date, other: Date) -> bool:
    """Tell whether all that is possible for `one` is possible for `other`; a minute lies within its day."""
    return dates.within(one, other) is Answer.YES and (other.minute is None or one.minute is not None)


def _by_minute(one: datetime, other: datetime) -> Comparison:
    """Compare two times; a clock that is written without an offset may be that of any place."""
    if (one.tzinfo is None) == (other.tzinfo is None):
        return _is_same(one == other)
    if one.replace(tzinfo=None) == other.replace(tzinfo=None):
        return Comparison.COARSER if one.tzinfo is None else Comparison.FINER
    return Comparison.UNKNOWN if one.date() == other.date() else Comparison.DISAGREES


def compare_quantities(claim: str, low: str, high: str, unit: str = "") -> Comparison:
    """Compare what a claim says of a figure with its lowest and highest value; no figure is less than nothing.

    >>> compare_quantities(">250", "251", "", "persons")
    <Comparison.AGREES: 'agrees'>
    >>> compare_quantities("72 hours", "6", "6", "days")
    <Comparison.DISAGREES: 'disagrees'>
    """
    return _by_limits(read_quantity(claim, unit), limits(low, high))


def compare_durations(claim: str, shortest: str, longest: str) -> Comparison:
    """Compare what a claim says of the time between two events (ISO 8601) with the shortest and the longest.

    >>> compare_durations("P1M", "P30D", "P30D")
    <Comparison.COARSER: 'coarser'>
    """
    least, most = read_duration(shortest), read_duration(longest)
    if not (shortest or longest) or (shortest and least is None) or (longest and most is None):
        return Comparison.UNKNOWN
    return _by_limits(read_duration(claim), (least[0] if least else 0.0, most[1] if most else math.inf))


def compare_keys(claim: str, judgement: str, ancestors: Callable[[str], Sequence[str]]) -> Comparison:
    """Compare two rows that may lie in one another: the wider one is the coarser.

    >>> compare_keys("l-russia", "l-moscow", {"l-moscow": ["l-russia"], "l-russia": []}.__getitem__)
    <Comparison.COARSER: 'coarser'>
    """
    if claim == judgement:
        return Comparison.AGREES
    if claim in ancestors(judgement):
        return Comparison.COARSER
    return Comparison.FINER if judgement in ancestors(claim) else Comparison.DISAGREES


def compare_words(claim: str, judgement: str) -> Comparison:
    """Compare two words of a list, of which one excludes the other."""
    return _is_same(claim == judgement)


def compare_texts(claim: str, judgement: str) -> Comparison:
    """Compare two texts, small and capital letters and any white space alike."""
    return _is_same(" ".join(claim.lower().split()) == " ".join(judgement.lower().split()))


def _is_same(equal: bool) -> Comparison:
    return Comparison.AGREES if equal else Comparison.DISAGREES


def _by_limits(claim: Interval | None, judgement: Interval | None) -> Comparison:
    if claim is None or judgement is None:
        return Comparison.UNKNOWN
    (low, high), (lowest, highest) = (_from_nothing(each) for each in (claim, judgement))
    if high < lowest or highest < low:
        return Comparison.DISAGREES
    return _by_inclusion(inside=lowest <= low and high <= highest, outside=low <= lowest and highest <= high)


def _from_nothing(interval: Interval) -> Interval:
    """Put 0 for an open lower end."""
    return (0.0 if interval[0] == -math.inf else interval[0]), interval[1]


def _by_inclusion(*, inside: bool, outside: bool) -> Comparison:
    if inside and outside:
        return Comparison.AGREES
    if inside or outside:
        return Comparison.FINER if inside else Comparison.COARSER
    return Comparison.UNKNOWN
