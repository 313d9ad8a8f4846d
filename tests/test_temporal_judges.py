"""The temporal network against z3, and in days against minutes: networks too large for brute force."""

from collections.abc import Collection, Iterable
from itertools import islice, product
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casedata.temporal import Explanation, Network, NetworkError, explain, minimal_conflict
from casedata.temporal import branches as branching
from casedata.temporal import repairs as mending
from casedata.temporal.conflicts import shrunk
from casedata.temporal.hitting import hitting_sets

z3 = pytest.importorskip("z3")

MINUTES = 24 * 60
FAR = 10**7
"""Days beyond anything that is said."""

Said = tuple[str, tuple[Any, ...]]
"""A method of the network and its arguments, the group left out."""

seeds = st.randoms(use_true_random=False)


def a_saying(true: dict[str, int], draw: Random, lie: int) -> Said:
    """Something that holds of the true days, or misses them by at most `lie` days; None is the calendar's zero."""
    a, b = draw.sample([*true], 2) if len(true) > 1 else [*true] * 2
    kind = draw.choice(["bound", "bound", "difference", "difference", "either"])
    early, late = (draw.choice([None, draw.randint(0, 9)]) for _ in "ab")
    if kind == "either":
        orders = [(a, b, true[b] - true[a] - draw.randint(0, 5) + lie)]
        orders += [(*draw.choices([*true, None], k=2), draw.randint(-20, 40)) for _ in range(draw.randint(0, 2))]
        return kind, tuple(draw.sample(orders, len(orders)))
    day = (true[b] if kind == "bound" else true[b] - true[a]) + draw.choice([-lie, lie])
    sides = None if early is None else day - early, None if late is None else day + late
    return kind, (b, *sides) if kind == "bound" else (a, b, *sides)


def sayings(draw: Random, lies: int, most_points: int = 12, most_groups: int = 25) -> list[tuple[int, Said]]:
    """What up to 25 groups say of up to 12 points, in some of them too much."""
    true = {f"p{number}": draw.randint(0, 60) for number in range(draw.randint(1, most_points))}
    return [
        (group, a_saying(true, draw, draw.choice([0] * 12 + [3, 30]) if lies else 0))
        for group in range(draw.randint(3, most_groups))
        for _ in range(draw.choice([1, 1, 2, 3]))
    ]


def network_of(said: Iterable[tuple[int, Said]], hard: Collection[int] = (), unit: int = 1) -> Network:
    network = Network(hard)
    for group, (method, arguments) in said:
        if method == "either":
            network.either(group, *((a, b, least * unit) for a, b, least in arguments))
        else:
            scaled = (value * unit if isinstance(value, int) else value for value in arguments)
            getattr(network, method)(*scaled, group)
    return network


class Judge:
    """The same in z3: each group a literal that implies what the group says; the hard groups always hold."""

    def __init__(self, said: Iterable[tuple[int, Said]], hard: Collection[int] = ()) -> None:
        self.solver, self.hard = z3.Solver(), hard
        self.said = [(group, self._formula(*one)) for group, one in said]
        for group, formula in self.said:
            self.solver.add(z3.Implies(self._literal(group), formula))

    def allows(self, groups: Iterable[int], *further: Any) -> bool:
        """Return whether the groups can all hold with the hard ones and what further is said."""
        self.solver.push()
        self.solver.add(*further)
        verdict = self.solver.check(*map(self._literal, {*groups, *self.hard}))
        self.solver.pop()
        assert verdict != z3.unknown
        return bool(verdict == z3.sat)

    def cheapest(self, weights: dict[int, int]) -> int:
        """Return the least cost of what must be set aside."""
        solver = z3.Optimize()
        solver.add(*(z3.Implies(self._literal(group), formula) for group, formula in self.said))
        solver.add(*map(self._literal, self.hard))
        for group, weight in weights.items():
            solver.add_soft(self._literal(group), weight)
        assert solver.check() == z3.sat
        found = solver.model()
        aside = [group for group in weights if z3.is_false(found.eval(self._literal(group), model_completion=True))]
        return sum(weights[group] for group in aside)

    @staticmethod
    def _literal(group: int) -> Any:
        return z3.Bool(f"group {group}")

    @staticmethod
    def _formula(method: str, arguments: tuple[Any, ...]) -> Any:
        if method == "either":
            days = {name: z3.Int(name) if name else z3.IntVal(0) for *names, _ in arguments for name in names}
            return z3.Or(*(days[b] - days[a] >= least for a, b, least in arguments))
        *points, least, most = arguments
        value = z3.Int(points[-1]) - (z3.Int(points[0]) if len(points) > 1 else 0)
        return z3.And(least is None or value >= least, most is None or value <= most)


def some_repairs(found: Explanation, count: int) -> list[tuple[frozenset[Any], int]]:
    """Return repairs of the whole with their cost, the first of them cheapest."""
    choices = product(*(cluster.repairs for cluster in found.clusters))
    return [
        (frozenset().union(*(repair.groups for repair in choice)), sum(repair.cost for repair in choice))
        for choice in islice(choices, count)
    ]


@settings(max_examples=100, deadline=None)
@given(seeds, st.integers(0, 4))
def test_z3_agrees_on_verdict_conflicts_and_repairs(draw: Random, hard_groups: int) -> None:
    said = sayings(draw, lies=1)
    hard = frozenset(range(hard_groups)) & {group for group, _ in said}
    network, judge = network_of(said, hard), Judge(said, hard)
    groups = {group for group, _ in said} - hard
    assert network.consistent() == judge.allows(groups)
    kept = frozenset(draw.sample(sorted(groups), len(groups) // 2))
    assert network.consistent(kept) == judge.allows(kept)
    found = explain(network, limit=10, weights={group: 1 + group % 3 for group in groups})
    single = minimal_conflict(network)
    assert (single is None) == judge.allows(groups)
    for conflict in [*found.conflicts, *([] if single is None else [single])]:
        assert not judge.allows(conflict.groups)
        assert all(judge.allows(conflict.groups - {group}) for group in conflict.groups)
    for aside, _ in some_repairs(found, 12):
        assert judge.allows(groups - aside)
        assert not any(judge.allows(groups - aside | {group}) for group in aside)


@settings(max_examples=50, deadline=None)
@given(seeds)
def test_z3_knows_no_cheaper_repair(draw: Random) -> None:
    said = sayings(draw, lies=1, most_points=8, most_groups=12)
    weights = {group: draw.randint(1, 5) for group, _ in said}
    found = explain(network_of(said), weights=weights)
    assert found.complete
    assert some_repairs(found, 1)[0][1] == Judge(said).cheapest(weights)


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_z3_attains_every_bound_and_nothing_beyond(draw: Random) -> None:
    """Each bound can be met and not passed, nor under the groups alone that it is said to follow from."""
    said = sayings(draw, lies=0)
    judge, groups = Judge(said), {group for group, _ in said}
    for name, limits in network_of(said).bounds().items():
        point = z3.Int(name)
        assert limits.exact
        if limits.latest is None:
            assert judge.allows(groups, point >= FAR)
            assert limits.latest_because == ()
        else:
            assert judge.allows(groups, point == limits.latest)
            assert not judge.allows(limits.latest_because, point > limits.latest)
        if limits.earliest is None:
            assert judge.allows(groups, point <= -FAR)
            assert limits.earliest_because == ()
        else:
            assert judge.allows(groups, point == limits.earliest)
            assert not judge.allows(limits.earliest_because, point < limits.earliest)


@settings(max_examples=60, deadline=None)
@given(seeds, st.integers(0, 1))
def test_in_minutes_all_is_as_in_days(draw: Random, lies: int) -> None:
    """What is said in whole days and again in minutes: the same conflicts and repairs, gaps and bounds 1,440-fold."""
    said = sayings(draw, lies)
    days, minutes = network_of(said), network_of(said, unit=MINUTES)
    found, again = explain(days), explain(minutes)
    gaps = {conflict.groups: conflict.gap * MINUTES for conflict in found.conflicts}
    assert gaps == {conflict.groups: conflict.gap for conflict in again.conflicts}
    assert [cluster.repairs for cluster in found.clusters] == [cluster.repairs for cluster in again.clusters]
    aside = some_repairs(found, 1)[0][0]
    keep = set(days.groups) - aside
    wanted = {point: (limits.earliest, limits.latest) for point, limits in days.bounds(keep).items()}
    scaled = {point: (limits.earliest, limits.latest) for point, limits in minutes.bounds(keep).items()}
    assert scaled == {
        point: tuple(None if day is None else day * MINUTES for day in both) for point, both in wanted.items()
    }


@settings(max_examples=60, deadline=None)
@given(seeds, st.integers(0, 4))
def test_any_contradictory_groups_shrink_to_a_minimal_conflict(draw: Random, hard_groups: int) -> None:
    """Not only those of a cycle, and in any order."""
    said = sayings(draw, lies=1)
    hard = frozenset(range(hard_groups))
    network, judge = network_of(said, hard), Judge(said, hard)
    groups = draw.sample(network.groups, len(network.groups))
    if judge.allows([]) and not judge.allows(groups):
        found = shrunk(network, groups).groups
        assert not judge.allows(found)
        assert all(judge.allows(found - {group}) for group in found)


@settings(max_examples=60, deadline=None)
@given(seeds, st.integers(0, 1))
def test_either_or_with_one_order_is_a_difference(draw: Random, lies: int) -> None:
    said = [(group, one) for group, one in sayings(draw, lies, 6, 12) if one[0] != "either"]
    alike = [
        (group, ("either", ((*one[1][:2], one[1][2]),)) if one[0] == "difference" and one[1][2] is not None else one)
        for group, one in said
    ]
    plain = [(group, ("difference", (*one[1][0], None)) if one[0] == "either" else one) for group, one in alike]
    differences, choices = network_of(plain), network_of(alike)
    assert differences.consistent() == choices.consistent()
    if choices.consistent():
        found = [
            {point: (limits.earliest, limits.latest) for point, limits in network.bounds().items()}
            for network in (differences, choices)
        ]
        assert found[0] == found[1]


# --- what mutants of the solver would pass otherwise ------------------------------------------------------


@pytest.mark.parametrize("sign", [1, -1])
def test_bounds_are_not_exact_if_either_side_is_not(sign: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the latest days the first order holds, at the earliest none: only one side has to be searched."""
    monkeypatch.setattr(branching, "MOST_LEAVES", 0)
    network = Network()
    for name, last in (("p", 9), ("q", 3)):
        network.bound(name, *sorted((0, sign * last)), name)
    network.either("apart", *((a, b, 2) if sign > 0 else (b, a, 2) for a, b in (("q", "p"), ("p", "q"))))
    assert not any(limits.exact for limits in network.bounds().values())


def test_a_refutation_that_uses_no_order_of_a_choice_ends_the_choice() -> None:
    """Twenty choices that are open and can be made, then one that cannot: not 2^20 branches."""
    network = Network()
    for name in (f"{side}{number}" for number in range(20) for side in "pq"):
        network.bound(name, 0, 9, name)
    for number in range(20):
        network.either(f"apart {number}", (f"p{number}", f"q{number}", 2), (f"q{number}", f"p{number}", 2))
    network.bound("x", 0, 0, "x")
    network.bound("y", 0, 0, "y")
    network.either("apart", ("x", "y", 1), ("y", "x", 1))
    found = minimal_conflict(network)
    assert found is not None
    assert found.groups == {"x", "y", "apart"}


def test_bounds_are_not_exact_if_one_way_to_choose_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once two branches are used up: if c and d are apart, a and b are still open; if a and b are, they are not."""
    monkeypatch.setattr(branching, "MOST_LEAVES", 2)
    network = Network()
    for name in "abcd":
        network.bound(name, 0, 9, name)
    network.either("first", ("a", "b", 2), ("c", "d", 2))
    network.either("second", ("a", "b", 1), ("b", "a", 1))
    assert not any(limits.exact for limits in network.bounds().values())


def test_so_many_branches_are_tried_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    network = Network()
    network.bound("x", 0, 0, "x")
    network.bound("y", 0, 0, "y")
    network.either("apart", ("x", "y", 1), ("y", "x", 1))
    monkeypatch.setattr(branching, "MOST_BRANCHES", 2)
    assert not network.consistent()
    monkeypatch.setattr(branching, "MOST_BRANCHES", 1)
    with pytest.raises(NetworkError, match="more than 1 branches"):
        network.consistent()


def test_what_is_behind_two_choices_is_tightened_too() -> None:
    """t is not after u; h is before t by the one choice and t before k by the other."""
    network = Network()
    for name in "thuk":
        network.bound(name, 0, 9, name)
    network.difference("t", "u", None, 0, "u")
    network.either("one", ("h", "t", 2))
    network.either("two", ("t", "k", 3))
    assert {name: limits.latest for name, limits in network.bounds().items()} == {"t": 6, "h": 4, "u": 6, "k": 9}


def test_hard_groups_are_followed_from_point_to_point() -> None:
    network = Network(hard={"rule"})
    for a, b in (("a", "b"), ("b", "c"), ("c", "d")):
        network.difference(a, b, 1, None, "rule")
    network.either("rule", ("far", "away", 1))
    network.bound("a", 5, None, "early")
    network.bound("d", None, 7, "late")
    network.bound("free", 1, 1, "free")
    found = explain(network)
    assert [conflict.groups for conflict in found.conflicts] == [{"early", "late"}]
    assert found.conflicts[0].gap == 1


def star(network: Network, story: str, rays: int) -> None:
    """One claim that contradicts others, which agree."""
    network.bound(story, 1, 1, story)
    for ray in range(rays):
        network.bound(story, 2, None, f"{ray} {story}")


@pytest.mark.parametrize(("limit", "known"), [(1, 2), (2, 3), (3, 4), (9, 9)])
def test_no_more_conflicts_are_looked_for_than_asked(limit: int, known: int) -> None:
    """To set the centre aside is cheapest and mends a story, so that each story needs but one conflict."""
    network = Network()
    star(network, "p", 6)
    star(network, "q", 6)
    weights = {group: 1 if group in "pq" else 2 for group in network.groups}
    found = explain(network, weights=weights, limit=limit)
    assert len(found.conflicts) == known
    assert not found.complete
    assert {repair.groups for cluster in found.clusters for repair in cluster.cheapest} == {
        frozenset("p"),
        frozenset("q"),
    }


def test_no_more_is_tried_than_asked() -> None:
    network = Network()
    star(network, "p", 12)
    star(network, "q", 1)
    found = explain(network, weights=dict.fromkeys(network.groups, 2) | {"p": 1}, steps=3)
    assert [conflict.groups for conflict in found.conflicts if "q" in conflict.groups] == [{"q", "0 q"}]
    assert len(found.conflicts) <= 1 + 3 + 1
    assert not found.complete


def test_what_is_known_to_mend_is_not_tried_again() -> None:
    network = Network()
    star(network, "p", 1)
    assert explain(network, steps=1).complete


def test_clashes_in_one_story_are_mended_each_by_itself() -> None:
    """More choices of repairs than can be tried together; each is still tried alone."""
    network = Network()
    for number in range(12):
        star(network, f"e{number}", 1)
        network.difference("e0", f"e{number}", -100, 100, f"link {number}")
    found = explain(network)
    assert [{repair.groups for repair in cluster.repairs} for cluster in found.clusters] == [
        {frozenset({f"e{number}"}), frozenset({f"0 e{number}"})} for number in sorted(range(12), key="0 e{}".format)
    ]


def test_without_a_search_the_dearest_members_are_kept() -> None:
    assert hitting_sets([frozenset("abc")], {"a": 5, "b": 1, "c": 9}, 0) == ((frozenset("b"),), False)


def test_a_claim_that_also_says_either_or_is_in_the_conflicts_of_both_stories() -> None:
    network = Network()
    network.bound("p", 1, 1, "both")
    network.bound("p", 2, 2, "p")
    network.either("both", ("q", "r", 1))
    network.difference("q", "r", None, 0, "q")
    found = explain(network)
    assert [conflict.groups for conflict in found.conflicts] == [{"both", "p"}, {"both", "q"}]
    assert {aside for aside, _ in some_repairs(found, 9)} == {frozenset({"both"}), frozenset({"p", "q"})}


def test_hard_groups_are_no_groups_to_leave_out_but_may_be_named() -> None:
    network = Network(hard={"calendar", "silent"})
    network.bound("p", 1, 1, "calendar")
    network.bound("p", 1, 2, "claim")
    assert network.groups == ("claim",)
    assert network.consistent(["claim", "calendar", "silent"])


def test_an_order_of_the_calendar_with_itself_belongs_to_the_story_of_its_group() -> None:
    network = Network()
    network.either("order", (None, None, 1), ("p", "q", 1))
    network.either("order", ("p", "q", 1))
    network.difference("p", "q", None, 0, "other")
    assert [conflict.groups for conflict in explain(network).conflicts] == [{"order", "other"}]


def test_hard_orders_of_which_one_holds_join_their_stories() -> None:
    network = Network(hard={"rule"})
    network.either("rule", ("a", "b", 1), ("c", "d", 1))
    network.difference("a", "b", None, 0, "one")
    network.difference("c", "d", None, 0, "two")
    found = explain(network)
    assert [conflict.groups for conflict in found.conflicts] == [{"one", "two"}]
    assert {aside for aside, _ in some_repairs(found, 9)} == {frozenset({"one"}), frozenset({"two"})}


def test_ways_that_are_known_are_tried_though_no_further_conflict_is_looked_for() -> None:
    network = Network()
    star(network, "p", 1)
    found = explain(network, limit=1)
    assert {repair.groups for repair in found.clusters[0].repairs} == {frozenset({"p"}), frozenset({"0 p"})}


def clashing(pairs: Iterable[tuple[int, int]], story: bool) -> Network:
    """Claims of which just these pairs contradict each other, each on a point of its own; perhaps all in one story."""
    network = Network()
    for a, b in pairs:
        network.bound(f"{a} {b}", 1, 1, a)
        network.bound(f"{a} {b}", 2, 2, b)
        if story:
            network.difference(f"{a} {b}", "all", -9, 9, "story")
    return network


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] != pair[1]), max_size=9),
    st.lists(st.integers(1, 4), min_size=8, max_size=8),
    st.booleans(),
    st.sampled_from([1, 2, 3, 5, 1000]),
)
def test_what_mends_claims_that_contradict_in_pairs_are_their_vertex_covers(
    pairs: list[tuple[int, int]], costs: list[int], story: bool, most_ways: int
) -> None:
    """Conflicts that turn up apart and are connected later; and fewer ways kept than there are."""
    covers = [
        cover for cover in map(frozenset, product(*pairs)) if not any(
            all((cover - {one}) & {*pair} for pair in pairs) for one in cover
        )
    ]  # fmt: skip
    network = clashing(pairs, story)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mending, "MOST_WAYS", most_ways)
        found = explain(network, weights={group: 1 if group == "story" else costs[group] for group in network.groups})
    conflicts = [conflict.groups for conflict in found.conflicts]
    assert len(conflicts) == len({*conflicts})
    assert {*conflicts} <= {frozenset(pair) for pair in pairs}
    ways = {aside for aside, _ in some_repairs(found, 10_000)}
    if found.complete:
        assert {*conflicts} == {frozenset(pair) for pair in pairs}
        assert ways == {*covers}
        assert some_repairs(found, 1)[0][1] == min(sum(costs[one] for one in cover) for cover in covers)
    elif len(found.clusters) < 2:
        assert ways
        assert ways <= {*covers}
    assert found.complete or most_ways < 1000
    parts = [{group for conflict in cluster.conflicts for group in conflict.groups} for cluster in found.clusters]
    assert sum(map(len, parts)) == len(set().union(*parts))


@pytest.mark.parametrize(("most_ways", "complete", "costs"), [(3, True, [1, 2, 3]), (2, False, [1, 2])])
def test_of_too_many_ways_the_cheapest_are_kept(
    most_ways: int, complete: bool, costs: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mending, "MOST_WAYS", most_ways)
    network = Network()
    network.bound("p", 5, None, "a")
    network.difference("p", "q", 0, None, "b")
    network.bound("q", None, 3, "c")
    found = explain(network, weights={"a": 2, "b": 3, "c": 1})
    assert found.complete == complete
    assert [repair.cost for repair in found.clusters[0].repairs] == costs
