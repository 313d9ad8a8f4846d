"""The chronology of a package: the audit of what the sources say, beside that of what the package holds."""

from dataclasses import dataclass
from typing import Literal

from casedata.chronology.audit import LIMIT, Audit, Contradiction, Knot, audit
from casedata.chronology.limits import Limits
from casedata.chronology.policy import read_policy
from casedata.chronology.reading import NEEDS, Layer, has_minutes, read_constraints
from casedata.chronology.units import Unit
from casedata.tables import Tables


@dataclass(frozen=True, slots=True)
class Chronology:
    """What was found of a package.

    `audit` is that of the layer and in the unit that were asked for, `judgement` that of what the package holds, in the
    same unit. `to_the_minute` is the audit in minutes where the unit was left open and some source gives a time of day,
    `finer` those of its contradictions that do not show in days.
    """

    name: str
    version: str
    audit: Audit
    judgement: Audit
    to_the_minute: Audit | None
    finer: tuple[Contradiction, ...]

    @property
    def consistent(self) -> bool:
        """Whether all statements can hold, those too that disputes set aside."""
        return self.audit.consistent and (self.to_the_minute is None or self.to_the_minute.consistent)

    @property
    def ok(self) -> bool:
        """Whether the judgement can hold, disputes settle all contradictions, and no date lies where it cannot."""
        audits = [each for each in (self.audit, self.judgement, self.to_the_minute) if each is not None]
        return all(each.settled for each in audits) and not self.outside

    @property
    def knots(self) -> tuple[Knot, ...]:
        """Contradictions that share statements, with the ways out."""
        return self.audit.knots

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """All contradictions that were found, smallest first."""
        return self.audit.contradictions

    @property
    def outside(self) -> tuple[Limits, ...]:
        """Points that the package dates where what the sources say does not allow them."""
        return tuple(each for each in self.audit.limits if each.comparison == "outside")

    @property
    def tighter(self) -> tuple[Limits, ...]:
        """Points for which less is possible than the dates of the package say."""
        return tuple(each for each in self.audit.limits if each.comparison == "tighter")


def chronology(
    tables: Tables, *, of: Layer = "claims", unit: Unit | Literal["auto"] = "auto", limit: int = LIMIT
) -> Chronology:
    """Audit the chronology of a package; `of` is the layer, `unit` "day", "minute", or both where it matters ("auto").

    When `limit` contradictions are known, no more are looked for.

    Raises:
        PackageError: the time zone of the package is not known.
        RuleError: a table of orders, words or credit of the package cannot be used.
        SchemaError: the package lacks a table or a column that is needed.
    """
    package = tables.package
    for table, columns in NEEDS.items():
        package.require(table, columns)
    policy, connection = read_policy(package), tables.connection()
    try:
        constraints = read_constraints(connection, "day" if unit == "auto" else unit, policy)
        main = audit(constraints, policy, of, limit=limit)
        judgement = main if of == "judgement" else audit(constraints, policy, "judgement", limit=limit)
        if unit != "auto" or not has_minutes(connection):
            return Chronology(package.name, package.version, main, judgement, None, ())
        days = constraints.network(of)
        minutes = audit(read_constraints(connection, "minute", policy), policy, of, limit=limit)
        known = set(days.groups)
        finer = [each for each in minutes.contradictions if days.consistent(known & set(each.statements))]
        return Chronology(package.name, package.version, main, judgement, minutes, tuple(finer))
    finally:
        connection.close()
