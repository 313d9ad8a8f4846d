"""Minimal hitting sets: the least that must be set aside so that no conflict is left whole (Reiter 1987)."""

from collections.abc import Collection, Mapping, Sequence
from heapq import heappop, heappush

from casedata.temporal.paths import Group

Groups = frozenset[Group]


def hitting_sets(
    conflicts: Sequence[Groups], weights: Mapping[Group, int], steps: int, *, most: int | None = None
) -> tuple[tuple[Groups, ...], bool]:
    """Return the minimal sets that have a member of every conflict, cheapest first, and whether these are all.

    Best first, by cost so far and a bound on what disjoint conflicts still need. If `steps` partial sets bring none to
    an end, one minimal set is returned that need not be the cheapest; after `most` sets no more are looked for. No
    conflict may be empty; weights are positive.
    """
    found: list[Groups] = []
    heap: list[tuple[int, int, Groups, Groups]] = [(0, 0, frozenset(), frozenset())]
    pushed = 0
    for _ in range(steps):
        if not heap:
            return tuple(found), True
        if len(found) == most:
            break
        _, _, chosen, banned = heappop(heap)
        missed = [conflict - banned for conflict in conflicts if not conflict & chosen]
        if not missed:
            found.append(chosen)
            continue
        shortest = min(missed, key=_size)
        for group in sorted(shortest, key=lambda group: (weights[group], str(group))):
            wider = chosen | {group}
            left = [conflict - banned for conflict in missed if group not in conflict]
            if all(left) and each_is_needed(wider, conflicts):
                pushed += 1
                heappush(heap, (_cost(wider, weights) + _still(left, weights), pushed, wider, banned))
            banned |= {group}
    return tuple(found) or (_any(conflicts, weights),), not heap


def with_conflict(ways: Sequence[Groups], conflict: Groups) -> list[Groups]:
    """Return the minimal sets that hit a conflict besides those that `ways`, all minimal, hit already.

    Berge 1989, Hypergraphs, chapter 2: what misses the conflict is widened by each of its members, unless a set that
    hits it already lies within.
    """
    hitting = [way for way in ways if way & conflict]
    by_member = {group: [way for way in hitting if group in way] for group in conflict}
    widened = [
        way | {group}
        for way in ways
        if not way & conflict
        for group in sorted(conflict, key=str)
        if not any(other <= way | {group} for other in by_member[group])
    ]
    return hitting + widened


def _size(groups: Groups) -> int:
    return len(groups)


def _cost(groups: Collection[Group], weights: Mapping[Group, int]) -> int:
    return sum(weights[group] for group in groups)


def each_is_needed(chosen: Groups, conflicts: Sequence[Groups]) -> bool:
    """Return whether each member hits some conflict alone; one that does not will not as the set grows."""
    alone = {next(iter(hit)) for conflict in conflicts if len(hit := conflict & chosen) == 1}
    return len(alone) == len(chosen)


def _still(missed: Sequence[Groups], weights: Mapping[Group, int]) -> int:
    """Return a lower bound on the cost of hitting all of these: disjoint ones need a member each."""
    seen: set[Group] = set()
    bound = 0
    for conflict in sorted(missed, key=_size):
        if seen.isdisjoint(conflict):
            seen |= conflict
            bound += min(weights[group] for group in conflict)
    return bound


def _any(conflicts: Sequence[Groups], weights: Mapping[Group, int]) -> Groups:
    """Return a minimal hitting set by leaving out the dearest members first."""
    chosen = frozenset().union(*conflicts)
    for group in sorted(chosen, key=lambda group: (-weights[group], str(group))):
        if all(conflict & chosen - {group} for conflict in conflicts):
            chosen -= {group}
    return chosen
