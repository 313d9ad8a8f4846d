"""On how many independent origins each fact rests."""

from collections.abc import Iterable, Iterator

from casedata.coverage.model import Cell, FactOrigins, Rows
from casedata.origins import origins


def source_of(rows: Rows) -> dict[str, str]:
    """Return the source of each claim, by the passage that it rests on."""
    passages = {row["passage_id"]: row["source_id"] for row in rows["passages"]}
    return {row["claim_id"]: passages.get(row["passage_id"], "") for row in rows["claims"]}


def facts_of(rows: Rows, cells: Iterable[Cell]) -> Iterator[FactOrigins]:
    """Yield each row of the judgement with the origins of the claims that support it or one of its cells."""
    roots = origins(rows["sources"])
    sources = source_of(rows)
    for cell in cells:
        if cell.field is None:
            found = {roots.get(sources[claim], sources[claim]) for claim in cell.claims}
            yield FactOrigins(cell.table, cell.id, tuple(sorted(found - {""})))
