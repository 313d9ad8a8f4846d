"""Disputes of a generated package: a row wherever claims cannot stand side by side, and some where they only differ."""

from collections.abc import Mapping, Sequence
from datetime import date

from casedata import dates, quantities
from casedata.testing import cells
from casedata.testing.choices import Choices, Identifiers
from casedata.testing.evidence import Cell, Claim, Evidence
from casedata.testing.files import row

_DATES = ("start_date", "end_date", "born", "died")
_CHOICES = ("place_id", "provision", "standing")


def draw_disputes(ids: Identifiers, told: Evidence, judgement: Mapping[Cell, str]) -> list[dict[str, str]]:
    """Return the disputes over the cells on which there are claims; `judgement` has what the rows say in them."""
    found = []
    for cell, claims in told.by_cell.items():
        choose = claims[0].choose
        differ = len({(claim.row["stance"], claim.row["value"]) for claim in claims}) > 1
        if must_be_settled(cell[2], claims) or (differ and choose.yes(3)):
            found.append(_dispute(choose, ids, cell, claims, judgement.get(cell, "")))
    return found


def must_be_settled(column: str, claims: Sequence[Claim]) -> bool:
    """Tell whether claims on one cell contradict it, or support what cannot all be so."""
    if any(claim.row["stance"] == "contradicts" for claim in claims):
        return True
    given = {claim.row["value"] for claim in claims}
    if column in _CHOICES:
        return len(given) > 1
    if claims[0].row["figure_id"]:
        ranges = [found for value in given if (found := quantities.read_quantity(value)) is not None]
        return max((low for low, _ in ranges), default=0) > min((high for _, high in ranges), default=0)
    if column not in _DATES:
        return False
    bounds = [dates.bounds(value) for value in given]
    earliest = max((first for first, _ in bounds if first is not None), default="")
    return any(last is not None and last < earliest for _, last in bounds)


def _dispute(choose: Choices, ids: Identifiers, cell: Cell, claims: Sequence[Claim], judged: str) -> dict[str, str]:
    subject, identifier, column = cell
    able = [
        claim.row["claim_id"]
        for claim in claims
        if not (column or judged) or (claim.row["stance"], claim.row["value"]) == ("supports", judged)
    ]
    settled = ("open", *(("resolved", "resolved") if able else ()))
    is_measured, must = column in _DATES or subject == "figure_id", must_be_settled(column, claims)
    options = (*settled, "apparent") if not is_measured or (must and column not in _DATES) else settled
    resolution = choose.of(options if must or not is_measured else ("apparent",))
    decided = max(claim.source.published for claim in claims) + choose.of((0, 1, 400))
    return row(
        "disputes",
        dispute_id=ids.new("d"),
        field=column,
        resolution=resolution,
        preferred_claim_id=choose.of(able) if resolution == "resolved" else "",
        reason=choose.of(cells.REASONS),
        decided_on=date.fromordinal(decided).isoformat(),
        **{subject: identifier},
    )
