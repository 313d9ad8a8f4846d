"""The coverage for programs: plain values in the order of the JSON document that docs/coverage.md describes."""

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from casedata.coverage.model import (
    CELL_STATES,
    PASSAGE_STATES,
    Cell,
    Coverage,
    PassageUse,
    share_of_cells,
    share_of_passages,
)


def members(found: Coverage) -> dict[str, Any]:
    """Return the coverage as plain values, without name and version of the package."""
    return {
        "cells": {**_cells(found.cells), "list": [_cell(cell) for cell in found.cells]},
        "passages": {
            **_passages(found.passages),
            "exact": found.exact,
            "missing": list(found.missing),
            "list": [_passage(each) for each in found.passages],
        },
        "facts": {
            "total": len(found.facts),
            "single_origin": len(found.single),
            "list": [{"table": fact.table, "id": fact.id, "origins": list(fact.origins)} for fact in found.facts],
        },
        "claims": found.claim_count,
        "disputes": dict(sorted(found.disputes.items())),
        "by": found.by,
        "parts": [
            {"name": part.name, "cells": _cells(part.cells), "passages": _passages(part.passages)}
            for part in found.parts
        ],
    }


def _percent(share: Fraction) -> float:
    return float(share * 100)


def _states(states: Iterable[str], known: Iterable[str]) -> Mapping[str, int]:
    counts = Counter(states)
    return {state: counts[state] for state in known}


def _cells(cells: tuple[Cell, ...]) -> dict[str, Any]:
    states = _states((cell.state for cell in cells), CELL_STATES)
    return {"total": len(cells), **states, "percent": _percent(share_of_cells(cells))}


def _passages(passages: tuple[PassageUse, ...]) -> dict[str, Any]:
    facts = [each for each in passages if each.is_fact]
    states = _states((each.state for each in passages), PASSAGE_STATES)
    return {
        "total": len(passages),
        "facts": len(facts),
        **states,
        "words": sum(each.words for each in facts),
        "quoted": sum(each.quoted for each in facts),
        "percent": _percent(share_of_passages(passages)),
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "table": cell.table,
        "id": cell.id,
        "field": cell.field,
        "value": cell.value,
        "state": cell.state,
        "claims": list(cell.claims),
        "against": list(cell.against),
        "disputes": list(cell.disputes),
    }


def _passage(passage: PassageUse) -> dict[str, Any]:
    return {
        "id": passage.id,
        "source_id": passage.source_id,
        "number": passage.number,
        "kind": passage.kind,
        "state": passage.state,
        "words": passage.words,
        "quoted": passage.quoted,
        "claims": list(passage.claims),
    }
