"""The older copy of a table: its rows by key, and columns that were sorted apart from the others since.

What became of single cells is left to `cells`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from operator import ge, le

from casedata.csvfile import natural_key
from casedata.errors import PackageError
from casedata.package import Package
from casedata.schema import Table

Old = Mapping[str, Mapping[str, str]]
"""The rows of the older copy by key."""

Known = Sequence[tuple[int, Mapping[str, str], Mapping[str, str]]]
"""Rows that the older copy has, too: place, cells now, cells before."""

_FEWEST = 3
"""So many rows at least change when values move; two may have been exchanged on purpose."""


def older_rows(old: Package | None, table: Table) -> dict[str, dict[str, str]]:
    """Return the rows of a table in the older copy by key, none if there is no such copy or table.

    Raises:
        PackageError: the older copy cannot be read either.
    """
    if old is None or table.name not in old.tables:
        return {}
    try:
        rows = old.rows(table.name)
    except PackageError as error:
        raise PackageError(f"--against {old.root}: {error}; give a copy from before, which can be read") from error
    key = table.primary_key
    return {row[key]: {name: row.get(name, "") for name in table.columns} for row in rows if row.get(key)}


def sorted_apart(table: Table, rows: Sequence[Mapping[str, str]], old: Old) -> Iterator[tuple[int, str, str]]:
    """Yield place, column and older value of each cell in columns that were sorted apart from the key and others.

    The same values stand in other rows: of one column that stands in order now or whose values are all different, or
    of several columns whose values stayed together.
    """
    known = [
        (place, row, old[row[table.primary_key]]) for place, row in enumerate(rows) if row[table.primary_key] in old
    ]
    moved = [name for name in table.columns if _is_moved(known, (name,))]
    if len(moved) > 1 and _is_moved(known, moved) and len(_changed(known, moved)) >= _FEWEST:
        found = moved
    else:
        found = [name for name in moved if _is_alone(known, name)]
    for name in found:
        yield from ((place, name, before[name]) for place, row, before in known if row[name] != before[name])


def _changed(known: Known, names: Sequence[str]) -> list[int]:
    return [place for place, row, before in known if any(row[name] != before[name] for name in names)]


def _is_moved(known: Known, names: Sequence[str]) -> bool:
    """Whether the same values, taken together, stand in other rows."""
    if not _changed(known, names):
        return False
    now = Counter(tuple(row[name] for name in names) for _, row, _ in known)
    return now == Counter(tuple(before[name] for name in names) for _, _, before in known)


def _is_alone(known: Known, name: str) -> bool:
    """Whether a column whose values stand in other rows was sorted, and was not changed by hand here and there."""
    moved = [before[name] for _, row, before in known if row[name] != before[name]]
    if len(moved) >= _FEWEST and len(set(moved)) == len(moved):
        return True
    return _is_in_order([row[name] for _, row, _ in known]) and not _is_in_order(
        [before[name] for _, _, before in known]
    )


def sorted_keys(table: Table, rows: Sequence[Mapping[str, str]], old: Old) -> dict[int, str]:
    """Return which rows had which key, if keys and rows are the old ones, but keys stand in other rows."""
    others = [name for name in table.columns if name != table.primary_key]
    rests = [tuple(row[name] for name in others) for row in rows]
    owners = {tuple(row[name] for name in others): key for key, row in old.items()}
    keys = {row[table.primary_key] for row in rows}
    if not len(owners) == len(old) == len(rows) or set(rests) != set(owners) or keys != set(old):
        return {}
    found = {place: owners[rest] for place, rest in enumerate(rests)}
    return {place: key for place, key in found.items() if rows[place][table.primary_key] != key}


def _is_in_order(values: Sequence[str]) -> bool:
    """Whether values stand as a program sorts them, up or down, blank cells aside."""
    keys = [(natural_key(value.casefold()), value) for value in values if value]
    texts = [value.casefold() for value in values if value]
    up = all(first <= second for first, second in pairwise(keys)) or all(map(le, texts, texts[1:]))
    return up or all(first >= second for first, second in pairwise(keys)) or all(map(ge, texts, texts[1:]))
