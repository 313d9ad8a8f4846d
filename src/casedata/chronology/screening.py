"""Large packages: which groups have to be looked at one by one, and what follows for all other points, in NumPy.

`casedata.temporal.batch` solves what is said without *or* for all cases side by side. Either/or can hold in a
case if it holds when everything happens as late as it can, or when everything happens as early; where it holds in
neither, the case is left to be solved singly. NumPy is imported here and there alone, and only for large packages.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from casedata.chronology.reading import Constraints, Layer
from casedata.temporal.batch import NO_EARLIEST, NO_LATEST, Screen, connected, screen

Numbers = npt.NDArray[np.int64]

_POINTS = """
create or replace table raw._points as
select name, row_number() over () as number from (
  select head as name from raw._kept union select tail from raw._kept
  union select head from raw._either union select tail from raw._either
  union select concat(left(name, -4), ' start') from (
    select head as name from raw._kept union select tail from raw._kept
    union select head from raw._either union select tail from raw._either) where name like '% end')
where name is not null
"""

_EDGES = """
select coalesce(t.number, 0) as tail, h.number as head, k.most
from raw._kept k left join raw._points t on t.name = k.tail join raw._points h on h.name = k.head
where k.most is not null
union all
select h.number, coalesce(t.number, 0), -k.least
from raw._kept k left join raw._points t on t.name = k.tail join raw._points h on h.name = k.head
where k.least is not null
union all
select e.number, s.number, 0
from raw._points e join raw._points s on s.name = concat(left(e.name, -4), ' start') where e.name like '% end'
"""

_ORDERS = """
select coalesce(t.number, 0) as tail, coalesce(h.number, 0) as head, e.least,
  dense_rank() over (order by e.grp) - 1 as grp
from raw._either e left join raw._points t on t.name = e.tail left join raw._points h on h.name = e.head
"""


@dataclass(frozen=True, slots=True)
class Screened:
    """The groups of cases to be solved singly, and how many there are in all; other points are in `raw._follows`."""

    groups: tuple[str, ...]
    examined: int


def screened(constraints: Constraints, layer: Layer, aside: Collection[str]) -> Screened:
    """Solve a layer, without the groups that are set aside, and write `raw._follows`: name of a point, low, high."""
    connection = constraints.connection
    for table, source in (("_kept", "_constraints"), ("_either", "_choices")):
        connection.execute(
            f"create or replace table raw.{table} as select * from raw.{source} "  # noqa: S608 - our own names
            "where layer in (?, 'both') and grp not in (select unnest(cast(? as varchar[])))",
            [layer, list(aside)],
        )
    connection.execute(_POINTS)
    (count,) = connection.execute("select count(*) from raw._points").fetchone() or (0,)
    tails, heads, mosts = _columns(constraints, _EDGES)
    found = screen(tails, heads, mosts, count + 1)
    doubtful = _doubtful(constraints, found, tails, heads, count + 1)
    _write(constraints, found, doubtful)
    names = "select p.name from raw._points p join raw._doubtful d on d.number = p.number"
    groups = connection.execute(
        f"select grp from raw._kept where head in ({names}) or tail in ({names}) "  # noqa: S608 - our own text
        f"union select grp from raw._either where head in ({names}) or tail in ({names}) order by grp"
    ).fetchall()
    (examined,) = connection.execute("select count(distinct grp) from raw._kept").fetchone() or (0,)
    return Screened(tuple(group for (group,) in groups), examined)


def _columns(constraints: Constraints, query: str) -> tuple[Numbers, ...]:
    """Return the columns of whole numbers that a query gives."""
    columns = constraints.connection.execute(query).fetchnumpy()
    return tuple(np.ascontiguousarray(column, dtype=np.int64) for column in columns.values())


def _doubtful(constraints: Constraints, found: Screen, tails: Numbers, heads: Numbers, size: int) -> Numbers:
    """Return the points of cases that did not settle, or whose either/or holds in neither of the two."""
    before, after, least, groups = _columns(constraints, _ORDERS)
    if not len(groups):
        return found.suspects
    joined = np.concatenate([tails, before]), np.concatenate([heads, after])
    failing = []
    for times, never in ((found.latest, NO_LATEST), (found.earliest, NO_EARLIEST)):
        at = times.copy()
        at[0] = 0
        known = (at[before] != never) & (at[after] != never)
        holds = np.zeros(int(groups.max()) + 1, dtype=np.bool_)
        holds[groups[known & (at[after] - at[before] >= least)]] = True
        broken = ~holds[groups]
        failing.append(connected(*joined, size, np.concatenate([before[broken], after[broken], found.suspects])))
    return np.flatnonzero(failing[0] & failing[1])


def _write(constraints: Constraints, found: Screen, doubtful: Numbers) -> None:
    connection = constraints.connection
    connection.execute("create or replace table raw._doubtful (number bigint)")
    connection.execute("insert into raw._doubtful select unnest(?)", [doubtful])
    low = np.ma.masked_equal(found.earliest, NO_EARLIEST)
    high = np.ma.masked_equal(found.latest, NO_LATEST)
    connection.execute("create or replace table raw._limits (number bigint, low bigint, high bigint)")
    connection.execute(
        "insert into raw._limits select unnest(?), unnest(?), unnest(?)", [np.arange(len(low)), low, high]
    )
    connection.execute(
        "create or replace table raw._follows as select p.name, l.low, l.high from raw._limits l "
        "join raw._points p on p.number = l.number where l.number not in (select number from raw._doubtful)"
    )
