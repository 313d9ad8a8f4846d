"""A strategy for packages with one known fault: the rule that must find it, the row and the column.

The faults are those that the rules carry; the packages come from `generated`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import assume
from hypothesis import strategies as st

from casedata.rules import Rule, bundled_rules, schema_rules
from casedata.rules.faults import Bench
from casedata.testing.files import Rows, tables
from casedata.testing.generated import packages as valid_packages


@dataclass(frozen=True)
class FaultyPackage:
    """A package that was valid until the fault of `rule` was applied to it.

    `rows` are all cells as they are now. The rule must report exactly the row `row` of `table`, in the column `field`
    (None: the row as a whole); beside it only rules may fire whose ids begin like one of `also`.
    """

    rule: str
    table: str
    row: str
    field: str | None
    also: tuple[str, ...]
    rows: Rows


def all_rules() -> list[Rule]:
    """Return the rules of a package that has the bundled schemas and no rules of its own."""
    return [*schema_rules(tables()), *bundled_rules()]


@st.composite
def faults(
    draw: st.DrawFn, rules: Sequence[Rule] | None = None, packages: st.SearchStrategy[Rows] | None = None
) -> FaultyPackage:
    """Return packages with one fault each: draws a package, a rule, one of its faults, and a row.

    `rules` are the rules to choose from, all by default; `packages` are the valid packages to break, of any kind.
    """
    rows = draw(valid_packages(min_events=1) if packages is None else packages)
    chosen = draw(st.sampled_from(list(all_rules() if rules is None else rules)))
    fault = draw(st.sampled_from(chosen.faults))
    contents = {name: [list(row.values()) for row in rows[name]] for name in tables()}
    bench = Bench(tables(), contents, ())
    try:
        able = bench.rows_for(chosen, fault)
        assume(able)
        row = draw(st.sampled_from(able))
        with bench.edited(fault, row, fault.table) as (new, _):
            at = {"$row": row, "$new": new}.get(fault.at, fault.at)
            return FaultyPackage(chosen.id, fault.table, at, fault.field, chosen.also, bench.texts())
    finally:
        bench.close()
