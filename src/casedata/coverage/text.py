"""The coverage for a terminal: the figures, the parts, then what is missing, counted and never a wall."""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from casedata.coverage.model import (
    CELL_STATES,
    Cell,
    Coverage,
    Part,
    PassageUse,
    percent,
    share_of_cells,
    share_of_passages,
)
from casedata.report import printable
from casedata.report.wording import counted
from casedata.terminal import grid, unstyled

_SHOWN = 20
"""How many bare cells, unused passages or facts of one origin are named at most."""


def to_text(found: Coverage, columns: int, *, cells: float = 0, passages: float = 0) -> Iterator[str]:
    """Yield the lines of the coverage, for a terminal of that width; `cells` and `passages` are minima in percent."""
    yield f"{printable(found.name)} {printable(found.version)}"
    yield from figures(found)
    yield ""
    rows = [_heading(found), *(_line(part, found.by) for part in found.parts)]
    yield from grid(rows, columns, [unstyled] * len(rows[0]), heading=unstyled, numbers=range(1, len(rows[0])))
    yield from _list("bare cells", [_cell(cell) for cell in found.bare])
    yield from _list("unsettled cells", [_cell(cell) for cell in found.cells if cell.state == "unsettled"])
    yield from _list("unused passages", [_passage(each) for each in found.unused])
    yield from _list("unexplained passages", [each.id for each in found.passages if each.state == "unexplained"])
    yield from _list("facts of a single origin", [f"{fact.id}: {fact.origins[0]}" for fact in found.single])
    yield from (f"no copy of the document of {printable(source)}" for source in found.missing)
    yield from found.missed(cells, passages)


def figures(found: Coverage) -> Iterator[str]:
    """Yield the figures of the whole package, a line each."""
    states = Counter(cell.state for cell in found.cells)
    told = ", ".join(f"{states[state]} {state}" for state in CELL_STATES if states[state])
    yield f"cells: {percent(found.cell_share)} of {len(found.cells)} supported" + (f" ({told})" if told else "")
    facts = [each for each in found.passages if each.is_fact]
    used = sum(each.state == "used" for each in facts)
    words, quoted = sum(each.words for each in facts), sum(each.quoted for each in facts)
    bound = "" if found.exact else "at most "
    spans = f"{bound}{percent(Fraction(quoted, words) if words else Fraction(1))} of their words quoted"
    share = percent(found.passage_share)
    yield f"passages: {share} of {len(facts)} with facts used or explained ({used} used; {spans})"
    yield f"claims: {found.claim_count}"
    yield f"disputes: {_resolutions(found)}"
    yield f"facts: {len(found.facts)}, {len(found.single)} of a single origin"


def summary(found: Coverage) -> Iterator[tuple[str, str]]:
    """Yield what is measured of the whole package, and how much it is, for a short table."""
    states = Counter(cell.state for cell in found.cells)
    supported = sum(cell.is_supported for cell in found.cells)
    facts = [each for each in found.passages if each.is_fact]
    used = sum(each.state == "used" for each in facts)
    share = percent(found.cell_share)
    yield "rows and citable cells that a claim supports", f"{supported} of {len(found.cells)} ({share})"
    yield "of these contested, with a dispute", str(states["contested"])
    yield "of these by our inference or reading only", str(states["inferred"])
    yield "passages with facts that are used", f"{used} of {len(facts)} ({percent(found.passage_share)})"
    yield "claims", str(found.claim_count)
    yield "disputes", _resolutions(found)
    yield "facts that rest on one origin alone", f"{len(found.single)} of {len(found.facts)}"


def _resolutions(found: Coverage) -> str:
    told = ", ".join(f"{number} {name}" for name, number in sorted(found.disputes.items()))
    return f"{sum(found.disputes.values())}" + (f" ({told})" if told else "")


def share_column(by: str) -> str:
    """Return what the last column of the table of parts tells; what belongs to a source is supported by it."""
    return "passages" if by == "source" else "supported"


def share_of(part: Part, by: str) -> str:
    """Return what stands in that column, in percent."""
    if by == "source":
        return percent(share_of_passages(part.passages)) if part.passages else ""
    return percent(share_of_cells(part.cells)) if part.cells else ""


def _heading(found: Coverage) -> list[str]:
    return [found.by, "cells", *CELL_STATES, share_column(found.by)]


def _line(part: Part, by: str) -> list[str]:
    states = Counter(cell.state for cell in part.cells)
    numbers = [str(states[state] or "") for state in CELL_STATES]
    return [printable(part.name), str(len(part.cells) or ""), *numbers, share_of(part, by)]


def _list(title: str, lines: Sequence[str]) -> Iterator[str]:
    if not lines:
        return
    yield ""
    yield f"{title}: {len(lines)}"
    yield from (f"  {printable(line)}" for line in lines[:_SHOWN])
    if len(lines) > _SHOWN:
        yield f"  and {len(lines) - _SHOWN} more; all of them: --format json"


def _cell(cell: Cell) -> str:
    if cell.field is None:
        return f"{cell.id}: no claim says that it is so"
    return f"{cell.id} {cell.field}: {cell.value}{said_otherwise(cell)}"


def said_otherwise(cell: Cell) -> str:
    """Return which claims disagree with a cell, to stand behind it; nothing if none does."""
    verb = "says" if len(cell.against) == 1 else "say"
    return f"; {', '.join(cell.against)} {verb} otherwise" if cell.against else ""


def _passage(passage: PassageUse) -> str:
    return f"{passage.id}: {counted(passage.words, 'word')}"
