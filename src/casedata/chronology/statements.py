"""What each group of constraints says, in words: who says it and where, how vague words were read, what it costs.

A cost is a policy, not a measure of truth: it only puts ways out in an order. docs/chronology.md gives the numbers.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from casedata.chronology.policy import Policy, Word
from casedata.chronology.reading import Constraints
from casedata.chronology.units import Extent, Unit, read_date, read_lag
from casedata.date_words import date_in_words

Kind = Literal["claim", "cell", "report", "publication", "part", "order"]

MODES: Mapping[str, int] = {
    "court_finding": 16, "report": 8, "testimony": 8, "official_claim": 8, "denial": 8, "allegation": 6,
    "expectation": 4, "inference": 4,
}  # fmt: skip
"""What it costs to set aside a claim, by its mode; times the number of independent origins that say the same."""

BASES: Mapping[str, int] = {"stated": 16, "url": 12, "inferred": 8}
"""What it costs to set aside the date of a source, by its basis."""

CELL = 8
"""What it costs to set aside a cell of the package."""

ORDER = 100
"""What it costs at least to let an order of kinds not apply: always more than any claim."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Where a statement stands: claim, mode, passage, speaker ('' for the source itself), its first and last words."""

    claim_id: str
    mode: str
    passage_id: str
    speaker: str
    words: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What one group of constraints says; `subject` and `field` are the cell that it is about, `value` its text.

    `words` are the vague words in it, as they were read. `is_certain` is False where it is only usually so.
    """

    id: str
    kind: Kind
    says: str
    subject: str
    field: str
    value: str
    cost: int
    quotes: tuple[Quote, ...] = ()
    words: tuple[Word, ...] = ()
    is_certain: bool = True

    @property
    def is_inference(self) -> bool:
        """Whether nobody but the package says it."""
        return bool(self.quotes) and all(quote.mode == "inference" for quote in self.quotes)


def describe(constraints: Constraints, policy: Policy, groups: Iterable[str]) -> dict[str, Statement]:
    """Return what some groups say."""
    wanted = list(groups)
    book = _Book(constraints, policy, wanted)
    found = {group: book.statement(group) for group in wanted}
    dearest = max((each.cost for each in found.values() if each.kind != "order"), default=0)
    if dearest >= ORDER:
        found |= {name: replace(each, cost=dearest + 1) for name, each in found.items() if each.kind == "order"}
    return found


class _Book:
    """Looks things up in the tables for statements."""

    def __init__(self, constraints: Constraints, policy: Policy, groups: Sequence[str]) -> None:
        self._constraints, self._policy = constraints, policy
        self._orders = {order.id: order for order in policy.orders}
        firsts = [group.removeprefix("report ") for group in groups]
        claims = self._rows("select s.* from raw._said s where s.grp in (select unnest(?)) order by s._row", groups)
        reports = self._rows(
            "select c.*, o.origin, o.source_id, c.claim_id as grp from raw.claims c "
            "join raw._origin_of o on o.passage_id = c.passage_id where c.claim_id in (select unnest(?))",
            [first for group, first in zip(groups, firsts, strict=True) if group != first],
        )
        self.claims: dict[str, list[Mapping[str, Any]]] = {}
        for row in claims:
            self.claims.setdefault(row["grp"], []).append(row)
        self.reports = {f"report {row['claim_id']}": row for row in reports}
        said = [*claims, *reports]
        links = {row["link_id"] for row in said if row["link_id"]} | set(groups)
        self.links = self._by_id("links", "link_id", links)
        figures = {row["figure_id"] for row in said if row["figure_id"]} | set(groups)
        self.figures = self._by_id("figures", "figure_id", figures)
        names = {part for group in groups for part in group.split(" ")}
        names |= {row[column] for row in said for column in ("event_id", "person_id", "speaker_id") if row[column]}
        names |= {row[column] for row in self.links.values() for column in ("from_event_id", "to_event_id")}
        names |= {row[column] for row in self.figures.values() for column in ("event_id", "person_id")}
        self.events = self._by_id("events", "event_id", names)
        wholes = {row["part_of"] for row in self.events.values() if row["part_of"]}
        self.events |= self._by_id("events", "event_id", wholes)
        self.people = self._by_id("people", "person_id", names)
        self.sources = self._by_id("sources", "source_id", names)
        self.passages = self._by_id("passages", "passage_id", names)
        self._agreeing = self._origins_of(claims)

    def statement(self, group: str) -> Statement:
        """Return what a group says."""
        if group in self.claims:
            return self._claim(group, self.claims[group])
        if group in self.reports:
            return self._report(group, self.reports[group])
        if group in self.sources or group in self.passages:
            return self._publication(group)
        first, _, rest = group.partition(" ")
        if first in self._orders:
            return self._order(group, *rest.split(" "))
        if first == "part":
            part, whole = self.events[rest], self.events[rest]["part_of"]
            says = f"{self._event(rest)} is part of {self._event(whole)}"
            return Statement(group, "part", says, rest, "part_of", part["part_of"], CELL)
        return self._cell(group, first, rest)

    def _claim(self, group: str, rows: Sequence[Mapping[str, Any]]) -> Statement:
        row = rows[0]
        says, read = self._said(row)
        subject = next(row[name] for name in ("event_id", "person_id", "figure_id", "link_id") if row[name])
        base = max(MODES.get(each["mode"], MODES["inference"]) for each in rows)
        cost = base * len(self._agreeing[self._cell_of(row)])
        if row["value"].endswith(("?", "%")):
            cost = max(1, cost // 2)
        quotes = tuple(self._quote(each) for each in rows)
        words = () if read is None or read.word is None else (read.word,)
        return Statement(group, "claim", says, subject, row["field"], row["value"], cost, quotes, words)

    def _said(self, row: Mapping[str, Any]) -> tuple[str, Extent | None]:
        """Return what a claim says, and the extent of the date or the length in it."""
        unit, policy, value = self._constraints.unit, self._policy, row["value"]
        if row["link_id"]:
            read = read_lag(value, unit, policy) if value else None
            return self._link(self.links[row["link_id"]], read, value), read
        if row["figure_id"]:
            figure = self.figures[row["figure_id"]]
            return self._age(figure, value), None
        read = read_date(value, unit, policy)
        date = date_in_words(value)
        if row["person_id"]:
            return f"{self._person(row['person_id'])} {_LIVES[row['field']]} {date}", read
        verb = "was expected for" if row["mode"] == "expectation" else "is dated"
        if row["stance"] == "contradicts":
            verb = "is said not to be of"
        return f"{_of_end(row['field'])}{self._event(row['event_id'])} {verb} {date}", read

    def _link(self, link: Mapping[str, Any], read: Extent | None, value: str = "") -> str:
        ends = [link[f"{side}_event_id"] for side in ("from", "to")]
        a, b = (
            _of_end(link[f"{side}_point"]) + self._event(end) for side, end in zip(("from", "to"), ends, strict=True)
        )
        lag = "" if read is None else f", by {_lag(read, self._constraints.unit)}"
        lag += f" (“{value}”)" if value and not value.startswith("P") else ""
        if link["relation"] == "before" and ends[0] == ends[1]:
            return f"{self._event(ends[0])} lasted{lag.removeprefix(', by')}" if lag else f"{a} comes before {b}"
        if link["relation"] == "serves":
            return f"from {a} to {b} a term of {value or link['lag_max']} was served"
        return f"{a} {_RELATIONS[link['relation']]} {b}{lag}"

    def _age(self, figure: Mapping[str, Any], value: str) -> str:
        age = value.replace("..", " to ")
        return f"{self._person(figure['person_id'])} was {age} at {self._event(figure['event_id'])}"

    def _report(self, group: str, row: Mapping[str, Any]) -> Statement:
        says = f"{row['source_id']} reports that {self._event(row['event_id'])} has happened"
        cost = MODES.get(row["mode"], MODES["report"])
        return Statement(group, "report", says, row["event_id"], "", "", cost, (self._quote(row),))

    def _publication(self, group: str) -> Statement:
        row = self.sources.get(group) or self.passages[group]
        cost = BASES.get(row.get("published_basis", "stated"), CELL)
        says = f"{group} was published {date_in_words(row['published'])}"
        return Statement(group, "publication", says, group, "published", row["published"], cost)

    def _order(self, group: str, *about: str) -> Statement:
        order = self._orders[group.partition(" ")[0]]
        events = [self._event(name) for name in about if name in self.events]
        people = [self._person(name) for name in about if name in self.people and name not in self.events]
        says = f"{order.reason} ({', '.join([*events, *people])})"
        subject = next((name for name in reversed(about) if name in self.events), about[-1])
        return Statement(group, "order", says, subject, "", "", ORDER, (), (), order.severity == "error")

    def _cell(self, group: str, row_id: str, field: str) -> Statement:
        unit, policy = self._constraints.unit, self._policy
        if row_id in self.links:
            link = self.links[row_id]
            lags = [link[name] for name in ("lag_min", "lag_max")]
            least, most = (read_lag(lag, unit, policy) if lag else None for lag in lags)
            low, high = None if least is None else least.low, None if most is None else most.high
            extent = None if least is most is None else Extent(low, high)
            return Statement(group, "cell", self._link(link, extent), row_id, "", "..".join(filter(None, lags)), CELL)
        if row_id in self.figures:
            figure = self.figures[row_id]
            value = "..".join(dict.fromkeys((figure["low"], figure["high"])))
            return Statement(group, "cell", self._age(figure, value), row_id, "", value, CELL)
        if row_id in self.people:
            value = self.people[row_id][field]
            says = f"{self._person(row_id)} {_LIVES[field]} {date_in_words(value)}"
            return Statement(group, "cell", says, row_id, field, value, CELL)
        value = self.events[row_id][field]
        read_as = read_date(value, unit, policy)
        words = () if read_as is None or read_as.word is None else (read_as.word,)
        says = f"{_of_end(field)}{self._event(row_id)} is dated {date_in_words(value)}"
        return Statement(group, "cell", says, row_id, field, value, CELL, (), words)

    def _event(self, name: str) -> str:
        return f"“{self.events[name]['title']}”" if name in self.events else name

    def _person(self, name: str) -> str:
        return str(self.people[name]["name"]) if name in self.people else name

    def _quote(self, row: Mapping[str, Any]) -> Quote:
        ends = [each for each in (row["quote_start"], row["quote_end"]) if each]
        is_whole = len(" ".join(ends).split()) == int(row["quote_words"] or 0)
        words = (" " if is_whole else " … ").join(ends)
        speaker = self._person(row["speaker_id"]) if row["speaker_id"] else ""
        return Quote(row["claim_id"], row["mode"], row["passage_id"], speaker, words)

    def _origins_of(self, claims: Sequence[Mapping[str, Any]]) -> dict[tuple[str, ...], set[str]]:
        """Return the independent origins that say the same of the same cell as each of these claims."""
        found: dict[tuple[str, ...], set[str]] = {self._cell_of(row): {row["origin"]} for row in claims}
        keys = [list(column) for column in zip(*found, strict=True)] or [[] for _ in _CELL]
        wanted = ", ".join(f"unnest(?) as {column}" for column in _CELL)
        query = f"select s.* from raw._said s join (select {wanted}) w using ({', '.join(_CELL)})"  # noqa: S608 - ours
        for row in self._query(query, keys):
            found[self._cell_of(row)].add(row["origin"])
        return found

    def _cell_of(self, row: Mapping[str, Any]) -> tuple[str, ...]:
        return tuple(row[name] for name in _CELL)

    def _by_id(self, table: str, key: str, names: Collection[str]) -> dict[str, Mapping[str, Any]]:
        query = f"select * from raw.{table} where {key} in (select unnest(?))"  # noqa: S608 - our own names
        return {row[key]: row for row in self._rows(query, sorted(names))}

    def _rows(self, query: str, names: Collection[str]) -> list[dict[str, Any]]:
        return self._query(query, [list(names)]) if names else []

    def _query(self, query: str, parameters: Sequence[object]) -> list[dict[str, Any]]:
        cursor = self._constraints.connection.execute(query, list(parameters))
        columns = [column[0] for column in cursor.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


_CELL = ("event_id", "person_id", "figure_id", "link_id", "field", "value", "stance")
"""What claims that say the same have in common."""

_LIVES = {"born": "was born", "died": "died"}

_RELATIONS = {
    "before": "comes before", "after": "comes after", "same_time": "is at the same time as", "during": "is during",
    "part_of": "is part of", "responds_to": "answers", "appeals": "appeals against", "same_as": "is the same as",
}  # fmt: skip


def _of_end(point: str) -> str:
    return "the end of " if point.startswith("end") else ""


def _lag(read: Extent, unit: Unit) -> str:
    """Return a length of time in words."""
    if read.high is None:
        return f"{length(read.low, unit)} or more" if read.low else "any time"
    if read.low == read.high:
        return length(read.high, unit) if read.high else f"the same {unit}"
    if not read.low:
        return f"at most {length(read.high, unit)}"
    return f"{length(read.low, unit)} to {length(read.high, unit)}"


def length(number: int, unit: Unit) -> str:
    """Return a number of units in words; of minutes, whole hours from three hours on.

    >>> length(1, "day"), length(2880, "minute")
    ('1 day', '48 hours')
    """
    if unit == "minute" and number >= 180:
        return f"{number // 60} hours"
    return f"{number} {unit}" + ("" if number == 1 else "s")
