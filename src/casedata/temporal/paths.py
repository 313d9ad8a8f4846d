"""Shortest paths in a distance graph: Bellman-Ford with a queue, and negative cycles.

An edge from u to v of weight w says t[v] - t[u] <= w. Labels that no edge can lower are times at which every edge
holds; a cycle of negative weight is a proof that there are none (Dechter, Meiri and Pearl 1991, Temporal constraint
networks, Artificial Intelligence 49). A cycle is looked for in the graph of parents (Cherkassky and Goldberg 1999,
Negative-cycle detection algorithms, Mathematical Programming 85). What the points mean is left to `network`.
"""

from collections import deque
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Group = Hashable
"""What a constraint comes from: a claim, a link, a rule."""

Arcs = dict[int, list[tuple[int, int, int]]]
"""The edges out of each point: head, weight, number of the edge."""


@dataclass(slots=True)
class Edges:
    """The edges of a distance graph, column by column; an edge is known by its number."""

    tails: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    weights: list[int] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)

    def add(self, tail: int, head: int, weight: int, group: Group) -> int:
        """Add an edge and return its number."""
        self.tails.append(tail)
        self.heads.append(head)
        self.weights.append(weight)
        self.groups.append(group)
        return len(self.tails) - 1

    def reversed(self) -> "Edges":
        """Return the same edges with tails and heads exchanged: time runs backwards."""
        return Edges(self.heads, self.tails, self.weights, self.groups)


@dataclass(slots=True)
class State:
    """Edges, a label for each point and the edge by which the label was lowered last."""

    arcs: Arcs
    labels: dict[int, int]
    parents: dict[int, int] = field(default_factory=dict)

    def with_edge(self, edges: Edges, edge: int) -> "State":
        """Return a copy with one edge more, not yet relaxed."""
        tail = edges.tails[edge]
        arc = (edges.heads[edge], edges.weights[edge], edge)
        arcs = {**self.arcs, tail: [*self.arcs.get(tail, ()), arc]}
        return State(arcs, dict(self.labels), dict(self.parents))


def relax(state: State, tails: Sequence[int], begin: Iterable[int]) -> list[int] | None:
    """Lower labels along edges, beginning with the edges out of some points, until every edge holds.

    Returns the edges of a negative cycle, in order, as soon as one is seen; the labels are then of no use. From labels
    where only edges out of `begin` fail, the cost is that of the labels that change.
    """
    arcs, labels, parents = state.arcs, state.labels, state.parents
    waiting = deque(dict.fromkeys(begin))
    inside = set(waiting)
    lowered = 0
    while waiting:
        point = waiting.popleft()
        inside.discard(point)
        base = labels[point]
        for head, weight, edge in arcs.get(point, ()):
            label = base + weight
            if label < labels[head]:
                labels[head] = label
                parents[head] = edge
                lowered += 1
                if head not in inside:
                    inside.add(head)
                    waiting.append(head)
        if lowered > len(parents):
            lowered = 0
            cycle = _cycle(parents, tails)
            if cycle:
                return cycle
    return None


def _cycle(parents: Mapping[int, int], tails: Sequence[int]) -> list[int] | None:
    """Return the edges of a cycle of parents, in their own direction, or None."""
    seen: dict[int, int] = {}
    for start in parents:
        point = start
        while point in parents and point not in seen:
            seen[point] = start
            point = tails[parents[point]]
        if seen.get(point) == start:
            cycle = [parents[point]]
            while tails[cycle[-1]] != point:
                cycle.append(parents[tails[cycle[-1]]])
            return cycle[::-1]
    return None


def solve(arcs: Arcs, tails: Sequence[int], points: Iterable[int], late: int) -> tuple[State, list[int] | None]:
    """Return labels for all points, those reached from point 0 being shortest distances, or a negative cycle.

    `late` exceeds the sum of all weights twice: points that point 0 does not reach begin there, those without edges
    into them first, so that no label of a reached point depends on them.
    """
    never = 2 * late
    state = State(arcs, dict.fromkeys(points, never))
    labels = state.labels
    labels[0] = 0
    cycle = relax(state, tails, [0])
    if cycle:
        return state, cycle
    entered = {head for out in arcs.values() for head, _, _ in out}
    roots = [point for point, label in labels.items() if label == never and point not in entered]
    labels.update(dict.fromkeys(roots, late))
    cycle = relax(state, tails, roots)
    for point in labels:
        if cycle:
            break
        if labels[point] == never:
            labels[point] = late
            cycle = relax(state, tails, [point])
    return state, cycle


def path(parents: Mapping[int, int], tails: Sequence[int], point: int) -> list[int]:
    """Return the edges by which the label of a point came about, first edge first."""
    edges = []
    while point in parents:
        edges.append(parents[point])
        point = tails[edges[-1]]
    return edges[::-1]
