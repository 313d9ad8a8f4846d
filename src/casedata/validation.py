"""Validation: opens a package, asks every rule, and reports every finding with its place.

The files come first (bytes, digest, CSV, header), then the rules over the tables whose files can be read. A rule that
looks into a table that cannot be read is not run, and the report says so.
"""

import itertools
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from pathlib import Path

import duckdb

from casedata import loading
from casedata.chronology.checks import check_chronology
from casedata.chronology.policy import read_policy
from casedata.csvfile import Problem, header_problems, row_starts
from casedata.loading import Loaded, quoted
from casedata.package import Package, open_package
from casedata.report import Finding, Report, RuleOutcome
from casedata.rulebook import rules_of
from casedata.rules import Answer, Rule, ask, words_of
from casedata.schema import Table
from casedata.tables import add_dates, add_functions, add_typed, date_columns
from casedata.waivers import WAIVERS, Waiver, read_waivers, stale, waive
from casedata.withheld import find_withheld, read_withheld, redacted

Progress = Callable[[str], None]
"""Is told what is being done, in a few words."""


@dataclass(frozen=True)
class _File:
    """The file of one table: its path in the package, where it is on disk, and what was found when it was loaded."""

    table: Table
    path: str
    place: Path
    loaded: Loaded

    @cached_property
    def header_problems(self) -> list[Problem]:
        return header_problems(self.table, self.loaded.header)

    @property
    def is_readable(self) -> bool:
        return not self.loaded.problems and not self.header_problems

    def lines(self, rows: Collection[int]) -> dict[int, int]:
        """Return the physical line on which each of these rows begins; the file is read as far as need be."""
        if not rows:
            return {}
        with self.place.open("rb") as file:
            starts = enumerate(itertools.islice(row_starts(file), max(rows)), 1)
            return {row: line for row, line in starts if row in rows}


_Answer = tuple[RuleOutcome, list[Finding]]

_ON_FILES = {
    "STR-csv": "the file of {} is UTF-8 and CSV, each row as long as the header",
    "STR-header": "the columns of {} are those of the schema, in order",
    "STR-bytes": "the file of {} has the size that the descriptor states",
    "STR-hash": "the file of {} has the digest that the descriptor states",
}


def validate(
    path: str | Path | None = None, *, withheld: str | Path | None = None, progress: Progress = lambda _: None
) -> Report:
    """Validate the package at `path` (a directory, a `datapackage.json` or a zip file), or the bundled case.

    `withheld` is a file outside the package with names, one a line, that must not stand in any cell; the report does
    not repeat them. Where a table cannot be read and no name was found in the others, that rule is not run.

    Raises:
        PackageError: there is no package, its descriptor cannot be used, or the withheld names cannot be read.
        RuleError: a rule of the package's own cannot be used.
        SchemaError: a table schema cannot be used.
    """
    package = open_package(path)
    rules = rules_of(package)
    names = [] if withheld is None else read_withheld(Path(withheld), package)
    with tempfile.TemporaryDirectory(prefix="casedata-") as folder, closing(loading.connect()) as connection:
        files = {}
        for name, table in package.tables.items():
            progress(f"loading {name}")
            place = package.place(name, Path(folder))
            files[name] = _File(table, package.path(name), place, loading.load_table(connection, table, place))
        add_functions(connection)
        loading.use_processors(connection, sum(file.loaded.row_count for file in files.values()))
        loading.shut(connection)
        answers = [*_ask_files(package, files), *_ask_tables(connection, files, rules, progress)]
        progress("asking the chronology")
        answers += _ask_chronology(connection, package, files, answers)
        if names:
            answer = find_withheld(connection, _readable(files), names)
            if len(_readable(files)) < len(files) and not answer.violations:
                answer = replace(answer, examined=0)
            answers.append((_outcome(answer), list(_findings(answer, files))))
        waivers = list(_waivers(connection, files))
    outcomes = [outcome for outcome, _ in answers]
    kept, waived = waive((finding for _, findings in answers for finding in findings), waivers)
    outcomes = [_less(outcome, [each.finding.rule for each in waived]) for outcome in outcomes]
    if WAIVERS in files:
        outcome, found = stale(waivers, waived, outcomes)
        outcomes.append(outcome)
        kept += found
    report = Report(package.name, package.version, tuple(outcomes), tuple(kept), tuple(waived))
    return redacted(report, names) if names else report


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
    for name, file in files.items():
        resource, found = package.resource(name), file.loaded
        yield _file_answer("STR-csv", file, found.row_count + 1, found.problems)
        unread = not found.header and bool(found.problems)
        yield _file_answer("STR-header", file, int(not unread), () if unread else file.header_problems)
        digest = f"sha256:{found.sha256}"
        for rule, key, actual in (("STR-bytes", "bytes", found.size), ("STR-hash", "hash", digest)):
            stated = resource.get(key, actual)
            message = f"the file has {key} {actual}, the descriptor says {stated}"
            problem = Problem(None, message, "run casedata build if the file was changed on purpose")
            yield _file_answer(rule, file, int(key in resource), () if stated == actual else (problem,))


def _file_answer(rule: str, file: _File, examined: int, problems: Sequence[Problem]) -> _Answer:
    name, table = f"{rule}.{file.table.name}", file.table.name
    findings = [
        Finding(name, "error", table, file.path, problem.line, None, None, None, problem.message, problem.hint)
        for problem in problems
    ]
    return RuleOutcome(name, table, examined, len(findings), statement=_ON_FILES[rule].format(table)), findings


def _ask_tables(
    connection: duckdb.DuckDBPyConnection, files: Mapping[str, _File], rules: Sequence[Rule], progress: Progress
) -> Iterator[_Answer]:
    tables = _readable(files)
    dated = date_columns(file.table for file in files.values())
    progress("reading the dates")
    add_dates(connection, tables.values(), dated=dated)
    progress("typing the tables")
    add_typed(connection, tables.values(), columns=words_of(rules), dated=dated, ordered=False)
    for answer in ask(connection, tables, rules, progress=progress):
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
    found = len(answer.violations)
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
                found.hint, found.related,
            )  # fmt: skip
