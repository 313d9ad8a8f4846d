"""Minimal conflicts: groups that cannot all hold, of which none can be left out."""

from collections import deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from casedata.temporal.kept import Kept
from casedata.temporal.network import Cycle, Network
from casedata.temporal.paths import Group


@dataclass(frozen=True, slots=True)
class Conflict:
    """Soft groups that cannot all hold beside the hard ones, though any of them left out, the others can.

    The cycles are the argument: one, or with either/or at least one for each way to choose. No groups at all means that
    the hard groups contradict each other; the cycles name them.
    """

    groups: frozenset[Group]
    cycles: tuple[Cycle, ...]

    @property
    def gap(self) -> int:
        """By how much the groups miss each other, in the unit of the network: the least gap among the cycles."""
        return min(cycle.gap for cycle in self.cycles)


def listing_key(groups: Collection[Group]) -> tuple[int, list[str]]:
    """Return what sets of groups are listed by: smallest first, then by name."""
    return len(groups), sorted(map(str, groups))


def minimal_conflict(network: Network, keep: Collection[Group] | None = None) -> Conflict | None:
    """Return one minimal conflict among the groups to keep (None: all), or None if they can all hold.

    The groups of a negative cycle are shrunk by deletion (Chinneck and Dravnieks 1991, Locating minimal infeasible
    constraint sets in linear programs, ORSA Journal on Computing 3): a cycle is minimal over constraints, not over
    groups.

    Raises:
        NetworkError: a group is not in the network, or either/or needs too many branches.
    """
    found = hard_conflict(network)
    if found is not None:
        return found
    kept = Kept(network, network.checked(keep))
    kept.start()
    cycles = kept.refute()
    return shrunk(network, soft_groups(network, cycles)) if cycles else None


def hard_conflict(network: Network) -> Conflict | None:
    """Return the conflict without soft groups, None if the hard groups can all hold."""
    cycles = network.refutation(())
    return Conflict(frozenset(), cycles) if cycles else None


def soft_groups(network: Network, cycles: Iterable[Sequence[int]]) -> list[Group]:
    """Return the groups of cycles of edges that may be left out, in their order, each once."""
    groups = dict.fromkeys(network.edges.groups[edge] for cycle in cycles for edge in cycle)
    return [group for group in groups if group not in network.hard]


def shrunk(network: Network, groups: Sequence[Group]) -> Conflict:
    """Return a minimal conflict among groups that cannot all hold, given that the hard ones can.

    Each group is left out in turn. In the order of a cycle this costs little, since the label that one group left out
    sets free is the only one that the next must lower.
    """
    needed: dict[Group, None] = {}
    rest, kept = deque(groups), None
    last: Group = None
    while rest:
        group = rest.popleft()
        if kept is None:
            kept = Kept(network, [*needed, *rest], near=[group, *needed, *rest])
            kept.start()
        else:
            kept.exchange(group, last)
        cycles = kept.refute()
        if cycles:
            rest = deque(group for group in soft_groups(network, cycles) if group not in needed)
            kept = None
        else:
            needed[group] = None
            last = group
    final = Kept(network, needed, near=[*needed])
    final.start()
    return Conflict(frozenset(needed), tuple(network.cycle(cycle) for cycle in final.refute()))
