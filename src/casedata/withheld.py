"""Withheld names: whether a name that a package keeps out stands in one of its cells, in whatever spelling.

The names are a list outside the package, one a line. A report says on which line of the list a name stands and never
the name itself, whatever rule repeats the cell, since reports are shown to more people than the list.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from pathlib import Path

import duckdb

from casedata.errors import PackageError
from casedata.files import open_file
from casedata.loading import quoted
from casedata.package import Package
from casedata.report import Finding, Report
from casedata.rules import Answer, Rule, Violation
from casedata.rules.rule import CELLS
from casedata.schema import Table
from casedata.spelling import skeleton

RULE = Rule(
    id="PRV-withheld",
    statement="No withheld name stands in a cell.",
    over=CELLS,
    why="A name is withheld because somebody may be harmed by it. In a note or an identifier it harms as in a title.",
    hint="write what the package calls the person, here and in the identifiers",
)
_COMMENT = "#"
_LONG = 6
"""Names of fewer letters are looked for as words only: they stand in too many others."""

_MOST_ORDERED = 4
"""Names of more words are looked for within words in their own order only."""


@dataclass(frozen=True, slots=True)
class WithheldName:
    """A name of the list: its line from 1, and its words as `casedata.spelling.skeleton` spells them."""

    line: int
    words: tuple[str, ...]

    def stands_in(self, words: Sequence[str]) -> bool:
        """Whether the name stands in a text of these words: next to each other, in any order.

        A longer name is found within words too: with the ending of a case, run together or cut by a hyphen.
        """
        size, wanted = len(self.words), sorted(self.words)
        if any(sorted(words[start : start + size]) == wanted for start in range(len(words) - size + 1)):
            return True
        letters = "".join(self.words)
        orders = permutations(self.words) if size <= _MOST_ORDERED else [self.words]
        joined = "".join(words)
        return len(letters) >= _LONG and any("".join(order) in joined for order in orders)


def read_withheld(path: Path, package: Package) -> list[WithheldName]:
    """Read a list of withheld names: UTF-8, one name a line; blank lines and lines that begin with # do not count.

    Raises:
        PackageError: the list cannot be read, holds no name, or lies in the package.
    """
    if package.root.is_dir() and path.resolve().is_relative_to(package.root.resolve()):
        raise PackageError(f"{path}: lies in the package; keep the list of withheld names outside of it")
    try:
        with open_file(path, package.bounds.document) as file:
            lines = file.read().decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise PackageError(f"{path}: the list of withheld names cannot be read: {error}") from error
    told = [(number, line) for number, line in enumerate(lines, 1) if line.strip() and line.strip()[0] != _COMMENT]
    names = [WithheldName(number, tuple(_words(line))) for number, line in told]
    for name in names:
        if not name.words:
            raise PackageError(f"{path}:{name.line}: no word in it; write one name a line, or # before a comment")
    if not names:
        raise PackageError(f"{path}: holds no name; write one a line")
    return names


def find_withheld(
    connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Table], names: Sequence[WithheldName]
) -> Answer:
    """Look for the names in every filled cell, identifiers too, however they are transliterated."""
    examined, violations = 0, []
    for table in tables.values():
        in_table: list[Violation] = []
        for field in table.fields:
            count, found = _in_column(connection, table, field.name, names)
            examined += count
            in_table += found
        violations += sorted(in_table, key=lambda each: each.row)
    return Answer(RULE, examined, 0, tuple(violations))


def _in_column(
    connection: duckdb.DuckDBPyConnection, table: Table, column: str, names: Sequence[WithheldName]
) -> tuple[int, list[Violation]]:
    cell, raw, key = quoted(column), quoted("raw", table.name), quoted(table.primary_key)
    texts = connection.execute(f"select {cell}, count(*) from {raw} where {cell} <> '' group by 1").fetchall()  # noqa: S608
    lines = {text: found for text, _ in texts if (found := list(_lines(text, names)))}
    rows = connection.execute(
        f"select _row, {key}, {cell} from {raw} where {cell} in (select unnest(?)) order by _row",  # noqa: S608 - quoted
        [list(lines)],
    ).fetchall()
    violations = [
        Violation(table.name, row, name, column, None, f"holds the withheld name on line {line} of the list", RULE.hint)
        for row, name, text in (rows if lines else ())
        for line in lines[text]
    ]
    return sum(count for _, count in texts), violations


def _lines(text: str, names: Sequence[WithheldName]) -> Iterator[int]:
    """Yield the lines of the names that stand in a text."""
    words = _words(text)
    yield from (name.line for name in names if name.stands_in(words))


def _words(text: str) -> list[str]:
    """Return the words of a text as all transliterations share them; what cannot be seen does not part them."""
    return skeleton("".join(letter for letter in text if unicodedata.category(letter) != "Cf")).split()


def redacted(report: Report, names: Sequence[WithheldName]) -> Report:
    """Return the report with each text in which a withheld name stands replaced by the line of the list."""

    def shown(text: str) -> str:
        line = next(_lines(text, names), None)
        return text if line is None else f"[withheld, line {line}]"

    def cleaned(finding: Finding) -> Finding:
        """Clean every text of a finding that can repeat what stands in a file."""
        return replace(
            finding,
            id=finding.id and shown(finding.id),
            field=finding.field and shown(finding.field),
            value=finding.value and shown(finding.value),
            message=shown(finding.message),
            hint=shown(finding.hint),
            related=tuple(map(shown, finding.related)),
        )

    return replace(
        report,
        findings=tuple(map(cleaned, report.findings)),
        waived=tuple(replace(each, finding=cleaned(each.finding), reason=shown(each.reason)) for each in report.waived),
    )
