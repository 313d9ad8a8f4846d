"""Many small temporal networks side by side in NumPy: which are surely consistent, and the limits of their points.

Bellman-Ford in rounds over all constraints at once, forwards for the latest times and backwards for the earliest. The
networks share nothing but the calendar, whose label never moves, so that a contradiction stays in its component. What
does not settle is left to `network`, and so are either/or, conflicts and repairs. NumPy is imported here alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from casedata.temporal.branches import NetworkError

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

NO_EARLIEST = int(np.iinfo(np.int64).min)
"""Stands in `Screen.earliest` for no limit: before all times."""

NO_LATEST = int(np.iinfo(np.int64).max)
"""Stands in `Screen.latest` for no limit: after all times."""

BLOCK = 1 << 20
"""So many constraints are looked at together: enough to be quick, few enough to need little memory."""


@dataclass(frozen=True, slots=True, eq=False)
class Screen:
    """The limits of all points, and the points that have to be solved singly.

    `earliest` and `latest` have a time for each point, `NO_EARLIEST` and `NO_LATEST` where there is no limit. They are
    the tightest, and the constraints on them can all hold, except for the points in `suspects`, which are sorted, come
    in whole components and have no limits.
    """

    earliest: Numbers
    latest: Numbers
    suspects: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class _Edges:
    """Constraints column by column: `t[head] - t[tail] <= most`."""

    tails: Numbers
    heads: Numbers
    mosts: Numbers

    def __len__(self) -> int:
        return len(self.tails)

    def where(self, wanted: Flags) -> "_Edges":
        """Return those that are wanted."""
        return _Edges(self.tails[wanted], self.heads[wanted], self.mosts[wanted])

    def blocks(self) -> Iterator["_Edges"]:
        """Yield views of `BLOCK` constraints at a time."""
        for start in range(0, len(self), BLOCK):
            part = slice(start, start + BLOCK)
            yield _Edges(self.tails[part], self.heads[part], self.mosts[part])


@dataclass(frozen=True, slots=True, eq=False)
class _Components:
    """For each point the least it is connected with, and how many are; point 0, the calendar, connects nothing."""

    least: Numbers
    sizes: Numbers

    def spread(self, points: Flags) -> Flags:
        """Return the points of all components that have one of these points."""
        found = np.zeros_like(points)
        found[self.least[points]] = True
        return found[self.least]


def screen(
    tails: Numbers, heads: Numbers, mosts: Numbers, size: int, *, rounds: int = 64, also_suspects: npt.ArrayLike = ()
) -> Screen:
    """Solve all constraints `t[head] - t[tail] <= most` on the points 0 to size - 1 that settle within some rounds.

    Point 0 is the calendar's zero; it connects nothing. Not settled, and so suspect, are all contradictory components
    and perhaps some of more than `rounds` points. The components of the points `also_suspects` are left to the caller
    too: name there every point that either/or speaks of. Time grows with the constraints, and with `rounds` where paths
    are long.

    Raises:
        NetworkError: the columns differ in length, a point is not among the points, the calendar's zero is said to come
            before itself, or the times are too large for 64 bits.
    """
    edges = _Edges(tails, heads, mosts)
    further = np.asarray(also_suspects, dtype=np.int64)
    _check(edges, further, size)
    late = _late(edges, size, rounds)
    components = _components(edges, size)
    suspect = np.zeros(size, dtype=np.bool_)
    suspect[further] = True
    suspect[0] = False
    suspect = components.spread(suspect)
    turned = _Edges(heads, tails, mosts)
    latest = _settle(edges, components, suspect, late, rounds)
    earliest = _settle(turned, components, suspect, late, rounds)
    np.negative(earliest, out=earliest)
    earliest[suspect | (2 * earliest <= -late)] = NO_EARLIEST
    latest[suspect | (2 * latest >= late)] = NO_LATEST
    return Screen(earliest, latest, np.flatnonzero(suspect))


def _check(edges: _Edges, further: Numbers, size: int) -> None:
    """Raise what is wrong with the call."""
    if not len(edges.tails) == len(edges.heads) == len(edges.mosts):
        raise NetworkError("tails, heads and mosts differ in length; give one of each for every constraint")
    if size < 1:
        raise NetworkError(f"there are {size} points; point 0, the calendar's zero, is always one")
    for column in (edges.tails, edges.heads, further):
        if len(column) and (column.min() < 0 or column.max() >= size):
            raise NetworkError(f"a point is beyond the last; the points are 0 to {size - 1}")
    if any(((each.tails == 0) & (each.heads == 0) & (each.mosts < 0)).any() for each in edges.blocks()):
        raise NetworkError("the calendar's zero is said to come before itself; leave such a constraint out")


def _late(edges: _Edges, size: int, rounds: int) -> int:
    """Return a label so large that paths from there do not come near those from the calendar."""
    longest = max(int(edges.mosts.max()), -int(edges.mosts.min())) if len(edges) else 0
    late = 4 * size * longest + 1
    if late + longest * rounds * (len(edges) // BLOCK + 1) >= NO_LATEST // 2:
        raise NetworkError("the times are too large for 64 bits; count them from a zero that is nearer")
    return late


def _components(edges: _Edges, size: int) -> _Components:
    """Hang the greater of two connected tops under the lesser until all are level.

    After Shiloach and Vishkin 1982, An O(log n) parallel connectivity algorithm, Journal of Algorithms 3.
    """
    least = np.arange(size, dtype=np.int64)
    inner = (edges.tails != 0) & (edges.heads != 0)
    some, others = edges.tails[inner], edges.heads[inner]
    while True:
        some, others = least[some], least[others]
        differ = some != others
        if not differ.any():
            return _Components(least, np.bincount(least, minlength=size)[least])
        some, others = some[differ], others[differ]
        np.minimum.at(least, np.maximum(some, others), np.minimum(some, others))
        while not np.array_equal(above := least[least], least):
            least = above


def _settle(edges: _Edges, components: _Components, suspect: Flags, late: int, rounds: int) -> Numbers:
    """Return the shortest distances from point 0, about `late` for points not reached, and mark what has not settled.

    A label of a component of n points is final after n rounds or never. Whatever the rounds did, every constraint is
    looked at in the end: where one does not hold, its component is suspect.
    """
    labels = np.full(len(suspect), late, dtype=np.int64)
    labels[suspect] = -late
    labels[0] = 0
    moved, left = ~suspect, edges
    for done in range(1, rounds + 1):
        moved, seen = _relax(left, labels, moved)
        moved &= components.sizes > done
        if not moved.any():
            break
        if 4 * seen < len(left):
            left = left.where(components.spread(moved)[left.tails])
    failed = np.zeros_like(suspect)
    for each in edges.blocks():
        broken = each.where(labels[each.tails] + each.mosts < labels[each.heads])
        failed[broken.tails] = failed[broken.heads] = True
    failed[0] = False
    suspect |= components.spread(failed)
    return labels


def _relax(edges: _Edges, labels: Numbers, moved: Flags) -> tuple[Flags, int]:
    """Lower labels along the edges out of the points that moved; return those that move now and the edges seen."""
    moving, seen = np.zeros_like(moved), 0
    for block in edges.blocks():
        each = block.where(moved[block.tails])
        seen += len(each)
        found = labels[each.tails] + each.mosts
        lower = found < labels[each.heads]
        heads = each.heads[lower]
        np.minimum.at(labels, heads, found[lower])
        moving[heads] = True
        labels[0] = 0
    moving[0] = False
    return moving, seen


def connected(tails: Numbers, heads: Numbers, size: int, points: npt.ArrayLike) -> Flags:
    """Return which of the points 0 to size - 1 are connected with one of some points; the calendar connects nothing."""
    edges = _Edges(tails, heads, np.zeros(0, dtype=np.int64))
    wanted = np.zeros(size, dtype=np.bool_)
    wanted[np.asarray(points, dtype=np.int64)] = True
    wanted[0] = False
    return _components(edges, size).spread(wanted)
