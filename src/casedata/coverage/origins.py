"""On how many independent origins each fact rests: sources that derive from each other count as one."""

from collections.abc import Iterable, Iterator, Sequence

from casedata.coverage.model import Cell, FactOrigins, Row, Rows


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


def origins(sources: Sequence[Row]) -> dict[str, str]:
    """Return for each source the first from which it derives, itself if from none; a circle is one origin.

    >>> row = {"source_id": "s-copy", "derived_from": "s-original"}
    >>> origins([row, {"source_id": "s-original", "derived_from": ""}])
    {'s-copy': 's-original', 's-original': 's-original'}
    """
    above = {row["source_id"]: row["derived_from"] for row in sources}
    found = {}
    for name in above:
        chain = [name]
        while (parent := above.get(chain[-1], "")) and parent not in chain:
            chain.append(parent)
        circle = chain[chain.index(parent) :] if parent else chain[-1:]
        found[name] = min(circle)
    return found
