"""Coverage, for facts: how much of the judgement claims support, and how much of the documents was used.

`cells` weighs what claims say of each cell, `passages` looks at the documents, `origins` counts independent sources,
`parts` groups all of it; `text`, `json` and `html` show it.
"""

from collections import Counter

from casedata.citations import Texts
from casedata.coverage.cells import cells_of
from casedata.coverage.model import Cell, Coverage, FactOrigins, Part, PassageUse
from casedata.coverage.origins import facts_of
from casedata.coverage.parts import BY, parts_of
from casedata.coverage.passages import passages_of
from casedata.package import Package

__all__ = ["BY", "Cell", "Coverage", "FactOrigins", "Part", "PassageUse", "coverage"]


_NEEDED = {
    "sources": ("source_id", "title", "derived_from"),
    "people": ("person_id",),
    "cases": ("case_id",),
    "events": ("event_id", "case_id"),
    "roles": ("role_id", "event_id", "person_id"),
    "figures": ("figure_id", "event_id", "low", "high", "unit"),
    "links": ("link_id", "from_event_id", "to_event_id", "relation", "lag_min", "lag_max"),
    "passages": ("passage_id", "source_id", "number", "kind", "words", "reason"),
    "claims": (
        "claim_id", "field", "value", "stance", "mode", "passage_id", "quote_start", "quote_end", "quote_words",
        "quote_sha256",
    ),
    "disputes": ("dispute_id", "field", "resolution"),
}  # fmt: skip
"""The columns that are looked at."""


def coverage(package: Package, *, by: str = "table", texts: Texts | None = None) -> Coverage:
    """Measure a package: its cells, its passages, the origins of its facts, and the parts `by` one of `BY`.

    With `texts`, copies of the documents, the words inside quoted spans are counted exactly.

    Raises:
        PackageError: a file is not readable.
        SchemaError: a table lacks a column that is needed, or claims do not say what they are about.
        KeyError: `by` is none of `BY`.
    """
    for table, needed in _NEEDED.items():
        package.require(table, needed)
    rows = {name: package.rows(name) for name in package.tables}
    cells, passages = tuple(cells_of(package, rows)), tuple(passages_of(rows, texts))
    return Coverage(
        name=package.name,
        version=package.version,
        cells=cells,
        passages=passages,
        facts=tuple(facts_of(rows, cells)),
        disputes=Counter(row["resolution"] for row in rows["disputes"]),
        claim_count=len(rows["claims"]),
        exact=texts is not None and not texts.missing,
        missing=() if texts is None else texts.missing,
        by=by,
        parts=parts_of(rows, by, cells, passages),
    )
