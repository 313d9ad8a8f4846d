"""Coverage, for facts: how much of the judgement claims support, and how much of the documents was used.

`cells` weighs what claims say of each cell, `passages` looks at the documents, `origins` counts independent sources,
`parts` groups all of it; `text`, `json` and `html` show it.
"""

from collections import Counter

from casedata.citations import Texts
from casedata.coverage.cells import cells_of
from casedata.coverage.model import Cell, Coverage, FactOrigins, Part, PassageUse
from casedata.coverage.origins import facts_of, origins
from casedata.coverage.parts import BY, parts_of
from casedata.coverage.passages import passages_of
from casedata.package import Package

__all__ = ["BY", "Cell", "Coverage", "FactOrigins", "Part", "PassageUse", "coverage", "origins"]


def coverage(package: Package, *, by: str = "table", texts: Texts | None = None) -> Coverage:
    """Measure a package: its cells, its passages, the origins of its facts, and the parts `by` one of `BY`.

    With `texts`, copies of the documents, the words inside quoted spans are counted exactly.

    Raises:
        PackageError: a file is not readable.
        KeyError: `by` is none of `BY`.
    """
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
        by=by,
        parts=parts_of(rows, by, cells, passages),
    )
