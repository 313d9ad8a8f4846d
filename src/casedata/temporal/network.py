"""A simple temporal network: time points and constraints on the differences between them, each from a group.

The method is that of Dechter, Meiri and Pearl 1991, Temporal constraint networks, Artificial Intelligence 49: the
constraints can all hold exactly when the distance graph has no negative cycle. Times are integers in one unit (days or
minutes) counted from the calendar's zero; all limits are closed. How tables become constraints is left to others, and
so is what to do when they cannot all hold (`repairs`).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from casedata.temporal.bounds import PointBounds, point_bounds
from casedata.temporal.branches import Choice, NetworkError
from casedata.temporal.kept import Kept
from casedata.temporal.paths import Edges, Group


@dataclass(frozen=True, slots=True)
class Constraint:
    """`end - start <= most`, in the unit of the network; None is the calendar's zero."""

    start: str | None
    end: str | None
    most: int
    group: Group


@dataclass(frozen=True, slots=True)
class Cycle:
    """A negative cycle: constraints, each beginning where the one before ends, that together ask for `gap` too much."""

    constraints: tuple[Constraint, ...]

    @property
    def gap(self) -> int:
        """By how much the constraints miss each other, in the unit of the network; at least 1."""
        return -sum(constraint.most for constraint in self.constraints)

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups of the constraints, in their order, each once."""
        return tuple(dict.fromkeys(constraint.group for constraint in self.constraints))


class Network:
    """Time points by name and grouped difference constraints, some of them either/or.

    Constraints of `hard` groups always hold and are never offered for removal. Every question takes `keep`, the groups
    whose constraints hold besides the hard ones; None keeps all.
    """

    def __init__(self, hard: Iterable[Group] = ()) -> None:
        """Begin an empty network."""
        self.hard = frozenset(hard)
        self.edges = Edges()
        self.edges_of: dict[Group, list[int]] = {}
        self.choices_of: dict[Group, list[Choice]] = {}
        self.hard_from: dict[int, list[int]] = {}
        self.late = 1
        self._numbers: dict[str | None, int] = {None: 0}
        self._names: list[str | None] = [None]

    @property
    def points(self) -> tuple[str, ...]:
        """The names of the time points, in the order of their first use."""
        return tuple(name for name in self._names if name is not None)

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups that may be left out, in the order of their first use."""
        return tuple(group for group in self.edges_of if group not in self.hard)

    def bound(self, point: str, earliest: int | None, latest: int | None, group: Group) -> None:
        """Say that a point is not before `earliest` and not after `latest`; None leaves a side open."""
        self._between(self._number(None), self._number(point), earliest, latest, group)

    def difference(self, a: str, b: str, least: int | None, most: int | None, group: Group) -> None:
        """Say that b comes `least` to `most` after a; either may be negative, None leaves a side open.

        `least` above `most` is no error: the group then contradicts itself.
        """
        self._between(self._number(a), self._number(b), least, most, group)

    def either(self, group: Group, *orders: tuple[str | None, str | None, int]) -> None:
        """Say that at least one of some orders holds; (a, b, least) says that b comes at least `least` after a.

        None for a point is the calendar's zero.

        Raises:
            NetworkError: there is no order.
        """
        if not orders:
            raise NetworkError(f"{group}: either/or without an order; give at least one")
        self.edges_of.setdefault(group, [])
        choice = tuple(self._edge(self._number(b), self._number(a), -least, group) for a, b, least in orders)
        self.choices_of.setdefault(group, []).append(choice)

    def consistent(self, keep: Collection[Group] | None = None) -> bool:
        """Return whether the constraints of the groups can all hold.

        Raises:
            NetworkError: a group is not in the network, or either/or needs too many branches.
        """
        return not self.refutation(keep)

    def refutation(self, keep: Collection[Group] | None = None) -> tuple[Cycle, ...]:
        """Return negative cycles that show the constraints impossible; none if they can all hold.

        With either/or there is at least one for each way to choose.

        Raises:
            NetworkError: a group is not in the network, or either/or needs too many branches.
        """
        kept = Kept(self, self.checked(keep))
        kept.start()
        return tuple(self.cycle(cycle) for cycle in kept.refute())

    def bounds(self, keep: Collection[Group] | None = None) -> dict[str, PointBounds]:
        """Return the tightest limits of each point, with the groups each follows from.

        Raises:
            NetworkError: the constraints cannot all hold, a group is not in the network, or either/or needs too many
                branches.
        """
        groups = self.checked(keep)
        found = point_bounds(Kept(self, groups), Kept(self, groups, backwards=True))
        return {name: found[number] for number, name in enumerate(self._names) if name is not None}

    def cycle(self, edges: Iterable[int]) -> Cycle:
        """Return a cycle of edges as constraints."""
        columns, names = self.edges, self._names
        return Cycle(
            tuple(
                Constraint(names[columns.tails[e]], names[columns.heads[e]], columns.weights[e], columns.groups[e])
                for e in edges
            )
        )

    def checked(self, keep: Collection[Group] | None) -> list[Group]:
        """Return the groups to keep, in the order of the network, without the hard ones.

        Raises:
            NetworkError: a group is not in the network.
        """
        if keep is None:
            return list(self.groups)
        wanted = set(keep)
        unknown = sorted(map(str, wanted - self.edges_of.keys() - self.hard))
        if unknown:
            raise NetworkError(f"{unknown[0]}: no constraint has this group; keep only groups of the network")
        return [group for group in self.edges_of if group in wanted and group not in self.hard]

    def _between(self, a: int, b: int, least: int | None, most: int | None, group: Group) -> None:
        edges = self.edges_of.setdefault(group, [])
        found = [] if most is None else [self._edge(a, b, most, group)]
        if least is not None:
            found.append(self._edge(b, a, -least, group))
        edges += found
        if group in self.hard:
            for edge in found:
                self.hard_from.setdefault(self.edges.tails[edge], []).append(edge)

    def _edge(self, tail: int, head: int, weight: int, group: Group) -> int:
        self.late += 2 * abs(weight)
        return self.edges.add(tail, head, weight, group)

    def _number(self, name: str | None) -> int:
        number = self._numbers.setdefault(name, len(self._names))
        if number == len(self._names):
            self._names.append(name)
        return number

    def number(self, name: str) -> int:
        """Return the number of a point.

        Raises:
            NetworkError: the network has no such point.
        """
        if name not in self._numbers:
            raise NetworkError(f"{name}: no constraint speaks of this point; ask for points of the network")
        return self._numbers[name]

    def all_points(self) -> range:
        """Return the numbers of all points; 0 is the calendar's zero."""
        return range(len(self._names))
