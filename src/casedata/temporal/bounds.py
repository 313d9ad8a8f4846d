"""The tightest limits of time points, and the groups they follow from."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from casedata.temporal.branches import NetworkError, leaves
from casedata.temporal.kept import Kept
from casedata.temporal.paths import Edges, Group, State, path


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of all limits: labels without either/or, states that keep it, and what refuted the others."""

    edges: Edges
    late: int
    plain: State
    states: tuple[State, ...]
    refuted: tuple[Group, ...]
    exact: bool

    def label(self, point: int) -> int | None:
        """Return the greatest label of a point, None if some state leaves it open."""
        found = self.states[0].labels[point]
        if len(self.states) > 1:
            found = max(state.labels[point] for state in self.states)
        return found if 2 * found < self.late else None

    def groups(self, point: int) -> tuple[Group, ...]:
        """Return the groups that alone give the label of a point, in the order of the argument."""
        found = self.label(point)
        if found is None:
            return ()
        if self.plain.labels[point] == found:
            return self._path(self.plain, point)
        groups = (group for state in self.states for group in self._path(state, point))
        return tuple(dict.fromkeys([*groups, *self.refuted]))

    def _path(self, state: State, point: int) -> tuple[Group, ...]:
        edges = path(state.parents, self.edges.tails, point)
        return tuple(dict.fromkeys(self.edges.groups[edge] for edge in edges))


@dataclass(frozen=True, slots=True)
class PointBounds:
    """The earliest and latest time of a point, in the unit of the network, None where there is no limit.

    `exact` is False where either/or had too many branches: the limits are then right but perhaps not the tightest.
    """

    earliest: int | None
    latest: int | None
    exact: bool
    _point: int = field(repr=False, compare=False)
    _sides: tuple[_Side, _Side] = field(repr=False, compare=False)

    @property
    def latest_because(self) -> tuple[Group, ...]:
        """The groups that alone give `latest`, from the calendar to the point; found when asked for."""
        return self._sides[0].groups(self._point)

    @property
    def earliest_because(self) -> tuple[Group, ...]:
        """The groups that alone give `earliest`, from the calendar to the point; found when asked for."""
        return self._sides[1].groups(self._point)


def point_bounds(forwards: Kept, backwards: Kept) -> list[PointBounds]:
    """Return the limits of every point under the same constraints, given forwards and backwards.

    Shortest paths from the calendar give every latest time, shortest paths to it every earliest.

    Raises:
        NetworkError: the constraints cannot all hold.
    """
    forwards.start()
    if forwards.refute():
        raise NetworkError("the constraints cannot all hold, so nothing is bounded; leave out the groups of a conflict")
    backwards.start()
    sides = _side(forwards), _side(backwards)
    exact = all(side.exact for side in sides)
    return [
        PointBounds(None if early is None else -early, late, exact, point, sides)
        for point, late, early in _labels(sides, forwards.points)
    ]


def _labels(sides: tuple[_Side, _Side], points: Iterable[int]) -> Iterable[tuple[int, int | None, int | None]]:
    return ((point, sides[0].label(point), sides[1].label(point)) for point in points)


def _side(kept: Kept) -> _Side:
    found, cycles, exact = leaves(kept.state, kept.edges, kept.choices)
    refuted = dict.fromkeys(kept.edges.groups[edge] for cycle in cycles for edge in cycle)
    return _Side(kept.edges, kept.late, kept.state, tuple(found), tuple(refuted), exact)
