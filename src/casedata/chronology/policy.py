"""What a chronology takes for granted: the orders of kinds of event, how vague words are read, credit for custody.

All three are tables: `chronology.csv` and `words.csv` in `rules/` beside this module, and files of those names, and
`credit.csv`, in `rules/` of a package, whose rows replace ours of the same key. docs/chronology.md describes their
columns. How they become constraints is left to `reading`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from importlib.resources import files
from typing import Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from casedata.csvfile import read_csv
from casedata.errors import PackageError, RuleError
from casedata.package import DESCRIPTOR, RULES, Package
from casedata.quantities import read_duration

Relation = Literal["before", "some_before", "apart", "outside"]
Severity = Literal["error", "warning"]

ANY = "*"
"""The kind of every event."""

BIRTH, DEATH = "birth", "death"
"""The kinds of the beginning and the end of a life, which stand with the person and are no events."""

ORDER_ID = re.compile("[A-Z]{3}-[0-9]{2}")
"""How the identifiers of orders are written."""

_COLUMNS = {
    "chronology.csv": (
        "rule_id", "from_kind", "from_point", "relation", "to_kind", "to_point", "min", "max", "scope", "roles",
        "unless", "severity", "reason",
    ),
    "words.csv": ("word", "min", "max", "reading"),
    "credit.csv": ("jurisdiction", "min", "max", "reason"),
}  # fmt: skip
_POINTS = ("start", "end", "last")
_SCOPES = ({"case"}, {"person"}, {"case", "person"})
_NAME = re.compile(r"[a-z][a-z_]*")
_FACTOR = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3})?")


@dataclass(frozen=True, slots=True)
class Word:
    """How a vague word is read: as a length of time of `least` to `most` (ISO 8601 durations, '' for no limit).

    A word that begins with `~` is the mark of an approximate date of that precision, and `most` its reach to each side.
    """

    word: str
    least: str
    most: str
    reading: str


@dataclass(frozen=True, slots=True)
class Order:
    """An order of time between kinds of event that usually or always holds; docs/chronology.md has the relations."""

    id: str
    from_kinds: tuple[str, ...]
    from_point: str
    relation: Relation
    to_kinds: tuple[str, ...]
    to_point: str
    least: str
    most: str
    same_case: bool
    same_person: bool
    roles: tuple[str, ...]
    unless: tuple[str, ...]
    severity: Severity
    reason: str


@dataclass(frozen=True, slots=True)
class Credit:
    """How many days of a term a day in custody before judgment counts for, at least and at most, in a jurisdiction."""

    jurisdiction: str
    least: Fraction
    most: Fraction
    reason: str


@dataclass(frozen=True, slots=True)
class Policy:
    """What a chronology takes for granted; `zone` is that of times of day, None if the package names none."""

    orders: tuple[Order, ...]
    words: Mapping[str, Word]
    credits: tuple[Credit, ...]
    zone: ZoneInfo | None


def read_policy(package: Package) -> Policy:
    """Return the policy of a package: ours, with its own rows.

    Raises:
        PackageError: the time zone of the package is not known.
        RuleError: a row of one of the tables cannot be used; the message names file and row.
    """
    own = package.rule_files(".csv")
    words = {row["word"]: _word(place, row) for place, row in _rows("words.csv", own)}
    orders = {row["rule_id"]: _order(place, row) for place, row in _rows("chronology.csv", own)}
    credit = tuple(_credit(place, row) for place, row in _rows("credit.csv", own))
    kept = tuple(order for order in orders.values() if order is not None)
    return Policy(kept, words, credit, _zone(package))


def _zone(package: Package) -> ZoneInfo | None:
    name = package.descriptor["casedata"].get("timezone")
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError) as error:
        wanted = "write a name of the IANA time zone database, such as Europe/Moscow"
        raise PackageError(f"{DESCRIPTOR}: casedata.timezone is {name!r}; {wanted}") from error


def _rows(name: str, own: Mapping[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the rows of a table, ours first, each with its place."""
    ours = files("casedata.chronology") / "rules" / name
    texts = {name: ours.read_text("utf-8")} if ours.is_file() else {}
    path = f"{RULES}/{name}"
    texts |= {path: own[path]} if path in own else {}
    for place, text in texts.items():
        found = read_csv(text.encode())
        for problem in found.problems:
            raise RuleError(f"{place}:{problem.line}: {problem.message}; {problem.hint}")
        if found.header != _COLUMNS[name]:
            raise RuleError(f"{place}:1: the columns are {', '.join(found.header)}; write {', '.join(_COLUMNS[name])}")
        for row in found.rows:
            yield f"{place}: {row[0]}", dict(zip(found.header, row, strict=True))


def _word(place: str, row: Mapping[str, str]) -> Word:
    least, most = _limits(place, row)
    if not row["word"] or (row["word"].startswith("~") and not most):
        raise RuleError(f"{place}: a word has to be given, and a mark needs a max; write both")
    return Word(row["word"], least, most, row["reading"])


def _limits(place: str, row: Mapping[str, str]) -> tuple[str, str]:
    for name in ("min", "max"):
        if row[name] and (".." in row[name] or read_duration(row[name]) is None):
            raise RuleError(f"{place}: {name} is {row[name]!r}; write an ISO 8601 duration, such as P1D, or nothing")
    shortest, longest = read_duration(row["min"]), read_duration(row["max"])
    if shortest and longest and shortest[0] > longest[1]:
        raise RuleError(f"{place}: min is {row['min']}, more than max, {row['max']}; exchange them")
    return row["min"], row["max"]


def _order(place: str, row: Mapping[str, str]) -> Order | None:
    """Return an order, None where a package switches ours off by leaving the relation blank."""
    if not ORDER_ID.fullmatch(row["rule_id"]):
        raise RuleError(f"{place}: rule_id is not three capital letters, a hyphen and two digits, such as ORD-50")
    if not row["relation"]:
        return None
    least, most = _limits(place, row)
    scope = set(row["scope"].split())
    _check(place, "relation", [row["relation"]], get_args(Relation))
    _check(place, "severity", [row["severity"]], get_args(Severity))
    if scope not in _SCOPES:
        raise RuleError(f"{place}: scope is {row['scope']!r}; write case, person or case person")
    if row["relation"] in {"before", "some_before"}:
        _check(place, "from_point", [row["from_point"]], _POINTS)
        _check(place, "to_point", [row["to_point"]], _POINTS)
    names = {name: _names(place, name, row[name]) for name in ("from_kind", "to_kind", "roles", "unless")}
    if not row["reason"] or not names["from_kind"] or not names["to_kind"]:
        raise RuleError(f"{place}: from_kind, to_kind or reason is blank; fill it in")
    return Order(
        row["rule_id"], names["from_kind"], row["from_point"], _RELATIONS[row["relation"]], names["to_kind"],
        row["to_point"], least, most, "case" in scope, "person" in scope, names["roles"], names["unless"],
        _SEVERITIES[row["severity"]], row["reason"],
    )  # fmt: skip


_RELATIONS: Mapping[str, Relation] = {name: name for name in get_args(Relation)}
_SEVERITIES: Mapping[str, Severity] = {name: name for name in get_args(Severity)}


def _check(place: str, column: str, found: Sequence[str], allowed: Sequence[str]) -> None:
    for text in found:
        if text not in allowed:
            raise RuleError(f"{place}: {column} is {text!r}; write one of {', '.join(allowed)}")


def _names(place: str, column: str, text: str) -> tuple[str, ...]:
    names = tuple(text.split())
    for name in names:
        if name != ANY and not _NAME.fullmatch(name):
            raise RuleError(f"{place}: {column} has {name!r}; write words of small letters with spaces between them")
    return names


def _credit(place: str, row: Mapping[str, str]) -> Credit:
    for name in ("min", "max"):
        if not _FACTOR.fullmatch(row[name]):
            raise RuleError(f"{place}: {name} is {row[name]!r}; write a factor, such as 1.5")
    least, most = Fraction(row["min"]), Fraction(row["max"])
    if not 0 < least <= most:
        raise RuleError(f"{place}: the factors run from {row['min']} to {row['max']}; write the smaller first, above 0")
    return Credit(row["jurisdiction"], least, most, row["reason"])
