"""How tight a chronology is: the earliest and the latest time of each point, why, and how the package dates it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product
from math import prod

from casedata.chronology.policy import ORDER_ID, Policy
from casedata.chronology.reading import Constraints
from casedata.chronology.units import Extent, read_date
from casedata.temporal import Explanation, Group, Network, PointBounds

_MOST_TIES = 64
"""So many equally cheap ways out are followed at most; of more, none of their statements is used."""

_FAR = 1 << 60
"""Further than any date."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The earliest and the latest time of a point that follow, in the unit, and the statements they follow from.

    `judged` are the limits of the cell of the package, `comparison` says how they stand to what follows: same, tighter
    (what follows leaves less possible), outside (they have nothing in common), wider, or blank where there is no cell.
    """

    point: str
    earliest: int | None
    latest: int | None
    earliest_because: tuple[str, ...]
    latest_because: tuple[str, ...]
    judged: Extent | None
    comparison: str


def tightest(network: Network, left: Explanation, constraints: Constraints, policy: Policy) -> Iterator[Limits]:
    """Yield the limits of each point that follow from a network; where it cannot all hold, from its cheapest repairs.

    Where several repairs are equally cheap, the limits are those of all of them together.
    """
    return _limits(_hull(network, left), constraints, policy)


def limits_of(network: Network, keep: Sequence[Group], constraints: Constraints, policy: Policy) -> Iterator[Limits]:
    """Yield the limits of each point that follow from some groups, which can all hold."""
    return _limits({point: [bounds] for point, bounds in network.bounds(keep).items()}, constraints, policy)


def followed(constraints: Constraints, policy: Policy) -> Iterator[Limits]:
    """Yield the limits in `raw._follows`, which `screening` writes; what each follows from is not told."""
    judged = _judged(constraints, policy)
    for point, low, high in constraints.connection.execute("select * from raw._follows order by name").fetchall():
        cell = judged.get(point)
        yield Limits(point, low, high, (), (), cell, "" if cell is None else _compared(Extent(low, high), cell))


def outside_followed(constraints: Constraints) -> tuple[list[Limits], int]:
    """Return the limits in `raw._follows` that have nothing in common with the package's date, and the number compared.

    All that is compared stays in the database, which is a matter of memory.
    """
    query = (
        "select f.name, f.low, f.high, d.least, d.most from raw._follows f join raw._constraints d "
        "on d.layer = 'judgement' and d.tail is null and d.head = f.name"
    )
    outside = constraints.connection.execute(f"{query} where d.most < f.low or f.high < d.least order by 1").fetchall()
    ((count,),) = constraints.connection.execute(f"select count(*) from ({query})").fetchall()  # noqa: S608 - ours
    return [Limits(name, low, high, (), (), Extent(*cell), "outside") for name, low, high, *cell in outside], int(count)


def _hull(network: Network, left: Explanation) -> dict[str, list[PointBounds]]:
    """Return the bounds of each point; where several ways out are equally cheap, those under each of them."""
    if any(not cluster.repairs for cluster in left.clusters):
        return {}
    found: dict[str, list[PointBounds]] = {}
    ways = [cluster.cheapest for cluster in left.clusters]
    for choice in product(*ways) if prod(map(len, ways)) <= _MOST_TIES else [chain.from_iterable(ways)]:
        gone = {group for way in choice for group in way.groups}
        keep = [group for group in network.groups if group not in gone]
        for point, bounds in network.bounds(keep).items():
            found.setdefault(point, []).append(bounds)
    return found


def _limits(found: Mapping[str, Sequence[PointBounds]], constraints: Constraints, policy: Policy) -> Iterator[Limits]:
    judged = _judged(constraints, policy)
    for point, ways in sorted(found.items()):
        first = min(ways, key=lambda each: -_FAR if each.earliest is None else each.earliest)
        last = max(ways, key=lambda each: _FAR if each.latest is None else each.latest)
        cell = judged.get(point)
        yield Limits(
            point,
            first.earliest,
            last.latest,
            tuple(str(group) for group in first.earliest_because),
            tuple(str(group) for group in last.latest_because),
            cell,
            "" if cell is None else _compared(_told(first, last, cell), cell),
        )


def _told(first: PointBounds, last: PointBounds, cell: Extent) -> Extent:
    """Return what follows, without a limit that only an order of kinds gives where the cell leaves that side open."""
    low = None if cell.low is None and any(map(_is_order, first.earliest_because)) else first.earliest
    high = None if cell.high is None and any(map(_is_order, last.latest_because)) else last.latest
    return Extent(low, high)


def _is_order(group: Group) -> bool:
    return ORDER_ID.match(str(group)) is not None


def _judged(constraints: Constraints, policy: Policy) -> dict[str, Extent]:
    """Return the limits of the dates in the cells of the package, by point."""
    rows = constraints.connection.execute(
        "select concat(event_id, ' start'), start_date from raw.events "
        "union all select concat(event_id, ' end'), end_date from raw.events "
        "union all select concat(person_id, ' born'), born from raw.people "
        "union all select concat(person_id, ' died'), died from raw.people"
    ).fetchall()
    read = {point: read_date(text, constraints.unit, policy) for point, text in rows if text}
    return {point: found for point, found in read.items() if found is not None}


def _compared(follows: Extent, cell: Extent) -> str:
    low, high = _open(follows)
    first, last = _open(cell)
    if high < first or last < low:
        return "outside"
    if (low, high) == (first, last):
        return "same"
    return "tighter" if first < low or high < last else "wider"


def _open(extent: Extent) -> tuple[int, int]:
    return (-_FAR if extent.low is None else extent.low), (_FAR if extent.high is None else extent.high)
