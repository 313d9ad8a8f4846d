"""Why groups cannot all hold and what would mend it: all minimal conflicts and the minimal repairs.

Implicit hitting sets (Reiter 1987, A theory of diagnosis from first principles, Artificial Intelligence 32): the
minimal sets that hit the conflicts known so far are tried; where one does not mend the network, a further conflict is
found. When all of them do, no conflict is missing. Parts of a network that share nothing but the calendar are taken by
themselves, and so are clusters of conflicts that share no group: twenty contradictions are not 2^20 repairs.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from casedata.temporal.branches import NetworkError
from casedata.temporal.conflicts import Conflict, hard_conflict, listing_key, shrunk, soft_groups
from casedata.temporal.hitting import Groups, each_is_needed, hitting_sets, with_conflict
from casedata.temporal.network import Network
from casedata.temporal.parts import parts
from casedata.temporal.paths import Group
from casedata.temporal.trials import Trials

MOST_WAYS = 1_000
"""So many repairs of one cluster are kept at most."""

SEARCHED = 20_000
"""After so many partial sets the search for the cheapest is given up."""


@dataclass(frozen=True, slots=True)
class Repair:
    """Groups that mend a cluster of conflicts when set aside, none of them needlessly, and the sum of their weights."""

    groups: Groups
    cost: int


@dataclass(frozen=True, slots=True)
class Cluster:
    """Conflicts connected by groups they share, smallest first, and the minimal repairs, cheapest first."""

    conflicts: tuple[Conflict, ...]
    repairs: tuple[Repair, ...]

    @property
    def cheapest(self) -> tuple[Repair, ...]:
        """The repairs than which none is cheaper: several are equal, and none is preferred."""
        return tuple(repair for repair in self.repairs if repair.cost == self.repairs[0].cost)


@dataclass(frozen=True, slots=True)
class Explanation:
    """The clusters of conflicts of a network, none if it is consistent.

    Each repair mends everything together with the cheapest of the other clusters. `complete` says that no minimal
    conflict is missing and that the minimal repairs are exactly the unions of one repair of each cluster; otherwise
    there are at least these conflicts, and cheaper repairs may be missing. A network whose hard groups contradict each
    other has that conflict alone and no repair.
    """

    clusters: tuple[Cluster, ...]
    complete: bool

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """All conflicts that were found, smallest first."""
        found = [conflict for cluster in self.clusters for conflict in cluster.conflicts]
        return tuple(sorted(found, key=lambda conflict: listing_key(conflict.groups)))


def explain(
    network: Network, *, weights: Mapping[Group, int] | None = None, limit: int = 60, steps: int = 1000
) -> Explanation:
    """Return the minimal conflicts of a network and its minimal repairs.

    `weights` are what it costs to set a group aside, at least 1, and 1 where none is given. When `limit` conflicts are
    known, or after `steps` trials in a part, only what is needed for one repair is still looked for.

    Raises:
        NetworkError: a weight is less than 1, or either/or needs too many branches.
    """
    costs = dict.fromkeys(network.groups, 1) | dict(weights or {})
    for group, cost in costs.items():
        if cost < 1:
            raise NetworkError(f"{group}: the weight is {cost}; give at least 1")
    impossible = hard_conflict(network)
    if impossible is not None:
        return Explanation((Cluster((impossible,), ()),), complete=True)
    found: list[Cluster] = []
    complete = True
    for groups in [] if network.consistent() else parts(network):
        part = _Part(network, groups, costs, limit - sum(len(cluster.conflicts) for cluster in found), steps)
        found += part.clusters()
        complete = complete and part.complete
    return Explanation(tuple(sorted(found, key=lambda cluster: listing_key(cluster.conflicts[0].groups))), complete)


class _Part:
    """A part of a network, the conflicts found in it, and what was tried."""

    def __init__(
        self, network: Network, groups: Sequence[Group], weights: Mapping[Group, int], limit: int, steps: int
    ) -> None:
        self.complete = True
        self._network, self._weights = network, weights
        self._limit, self._steps = limit, steps
        self._trials = Trials(network, groups)
        self._conflicts: dict[Groups, Conflict] = {}
        self._knots: list[_Knot] = []
        self._mends: set[Groups] = set()

    def clusters(self) -> list[Cluster]:
        """Return the clusters of conflicts of the part with their repairs."""
        while True:
            best = [knot.best() for knot in self._knots]
            if self._mended(_union(best)) and not self._is_refuted(best):
                self.complete = self.complete and all(knot.complete for knot in self._knots)
                return [
                    self._cluster(knot, [way for way in knot.ways if self._still_mends(_other(best, at, way))])
                    for at, knot in enumerate(self._knots)
                ]

    def _is_refuted(self, best: Sequence[Groups]) -> bool:
        """Return whether some choice of ways fails to mend the part: in one cluster at a time, then in all together."""
        singles = (_other(best, at, way) for at, knot in enumerate(self._knots) for way in knot.ways)
        return self._fails(singles) or self._fails_together()

    def _fails_together(self) -> bool:
        if len(self._knots) < 2:
            return False
        if prod(len(knot.ways) for knot in self._knots) > self._steps:
            self.complete = False
            return False
        return self._fails(_union(choice) for choice in product(*(knot.ways for knot in self._knots)))

    def _fails(self, trials: Iterable[Groups]) -> bool:
        for trial in trials:
            if trial in self._mends:
                continue
            if self._steps <= 0 or len(self._conflicts) >= self._limit:
                self.complete = False
                return False
            self._steps -= 1
            if not self._mended(trial):
                return True
        return False

    def _still_mends(self, aside: Groups) -> bool:
        """Return whether a way out is known to mend the part, trying it as long as steps are left."""
        if aside in self._mends:
            return True
        self._steps -= 1
        return self._steps >= 0 and not self._trials.refutation(aside)

    def _mended(self, aside: Groups) -> bool:
        """Return whether the part is consistent without some groups; if not, a further conflict is known."""
        if aside in self._mends:
            return True
        cycles = self._trials.refutation(aside)
        if not cycles:
            self._mends.add(aside)
            return True
        conflict = shrunk(self._network, soft_groups(self._network, cycles))
        self._conflicts[conflict.groups] = conflict
        self._join(conflict.groups)
        return False

    def _join(self, conflict: Groups) -> None:
        """Put a conflict into the cluster with which it shares a group; clusters that it connects become one."""
        touched = [knot for knot in self._knots if knot.groups & conflict]
        self._knots = [knot for knot in self._knots if not knot.groups & conflict]
        joined = touched[0] if touched else _Knot(self._weights)
        for knot in touched[1:]:
            joined.join(knot)
        joined.add(conflict)
        self._knots.append(joined)

    def _cluster(self, knot: "_Knot", ways: Iterable[Groups]) -> Cluster:
        repairs = [Repair(way, sum(self._weights[group] for group in way)) for way in ways]
        return Cluster(
            tuple(self._conflicts[groups] for groups in sorted(knot.conflicts, key=listing_key)),
            tuple(sorted(repairs, key=lambda repair: (repair.cost, *listing_key(repair.groups)))),
        )


class _Knot:
    """Conflicts that share groups, and the minimal sets that hit them, kept up as conflicts are added.

    Of more than `MOST_WAYS` sets the cheapest are kept, and it is no longer known that there is no other.
    """

    def __init__(self, weights: Mapping[Group, int]) -> None:
        self.conflicts: list[Groups] = []
        self.groups: Groups = frozenset()
        self.ways: list[Groups] = [frozenset()]
        self.complete = True
        self._weights = weights

    def add(self, conflict: Groups) -> None:
        """Add a conflict that none of the sets, taken out, would mend."""
        self.conflicts.append(conflict)
        self.groups |= conflict
        self._keep(with_conflict(self.ways, conflict))

    def join(self, other: "_Knot") -> None:
        """Take in a cluster that shares no group."""
        self.conflicts += other.conflicts
        self.groups |= other.groups
        self.complete = self.complete and other.complete
        self._keep([one | two for one in self.ways for two in other.ways])

    def best(self) -> Groups:
        """Return the cheapest set."""
        if not self.complete:
            cheapest = hitting_sets(self.conflicts, self._weights, SEARCHED, most=1)[0][0]
            self.ways = [cheapest, *(way for way in self.ways if way != cheapest)]
        return min(self.ways, key=self._key)

    def _key(self, way: Groups) -> tuple[int, int, list[str]]:
        return sum(self._weights[group] for group in way), *listing_key(way)

    def _keep(self, ways: list[Groups]) -> None:
        if not self.complete or len(ways) > MOST_WAYS:
            self.complete = False
            ways = [way for way in sorted(ways, key=self._key) if each_is_needed(way, self.conflicts)][:MOST_WAYS]
        self.ways = ways


def _other(best: Sequence[Groups], at: int, way: Groups) -> Groups:
    """Return the best ways together, but for one in the place of that at `at`."""
    return _union([*best[:at], way, *best[at + 1 :]])


def _union(sets: Collection[Groups]) -> Groups:
    return frozenset().union(*sets)
