"""Which of two points is the earlier, for every pair: what a network decides, and what it leaves open.

Shortest paths between all points by Johnson's method (1977, Efficient algorithms for shortest paths in sparse networks,
Journal of the ACM 24): labels at which every edge holds make all weights positive; then Dijkstra from each point.
"""

from collections.abc import Collection, Mapping, Sequence
from heapq import heappop, heappush
from itertools import combinations

from casedata.temporal.branches import NetworkError
from casedata.temporal.kept import Kept
from casedata.temporal.network import Network
from casedata.temporal.paths import Group


def undecided(network: Network, points: Sequence[str], keep: Collection[Group] | None = None) -> list[tuple[str, str]]:
    """Return the pairs of points either of which can be the earlier; what is only known by either/or counts as open.

    Raises:
        NetworkError: the constraints cannot all hold, a group or a point is not in the network.
    """
    kept = Kept(network, network.checked(keep))
    kept.start()
    if kept.cycle:
        raise NetworkError("the constraints cannot all hold, so no order follows; leave out the groups of a conflict")
    number = {name: network.number(name) for name in points}
    furthest = {name: _distances(kept, number[name]) for name in points}
    return [
        (a, b)
        for a, b in combinations(points, 2)
        if furthest[a].get(number[b], 1) > 0 and furthest[b].get(number[a], 1) > 0
    ]


def _distances(kept: Kept, start: int) -> Mapping[int, int]:
    """Return by how much at most each point can come after `start`; where there is no limit, it is left out."""
    labels, arcs = kept.state.labels, kept.arcs
    found: dict[int, int] = {}
    heap = [(0, start)]
    while heap:
        reduced, point = heappop(heap)
        if point in found:
            continue
        found[point] = reduced - labels[start] + labels[point]
        base = reduced + labels[point]
        for head, weight, _ in arcs.get(point, ()):
            if head not in found:
                heappush(heap, (base + weight - labels[head], head))
    return found
