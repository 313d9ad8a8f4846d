"""Many networks at once against each of them alone, and the measurement of both."""

import re
import subprocess
import sys
from collections.abc import Sequence

import networkx
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from casedata.temporal import Network, NetworkError, batch
from packages import ROOT

Most = tuple[int, int, int]
"""A constraint `t[head] - t[tail] <= most`."""

SEEN = batch.NO_EARLIEST, batch.NO_LATEST


def screened(size: int, said: Sequence[Most], **options: object) -> batch.Screen:
    columns = np.array(said, dtype=np.int64).reshape(-1, 3)
    before = columns.copy()
    found = batch.screen(*columns.T, size, **options)  # type: ignore[arg-type]
    assert (columns == before).all()
    assert (found.earliest.dtype, found.latest.dtype, found.suspects.dtype) == (np.int64,) * 3
    assert len(found.earliest) == len(found.latest) == size
    return found


def network_of(said: Sequence[Most]) -> Network:
    network = Network()
    for group, (tail, head, most) in enumerate(said):
        if tail == 0:
            network.bound(str(head), None, most, group)
        elif head == 0:
            network.bound(str(tail), -most, None, group)
        else:
            network.difference(str(tail), str(head), None, most, group)
    return network


def components(size: int, said: Sequence[Most]) -> list[set[int]]:
    graph = networkx.Graph()
    graph.add_nodes_from(range(1, size))
    graph.add_edges_from((tail, head) for tail, head, _ in said if tail and head)
    return list(networkx.connected_components(graph))


def check(size: int, said: Sequence[Most], found: batch.Screen, *, exact: bool, also: Sequence[int] = ()) -> None:
    """What is not suspect is as the network alone has it; if exact, what is suspect is contradictory or named."""
    suspects = set(found.suspects.tolist())
    assert found.suspects.tolist() == sorted(suspects)
    for points in components(size, said):
        network = network_of([each for each in said if points & {*each[:2]}])
        assert points <= suspects or not points & suspects
        if not points & suspects:
            limits = network.bounds()
            for point in points & set(map(int, limits)):
                single = limits[str(point)].earliest, limits[str(point)].latest
                wanted = tuple(other if one is None else one for one, other in zip(single, SEEN, strict=True))
                assert (found.earliest[point], found.latest[point]) == wanted
        else:
            assert {(found.earliest[point], found.latest[point]) for point in points} == {SEEN}
            assert not exact or points & {*also} or not network.consistent()
    assert (found.earliest[0], found.latest[0]) == (0, 0)


@st.composite
def unions(draw: st.DrawFn) -> tuple[int, list[Most]]:
    """Small networks side by side, their constraints in any order, some with large numbers."""
    said: list[Most] = []
    first = 1
    for _ in range(draw(st.integers(0, 6))):
        count, unit = draw(st.integers(1, 5)), draw(st.sampled_from([1, 1, 10**9]))
        point = st.integers(first - 1, first + count - 1).map(lambda number, low=first - 1: number * (number > low))
        each = st.tuples(point, point, st.integers(-4, 9).map(unit.__mul__))
        said += [(a, b, most) for a, b, most in draw(st.lists(each, max_size=3 * count)) if a or b]
        first += count
    return first, draw(st.permutations(said))


@settings(max_examples=300, deadline=None)
@given(unions(), st.sampled_from([1, 2, 5, 1 << 20]), st.data())
@example((3, [(1, 2, -1), (2, 1, 0)]), 1, None)
@example((3, [(0, 1, 3), (1, 2, 0), (2, 0, -4)]), 1, None)
def test_batched_equals_single(union: tuple[int, list[Most]], block: int, data: st.DataObject | None) -> None:
    size, said = union
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch, "BLOCK", block)
        check(size, said, screened(size, said), exact=True)
        if data is not None:
            rounds = data.draw(st.integers(0, 5))
            check(size, said, screened(size, said, rounds=rounds), exact=False)
            also = data.draw(st.lists(st.integers(0, size - 1), max_size=3))
            found = screened(size, said, also_suspects=also)
            assert {*also} - {0} <= {*found.suspects.tolist()}
            check(size, said, found, exact=True, also=also)


def chain(first: int, count: int) -> list[Most]:
    """Each point at least a day after the one before, the last known to be on day `count`."""
    links = [(first + at + 1, first + at, -1) for at in range(count - 1)]
    last = first + count - 1
    return [*links, (0, last, count), (last, 0, -count)]


@pytest.mark.parametrize(("count", "settled"), [(64, True), (65, False), (300, False)])
def test_so_many_points_are_decided_in_so_many_rounds_and_no_more(count: int, settled: bool) -> None:
    """Beside a component that settles at once, and one that never does."""
    said = [*chain(1, count), *chain(count + 1, 2), (count + 3, count + 3, -1)]
    found = screened(count + 4, said)
    assert found.suspects.tolist() == [*([] if settled else range(1, count + 1)), count + 3]
    check(count + 4, said, found, exact=False)
    deep = screened(count + 4, said, rounds=count)
    assert deep.suspects.tolist() == [count + 3]
    check(count + 4, said, deep, exact=True)


@pytest.mark.parametrize("sign", [1, -1])
def test_long_ways_are_not_taken_for_none(sign: int) -> None:
    """Each point up to 5 days after the one before, and so on beside that without a date."""
    dated = [(at, at + 1, 5) for at in range(9)]
    undated = [(at, at + 1, -5) for at in range(10, 19)]
    said = [(a, b, most) if sign > 0 else (b, a, most) for a, b, most in [*dated, *undated]]
    found = screened(20, said)
    limits, other = (found.latest, found.earliest)[::sign]
    assert (sign * limits[:10]).tolist() == list(range(0, 50, 5))
    assert set(limits[10:].tolist()) == {SEEN[sign > 0]}
    assert set(other[1:].tolist()) == {SEEN[sign < 0]}


def test_a_long_chain_is_one_component() -> None:
    size = 20_001
    order = np.random.default_rng(0).permutation(size - 1) + 1
    found = batch.screen(order[:-1], order[1:], np.zeros(size - 2, dtype=np.int64), size, also_suspects=[7])
    assert found.suspects.tolist() == list(range(1, size))


def test_points_without_constraints_have_no_limits() -> None:
    found = screened(3, [])
    assert (found.earliest.tolist(), found.latest.tolist()) == ([0, SEEN[0], SEEN[0]], [0, SEEN[1], SEEN[1]])
    assert found.suspects.tolist() == []
    assert screened(1, [(0, 0, 0)]).latest.tolist() == [0]


@pytest.mark.parametrize(
    ("size", "said", "options", "message"),
    [
        (2, [(0, 2, 1)], {}, "a point is beyond the last; the points are 0 to 1"),
        (2, [(-1, 1, 1)], {}, "a point is beyond the last"),
        (2, [(0, 1, 1)], {"also_suspects": [2]}, "a point is beyond the last"),
        (0, [], {}, "there are 0 points; point 0, the calendar's zero, is always one"),
        (2, [(0, 1, 1), (0, 0, -1)], {}, "the calendar's zero is said to come before itself"),
        (2, [(0, 1, 1 << 60)], {}, "the times are too large for 64 bits"),
        (2, [(0, 1, -1 << 60)], {}, "the times are too large for 64 bits"),
        (2, [(0, 1, 10**18)], {"rounds": 1}, "the times are too large for 64 bits"),
    ],
)
def test_wrong_calls_are_told(size: int, said: list[Most], options: dict[str, object], message: str) -> None:
    with pytest.raises(NetworkError, match=message):
        screened(size, said, **options)


def test_columns_are_of_one_length() -> None:
    one, two = np.zeros(1, dtype=np.int64), np.zeros(2, dtype=np.int64)
    for columns in ((one, two, two), (two, two, one)):
        with pytest.raises(NetworkError, match="tails, heads and mosts differ in length"):
            batch.screen(*columns, 2)


def test_numpy_is_not_imported_with_the_networks() -> None:
    code = "import sys, casedata.temporal; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


def test_the_measurement_prints_a_line_for_each_size() -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "chronology.py"), "--runs", "1", "--events", "10", "--cases"]
    done = subprocess.run([*command, "20"], capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    header, _, *lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in done.stdout.splitlines()]
    assert header == ["", "`Network`", "`batch`", "networkx", "SciPy"]
    assert [title for title, *_ in lines] == [
        "10 events, consistent", "10 events, contradictory", "20 cases of 20 events"
    ]  # fmt: skip
    assert all(re.fullmatch(r"[\d.,]+ ms, [\d.]+, \d+ MiB", cell) for _, *cells in lines for cell in cells)
