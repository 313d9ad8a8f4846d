"""What a validation found, as values: findings, rules and the outcome of the whole.

How things are found is left to `casedata.validation`, how they are shown to the formats beside this module.
"""

from collections import Counter
from dataclasses import asdict, dataclass, fields, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal, Self

from casedata.errors import InvalidPackageError
from casedata.report.wording import counted, printable

if TYPE_CHECKING:
    import pandas as pd

Severity = Literal["error", "warning"]
State = Literal["held", "broken", "not_run"]

INTEGRITY = frozenset(("file-bytes", "file-hash"))
"""The codes of findings on files that are not those that the descriptor was built for."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault in one place.

    `line` is the physical line of the file (from 1) on which the row begins, None for the file as a whole; `id` is the
    identifier of the row; `field` is None for the whole row; `message` says what was found, `hint` what was wanted or
    what to do; `related` are identifiers of other rows that it concerns. `code` names the kind of fault and is never
    renamed (docs/findings.md). Of a fault of the file itself, `column` is the character of the line (from 1), `offset`
    the byte of the file (from 0), `record` the number of the record (1: the header), `value` what stands there.
    `consequences` are the rules that are broken only because of it.
    """

    rule: str
    severity: Severity
    table: str
    file: str
    line: int | None
    id: str | None
    field: str | None
    value: str | None
    message: str
    hint: str
    related: tuple[str, ...] = ()
    code: str = ""
    column: int | None = None
    offset: int | None = None
    record: int | None = None
    consequences: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where it is: file, line, character of the line, row, column."""
        line = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        return " ".join(printable(part) for part in (line, self.id, self.field) if part)

    @property
    def said(self) -> str:
        """What was found, with the value that it is about; on one line and safe for a terminal."""
        value = f"“{printable(self.value, 60)}” " if self.value else ""
        after = f" (and so breaks {', '.join(map(printable, self.consequences))})" if self.consequences else ""
        return value + printable(self.message) + after

    @property
    def advised(self) -> str:
        """What was found and what to do, on one line."""
        return f"{self.said}; {printable(self.hint)}" if self.hint else self.said


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that a waiver of the package covers: why, and on which day (ISO 8601) that was decided."""

    finding: Finding
    reason: str
    decided_on: str


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """What became of one rule: the table it is over, how much it examined, and the number of its findings.

    `undetermined` counts the rows where uncertain dates leave the comparison open, `waived` the findings that a waiver
    covers, `folded` those that only follow from another (neither are among `findings`); `statement` is one sentence
    that says what the rule demands, `severity` what a finding of it would be.
    """

    id: str
    over: str
    examined: int
    findings: int
    undetermined: int = 0
    waived: int = 0
    statement: str = ""
    severity: Severity = "error"
    folded: int = 0

    @property
    def state(self) -> State:
        """Whether the rule held; a rule that examined nothing did not run."""
        if self.findings or self.folded:
            return "broken"
        return "held" if self.examined else "not_run"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a validation: every rule, every finding in the order of the rules, and what is waived.

    It is what the formats are given. A `Report` is an outcome that can show itself.
    """

    name: str
    version: str
    rules: tuple[RuleOutcome, ...]
    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether there is no error; what is waived is none."""
        return not any(finding.severity == "error" for finding in self.findings)

    @property
    def counts(self) -> dict[str, int]:
        """The numbers of errors, of warnings, and of comparisons of dates that have no answer.

        They count the findings that were too many to be kept, too.
        """
        kept = Counter(finding.rule for finding in self.findings)
        errors = sum(finding.severity == "error" for finding in self.findings)
        warnings = len(self.findings) - errors
        for rule in self.rules:
            more = rule.findings - kept[rule.id]
            errors, warnings = (errors + more, warnings) if rule.severity == "error" else (errors, warnings + more)
        undetermined = sum(rule.undetermined for rule in self.rules)
        return {"errors": errors, "warnings": warnings, "undetermined": undetermined}

    @property
    def exit_code(self) -> int:
        """What `casedata validate` ends with: 0 valid, 4 beyond the bounds, 3 only other bytes than stated, 1 else."""
        codes = {finding.code for finding in self.findings if finding.severity == "error"}
        if any(code.startswith("bound-") for code in codes):
            return 4
        return (3 if codes <= INTEGRITY else 1) if codes else 0

    def below(self, folder: str) -> Self:
        """Return the outcome with the paths of its files as they are seen from above `folder`, where the package is."""
        head = PurePosixPath(folder).as_posix().rstrip("/")
        if head == ".":
            return self
        findings = tuple(replace(finding, file=f"{head}/{finding.file}") for finding in self.findings)
        waived = tuple(
            replace(each, finding=replace(each.finding, file=f"{head}/{each.finding.file}")) for each in self.waived
        )
        return replace(self, findings=findings, waived=waived)

    def require(self) -> None:
        """Raise InvalidPackageError, which tells the first error, unless the package is valid."""
        for finding in self.findings:
            if finding.severity == "error":
                raise InvalidPackageError(
                    f"{self.name}: {counted(self.counts['errors'], 'error')}, the first in {finding.place}: "
                    f"{finding.advised}"
                )

    def to_frame(self) -> "pd.DataFrame":
        """Return the findings as a pandas DataFrame, one row a finding, columns as the members of `Finding`."""
        import pandas as pd  # noqa: PLC0415 - loaded only when a DataFrame is asked for

        columns = [field.name for field in fields(Finding)]
        return pd.DataFrame([asdict(finding) for finding in self.findings], columns=columns)
