"""The audit of a chronology: can it all hold, why not, what would mend it, how tight it is, what is not known.

One layer in one unit: `claims` is what the sources say, `judgement` what the package holds. Of the claims, what
disputes set aside is left out before anything follows from them; every conflict among all of them is told.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from casedata.chronology.doubtful import doubtful, is_large
from casedata.chronology.limits import Limits, followed, tightest
from casedata.chronology.policy import Policy
from casedata.chronology.reading import Constraints, Layer
from casedata.chronology.settling import settled
from casedata.chronology.slips import Slip, slips
from casedata.chronology.statements import Statement, describe
from casedata.chronology.units import Extent, Unit
from casedata.temporal import Cluster, Conflict, Explanation, Group, Network, explain, undecided
from casedata.temporal.parts import parts

LIMIT = 60
"""So many conflicts are looked for at most."""

STEPS = 1_000
"""So many ways to set statements aside are tried at most."""

_MOST_PAIRED = 2_000
"""Of more events than these, pairs are not counted."""

_PAIR = 2
_REACH, _MINUTES = 31, 1440
"""No reading of a vague word reaches further: so many days, each of so many minutes."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Statements that cannot all hold though any of them left out, the others can.

    `statements` are in the order of the argument, `gap` is by how much they miss each other, in the unit. `settled_by`
    are the disputes that set one of them aside. `is_tension` says that another reading of a vague word may do;
    `inferences` counts the statements that nobody makes but the package.
    """

    statements: tuple[str, ...]
    gap: int
    settled_by: tuple[str, ...]
    is_tension: bool
    inferences: int = 0


@dataclass(frozen=True, slots=True)
class WayOut:
    """Statements that mend a group of contradictions when they are set aside, and what that costs."""

    statements: tuple[str, ...]
    cost: int


@dataclass(frozen=True, slots=True)
class Knot:
    """Contradictions that share statements, smallest first; the ways out, cheapest first; slips that would fit."""

    contradictions: tuple[Contradiction, ...]
    ways_out: tuple[WayOut, ...]
    slips: tuple[Slip, ...]

    @property
    def cheapest(self) -> tuple[WayOut, ...]:
        """The ways out than which none is cheaper; several are equal, and none is preferred."""
        return tuple(way for way in self.ways_out if way.cost == self.ways_out[0].cost)

    @property
    def telling(self) -> tuple[Contradiction, ...]:
        """The contradictions to read first: each has one statement of a cheapest way out in it, and no other of it.

        For each, one in which two statements clash and one that argues with more; without vague words before others,
        and with fewer inferences of the package.
        """
        way = set(self.ways_out[0].statements) if self.ways_out else set()
        ordered = sorted(self.contradictions, key=lambda each: (each.is_tension, each.inferences, len(each.statements)))
        chosen: dict[Contradiction, None] = {}
        for name in sorted(way):
            alone = [each for each in ordered if way & set(each.statements) == {name}]
            direct = [each for each in alone if len(each.statements) <= _PAIR]
            chosen |= dict.fromkeys(direct[:1])
            chosen |= dict.fromkeys([each for each in alone if len(each.statements) > _PAIR][:1])
        return tuple(each for each in self.contradictions if each in chosen) or self.contradictions[:1]


@dataclass(frozen=True, slots=True)
class Audit:
    """What was found of one layer in one unit.

    `consistent` is said of all statements, `settled` of those that disputes leave. `complete` says that no minimal
    contradiction is missing. `undecided` of `pairs` pairs of events can come in either order; None: not counted.
    """

    layer: Layer
    unit: Unit
    consistent: bool
    settled: bool
    complete: bool
    knots: tuple[Knot, ...]
    unsettled: tuple[Contradiction, ...]
    aside: Mapping[str, str]
    limits: tuple[Limits, ...]
    undecided: int | None
    pairs: int
    unread: tuple[str, ...]
    statements: Mapping[str, Statement]

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """All contradictions, smallest first."""
        found = [each for knot in self.knots for each in knot.contradictions]
        return tuple(sorted(found, key=lambda each: (len(each.statements), sorted(each.statements))))


def audit(constraints: Constraints, policy: Policy, layer: Layer, *, limit: int = LIMIT, steps: int = STEPS) -> Audit:
    """Audit one layer of a package that has been read; of a large one, look at the cases that screening leaves."""
    network = constraints.network(layer, doubtful(constraints, layer)[0])
    statements = describe(constraints, policy, map(str, network.groups))
    costs: dict[Group, int] = {name: each.cost for name, each in statements.items()}
    aside = settled(constraints) if layer == "claims" else {}
    found = explain(network, weights=costs, limit=limit, steps=steps)
    rest = constraints.network(layer, [str(group) for group in network.groups if group not in aside])
    left = explain(rest, weights=costs, limit=limit, steps=steps) if aside else found
    parts_of = {group: groups for groups in parts(network) for group in groups} if found.clusters else {}
    knots = tuple(_Knots(constraints, layer, parts_of, statements, aside, policy).knots(found))
    limits = list(tightest(rest, left, constraints, policy))
    if is_large(constraints):
        doubtful(constraints, layer, aside)
        known = set(rest.points)
        limits += [each for each in followed(constraints, policy) if each.point not in known]
    events = [point for point in rest.points if point.endswith(" start") and not point.endswith(" planned start")]
    is_counted = not left.clusters and len(events) <= _MOST_PAIRED and not is_large(constraints)
    return Audit(
        layer=layer,
        unit=constraints.unit,
        consistent=not found.clusters,
        settled=not left.clusters,
        complete=found.complete,
        knots=knots,
        unsettled=tuple(_contradiction(each, statements, {}, constraints.unit) for each in left.conflicts),
        aside=aside,
        limits=tuple(limits),
        undecided=len(undecided(rest, events)) if is_counted else None,
        pairs=len(events) * (len(events) - 1) // 2,
        unread=constraints.unread,
        statements=statements,
    )


def contradictions(network: Network, statements: Mapping[str, Statement]) -> list[Contradiction]:
    """Return contradictions of a network, smallest first: at least one for each statement that has to be set aside."""
    costs: dict[Group, int] = {name: each.cost for name, each in statements.items()}
    found = explain(network, weights=costs, limit=LIMIT, steps=STEPS)
    return [_contradiction(each, statements, {}) for each in found.conflicts]


def _contradiction(
    conflict: Conflict, statements: Mapping[str, Statement], aside: Mapping[str, str], unit: Unit = "day"
) -> Contradiction:
    cycles = sorted(conflict.cycles, key=lambda cycle: -cycle.gap)
    named = dict.fromkeys(str(group) for cycle in cycles for group in cycle.groups if group in conflict.groups)
    by = tuple(sorted({aside[name] for name in named if name in aside}))
    reach = _REACH * (_MINUTES if unit == "minute" else 1)
    is_vague = any(
        not statements[name].is_certain or (statements[name].words and conflict.gap <= reach) for name in named
    )
    inferences = sum(statements[name].is_inference for name in named)
    return Contradiction(tuple(named), conflict.gap, by, is_vague, inferences)


@dataclass(frozen=True, slots=True)
class _Knots:
    """Makes knots of the clusters of an explanation."""

    constraints: Constraints
    layer: Layer
    parts: Mapping[Group, Sequence[Group]]
    statements: Mapping[str, Statement]
    aside: Mapping[str, str]
    policy: Policy

    def knots(self, found: Explanation) -> Iterator[Knot]:
        """Yield the knots."""
        for cluster in found.clusters:
            yield Knot(
                tuple(
                    _contradiction(each, self.statements, self.aside, self.constraints.unit)
                    for each in cluster.conflicts
                ),
                tuple(WayOut(tuple(sorted(map(str, way.groups))), way.cost) for way in cluster.repairs),
                tuple(self._slips(found, cluster)),
            )

    def _ways(self, cluster: Cluster) -> Iterator[frozenset[Group]]:
        """Yield the cheapest ways out of a cluster, then what disputes set aside in it."""
        yield from (each.groups for each in cluster.cheapest)
        decided = frozenset(group for each in cluster.conflicts for group in each.groups if group in self.aside)
        if decided not in {each.groups for each in cluster.cheapest}:
            yield decided

    def _slips(self, found: Explanation, cluster: Cluster) -> Iterator[Slip]:
        """Yield what each date of the cheapest ways out, or that disputes set aside, could be instead."""
        part = [str(group) for group in self.parts[next(iter(cluster.conflicts[0].groups))]]
        network = self.constraints.network(self.layer, part)
        others = {group for each in found.clusters if each is not cluster for group in each.cheapest[0].groups}
        seen: set[str] = set()
        for way in self._ways(cluster):
            left = [str(group) for group in network.groups if group not in others | way]
            if not self.constraints.network(self.layer, left).consistent():
                continue
            bounds = network.bounds(left)
            for group in sorted(map(str, way)):
                each = self.statements[group]
                limits = bounds.get(_point(each))
                if limits is not None and group not in seen and each.field in _FIELDS:
                    seen.add(group)
                    within = Extent(limits.earliest, limits.latest)
                    yield from slips(group, each.value, within, self.constraints.unit, self.policy)


_FIELDS = {"start_date": "start", "end_date": "end", "born": "born", "died": "died", "published": "published"}


def _point(statement: Statement) -> str:
    """Return the point that a statement of a date speaks of."""
    return f"{statement.subject} {_FIELDS.get(statement.field, '')}"
