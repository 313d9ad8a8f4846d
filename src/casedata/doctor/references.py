"""References that a fill handle counted on: runs such as e-1, e-2, e-3 that lead nowhere."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from casedata.schema import Table

_NUMBERED = re.compile(r"(.*?)([0-9]{1,15})")
_SHORTEST = 3


def filled_series(
    table: Table, rows: Sequence[Mapping[str, str]], keys: Mapping[str, Collection[str]]
) -> Iterator[tuple[int, str]]:
    """Yield place and column of each reference that leads nowhere, in a run of at least three that count on by one.

    `keys` are the keys of each table that could be read; the first of a run may exist.
    """
    for key in table.foreign_keys:
        if key.table in keys:
            for run in _runs([row[key.field] for row in rows]):
                dangling = [place for place in run if rows[place][key.field] not in keys[key.table]]
                if len(run) >= _SHORTEST and len(dangling) >= len(run) - 1:
                    yield from ((place, key.field) for place in dangling)


def _runs(values: Sequence[str]) -> Iterator[list[int]]:
    """Yield the longest runs of places whose values count on by one."""
    run: list[int] = []
    expected: tuple[str, int] | None = None
    for place, value in enumerate(values):
        found = _NUMBERED.fullmatch(value)
        now = None if found is None else (found[1], int(found[2]))
        if now is None or now != expected:
            yield run
            run = []
        if now is not None:
            run.append(place)
        expected = None if now is None else (now[0], now[1] + 1)
    yield run
