"""What a rule is: a statement about the rows of a table, why it holds, and the fault that it must catch.

Two kinds of rule say in their own way how the rows that break them are found: `ColumnRule` by a condition on one row of
a raw table, `QueryRule` by a query over the typed tables. Asking them is left to `casedata.rules.run`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]

CELLS = "cells"
"""What a rule over the free text of every table is over: `table_name`, `id`, `field`, `text` of each filled cell."""

Explanation = tuple[str, str]
"""What was found, and what was wanted or is to be done."""

Explain = Callable[[str], Explanation]


@dataclass(frozen=True, slots=True)
class Edit:
    """Statements that change the raw tables; `$row` in them is the id of a row, `$new` an id that is not in use."""

    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault(Edit):
    """An edit after which a rule must find the row called `at` of `table`, in the column `field`.

    `at` is `$row`, or `$new` for a row that the edit adds, or the name that it gives to the row.
    """

    table: str
    field: str | None
    at: str = "$row"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Rule:
    """One statement about the rows of the table `over`.

    `needs` names the other tables that it looks into. `also` names the rules that may fire together with it when its
    fault is applied, by their ids or by how these begin; `rows` is SQL for the ids of the rows to which the fault can
    be applied, None for all.
    """

    id: str
    statement: str
    over: str
    severity: Severity = "error"
    why: str = ""
    hint: str = ""
    also: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    rows: str | None = None
    faults: tuple[Fault, ...] = ()
    near_misses: tuple[Edit, ...] = ()

    @property
    def family(self) -> str:
        """The three letters at the beginning of the id.

        >>> Rule(id="CHR-01", statement="An event cannot end before it starts.", over="events").family
        'CHR'
        """
        return self.id[:3]

    def __repr__(self) -> str:
        """Name the rule; all that it says would fill a page."""
        return f"<rule {self.id}>"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ColumnRule(Rule):
    """A rule that one row of a raw table, called `cell`, breaks or keeps.

    `examines` and `breaks` are SQL conditions, `value` is SQL for the text to report, and `parameters` are the values
    of the `?` in `breaks`. `explain` says of a value what is wrong with it. `earlier` is SQL for the number of the
    first row that has the same value, for rules against that.
    """

    field: str | None
    examines: str
    breaks: str
    value: str
    explain: Explain
    parameters: tuple[object, ...] = ()
    earlier: str = "null"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class QueryRule(Rule):
    """A rule as a `.sql` file states it: `query` returns the rows that break it, as `id`, `field`, `message`.

    `examined` and `undetermined` are queries for the ids of the rows of which the rule can say something, and of those
    of which uncertain dates let it say nothing; `suspects` is a pattern that every text that breaks a rule over `cells`
    matches.
    """

    query: str
    examined: str | None = None
    undetermined: str | None = None
    suspects: str | None = None
