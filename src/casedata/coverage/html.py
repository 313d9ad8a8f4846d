"""The coverage as one HTML file for people: each document as a strip of its passages, shaded by use, without its text.

The page is laid out in `coverage.html.j2`, `coverage.css` and the style that all pages share.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from casedata.coverage.model import CELL_STATES, Cell, Coverage, Part, PassageUse, percent
from casedata.coverage.text import share_column, share_of
from casedata.report import printable
from casedata.report.html import STYLE, page

_TEMPLATE = Path(__file__).with_name("coverage.html.j2")
_OWN_STYLE = Path(__file__).with_name("coverage.css")

_WIDTH = 1000
"""The width of a strip, in units of its drawing."""

_LEAST = 3.0
"""How wide a passage of few words is drawn, so that it can be seen."""

_FAINTEST = 0.25
"""How dark a passage is shaded of which hardly a word is quoted."""

_View = dict[str, Any]


def to_html(found: Coverage, titles: Mapping[str, str]) -> str:
    """Return the coverage as an HTML document that stands alone; `titles` are those of the sources."""
    style = STYLE.read_text(encoding="utf-8") + _OWN_STYLE.read_text(encoding="utf-8")
    return page(_TEMPLATE, style, _view(found, titles))


def _view(found: Coverage, titles: Mapping[str, str]) -> _View:
    documents: dict[str, list[PassageUse]] = defaultdict(list)
    for passage in found.passages:
        documents[passage.source_id].append(passage)
    return {
        "name": printable(found.name),
        "version": printable(found.version),
        "cells": percent(found.cell_share),
        "passages": percent(found.passage_share),
        "claims": found.claim_count,
        "single": len(found.single),
        "exact": found.exact,
        "documents": [_document(name, some, titles) for name, some in documents.items()],
        "by": found.by,
        "states": CELL_STATES,
        "share": share_column(found.by),
        "parts": [_part(part, found.by) for part in found.parts],
        "lists": [
            ("Bare cells", "No claim supports these.", _in_state(found, "bare"), True),
            ("Unsettled cells", "Claims disagree, and no dispute deals with it.", _in_state(found, "unsettled"), True),
            ("Contested cells", "Claims disagree, and a dispute deals with it.", _in_state(found, "contested"), False),
            ("Inferred cells", "Inferences and vague words; notes say how.", _in_state(found, "inferred"), False),
        ],
        "facts": [{"id": printable(fact.id), "origin": printable(fact.origins[0])} for fact in found.single],
    }


def _in_state(found: Coverage, state: str) -> list[_View]:
    return [_cell(cell) for cell in found.cells if cell.state == state]


def _document(name: str, passages: Sequence[PassageUse], titles: Mapping[str, str]) -> _View:
    facts = [each for each in passages if each.is_fact]
    words, quoted = sum(each.words for each in facts), sum(each.quoted for each in facts)
    return {
        "id": printable(name),
        "title": printable(titles.get(name, "") or name),
        "facts": len(facts),
        "used": sum(each.state == "used" for each in facts),
        "quoted": round(100 * quoted / words) if words else 100,
        "blocks": list(_blocks(passages)),
        "width": _WIDTH,
    }


def _blocks(passages: Sequence[PassageUse]) -> Iterator[_View]:
    """Yield the passages as blocks of a strip, each about as wide as it has words."""
    sizes = [max(_LEAST, float(each.words)) for each in passages]
    scale = _WIDTH / sum(sizes)
    for passage, size, end in zip(passages, sizes, accumulate(sizes), strict=True):
        yield {
            "id": printable(passage.id),
            "number": passage.number,
            "kind": printable(passage.kind),
            "state": passage.state,
            "says": passage.state.replace("_", " "),
            "words": passage.words,
            "claims": len(passage.claims),
            "share": round(100 * passage.share),
            "x": round((end - size) * scale, 2),
            "width": round(size * scale, 2),
            "shade": round(_FAINTEST + (1 - _FAINTEST) * passage.share, 2),
        }


def _part(part: Part, by: str) -> _View:
    states = Counter(cell.state for cell in part.cells)
    return {
        "name": printable(part.name),
        "cells": len(part.cells),
        "states": [states[state] for state in CELL_STATES],
        "share": share_of(part, by),
    }


def _cell(cell: Cell) -> _View:
    return {
        "id": printable(cell.id),
        "field": printable(cell.field or "the row"),
        "value": printable(cell.value),
        "claims": [printable(claim) for claim in cell.claims],
        "against": [printable(claim) for claim in cell.against],
        "disputes": [printable(dispute) for dispute in cell.disputes],
    }
