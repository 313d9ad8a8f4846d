"""The temporal network against brute force over small domains, Floyd and Warshall, and itself changed."""

import random
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, combinations, pairwise, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casedata.temporal import Conflict, Cycle, Explanation, Network, NetworkError, explain, minimal_conflict
from casedata.temporal import branches as branching
from casedata.temporal.hitting import hitting_sets

LAST = 5
DOMAIN = "domain"

Said = tuple[str, tuple[Any, ...]]
"""A method of the network and its arguments, the group left out."""


@dataclass(frozen=True)
class Case:
    """What is said about some points, each by a group; hard groups always hold."""

    points: tuple[str, ...]
    said: tuple[tuple[Any, Said], ...]
    hard: frozenset[Any] = frozenset()

    @property
    def groups(self) -> list[Any]:
        return sorted({group for group, _ in self.said} - self.hard, key=str)

    def network(self, domain: bool = True) -> Network:
        network = Network(hard={*self.hard, DOMAIN})
        for point in self.points if domain else ():
            network.bound(point, 0, LAST, DOMAIN)
        for group, (method, arguments) in self.said:
            if method == "either":
                network.either(group, *arguments)
            else:
                getattr(network, method)(*arguments, group)
        return network


def within(value: int, least: int | None, most: int | None) -> bool:
    return (least is None or least <= value) and (most is None or value <= most)


def holds(said: Said, at: Mapping[str, int]) -> bool:
    """Plainly what each method says."""
    method, arguments = said
    if method == "bound":
        return within(at[arguments[0]], *arguments[1:])
    if method == "difference":
        return within(at[arguments[1]] - at[arguments[0]], *arguments[2:])
    return any(at[b] - at[a] >= least for a, b, least in arguments)


class Worlds:
    """Every assignment of days to the points that keeps the hard groups, with the groups it keeps."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.kept = [
            (at, frozenset(case.groups) - {group for group, said in case.said if not holds(said, at)})
            for days in product(range(LAST + 1), repeat=len(case.points))
            for at in [dict(zip(case.points, days, strict=True))]
            if all(holds(said, at) for group, said in case.said if group in case.hard)
        ]
        distinct = {kept for _, kept in self.kept}
        self.possible = {groups for groups in subsets(case.groups) if any(groups <= kept for kept in distinct)}

    def conflicts(self) -> set[frozenset[Any]]:
        bad = [groups for groups in subsets(self.case.groups) if groups not in self.possible]
        return {groups for groups in bad if not any(other < groups for other in bad)}

    def repairs(self) -> set[frozenset[Any]]:
        aside = [frozenset(self.case.groups) - groups for groups in self.possible]
        return {groups for groups in aside if not any(other < groups for other in aside)}

    def limits(self, point: str, groups: Collection[Any]) -> tuple[int, int]:
        days = [at[point] for at, kept in self.kept if kept >= set(groups)]
        return min(days), max(days)


def subsets(groups: Collection[Any]) -> Iterator[frozenset[Any]]:
    return map(frozenset, chain.from_iterable(combinations(groups, size) for size in range(len(groups) + 1)))


def optional(low: int, high: int) -> st.SearchStrategy[int | None]:
    return st.none() | st.integers(low, high)


def saying(points: tuple[str, ...], choices: bool = True) -> st.SearchStrategy[Said]:
    point = st.sampled_from(points)
    bound = st.tuples(st.just("bound"), st.tuples(point, optional(0, LAST), optional(0, LAST)))
    gap = st.tuples(st.just("difference"), st.tuples(point, point, optional(-3, 3), optional(-3, 3)))
    order = st.tuples(point, point, st.integers(-2, 3))
    either = st.tuples(st.just("either"), st.lists(order, min_size=1, max_size=3).map(tuple))
    return st.one_of(bound, gap, either) if choices else st.one_of(bound, gap)


@st.composite
def cases(draw: st.DrawFn, most_points: int = 4, choices: bool = True, hard: bool = True) -> Case:
    points = tuple("pqrs"[: draw(st.integers(1, most_points))])
    said = []
    for group in range(draw(st.integers(1, 6))):
        said += [(group, one) for one in draw(st.lists(saying(points, choices), min_size=1, max_size=2))]
    return Case(points, tuple(said), frozenset({0} if hard and draw(st.integers(0, 3)) == 0 else ()))


def check_cycle(cycle: Cycle) -> None:
    """A cycle is closed and its gap is what it lacks."""
    steps = [*cycle.constraints, cycle.constraints[0]]
    assert all(before.end == after.start for before, after in pairwise(steps))
    assert cycle.gap == -sum(step.most for step in cycle.constraints) >= 1


def all_repairs(explanation: Explanation) -> set[frozenset[Any]]:
    choices = [[repair.groups for repair in cluster.repairs] for cluster in explanation.clusters]
    return {frozenset().union(*choice) for choice in product(*choices)}


# --- brute force -----------------------------------------------------------------------------------------


@settings(max_examples=250, deadline=None)
@given(cases(), st.lists(st.integers(1, 4), min_size=6, max_size=6))
def test_brute_force_agrees_on_every_subset_every_conflict_and_every_repair(case: Case, costs: list[int]) -> None:
    worlds, network = Worlds(case), case.network()
    assert {groups for groups in subsets(case.groups) if network.consistent(groups)} == worlds.possible
    weights = {group: costs[group] for group in case.groups}
    found = explain(network, weights=weights)
    assert found.complete
    assert [conflict.groups for conflict in found.conflicts] == sorted(
        worlds.conflicts(), key=lambda groups: (len(groups), sorted(groups))
    )
    for conflict in found.conflicts:
        assert {group for cycle in conflict.cycles for group in cycle.groups} - case.hard - {DOMAIN} == conflict.groups
        assert conflict.gap == min(cycle.gap for cycle in conflict.cycles)
        for cycle in conflict.cycles:
            check_cycle(cycle)
    assert all_repairs(found) == worlds.repairs()
    for cluster in found.clusters:
        paid = [sum(weights[group] for group in repair.groups) for repair in cluster.repairs]
        assert [repair.cost for repair in cluster.repairs] == paid == sorted(paid)
        assert len(cluster.cheapest) == paid.count(min(paid, default=None))


@settings(max_examples=120, deadline=None)
@given(cases(), st.integers(0, 63))
def test_a_minimal_conflict_is_one_of_those_among_the_groups_that_are_kept(case: Case, mask: int) -> None:
    worlds, network = Worlds(case), case.network()
    keep = frozenset(group for group in case.groups if mask >> group & 1)
    found = minimal_conflict(network, keep)
    if found is None:
        assert keep in worlds.possible
    else:
        assert found.groups in worlds.conflicts()
        assert found.groups <= keep


@settings(max_examples=200, deadline=None)
@given(cases())
def test_brute_force_agrees_on_every_bound_and_the_named_groups_alone_give_it(case: Case) -> None:
    worlds, network = Worlds(case), case.network()
    if not worlds.possible:
        with pytest.raises(NetworkError, match="cannot all hold"):
            network.bounds(())
        return
    keep = max(worlds.possible, key=lambda groups: (len(groups), sorted(groups)))
    found = network.bounds(keep)
    assert {point: (limits.earliest, limits.latest) for point, limits in found.items()} == {
        point: worlds.limits(point, keep) for point in case.points
    }
    for point, limits in found.items():
        assert limits.exact
        early, late = (
            set(groups) - case.hard - {DOMAIN} for groups in (limits.earliest_because, limits.latest_because)
        )
        assert early | late <= keep
        assert worlds.limits(point, early)[0] == limits.earliest
        assert worlds.limits(point, late)[1] == limits.latest


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.frozensets(st.integers(0, 6), min_size=1, max_size=4), max_size=6),
    st.lists(st.integers(1, 9), min_size=7, max_size=7),
)
def test_hitting_sets_are_all_the_minimal_ones_cheapest_first(
    conflicts: list[frozenset[int]], costs: list[int]
) -> None:
    hitting = [groups for groups in subsets(range(7)) if all(groups & conflict for conflict in conflicts)]
    found, complete = hitting_sets(conflicts, dict(enumerate(costs)), 1000)
    assert complete
    assert len(found) == len(set(found))
    assert set(found) == {groups for groups in hitting if not any(other < groups for other in hitting)}
    paid = [sum(costs[group] for group in groups) for groups in found]
    assert paid == sorted(paid)
    (greedy,), complete = hitting_sets(conflicts, dict(enumerate(costs)), 0)
    assert not complete
    assert greedy in set(found)


# --- a second method -------------------------------------------------------------------------------------


def floyd_warshall(size: int, edges: Iterable[tuple[int, int, int]]) -> list[list[float]] | None:
    far = [[0.0 if i == j else float("inf") for j in range(size)] for i in range(size)]
    for i, j, weight in edges:
        far[i][j] = min(far[i][j], weight)
    for k, i in product(range(size), repeat=2):
        if far[i][k] < float("inf"):
            far[i] = [min(a, far[i][k] + b) for a, b in zip(far[i], far[k], strict=True)]
    return None if any(far[i][i] < 0 for i in range(size)) else far


@pytest.mark.parametrize("seed", range(60))
def test_floyd_and_warshall_agree_on_verdict_and_open_bounds(seed: int) -> None:
    """Without a domain: points that nothing dates, parts without the calendar, large numbers."""
    draw = random.Random(seed)
    size, network, edges = draw.randint(2, 14), Network(), []
    unit = draw.choice([1, 10**9])
    true = [0, *(draw.randint(-50, 50) for _ in range(size - 1))]
    for point in range(1, size):
        network.bound(str(point), None, None, "named")
    for group in range(draw.randint(1, 2 * size)):
        a, b = draw.sample(range(size), 2)
        lie = draw.choice([0, 0, 0, 0, 0, 0, 0, 1 + draw.randint(0, 60)])
        most = true[b] - true[a] + draw.randint(0, 20) - lie
        edges.append((a, b, most * unit))
        if a == 0:
            network.bound(str(b), None, most * unit, group)
        elif b == 0:
            network.bound(str(a), -most * unit, None, group)
        else:
            network.difference(str(a), str(b), None, most * unit, group)
    far = floyd_warshall(size, edges)
    assert network.consistent() == (far is not None)
    if far is not None:
        wanted = {str(i): (-far[i][0], far[0][i]) for i in range(1, size)}
        found = network.bounds()
        assert {
            point: (
                float("-inf") if limits.earliest is None else limits.earliest,
                float("inf") if limits.latest is None else limits.latest,
            )
            for point, limits in found.items()
        } == wanted


def test_networkx_agrees_on_the_verdict() -> None:
    networkx = pytest.importorskip("networkx")
    for seed in range(50):
        draw = random.Random(seed)
        network, graph = Network(), networkx.MultiDiGraph()
        for group in range(30):
            a, b = draw.sample("abcdefghij", 2)
            most = draw.randint(-2, 9)
            network.difference(a, b, None, most, group)
            graph.add_edge(a, b, weight=most)
        assert network.consistent() == (not networkx.negative_edge_cycle(graph))


# --- the same, changed -----------------------------------------------------------------------------------


def verdicts(network: Network) -> tuple[set[frozenset[Any]], set[frozenset[Any]]]:
    found = explain(network)
    return {conflict.groups for conflict in found.conflicts}, all_repairs(found)


def limits_of(network: Network) -> dict[str, tuple[int | None, int | None]] | None:
    if not network.consistent():
        return None
    return {point: (found.earliest, found.latest) for point, found in network.bounds().items()}


def mirrored(said: Said) -> Said:
    method, arguments = said
    turned = [None if value is None else -value for value in arguments[:-3:-1]] if method == "bound" else []
    if method == "bound":
        return method, (arguments[0], *turned)
    if method == "difference":
        return method, (arguments[1], arguments[0], *arguments[2:])
    return method, tuple((b, a, least) for a, b, least in arguments)


def shifted(said: Said, days: int) -> Said:
    method, arguments = said
    if method != "bound":
        return said
    return method, (arguments[0], *(None if value is None else value + days for value in arguments[1:]))


def renamed(said: Said) -> Said:
    method, arguments = said
    if method == "either":
        return method, tuple((f"x{a}", f"x{b}", least) for a, b, least in arguments)
    return method, tuple(f"x{value}" if isinstance(value, str) else value for value in arguments)


def changed(case: Case, change: Any) -> Network:
    return Case(case.points, tuple((group, change(said)) for group, said in case.said), case.hard).network(domain=False)


@settings(max_examples=100, deadline=None)
@given(cases(hard=False), st.randoms(use_true_random=False))
def test_order_shift_mirror_and_names_do_not_matter(case: Case, draw: random.Random) -> None:
    network = case.network(domain=False)
    verdict, limits = verdicts(network), limits_of(network)
    shuffled = draw.sample(case.said, len(case.said))
    for other, turned in (
        (Case(case.points, tuple(shuffled)).network(domain=False), lambda point, early, late: (point, early, late)),
        (
            changed(case, lambda said: shifted(said, 146_097)),
            lambda point, *days: (point, *(_plus(day, 146_097) for day in days)),
        ),
        (changed(case, mirrored), lambda point, early, late: (point, _minus(late), _minus(early))),
        (changed(case, renamed), lambda point, early, late: (f"x{point}", early, late)),
    ):
        assert verdicts(other) == verdict
        wanted = limits and {name: pair for point, both in limits.items() for name, *pair in [turned(point, *both)]}
        found = limits_of(other)
        assert (found and {point: list(both) for point, both in found.items()}) == wanted


def _plus(value: int | None, days: int) -> int | None:
    return None if value is None else value + days


def _minus(value: int | None) -> int | None:
    return None if value is None else -value


@settings(max_examples=100, deadline=None)
@given(cases(hard=False), st.data())
def test_implied_bounds_change_nothing_and_a_further_claim_never_widens(case: Case, data: st.DataObject) -> None:
    network = case.network(domain=False)
    before = limits_of(network)
    if before is None:
        return
    for point, (earliest, latest) in before.items():
        network.bound(point, earliest, latest, "implied")
    assert limits_of(network) == before
    method, arguments = data.draw(saying(case.points))
    network = Case(case.points, (*case.said, ("further", (method, arguments)))).network(domain=False)
    after = limits_of(network)
    for point, (earliest, latest) in before.items() if after else ():
        assert after is not None
        early, late = after[point]
        assert earliest is None or (early is not None and early >= earliest)
        assert latest is None or (late is not None and late <= latest)


@settings(max_examples=60, deadline=None)
@given(cases(hard=False))
def test_a_copy_never_meets_its_original_in_a_conflict_and_is_mended_with_it(case: Case) -> None:
    copies = tuple(("copy", said) for group, said in case.said if group == 0)
    alone, both = verdicts(case.network()), verdicts(Case(case.points, (*case.said, *copies)).network())
    assert not any({0, "copy"} <= conflict for conflict in both[0])
    assert both[1] == {repair | {"copy"} if 0 in repair else repair for repair in alone[1]}


# --- by hand ---------------------------------------------------------------------------------------------


def two_points(least: int | None, most: int | None, p: tuple[int, int], q: tuple[int, int]) -> Network:
    network = Network()
    network.bound("p", *p, "p")
    network.bound("q", *q, "q")
    network.difference("p", "q", least, most, "gap")
    return network


@pytest.mark.parametrize(
    ("least", "most", "p", "q", "gap"),
    [
        (0, None, (3, 5), (1, 3), 0),
        (0, None, (4, 5), (1, 3), 1),
        (1, None, (3, 5), (1, 3), 1),
        (None, 2, (1, 1), (3, 9), 0),
        (None, 2, (1, 1), (4, 9), 1),
        (0, 0, (1, 2), (2, 3), 0),
        (0, 0, (1, 2), (3, 3), 1),
        (-3, -2, (5, 5), (3, 3), 0),
        (-3, -2, (5, 5), (4, 4), 1),
        (-3, -2, (5, 5), (1, 1), 1),
        (7, 9, (0, 0), (0, 2), 5),
    ],
)
def test_closed_bounds_touch_and_miss_by_a_day(
    least: int | None, most: int | None, p: tuple[int, int], q: tuple[int, int], gap: int
) -> None:
    network = two_points(least, most, p, q)
    found = minimal_conflict(network)
    assert (0 if found is None else found.gap) == gap
    assert network.consistent() == (gap == 0)
    if found is not None:
        assert found.groups == {"p", "q", "gap"}


def test_three_claims_clash_though_each_two_agree() -> None:
    network = two_points(5, 6, (10, 12), (19, 30))
    assert all(network.consistent(pair) for pair in combinations(("p", "q", "gap"), 2))
    found = explain(network)
    assert [(conflict.groups, conflict.gap) for conflict in found.conflicts] == [({"p", "q", "gap"}, 1)]
    (cluster,) = found.clusters
    assert [repair.groups for repair in cluster.cheapest] == [{"gap"}, {"p"}, {"q"}]


def test_a_cycle_of_three_groups_is_shrunk_to_the_two_that_clash() -> None:
    """A chain of orders closes a cycle, but another constraint of its groups clashes already."""
    network = Network()
    network.difference("a", "b", 1, None, "one")
    network.difference("b", "c", 1, None, "two")
    network.difference("c", "a", 1, None, "three")
    network.bound("a", 9, None, "one")
    network.bound("a", None, 3, "two")
    found = explain(network)
    assert {conflict.groups for conflict in found.conflicts} == {frozenset({"one", "two"})}
    assert found.conflicts[0].gap == 6


def test_a_claim_can_contradict_itself_and_is_then_the_only_repair() -> None:
    network = Network()
    network.difference("a", "b", 6, 5, "few")
    network.difference("a", "a", 1, None, "after itself")
    network.difference("a", "a", None, 0, "at itself")
    assert verdicts(network) == (
        {frozenset({"few"}), frozenset({"after itself"})},
        {frozenset({"few", "after itself"})},
    )


def test_open_ends_are_no_bounds() -> None:
    network = Network()
    network.bound("free", None, None, "free")
    network.bound("a", 4, None, "a")
    network.difference("a", "b", 2, None, "b")
    network.difference("b", "c", None, 10, "c")
    found = network.bounds()
    assert {point: (limits.earliest, limits.latest) for point, limits in found.items()} == {
        "free": (None, None), "a": (4, None), "b": (6, None), "c": (None, None)
    }  # fmt: skip
    assert (found["b"].earliest_because, found["b"].latest_because) == (("a", "b"), ())
    assert network.groups == ("free", "a", "b", "c")


def test_a_group_put_back_brings_its_own_points() -> None:
    """Of "q" only one of two groups that clash speaks, besides of another point that no other group knows."""
    for groups in (("a", "b"), ("b", "a")):
        for sign in (1, -1):
            network = Network()
            for group in groups:
                if group == "a":
                    network.bound("q", *((None, 0) if sign > 0 else (0, None)), "a")
                else:
                    network.bound("p", *((None, 0) if sign > 0 else (0, None)), "b")
                    network.bound("q", *((1, None) if sign > 0 else (None, -1)), "b")
            assert verdicts(network) == ({frozenset("ab")}, {frozenset("a"), frozenset("b")})


def test_a_claim_about_two_stories_is_in_the_conflicts_of_both() -> None:
    network = Network()
    for story in "pq":
        network.bound(story, 1, 1, "both")
        network.bound(story, 2, 2, story)
    assert verdicts(network) == (
        {frozenset({"both", "p"}), frozenset({"both", "q"})},
        {frozenset({"both"}), frozenset("pq")},
    )


def test_an_empty_network_is_consistent() -> None:
    network = Network()
    assert network.consistent()
    assert network.bounds() == {}
    assert explain(network) == Explanation((), complete=True)


def test_contradictory_hard_rules_are_named_and_nothing_mends_them() -> None:
    network = Network(hard={"rule 1", "rule 2"})
    network.difference("a", "b", 1, None, "rule 1")
    network.difference("b", "a", 1, None, "rule 2")
    network.bound("a", 1, 1, "claim")
    network.bound("a", 2, 2, "other")
    found = explain(network)
    assert found == Explanation(found.clusters, complete=True)
    (cluster,) = found.clusters
    (conflict,) = cluster.conflicts
    assert (conflict.groups, cluster.repairs, cluster.cheapest) == (frozenset(), (), ())
    assert set(conflict.cycles[0].groups) == {"rule 1", "rule 2"}
    assert minimal_conflict(network, ["claim"]) == conflict


def test_hard_groups_are_in_the_argument_but_never_offered() -> None:
    network = Network(hard={"calendar"})
    network.difference("start", "end", 0, None, "calendar")
    network.bound("start", 5, 5, "start")
    network.bound("end", 3, 3, "end")
    (conflict,) = explain(network).conflicts
    assert set(conflict.cycles[0].groups) == {"start", "end", "calendar"}
    assert conflict.groups == {"start", "end"}
    assert not network.consistent()
    assert network.consistent(["start"])


def clash(first: int, count: int) -> Network:
    network = Network()
    for i in range(first, first + count):
        network.bound(f"e{i}", 1, 1, f"one {i:02}")
        network.bound(f"e{i}", 2, 2, f"two {i:02}")
    return network


def test_twenty_clashes_are_twenty_clusters() -> None:
    network = clash(0, 20)
    found = explain(network, weights={"one 00": 2})
    assert found.complete
    assert [{f"one {i:02}", f"two {i:02}"} for i in range(20)] == [conflict.groups for conflict in found.conflicts]
    assert [len(cluster.cheapest) for cluster in found.clusters] == [1, *[2] * 19]


def test_twenty_clashes_in_one_story_are_found_and_said_to_be_at_least_so_many() -> None:
    network = clash(0, 20)
    for i in range(19):
        network.difference(f"e{i}", f"e{i + 1}", -100, 100, f"link {i}")
    found = explain(network)
    assert not found.complete
    assert len(found.conflicts) == 20
    aside = frozenset().union(*(cluster.repairs[0].groups for cluster in found.clusters))
    assert network.consistent(set(network.groups) - aside)


def test_the_limit_on_conflicts_is_told_and_a_repair_is_still_given() -> None:
    network = Network()
    for day in range(13):
        network.bound("p", day, day, day)
    found = explain(network, limit=20)
    assert not found.complete
    assert len(found.conflicts) >= 20
    assert all(network.consistent(set(range(13)) - repair.groups) for repair in found.clusters[0].repairs)
    found = explain(network, limit=100)
    assert found.complete
    assert {conflict.groups for conflict in found.conflicts} == set(map(frozenset, combinations(range(13), 2)))
    assert {repair.cost for repair in found.clusters[0].repairs} == {12}
    assert len(found.clusters[0].cheapest) == 13


def test_few_steps_are_told_and_a_repair_is_still_given() -> None:
    network = Network()
    for day in range(13):
        network.bound("p", day, day, day)
    found = explain(network, steps=1)
    assert not found.complete
    (cluster,) = found.clusters
    assert cluster.repairs
    assert network.consistent(set(range(13)) - cluster.repairs[0].groups)


def long_chain(size: int, last: int) -> Network:
    """A chain of `size` points in mixed order, each at least a day after the one before, dated only at its ends."""
    network, order = Network(), random.Random(size).sample(range(size - 1), size - 1)
    for i in order:
        network.difference(f"e{i}", f"e{i + 1}", 1, 3, i)
    network.bound("e0", 0, 0, "first")
    network.bound(f"e{size - 1}", 0, last, "last")
    return network


@pytest.mark.parametrize("size", [10, 300, 2000])
def test_a_long_chain_that_is_off_by_one_needs_every_link(size: int) -> None:
    tight = long_chain(size, size - 1).bounds()
    assert [(tight[f"e{i}"].earliest, tight[f"e{i}"].latest) for i in range(size)] == [(i, i) for i in range(size)]
    assert set(tight["e5"].earliest_because) == {"first", 0, 1, 2, 3, 4}
    found = minimal_conflict(long_chain(size, size - 2))
    assert found is not None
    assert (len(found.groups), found.gap) == (size + 1, 1)


def test_a_chain_of_100_000_points_is_decided() -> None:
    size = 100_000
    limits = long_chain(size, size - 1).bounds()[f"e{size // 2}"]
    assert (limits.earliest, limits.latest, len(limits.latest_because)) == (size // 2, size // 2, size // 2)
    assert len(limits.earliest_because) == size // 2 + 1
    assert not long_chain(size, size - 2).consistent()


def test_a_long_chain_without_dates_is_decided() -> None:
    network, order = Network(), random.Random(0).sample(range(20_000), 20_000)
    for i in order:
        network.difference(f"e{i}", f"e{i + 1}", 1, None, i)
    assert network.consistent()


# --- either/or -------------------------------------------------------------------------------------------


def stays(last: int, count: int) -> Network:
    """Stays of two days each that do not overlap, within days 0 to `last`."""
    network = Network()
    for i in range(count):
        network.bound(f"{i}.start", 0, None, f"stay {i}")
        network.bound(f"{i}.end", None, last, f"stay {i}")
        network.difference(f"{i}.start", f"{i}.end", 2, None, f"stay {i}")
    for i, j in combinations(range(count), 2):
        network.either(f"apart {i}{j}", (f"{i}.end", f"{j}.start", 0), (f"{j}.end", f"{i}.start", 0))
    return network


def test_three_stays_fit_two_by_two_but_not_together() -> None:
    assert stays(6, 3).consistent()
    network = stays(5, 3)
    (conflict,) = explain(network).conflicts
    assert conflict.groups == set(network.groups)
    assert conflict.gap == 1
    assert len(conflict.cycles) >= 6


def test_either_or_tightens_bounds_and_names_what_excludes_the_other() -> None:
    network = stays(10, 2)
    network.bound("0.start", 1, 1, "first")
    limits = network.bounds()["1.start"]
    assert (limits.earliest, limits.latest) == (3, 8)
    assert set(limits.earliest_because) == {"first", "stay 0", "stay 1", "apart 01"}
    assert set(limits.latest_because) == {"stay 1"}


def test_either_or_beyond_the_search_is_an_error_and_bounds_stay_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    exact = stays(6, 3).bounds()
    monkeypatch.setattr(branching, "MOST_LEAVES", 1)
    for point, limits in stays(6, 3).bounds().items():
        assert not limits.exact
        assert limits.earliest is not None
        assert limits.latest is not None
        assert (limits.earliest <= (exact[point].earliest or 0)) <= limits.latest
    monkeypatch.setattr(branching, "MOST_BRANCHES", 3)
    with pytest.raises(NetworkError, match="more than 3 branches of either/or"):
        stays(5, 3).consistent()


# --- wrong calls -----------------------------------------------------------------------------------------


def test_wrong_calls_are_told() -> None:
    network = clash(0, 1)
    with pytest.raises(NetworkError, match="claim: either/or without an order; give at least one"):
        network.either("claim")
    with pytest.raises(NetworkError, match="three: no constraint has this group"):
        network.consistent({"one 00", "three"})
    with pytest.raises(NetworkError, match="one 00: the weight is 0; give at least 1"):
        explain(network, weights={"one 00": 0})
    with pytest.raises(NetworkError, match="cannot all hold, so nothing is bounded"):
        network.bounds()


def test_conflicts_are_values() -> None:
    assert minimal_conflict(clash(0, 1)) == minimal_conflict(clash(0, 1))
    assert isinstance(minimal_conflict(clash(0, 1)), Conflict)
