"""The rules that only the whole chronology can answer, for `casedata.validation`: CHR-16, CHR-17 and DIS-14.

What a rule on single rows found already is not told a second time: a contradiction in which such a row has a part is
taken for its consequence.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from casedata.chronology.audit import Contradiction, contradictions
from casedata.chronology.doubtful import doubtful, is_large
from casedata.chronology.limits import Limits, limits_of, outside_followed
from casedata.chronology.policy import Policy
from casedata.chronology.reading import NEEDS, Constraints, Layer, read_constraints
from casedata.chronology.settling import settled
from casedata.chronology.statements import Statement, describe, length
from casedata.chronology.units import moment
from casedata.rules import Answer, Rule, Violation
from casedata.schema import Table

JUDGEMENT = Rule(
    id="CHR-16",
    statement="The dates, intervals and orders of the package can all hold.",
    over="events",
    why="Each date may look right by itself, and yet all together be impossible: a release six days after a detention, "
    "a new arrest on the day of the release, and a charge before both. Nobody sees that by reading row by row.",
    hint="see casedata chronology --judgement; correct one of these rows, or make it as vague as the documents are",
)
OUTSIDE = Rule(
    id="CHR-17",
    statement="What the package dates lies where the accepted claims allow it.",
    over="events",
    why="A date that no combination of the claims allows is not what the sources say, whatever single claims say.",
    hint="see casedata chronology --explain with the event; correct the date, or record the dispute that decides it",
)
UNSETTLED = Rule(
    id="DIS-14",
    statement="Claims that cannot all hold are settled by disputes.",
    over="claims",
    why="Sources contradict each other across cells too: a sentence before the arrest that led to it, a release later "
    "than the term allows. The reader must learn of it, and why the package follows one side.",
    hint="see casedata chronology; add a dispute on the cell of the claim that is set aside, and name the others in it",
)
RULES = (JUDGEMENT, OUTSIDE, UNSETTLED)

Places = Collection[tuple[str, str]]
"""Rows by table and identifier."""


def check_chronology(
    connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Table], policy: Policy, flagged: Places
) -> Iterator[Answer]:
    """Answer the three rules from the raw tables of a connection; `flagged` are rows that other rules found.

    Where a table or a column is missing, they are not run.
    """
    if any(name not in tables or not set(columns) <= set(tables[name].columns) for name, columns in NEEDS.items()):
        yield from (Answer(rule, 0) for rule in RULES)
        return
    checks = _Checks(connection, policy, read_constraints(connection, "day", policy), flagged)
    yield checks.answer(JUDGEMENT, *doubtful(checks.constraints, "judgement"))
    aside = settled(checks.constraints)
    groups, examined = doubtful(checks.constraints, "claims", aside)
    yield checks.dates(groups)
    yield checks.answer(UNSETTLED, groups, examined)


@dataclass(frozen=True, slots=True)
class _Checks:
    """Answers the rules from what was read."""

    connection: duckdb.DuckDBPyConnection
    policy: Policy
    constraints: Constraints
    flagged: Places

    def answer(self, rule: Rule, groups: Sequence[str], examined: int) -> Answer:
        """Return what cannot all hold of some groups."""
        layer: Layer = "judgement" if rule is JUDGEMENT else "claims"
        network = self.constraints.network(layer, groups)
        if network.consistent():
            return Answer(rule, examined)
        statements = describe(self.constraints, self.policy, groups)
        found = contradictions(network, statements)
        return Answer(rule, examined, 0, tuple(self._placed(rule, found, statements)))

    def dates(self, groups: Sequence[str]) -> Answer:
        """Return the dates of the package that lie where the claims do not allow them."""
        network = self.constraints.network("claims", groups)
        limits = list(limits_of(network, groups, self.constraints, self.policy)) if network.consistent() else []
        judged = [each for each in limits if each.comparison]
        outside, examined = [each for each in judged if each.comparison == "outside"], len(judged)
        if is_large(self.constraints):
            found, count = outside_followed(self.constraints)
            examined += count
            outside += found
        return Answer(OUTSIDE, examined, 0, tuple(self._outside(outside)))

    def _outside(self, limits: Iterable[Limits]) -> Iterator[Violation]:
        for each in limits:
            row, _, point = each.point.partition(" ")
            field = _COLUMNS[point]
            table = "people" if field in {"born", "died"} else "events"
            sides = [
                f"{word} {moment(limit, self.constraints.unit)}"
                for word, limit in (("not before", each.earliest), ("not after", each.latest))
                if limit is not None
            ]
            names = dict.fromkeys([*each.earliest_because, *each.latest_because])
            why = f", by {', '.join(names)}" if names else ""
            message = f"is dated where it cannot have been: {', '.join(sides)}{why}"
            if (table, row) not in self.flagged:
                yield self._violation(OUTSIDE, table, row, field, message, ())

    def _placed(
        self, rule: Rule, found: Iterable[Contradiction], statements: Mapping[str, Statement]
    ) -> Iterator[Violation]:
        """Yield a violation for each contradiction, at the row that is cheapest to mend; one for each row."""
        seen: set[tuple[str, str]] = set()
        for each in found:
            rows = [(name, place) for name in each.statements if (place := self._place(name)) is not None]
            places = {(table, row) for _, (table, row, _) in rows}
            quoted = {("claims", quote.claim_id) for name in each.statements for quote in statements[name].quotes}
            if not rows or (places | quoted) & set(self.flagged) or places & seen:
                continue
            first, (table, row, field) = min(rows, key=lambda pair: statements[pair[0]].cost)
            seen.add((table, row))
            others = tuple(name for name in each.statements if name != first)
            apart = f"; they miss each other by {length(each.gap, self.constraints.unit)}" if others else ""
            beside = f" beside {', '.join(others)}" if others else ", it contradicts itself"
            yield self._violation(rule, table, row, field, f"cannot hold{beside}{apart}", others)

    def _place(self, group: str) -> tuple[str, str, str | None] | None:
        """Return table, row and column of a statement; None for an order of kinds."""
        first, _, rest = group.partition(" ")
        if first in {"report", "part"}:
            return ("claims", rest, "passage_id") if first == "report" else ("events", rest, "part_of")
        table, field = _TABLES.get(first[:2], (None, None))
        if table == "sources" and "#" in first:
            table = "passages"
        return None if table is None else (table, first, rest or field)

    def _violation(
        self, rule: Rule, table: str, row: str, field: str | None, message: str, related: tuple[str, ...]
    ) -> Violation:
        key, column = _KEYS[table], field or _KEYS[table]
        query = f"select _row, {column} from raw.{table} where {key} = ? order by _row limit 1"  # noqa: S608 - ours
        ((number, value),) = self.connection.execute(query, [row]).fetchall()
        return Violation(table, number, row, field, value if field else None, message, rule.hint, None, related)


_KEYS = {
    "events": "event_id", "people": "person_id", "figures": "figure_id", "links": "link_id", "claims": "claim_id",
    "sources": "source_id", "passages": "passage_id",
}  # fmt: skip
_TABLES: Mapping[str, tuple[str, str | None]] = {
    "c-": ("claims", "value"), "s-": ("sources", "published"), "x-": ("links", "relation"), "f-": ("figures", None),
    "e-": ("events", None), "p-": ("people", None),
}  # fmt: skip
"""The table and the column of a statement, by the beginning of its name."""

_COLUMNS = {"start": "start_date", "end": "end_date", "born": "born", "died": "died"}
