"""The constraints of some groups of a network, ready to be solved; groups can be taken out and put back."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from casedata.temporal.branches import Choice, refute
from casedata.temporal.paths import Arcs, Edges, Group, State, relax, solve


class Constraints(Protocol):
    """What is read of a network."""

    hard: frozenset[Group]
    edges: Edges
    edges_of: dict[Group, list[int]]
    choices_of: dict[Group, list[Choice]]
    hard_from: dict[int, list[int]]
    late: int

    def all_points(self) -> range:
        """Return the numbers of all points."""


class Kept:
    """The edges and choices of soft groups, with the hard ones.

    With `near` there are only the points of those groups and hard edges that can be reached from them: enough for every
    conflict in which one of them has a part, and small. `backwards` turns the edges round.
    """

    def __init__(
        self,
        network: Constraints,
        groups: Iterable[Group],
        *,
        near: Sequence[Group] | None = None,
        backwards: bool = False,
    ) -> None:
        """Gather the edges of the groups."""
        self.edges = network.edges.reversed() if backwards else network.edges
        self.late = network.late
        groups = tuple(groups)
        self._network = network
        hard = [group for group in network.edges_of if group in network.hard]
        self._choices = {group: network.choices_of[group] for group in (*hard, *groups) if group in network.choices_of}
        self.arcs: Arcs = {}
        for group in groups:
            self._insert(network.edges_of[group])
        if near is not None:
            self.points = self._reached(near)
        else:
            self.points = dict.fromkeys(network.all_points())
            for group in hard:
                self._insert(network.edges_of[group])
        self.state = State(self.arcs, {})
        self.cycle: list[int] | None = None

    @property
    def choices(self) -> Sequence[Choice]:
        """The either/or of the groups that are in."""
        return [choice for choices in self._choices.values() for choice in choices]

    def start(self) -> None:
        """Find labels from the calendar's zero."""
        self.state, self.cycle = solve(self.arcs, self.edges.tails, self.points, self.late)

    def refute(self) -> list[list[int]]:
        """Return the cycles that show the constraints impossible, none if they are possible."""
        return [self.cycle] if self.cycle else refute(self.state, self.edges, self.choices)

    def exchange(self, out: Group, back: Group) -> None:
        """Take a group out and put another back, keeping labels at which everything but the latter held."""
        for edge in self._network.edges_of[out]:
            self.arcs[self.edges.tails[edge]].remove((self.edges.heads[edge], self.edges.weights[edge], edge))
        self._choices.pop(out, None)
        if back in self._network.choices_of:
            self._choices[back] = self._network.choices_of[back]
        edges = self._network.edges_of[back]
        self._insert(edges)
        self.state = State(self.arcs, self.state.labels)
        self.cycle = relax(self.state, self.edges.tails, [self.edges.tails[edge] for edge in edges])

    def change(self, out: Collection[Group], back: Collection[Group], labels: Mapping[int, int]) -> None:
        """Take groups out and put others back, given labels at which everything but the latter holds."""
        for group in out:
            for edge in self._network.edges_of[group]:
                self.arcs[self.edges.tails[edge]].remove((self.edges.heads[edge], self.edges.weights[edge], edge))
            self._choices.pop(group, None)
        inserted = [edge for group in back for edge in self._network.edges_of[group]]
        self._insert(inserted)
        choices = self._network.choices_of
        self._choices |= {group: choices[group] for group in back if group in choices}
        self.state = State(self.arcs, dict(labels))

    def relax(self, groups: Iterable[Group]) -> None:
        """Lower the labels until the constraints of some groups hold too, all others holding already."""
        tails = [self.edges.tails[edge] for group in groups for edge in self._network.edges_of[group]]
        self.cycle = relax(self.state, self.edges.tails, tails)

    def _insert(self, numbers: Iterable[int]) -> None:
        tails, heads, weights = self.edges.tails, self.edges.heads, self.edges.weights
        arcs = self.arcs
        for edge in numbers:
            tail = tails[edge]
            if tail in arcs:
                arcs[tail].append((heads[edge], weights[edge], edge))
            else:
                arcs[tail] = [(heads[edge], weights[edge], edge)]

    def _reached(self, near: Iterable[Group]) -> dict[int, None]:
        """Return the points of the groups and all that hard edges reach from them, adding those edges."""
        edges, network = self.edges, self._network
        numbers = [edge for group in near for edge in network.edges_of[group]]
        choices = [*self.choices, *(choice for group in near for choice in network.choices_of.get(group, ()))]
        numbers += [edge for choice in choices for edge in choice]
        points = {0: None} | {point: None for edge in numbers for point in (edges.tails[edge], edges.heads[edge])}
        waiting = list(points)
        while waiting:
            found = network.hard_from.get(waiting.pop(), ())
            self._insert(found)
            fresh = {edges.heads[edge]: None for edge in found if edges.heads[edge] not in points}
            points |= fresh
            waiting += fresh
        return points
