"""A chronology as members of a JSON document; docs/chronology.md describes them."""

from dataclasses import asdict
from typing import Any

from casedata.chronology.audit import Audit, Contradiction, Knot
from casedata.chronology.chronology import Chronology
from casedata.chronology.limits import Limits
from casedata.chronology.statements import Statement
from casedata.chronology.units import Unit, moment


def members(found: Chronology) -> dict[str, Any]:
    """Return the members of a chronology: the verdict, the knots with all they hold, dates, words, statements."""
    audit = found.audit
    named = {name for each in _all(found) for name in each.statements}
    named |= {name for knot in found.knots for way in knot.ways_out for name in way.statements}
    named |= {name for each in audit.limits for name in (*each.earliest_because, *each.latest_because)}
    return {
        "ok": found.ok,
        "of": audit.layer,
        "unit": audit.unit,
        "consistent": found.consistent,
        "settled": audit.settled,
        "judgement_consistent": found.judgement.consistent,
        "complete": audit.complete,
        "knots": [_knot(each) for each in found.knots],
        "to_the_minute": [_contradiction(each) for each in found.finer],
        "unsettled": [_contradiction(each) for each in audit.unsettled],
        "set_aside": dict(audit.aside),
        "dates": [_limits(each, audit.unit) for each in audit.limits],
        "orders": {"pairs": audit.pairs, "undecided": audit.undecided},
        "unread": list(audit.unread),
        "statements": [_statement(each) for name, each in _known(found).items() if name in named],
    }


def _all(found: Chronology) -> list[Contradiction]:
    return [*found.contradictions, *found.finer, *found.audit.unsettled]


def _known(found: Chronology) -> dict[str, Statement]:
    finer: Audit | None = found.to_the_minute
    return {**({} if finer is None else finer.statements), **found.audit.statements}


def _knot(knot: Knot) -> dict[str, Any]:
    return {
        "contradictions": [_contradiction(each) for each in knot.contradictions],
        "ways_out": [{"set_aside": list(way.statements), "cost": way.cost} for way in knot.ways_out],
        "equally_cheap": len(knot.cheapest),
        "slips": [asdict(each) for each in knot.slips],
    }


def _contradiction(each: Contradiction) -> dict[str, Any]:
    return {
        "statements": list(each.statements),
        "misses_by": each.gap,
        "tension": each.is_tension,
        "settled_by": list(each.settled_by),
    }


def _limits(each: Limits, unit: Unit) -> dict[str, Any]:
    row, _, point = each.point.partition(" ")
    return {
        "id": row,
        "point": point,
        "earliest": None if each.earliest is None else moment(each.earliest, unit),
        "latest": None if each.latest is None else moment(each.latest, unit),
        "earliest_because": list(each.earliest_because),
        "latest_because": list(each.latest_because),
        "comparison": each.comparison or None,
    }


def _statement(each: Statement) -> dict[str, Any]:
    return {
        "id": each.id,
        "kind": each.kind,
        "says": each.says,
        "subject": each.subject,
        "field": each.field or None,
        "value": each.value or None,
        "cost": each.cost,
        "certain": each.is_certain,
        "read_so": [asdict(word) for word in each.words],
        "quotes": [asdict(quote) for quote in each.quotes],
    }
