"""Temporal networks solved by several libraries, in one run on one machine, as a Markdown table.

Run: python benchmarks/chronology.py [--events N ...] [--cases M] [--runs K]. One case of N events, consistent and with
a contradiction put in; and M cases of 20 events, every tenth contradictory. Each run of a method is a process of its
own that makes the same cases; the CPU time to build and solve them is counted, and the peak memory of the process. The
medians are printed. All must give the same verdicts and bounds. What each method does is told in `README.md`.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from array import array
from collections.abc import Iterable, Iterator, Sequence
from random import Random
from statistics import median

CASE = 20
SAMPLE = 1_000
"""So many cases are measured where a method is too slow for all; the others are extrapolated."""
LIMIT = 60
"""A single case is given up after so many seconds."""
VAGUE = 30
"""Dates and relations are told within so many days, either way."""

Row = tuple[int, int, int | None, int | None]
"""What is said: b is from so many to so many days after a; event 0 is the calendar's zero."""

Answer = list[int] | None
"""The sums of the earliest and of the latest days of a case; None if it is contradictory."""


def rows(events: int, contradictory: bool, draw: Random) -> list[Row]:
    """Return two vague dates an event, three relations and an order of near events to every two, in mixed order."""
    true = [0, *sorted(7 * event + draw.randrange(VAGUE) for event in range(events))]
    names = [0, *draw.sample(range(1, events + 1), events)]
    spans = [(0, event) for event in range(1, events + 1) for _ in range(2)]
    for _ in range(2 * events):
        first = draw.randint(1, max(1, events - 1))
        spans.append((first, min(events, first + draw.randint(1, 5))))
    said: list[Row] = []
    for number, (a, b) in enumerate(spans):
        days, kind = true[b] - true[a], 0 if a == 0 else number % 4
        least = days - draw.randrange(VAGUE) if kind < 2 else 0 if kind == 3 else None
        most = days + draw.randrange(VAGUE) if kind in {0, 2} else None
        said.append((names[a], names[b], least, most))
    if contradictory:
        after = draw.randint(1, max(1, events - 1))
        said.append((names[after], names[min(events, after + 5)], VAGUE * (events + VAGUE), None))
    draw.shuffle(said)
    return said


def mosts(said: Iterable[Row]) -> Iterator[tuple[int, int, int]]:
    """Yield what is said as tail, head and most: the head is at most so many days after the tail."""
    for a, b, least, most in said:
        if most is not None:
            yield a, b, most
        if least is not None:
            yield b, a, -least


def by_network(said: Iterable[Row]) -> Answer:
    """Ask `casedata.temporal` for the verdict and the bounds or a minimal conflict."""
    from casedata.temporal import Network, NetworkError, minimal_conflict  # noqa: PLC0415

    network = Network()
    for group, (a, b, least, most) in enumerate(said):
        if a:
            network.difference(str(a), str(b), least, most, group)
        else:
            network.bound(str(b), least, most, group)
    try:
        found = network.bounds().values()
    except NetworkError:
        minimal_conflict(network)
        return None
    return [sum(each.earliest or 0 for each in found), sum(each.latest or 0 for each in found)]


def by_networkx(said: Iterable[Row]) -> Answer:
    """Ask networkx for shortest paths from the calendar and to it: every event is dated, so none is missed."""
    import networkx  # noqa: PLC0415

    graph = networkx.DiGraph()
    for tail, head, most in mosts(said):
        if not graph.has_edge(tail, head) or graph[tail][head]["weight"] > most:
            graph.add_edge(tail, head, weight=most)
    try:
        latest = networkx.single_source_bellman_ford_path_length(graph, 0)
        earliest = networkx.single_source_bellman_ford_path_length(graph.reverse(copy=False), 0)
    except networkx.NetworkXUnbounded:
        return None
    return [-sum(earliest.values()), sum(latest.values())]


def by_scipy(said: Iterable[Row]) -> Answer:
    """Ask SciPy for the same; it would add up parallel constraints, so only the least is given."""
    import numpy as np  # noqa: PLC0415
    from scipy.sparse import csr_array  # noqa: PLC0415
    from scipy.sparse.csgraph import NegativeCycleError, bellman_ford  # noqa: PLC0415

    tails, heads, weights = np.array([*mosts(said)]).T
    order = np.lexsort((weights, heads, tails))
    tails, heads, weights = tails[order], heads[order], weights[order]
    first = np.append(True, (np.diff(tails) != 0) | (np.diff(heads) != 0))
    graph = csr_array((weights[first].astype(float), (tails[first], heads[first])), shape=(1 + tails[-1],) * 2)
    try:
        latest, earliest = bellman_ford(graph, indices=0), bellman_ford(graph.T.tocsr(), indices=0)
    except NegativeCycleError:
        return None
    return [-int(earliest.sum()), int(latest.sum())]


def by_batch(columns: "Sequence[array[int]]", cases: int, events: int) -> list[Answer]:
    """Ask `casedata.temporal.batch` for all cases at once, and `Network` for those that are suspect."""
    import numpy as np  # noqa: PLC0415

    from casedata.temporal.batch import screen  # noqa: PLC0415

    tails, heads, most = (np.frombuffer(column, dtype=np.int64) for column in columns)
    found = screen(tails, heads, most, cases * events + 1)
    suspect = np.unique((found.suspects - 1) // events)
    sums = [limits[1:].reshape(cases, events).sum(axis=1) for limits in (found.earliest, found.latest)]
    answers: list[Answer] = np.column_stack(sums).tolist()
    starts = np.searchsorted((np.maximum(tails, heads) - 1) // events, [suspect, suspect + 1])
    for case, start, stop in zip(suspect.tolist(), *starts.tolist(), strict=True):
        part = zip(*(column[start:stop].tolist() for column in (tails, heads, most)), strict=True)
        answers[case] = by_network(((a, b, None, days) if b else (0, a, -days, None) for a, b, days in part))
    return answers


def planted(number: int, every: int) -> bool:
    """Return whether a contradiction is put into a case: into every so manieth, 0 for none."""
    return bool(every) and number % every == every - 1


METHODS = {"batch": None, "Network": by_network, "networkx": by_networkx, "SciPy": by_scipy}
OWN = "Network"


def solve(method: str, cases: int, events: int, every: int) -> tuple[float, list[Answer]]:
    """Return the CPU seconds and the answers for some cases."""
    by, spent, answers = METHODS[method], 0.0, []
    columns = [array("q") for _ in range(3)]
    for number in range(cases):
        said = rows(events, planted(number, every), Random(number))
        if by is None:
            for tail, head, most in mosts(said):
                for column, value in zip(columns, (tail, head, most), strict=True):
                    column.append(value and value + (column is not columns[2]) * number * events)
            continue
        if cases == 1:
            signal.alarm(LIMIT)
        start = time.process_time()
        answers.append(by(said))
        spent += time.process_time() - start
    if by is None:
        start = time.process_time()
        answers = by_batch(columns, cases, events)
        spent = time.process_time() - start
    return spent, answers


def run(method: str, cases: int, events: int, every: int) -> tuple[float, float, list[Answer] | None]:
    """Return CPU milliseconds, peak MiB and answers of a process, no answers if it was given up."""
    command = [sys.executable, __file__, "--one", method, *map(str, (cases, events, every))]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    output = process.stdout.read() if process.stdout else b""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    memory = usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    if process.returncode == -signal.SIGALRM:
        return 1000 * LIMIT, memory, None
    if process.returncode:
        sys.exit(f"{' '.join(command)}: exit {process.returncode}")
    spent, answers = json.loads(output)
    return 1000 * spent, memory, answers


def line(title: str, cases: int, events: int, every: int, runs: int) -> str:
    """Return the line of the table for some cases, having compared the answers of all methods."""
    cells: list[str] = []
    own, wanted = 0.0, []
    for method in (OWN, "batch", "networkx", "SciPy"):
        solved = cases if method in {OWN, "batch"} else min(cases, SAMPLE)
        found = [run(method, solved, events, every)]
        found += [run(method, solved, events, every) for _ in range(runs - 1) if found[0][2]]
        if not found[0][2]:
            cells.append(f"> {LIMIT} s")
            continue
        wanted = wanted or found[0][2]
        if any((answer is None) != planted(number, every) for number, answer in enumerate(wanted)):
            sys.exit(f"{title}: {method} does not find just the contradictions that were put in")
        if any(answers != wanted[:solved] for _, _, answers in found):
            sys.exit(f"{title}: {method} and {OWN} differ in their verdicts or bounds")
        spent = median(each[0] for each in found) * cases / solved
        own = own or spent
        memory = median(each[1] for each in found)
        told = f"{spent:,.0f}" if spent >= 10 else f"{spent:.2f}"
        cells.append(f"{'≈ ' if solved < cases else ''}{told} ms, {spent / own:.2f}, {memory:,.0f} MiB")
    return f"| {title} | {' | '.join(cells)} |"


def main() -> None:
    """Print the table, or in a process of its own what one run found."""
    if sys.argv[1:2] == ["--one"]:
        method, *numbers = sys.argv[2:]
        solve(method, 2, 5, 2)
        print(json.dumps(solve(method, *map(int, numbers))))
        return
    parser = argparse.ArgumentParser(description="Compare solvers of temporal networks.")
    parser.add_argument("--events", type=int, nargs="*", default=[10, 100, 1_000, 10_000, 100_000], metavar="N")
    parser.add_argument("--cases", type=int, default=100_000, metavar="M")
    parser.add_argument("--runs", type=int, default=3, metavar="K")
    asked = parser.parse_args()
    print("| | `Network` | `batch` | networkx | SciPy |\n|---|--:|--:|--:|--:|", flush=True)
    for every, verdict in ((0, "consistent"), (1, "contradictory")):
        for events in asked.events:
            print(line(f"{events:,} events, {verdict}", 1, events, every, asked.runs), flush=True)
    print(line(f"{asked.cases:,} cases of {CASE} events", asked.cases, CASE, 10, asked.runs))


if __name__ == "__main__":
    main()
