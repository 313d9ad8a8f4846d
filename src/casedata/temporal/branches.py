"""Either/or: a search over the orders of which at least one must hold.

Only a choice none of whose orders holds at the labels found so far is branched on, and a branch whose refutation does
not use its order refutes the whole choice (Stergiou and Koubarakis 2000, Backtracking algorithms for disjunctions of
temporal constraints, Artificial Intelligence 120).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from casedata.errors import CasedataError
from casedata.temporal.paths import Edges, State, relax

Choice = tuple[int, ...]
"""The edges of which at least one must hold."""

MOST_BRANCHES = 20_000
MOST_LEAVES = 500


class NetworkError(CasedataError, ValueError):
    """A temporal network was built or asked wrongly, or its either/or is too much to search."""


@dataclass(slots=True)
class _Frame:
    """A choice on the way down: the state above it, orders to try, the one being tried, what refuted others."""

    state: State
    orders: Iterator[int]
    order: int = -1
    cycles: list[list[int]] = field(default_factory=list)


def open_choice(state: State, edges: Edges, choices: Sequence[Choice]) -> Choice | None:
    """Return the first choice of which no order holds at the labels of a state, or None."""
    labels = state.labels
    for choice in choices:
        if all(labels[edges.heads[edge]] > labels[edges.tails[edge]] + edges.weights[edge] for edge in choice):
            return choice
    return None


def refute(state: State, edges: Edges, choices: Sequence[Choice]) -> list[list[int]]:
    """Return negative cycles that show a state impossible, at least one for each way to choose; none if it can be.

    The plain edges of the state must hold at its labels. The groups of the cycles cannot all hold.

    Raises:
        NetworkError: more than `MOST_BRANCHES` branches were tried.
    """
    frames: list[_Frame] = []
    cycles: list[list[int]] = []
    for _ in range(MOST_BRANCHES + 1):
        if not cycles:
            choice = open_choice(state, edges, choices)
            if choice is None:
                return []
            frames.append(_Frame(state, iter(choice)))
        order, cycles = _next_order(frames, cycles)
        if order is None:
            return cycles
        frame = frames[-1]
        frame.order = order
        state = frame.state.with_edge(edges, order)
        cycle = relax(state, edges.tails, [edges.tails[order]])
        cycles = [cycle] if cycle else []
    raise NetworkError(f"more than {MOST_BRANCHES} branches of either/or; keep fewer groups that say either/or")


def _next_order(frames: list[_Frame], cycles: list[list[int]]) -> tuple[int | None, list[list[int]]]:
    """Return the next order to try after `cycles` refuted the last one, leaving choices that are refuted as a whole."""
    while frames:
        frame = frames[-1]
        if cycles and not any(frame.order in cycle for cycle in cycles):
            frames.pop()
            continue
        frame.cycles += cycles
        order = next(frame.orders, None)
        if order is not None:
            return order, []
        cycles = frame.cycles
        frames.pop()
    return None, cycles


def leaves(state: State, edges: Edges, choices: Sequence[Choice]) -> tuple[list[State], list[list[int]], bool]:
    """Return states that together hold every solution of a state, the cycles of refuted ones, and whether all is exact.

    Exact means that each state's labels keep every choice. After `MOST_LEAVES` branches the open states are returned as
    they are: they hold every solution and may hold more.
    """
    found: list[State] = []
    cycles: list[list[int]] = []
    stack, branches, exact = [state], 0, True
    while stack:
        state = stack.pop()
        choice = open_choice(state, edges, choices)
        if choice is None or branches >= MOST_LEAVES:
            found.append(state)
            exact = exact and choice is None
            continue
        for order in choice:
            branches += 1
            below = state.with_edge(edges, order)
            cycle = relax(below, edges.tails, [edges.tails[order]])
            if cycle:
                cycles.append(cycle)
            else:
                stack.append(below)
    return found, cycles, exact
