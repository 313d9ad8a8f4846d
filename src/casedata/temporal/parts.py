"""What can be taken by itself: parts of a network that share only the calendar."""

from collections.abc import Hashable, Iterable

from casedata.temporal.network import Network
from casedata.temporal.paths import Group


class _Joined:
    """Disjoint sets of things, joined as they turn out to belong together."""

    def __init__(self) -> None:
        self._above: dict[Hashable, Hashable] = {}

    def top(self, thing: Hashable) -> Hashable:
        """Return the thing that stands for all that was joined with this one."""
        above = self._above
        above.setdefault(thing, thing)
        while above[thing] != thing:
            above[thing] = above[above[thing]]
            thing = above[thing]
        return thing

    def join(self, things: Iterable[Hashable]) -> None:
        """Join things."""
        first: Hashable = None
        for at, thing in enumerate(things):
            top = self.top(thing)
            if at:
                self._above[top] = first
            else:
                first = top


def parts(network: Network) -> list[list[Group]]:
    """Return the soft groups by the parts of the network they belong to, in its order.

    Points belong together where an edge, a soft group or a choice joins them; point 0, the calendar, joins nothing. A
    minimal conflict lies within a part.
    """
    joined = _Joined()
    numbers = {group: [*plain] for group, plain in network.edges_of.items()}
    for group, choices in network.choices_of.items():
        numbers[group] += [edge for choice in choices for edge in choice]
        for choice in choices:
            joined.join(_points(network, choice))
    for group, found in numbers.items():
        for together in [found] if group not in network.hard else [[edge] for edge in found]:
            joined.join(_points(network, together))
    by_part: dict[Hashable, list[Group]] = {}
    for group in network.groups:
        if numbers[group]:
            first = next(iter(_points(network, numbers[group])), 0)
            by_part.setdefault(joined.top(first), []).append(group)
    return list(by_part.values())


def _points(network: Network, numbers: Iterable[int]) -> list[int]:
    edges = network.edges
    return [point for edge in numbers for point in (edges.tails[edge], edges.heads[edge]) if point]
