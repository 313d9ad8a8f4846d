"""Repairs of conflicts that turn out to belong together, and of more than can be kept: against plain enumeration."""

from itertools import chain, combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casedata.temporal import Explanation, Network, explain, repairs
from casedata.temporal.hitting import Groups, with_conflict

LADDER = (("up", 0), ("down", 0), ("up", 1), ("down", 1), ("up", 2), ("down", 2))
"""On each of three points one statement asks for 1 at least and one for 0 at most; the later points are not earlier."""


def ladder(said: tuple[tuple[str, int], ...], steps: int) -> Network:
    """`down` on a point contradicts `up` on it and on every earlier point."""
    network = Network(hard=["order"])
    for point in range(1, steps):
        network.difference(f"p{point - 1}", f"p{point}", 0, None, "order")
    for way, point in said:
        if point < steps:
            limits = (1, None) if way == "up" else (None, 0)
            network.bound(f"p{point}", *limits, f"{way}{point}")
    return network


def subsets(groups: list[str]) -> list[Groups]:
    return [frozenset(some) for some in chain.from_iterable(combinations(groups, n) for n in range(len(groups) + 1))]


def minimal_repairs(steps: int) -> set[Groups]:
    """Try every set of statements: what is left can hold if no `up` stands on a point before that of a `down`."""
    groups = [f"{way}{point}" for way, point in LADDER if point < steps]
    ups, downs = ([name for name in groups if name.startswith(way)] for way in ("up", "down"))
    mends = [
        aside
        for aside in subsets(groups)
        if not any(up[2:] <= down[4:] for up in ups for down in downs if not {up, down} & aside)
    ]
    return {aside for aside in mends if not any(other < aside for other in mends)}


def sets(found: Explanation) -> set[Groups]:
    """Return what mends everything: each repair with the cheapest of the other clusters."""
    best = [cluster.repairs[0].groups for cluster in found.clusters]
    return {
        frozenset().union(repair.groups, *best[:at], *best[at + 1 :])
        for at, cluster in enumerate(found.clusters)
        for repair in cluster.repairs
    }


@pytest.mark.parametrize("said", list(permutations(LADDER[:4])))
def test_conflicts_that_a_later_one_connects_are_mended_together(said: tuple[tuple[str, int], ...]) -> None:
    found = explain(ladder(said, 2))
    (cluster,) = found.clusters
    assert {frozenset(conflict.groups) for conflict in cluster.conflicts} == {
        frozenset({"up0", "down0"}), frozenset({"up1", "down1"}), frozenset({"up0", "down1"})
    }  # fmt: skip
    assert sets(found) == minimal_repairs(2)
    assert found.complete


@settings(max_examples=40)
@given(st.permutations(LADDER), st.lists(st.integers(1, 9), min_size=6, max_size=6))
def test_the_cheapest_repair_comes_first(said: list[tuple[str, int]], costs: list[int]) -> None:
    weights = {f"{way}{point}": cost for (way, point), cost in zip(LADDER, costs, strict=True)}
    (cluster,) = explain(ladder(tuple(said), 3), weights=weights).clusters
    cheapest = min(sum(weights[name] for name in aside) for aside in minimal_repairs(3))
    assert [repair.cost for repair in cluster.repairs] == sorted(repair.cost for repair in cluster.repairs)
    assert cluster.repairs[0].cost == cheapest
    assert {repair.groups for repair in cluster.repairs} == minimal_repairs(3)


@settings(max_examples=40)
@given(st.permutations(LADDER), st.lists(st.integers(1, 9), min_size=6, max_size=6), st.integers(1, 3))
def test_of_more_repairs_than_can_be_kept_the_cheapest_is_told_and_none_that_is_needless(
    said: list[tuple[str, int]], costs: list[int], most: int
) -> None:
    weights = {f"{way}{point}": cost for (way, point), cost in zip(LADDER, costs, strict=True)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(repairs, "MOST_WAYS", most)
        found = explain(ladder(tuple(said), 3), weights=weights)
    assert not found.complete
    assert sets(found) <= minimal_repairs(3)
    cheapest = min(sum(weights[name] for name in aside) for aside in minimal_repairs(3))
    assert sum(cluster.repairs[0].cost for cluster in found.clusters) == cheapest


@given(st.lists(st.frozensets(st.integers(0, 6), min_size=1, max_size=4), max_size=6))
def test_sets_that_hit_all_are_kept_up_as_conflicts_come(conflicts: list[frozenset[int]]) -> None:
    ways: list[Groups] = [frozenset()]
    for conflict in conflicts:
        ways = with_conflict(ways, conflict)
    hitting = [
        frozenset(some)
        for n in range(8)
        for some in combinations(range(7), n)
        if all(conflict & set(some) for conflict in conflicts)
    ]
    assert sorted(map(sorted, ways)) == sorted(
        sorted(each) for each in hitting if not any(other < each for other in hitting)
    )
