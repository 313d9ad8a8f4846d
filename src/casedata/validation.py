"""Validation: opens a package, asks every rule, and reports every finding with its place.

The files come first (bytes, digest, CSV, header), then the rules over the tables whose files can be read. A rule that
looks into a table that cannot be read is not run, and the report says so.
"""

import tempfile
from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from pathlib import Path

import duckdb

from casedata import loading
from casedata.bounds import Bounds
from casedata.chronology.checks import check_chronology
from casedata.chronology.policy import read_policy
from casedata.consequences import fold
from casedata.csvfile import Problem, header_problems, row_starts
from casedata.errors import MissingFileError
from casedata.loading import Loaded, quoted
from casedata.package import Package, open_package
from casedata.report import Finding, Report, RuleOutcome
from casedata.rulebook import rules_of
from casedata.rules import Answer, Rule, ask, words_of
from casedata.schema import Table
from casedata.soundness import row_lines
from casedata.tables import add_dates, add_functions, add_typed, date_columns
from casedata.waivers import WAIVERS, Waiver, read_waivers, stale, waive
from casedata.withheld import find_withheld, read_withheld, redacted

Progress = Callable[[str], None]
"""Is told what is being done, in a few words."""


@dataclass(frozen=True)
class _File:
    """The file of one table: its path in the package, where it is on disk (None: missing), what was found in it."""

    table: Table
    path: str
    place: Path | None
    loaded: Loaded
    asked: list[None] = field(default_factory=list)

    @cached_property
    def header_problems(self) -> list[Problem]:
        return header_problems(self.table, self.loaded.header)

    @property
    def is_readable(self) -> bool:
        return not self.loaded.problems and not self.header_problems

    def lines(self, rows: Collection[int]) -> dict[int, int]:
        """Return the physical line on which each of these rows begins; after a few questions, all lines are kept."""
        if not rows or self.place is None:
            return {}
        self.asked.append(None)
        if len(self.asked) > _FEW:
            return {row: self.starts[row - 1] for row in rows}
        with self.place.open("rb") as file:
            return row_lines(file, rows)

    @cached_property
    def starts(self) -> "array[int]":
        """The physical line on which each row begins."""
        if self.place is None:
            return array("q")
        with self.place.open("rb") as file:
            return array("q", row_starts(file))


_FEW = 3
"""After so many questions for lines of a file, the lines of all its rows are kept."""

_Answer = tuple[RuleOutcome, list[Finding]]

_ON_FILES = {
    "STR-bytes": "the file of {} has the size that the descriptor states",
    "STR-hash": "the file of {} has the digest that the descriptor states",
    "STR-csv": "the file of {} is UTF-8 and CSV, each row as long as the header",
    "STR-header": "the columns of {} are those of the schema, in order",
}

UNDECLARED = "STR-undeclared"
PACKAGE = "package"
"""What a rule is over that looks at no table."""


def validate(
    path: str | Path | None = None,
    *,
    withheld: str | Path | None = None,
    bounds: Bounds | None = None,
    progress: Progress = lambda _: None,
) -> Report:
    """Validate the package at `path` (a directory, a `datapackage.json` or a zip file), or the bundled case.

    `withheld` is a file outside the package with names, one a line, that must not stand in any cell; the report does
    not repeat them. Where a table cannot be read and no name was found in the others, that rule is not run. `bounds`
    says how large an input may be (`casedata.bounds`).

    Raises:
        PackageError: there is no package, its descriptor cannot be used, or the withheld names cannot be read.
        RefusedError: a file leads out of the package, is a device or a FIFO, or is beyond the bounds.
        RuleError: a rule of the package's own cannot be used.
        SchemaError: a table schema cannot be used.
    """
    package = open_package(path, bounds=bounds)
    rules = rules_of(package)
    names = [] if withheld is None else read_withheld(Path(withheld), package)
    with tempfile.TemporaryDirectory(prefix="casedata-") as folder, closing(loading.connect()) as connection:
        files = {}
        for name, table in package.tables.items():
            progress(f"loading {name}")
            files[name] = _load(connection, package, table, Path(folder))
        add_functions(connection)
        loading.use_processors(connection, sum(file.loaded.row_count for file in files.values()))
        loading.shut(connection)
        answers = [*_ask_files(package, files), *_ask_tables(connection, package, files, rules, progress)]
        progress("asking the chronology")
        answers += _ask_chronology(connection, package, files, answers)
        if names:
            answer = find_withheld(connection, _readable(files), names)
            if len(_readable(files)) < len(files) and not answer.violations:
                answer = replace(answer, examined=0)
            answers.append((_outcome(answer), list(_findings(answer, files))))
        waivers = list(_waivers(connection, files))
    outcomes = [outcome for outcome, _ in answers]
    told, folded = fold([finding for _, findings in answers for finding in findings], rules, package.tables)
    outcomes = [
        replace(outcome, findings=outcome.findings - folded[outcome.id], folded=folded[outcome.id])
        for outcome in outcomes
    ]
    kept, waived = waive(told, waivers)
    outcomes = [_less(outcome, [each.finding.rule for each in waived]) for outcome in outcomes]
    if WAIVERS in files:
        outcome, found = stale(waivers, waived, outcomes)
        outcomes.append(outcome)
        kept += found
    report = Report(package.name, package.version, tuple(outcomes), tuple(kept), tuple(waived))
    return redacted(report, names) if names else report


def _load(connection: duckdb.DuckDBPyConnection, package: Package, table: Table, folder: Path) -> _File:
    path = package.path(table.name)
    try:
        place = package.place(table.name, folder)
    except MissingFileError:
        hint = "put it there, or correct the descriptor"
        return _File(table, path, None, Loaded((), 0, (Problem(None, "no such file", hint, "file-missing"),), 0, "", 1))
    return _File(table, path, place, loading.load_table(connection, table, place, package.bounds))


def _waivers(connection: duckdb.DuckDBPyConnection, files: Mapping[str, _File]) -> Iterator[Waiver]:
    file = files.get(WAIVERS)
    if file is not None and file.is_readable:
        columns = file.table.columns
        raw = quoted("raw", WAIVERS)
        cells = connection.execute(f"select * exclude(_row) from {raw} order by _row").fetchall()  # noqa: S608 - quoted
        lines = file.lines(range(1, len(cells) + 1))
        rows = ((line, dict(zip(columns, row, strict=True))) for line, row in zip(lines.values(), cells, strict=True))
        yield from read_waivers(columns, rows, file.path)


def _less(outcome: RuleOutcome, waived: Sequence[str]) -> RuleOutcome:
    """Return the outcome without the findings that are waived."""
    count = waived.count(outcome.id)
    if not count:
        return outcome
    return replace(outcome, findings=outcome.findings - count, waived=count)


def _ask_files(package: Package, files: Mapping[str, _File]) -> Iterator[_Answer]:
    """Look at size and digest of each file first, then at how it is written."""
    for name, file in files.items():
        resource, found = package.resource(name), file.loaded
        digest, is_other_size = f"sha256:{found.sha256}", False
        for rule, key, actual in (("STR-bytes", "bytes", found.size), ("STR-hash", "hash", digest)):
            stated = resource.get(key, actual)
            message = f"the file has {key} {actual}, the descriptor says {stated}"
            hint = "run casedata build if the file was changed on purpose"
            is_known = key in resource and file.place is not None and (key == "bytes" or not is_other_size)
            is_other_size = is_known and stated != actual
            problems = (Problem(None, message, hint, f"file-{key}"),) if is_other_size else ()
            yield _file_answer(rule, file, int(is_known), problems)
        yield _file_answer("STR-csv", file, found.row_count + 1, found.problems, found.problem_count)
        unread = not found.header and bool(found.problems)
        yield _file_answer("STR-header", file, int(not unread), () if unread else file.header_problems)
    yield _undeclared(package)


def _file_answer(
    rule: str, file: _File, examined: int, problems: Sequence[Problem], count: int | None = None
) -> _Answer:
    name, table = f"{rule}.{file.table.name}", file.table.name
    findings = [
        Finding(
            name, "error", table, file.path, problem.line, None, None, problem.excerpt, problem.message, problem.hint,
            code=problem.code, column=problem.column, offset=problem.offset, record=problem.record,
        )
        for problem in problems
    ]  # fmt: skip
    found = len(findings) if count is None else count
    return RuleOutcome(name, table, examined, found, statement=_ON_FILES[rule].format(table)), findings


def _undeclared(package: Package) -> _Answer:
    """Look for files beside those of the tables that the descriptor does not name."""
    hint = "add it to the descriptor, or put it elsewhere"
    findings = [
        Finding(
            UNDECLARED, "warning", PACKAGE, path.removeprefix("/"), None, None, None, None,
            "stands beside the tables, and the descriptor does not name it", hint, code="file-undeclared",
        )
        for path in package.undeclared()
    ]  # fmt: skip
    statement = "beside the files of the tables there are none that the descriptor does not name"
    outcome = RuleOutcome(UNDECLARED, PACKAGE, 1, len(findings), statement=statement, severity="warning")
    return outcome, findings


def _ask_tables(
    connection: duckdb.DuckDBPyConnection,
    package: Package,
    files: Mapping[str, _File],
    rules: Sequence[Rule],
    progress: Progress,
) -> Iterator[_Answer]:
    tables = _readable(files)
    dated = date_columns(file.table for file in files.values())
    progress("reading the dates")
    add_dates(connection, tables.values(), dated=dated)
    progress("typing the tables")
    add_typed(connection, tables.values(), columns=words_of(rules), dated=dated, ordered=False)
    for answer in ask(connection, tables, rules, most=package.bounds.findings, progress=progress):
        yield _outcome(answer), list(_findings(answer, files))


def _ask_chronology(
    connection: duckdb.DuckDBPyConnection, package: Package, files: Mapping[str, _File], answers: Sequence[_Answer]
) -> Iterator[_Answer]:
    """Ask what only all dates together can answer, unless the structure or the keys of the tables are broken."""
    policy, found = read_policy(package), [finding for _, findings in answers for finding in findings]
    is_sound = not any(finding.rule.startswith(("STR-", "KEY-", "DAT-")) for finding in found)
    flagged = {(finding.table, finding.id) for finding in found if finding.id is not None}
    for answer in check_chronology(connection, _readable(files) if is_sound else {}, policy, flagged):
        yield _outcome(answer), list(_findings(answer, files))


def _readable(files: Mapping[str, _File]) -> dict[str, Table]:
    return {name: file.table for name, file in files.items() if file.is_readable}


def _outcome(answer: Answer) -> RuleOutcome:
    rule = answer.rule
    found = len(answer.violations) + answer.more
    return RuleOutcome(
        rule.id, rule.over, answer.examined, found, answer.undetermined, 0, rule.statement, rule.severity
    )


def _findings(answer: Answer, files: Mapping[str, _File]) -> Iterator[Finding]:
    rule = answer.rule
    for name, group in groupby(answer.violations, key=lambda found: found.table):
        file, violations = files[name], list(group)
        rows = {found.row for found in violations}
        lines = file.lines(rows | {found.earlier for found in violations if found.earlier is not None})
        for found in violations:
            message = found.message
            if found.earlier is not None:
                message = f"{message}, on line {lines[found.earlier]}"
            yield Finding(
                rule.id, rule.severity, name, file.path, lines[found.row], found.id, found.field, found.value, message,
                found.hint, found.related, code=rule.id.partition(".")[0],
            )  # fmt: skip
