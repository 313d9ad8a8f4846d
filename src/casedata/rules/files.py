"""Reads rules from `.sql` files: a header in comments, the query, and the sections that follow it.

docs/rules.md describes the form. Whether the SQL is portable is left to `subset`, running it to `run`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

from casedata.errors import RuleError
from casedata.rules.rule import CELLS, Edit, Fault, QueryRule, Severity

_TITLE = re.compile(r"-- (?P<id>[A-Z]{3}-[0-9]{2})  (?P<statement>\S.*\S)")
_HEADER = re.compile(r"-- (?P<key>over|severity|why|hint|also|suspects): *(?P<value>\S.*)")
_MORE = re.compile(r"-- {3,}(?P<value>\S.*)")
_SECTION = re.compile(r"-- (?P<name>examined|undetermined|rows|fault|near miss): *(?P<target>[a-z0-9_.]*)")
_END = re.compile(r";[ \t]*(?:\n|\Z)")
_REQUIRED = ("over", "why", "hint")
_SEVERITIES: Mapping[str, Severity] = {"error": "error", "warning": "warning"}


def bundled_rules() -> list[QueryRule]:
    """Return the rules that come with casedata, in the order of their families and numbers."""
    return [read_rule(path.name, path.read_text("utf-8")) for path in bundled_files()]


def bundled_files() -> list[Traversable]:
    """Return the files of the rules that come with casedata, in the order of their families and numbers."""
    families = [folder for folder in files("casedata.rules").iterdir() if folder.is_dir()]
    found = [path for folder in families for path in folder.iterdir() if path.name.endswith(".sql")]
    return sorted(found, key=lambda path: path.name)


def read_rule(name: str, text: str) -> QueryRule:
    """Read a rule from the text of the file `name`.

    Raises:
        RuleError: the file does not have the form of a rule; the message names the line.
    """
    lines = text.splitlines()
    title = _TITLE.fullmatch(lines[0]) if lines else None
    if title is None:
        raise RuleError(f"{name}:1: not the title of a rule; write '-- ABC-01  One sentence.'")
    if name != f"{title['id']}.sql":
        raise RuleError(f"{name}:1: the rule is called {title['id']}; call the file {title['id']}.sql")
    header, body = _header(name, lines)
    for key in _REQUIRED:
        if key not in header:
            raise RuleError(f"{name}:1: the header has no {key}; write '-- {key}: ...'")
    if header.get("severity", "error") not in _SEVERITIES:
        raise RuleError(f"{name}: severity is {header['severity']!r}; write error or warning")
    sections = list(_sections(name, lines, body))
    single = {label: _one(name, label, sections) for label in ("examined", "undetermined", "rows")}
    query = _one(name, "query", sections)
    if query is None:
        raise RuleError(f"{name}:{body + 1}: there is no query; write a SELECT that ends in ';'")
    over = header["over"]
    return QueryRule(
        id=title["id"],
        statement=title["statement"],
        over=over,
        severity=_SEVERITIES[header.get("severity", "error")],
        why=header["why"],
        hint=header["hint"],
        also=tuple(header.get("also", "").split()),
        suspects=header.get("suspects"),
        rows=single["rows"],
        query=query,
        examined=single["examined"],
        undetermined=single["undetermined"],
        faults=tuple(_fault(name, over, *each) for each in sections if each[0] == "fault"),
        near_misses=tuple(Edit(statements) for label, _, statements in sections if label == "near miss"),
    )


_Section = tuple[str, str, tuple[str, ...]]
"""The name of a section, what stands after its colon, and its statements."""


def _header(name: str, lines: list[str]) -> tuple[dict[str, str], int]:
    """Return the header after the title, and the number of its lines."""
    header: dict[str, str] = {}
    key = ""
    for number, line in enumerate(lines[1:], 2):
        if (more := _MORE.fullmatch(line)) and key:
            header[key] += " " + more["value"]
        elif entry := _HEADER.fullmatch(line):
            key = entry["key"]
            if key in header:
                raise RuleError(f"{name}:{number}: {key} is there twice; write it once")
            header[key] = entry["value"]
        elif line.startswith("--"):
            keys = "over, severity, why, hint, also, suspects"
            raise RuleError(f"{name}:{number}: {line[:60]!r} is not a line of the header; its keys are {keys}")
        else:
            return header, number - 1
    return header, len(lines)


def _sections(name: str, lines: list[str], start: int) -> Iterator[_Section]:
    """Yield the query and the sections after it."""
    label, target, first = "query", "", start
    for number in range(start, len(lines) + 1):
        line = lines[number] if number < len(lines) else "-- "
        if not line.startswith("--"):
            continue
        if statements := _statements(name, first + 1, "\n".join(lines[first:number])):
            yield label, target, statements
        elif label != "query":
            raise RuleError(f"{name}:{first}: the section {label} is empty; write its SQL below it")
        if number < len(lines):
            section = _SECTION.fullmatch(line)
            if section is None:
                wanted = "examined, undetermined, rows, fault, near miss"
                raise RuleError(f"{name}:{number + 1}: {line[:60]!r} begins no section; the sections are {wanted}")
            label, target, first = section["name"], section["target"], number + 1


def _statements(name: str, line: int, text: str) -> tuple[str, ...]:
    *found, rest = _END.split(text)
    if rest.strip():
        raise RuleError(f"{name}:{line}: a statement here does not end; end each with ';' at the end of a line")
    return tuple(statement.strip() for statement in found if statement.strip())


def _one(name: str, label: str, sections: Iterable[_Section]) -> str | None:
    found = [statement for each, _, statements in sections if each == label for statement in statements]
    if len(found) > 1:
        raise RuleError(f"{name}: {len(found)} statements in the section {label}; write one")
    return found[0] if found else None


def _fault(name: str, over: str, _: str, target: str, statements: tuple[str, ...]) -> Fault:
    table, _, field = target.rpartition(".")
    if (over == CELLS) != bool(table):
        wanted = "fault: table.column" if over == CELLS else "fault: column"
        raise RuleError(f"{name}: 'fault: {target}' does not say where it is; write '-- {wanted}'")
    adds = any("$new" in statement for statement in statements)
    return Fault(statements, table or over, field or None, "$new" if adds else "$row")
