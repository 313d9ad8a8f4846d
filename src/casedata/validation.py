"""Validation: opens a package, asks every rule, and reports every finding with its place.

The files come first (bytes, digest, CSV, header), then the rules over the tables whose files can be read. A rule that
looks into a table that cannot be read is not run, and the report says so.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from casedata.csvfile import Csv, Problem, first_lines, header_problems, read_csv
from casedata.package import Package, open_package
from casedata.report import Finding, Report, RuleOutcome
from casedata.rules import Rule, Violation, counts, derived_rules, violations
from casedata.schema import Table
from casedata.tables import add_dates, load_raw


@dataclass(frozen=True)
class _File:
    """The file of one table as it was read once, and what is wrong with it."""

    table: Table
    path: str
    content: bytes
    csv: Csv

    @cached_property
    def header_problems(self) -> list[Problem]:
        return header_problems(self.table, self.csv.header)

    @property
    def is_readable(self) -> bool:
        return not self.csv.problems and not self.header_problems

    @cached_property
    def lines(self) -> list[int]:
        """The physical line on which each row begins; looked up only where there is something to report."""
        return first_lines(self.content)

    def key(self, row: int) -> str:
        return self.csv.rows[row - 1][self.table.columns.index(self.table.primary_key)]


_Answer = tuple[RuleOutcome, list[Finding]]


def validate(path: str | Path | None = None) -> Report:
    """Validate the package at `path` (a directory, a `datapackage.json` or a zip file), or the bundled case.

    Raises:
        PackageError: there is no package, or its descriptor cannot be used.
        SchemaError: a table schema cannot be used.
    """
    package = open_package(path)
    files = {name: _file(package, table) for name, table in package.tables.items()}
    outcomes: list[RuleOutcome] = []
    findings: list[Finding] = []
    for outcome, found in (*_ask_files(package, files), *_ask_tables(files)):
        outcomes.append(outcome)
        findings += found
    return Report(package.name, package.version, tuple(outcomes), tuple(findings))


def _file(package: Package, table: Table) -> _File:
    content = package.read(table.name)
    return _File(table, package.path(table.name), content, read_csv(content))


def _ask_files(package: Package, files: Mapping[str, _File]) -> Iterator[_Answer]:
    for name, file in files.items():
        resource, found = package.resource(name), file.csv
        yield _file_answer("STR-csv", file, len(found.rows) + 1, found.problems)
        unread = not found.header and bool(found.problems)
        yield _file_answer("STR-header", file, int(not unread), () if unread else file.header_problems)
        digest = f"sha256:{hashlib.sha256(file.content).hexdigest()}"
        for rule, key, actual in (("STR-bytes", "bytes", len(file.content)), ("STR-hash", "hash", digest)):
            stated = resource.get(key, actual)
            message = f"the file has {key} {actual}, the descriptor says {stated}"
            problem = Problem(None, message, "run casedata build if the file was changed on purpose")
            yield _file_answer(rule, file, int(key in resource), () if stated == actual else (problem,))


def _file_answer(rule: str, file: _File, examined: int, problems: Sequence[Problem]) -> _Answer:
    name = f"{rule}.{file.table.name}"
    findings = [
        Finding(
            name, "error", file.table.name, file.path, problem.line, None, None, None, problem.message, problem.hint
        )
        for problem in problems
    ]
    return RuleOutcome(name, file.table.name, examined, len(findings)), findings


def _ask_tables(files: Mapping[str, _File]) -> Iterator[_Answer]:
    readable = {name: file for name, file in files.items() if file.is_readable}
    with load_raw((file.table, file.csv.rows) for file in readable.values()) as connection:
        add_dates(connection, (file.table for file in readable.values()))
        for name, file in files.items():
            rules = derived_rules(file.table)
            able = [rule for rule in rules if {name, *rule.needs} <= readable.keys()]
            answers = dict(zip((rule.id for rule in able), counts(connection, file.table, able), strict=True))
            for rule in rules:
                examined, broken = answers.get(rule.id, (0, 0))
                found = violations(connection, file.table, rule) if broken else []
                yield RuleOutcome(rule.id, rule.over, examined, broken), [_finding(rule, file, each) for each in found]


def _finding(rule: Rule, file: _File, found: Violation) -> Finding:
    message, hint = rule.explain(found.value)
    related: tuple[str, ...] = ()
    if found.earlier is not None:
        message = f"{message}, on line {file.lines[found.earlier - 1]}"
        related = (file.key(found.earlier),)
    line = file.lines[found.row - 1]
    return Finding(
        rule.id, "error", rule.over, file.path, line, found.id, rule.field, found.value, message, hint, related
    )
