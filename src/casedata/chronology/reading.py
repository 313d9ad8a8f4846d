"""Reads the tables of a package into constraints on time, each of a group: a claim, a cell, a link, an order of kinds.

The queries that say what becomes a constraint stand in `queries/`; what texts mean as numbers is told them by `units`,
what is taken for granted by `policy`. Names of points: `e-x start`, `e-x end`, `e-x planned start`, `p-x born`,
`p-x died`, `s-x published`, `s-x#2 published`. Solving is left to `casedata.temporal`.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

import duckdb

from casedata.chronology.policy import Order, Policy
from casedata.chronology.units import MINUTES, Extent, Unit, has_minute, read_date, read_lag
from casedata.origins import origins
from casedata.quantities import read_quantity
from casedata.temporal import Network

Layer = Literal["claims", "judgement"]

NEEDS = {
    "sources": ("source_id", "published", "published_basis", "derived_from"),
    "passages": ("passage_id", "source_id", "published"),
    "people": ("person_id", "kind", "born", "died"),
    "cases": ("case_id", "jurisdiction"),
    "events": ("event_id", "case_id", "kind", "title", "start_date", "end_date", "part_of", "status"),
    "roles": ("role_id", "event_id", "person_id", "role"),
    "figures": ("figure_id", "event_id", "person_id", "measure", "low", "high", "unit"),
    "links": ("link_id", "from_event_id", "from_point", "relation", "to_event_id", "to_point", "lag_min", "lag_max"),
    "claims": (
        "claim_id", "event_id", "person_id", "role_id", "figure_id", "link_id", "field", "value", "stance", "mode",
        "speaker_id", "passage_id", "quote_start", "quote_end", "note",
    ),
    "disputes": (
        "dispute_id", "event_id", "person_id", "role_id", "figure_id", "link_id", "field", "resolution",
        "preferred_claim_id", "reason",
    ),
}  # fmt: skip
"""The tables and columns that a chronology is read from."""

HARD = "calendar"
"""The group of what always holds: nothing ends before it starts."""

_DATES = """
select text from raw._dates where is_date
union select value from raw.claims where field in ('start_date', 'end_date', 'born', 'died') and value <> ''
"""
_LENGTHS = """
select value from raw.claims where link_id <> '' and value <> ''
union select lag_min from raw.links where lag_min <> ''
union select lag_max from raw.links where lag_max <> ''
"""
_YEARS = """
select c.value from raw.claims c join raw.figures f on f.figure_id = c.figure_id
where f.measure = 'age' and f.unit = 'years' and c.value <> ''
union select low from raw.figures where measure = 'age' and unit = 'years' and low <> ''
union select high from raw.figures where measure = 'age' and unit = 'years' and high <> ''
"""


@dataclass(frozen=True, slots=True)
class Constraints:
    """The constraints of a package in one unit, in tables of the connection; `unread` are lengths that nobody reads."""

    connection: duckdb.DuckDBPyConnection
    unit: Unit
    unread: tuple[str, ...]

    def network(self, layer: Layer, groups: Iterable[str] | None = None) -> Network:
        """Return those of a layer, or of some groups in it, as a temporal network."""
        network = Network(hard=[HARD])
        chosen = None if groups is None else list(groups)
        for group, tail, head, least, most in self._rows("_constraints", layer, chosen):
            if tail is None and head is not None:
                network.bound(head, least, most, group)
            elif tail is not None and head is not None:
                network.difference(tail, head, least, most, group)
        choices: dict[str, list[tuple[str | None, str | None, int]]] = {}
        for group, tail, head, least in self._rows("_choices", layer, chosen):
            choices.setdefault(group, []).append((tail, head, least))
        for group, orders in choices.items():
            network.either(group, *orders)
        for point in network.points:
            if point.endswith(" end"):
                network.difference(f"{point[:-3]}start", point, 0, None, HARD)
        return network

    def count(self) -> int:
        """Return how many there are, of both layers."""
        ((number,),) = self.connection.execute("select count(*) from raw._constraints").fetchall()
        return int(number)

    def _rows(self, table: str, layer: Layer, groups: list[str] | None) -> list[tuple[Any, ...]]:
        query = f"select * exclude (layer) from raw.{table} where layer in (?, 'both')"  # noqa: S608 - our own names
        if groups is None:
            return self.connection.execute(f"{query} order by all", [layer]).fetchall()
        only = f"{query} and grp in (select unnest(?)) order by all"
        return self.connection.execute(only, [layer, groups]).fetchall()


def read_constraints(connection: duckdb.DuckDBPyConnection, unit: Unit, policy: Policy) -> Constraints:
    """Read the raw tables of a connection, which has `raw._dates`, into tables of constraints."""
    unread = _write_numbers(connection, unit, policy)
    _write_policy(connection, unit, policy)
    for name in ("statements", "dates", "intervals", "orders"):
        script = (files("casedata.chronology") / "queries" / f"{name}.sql").read_text("utf-8")
        connection.execute(script.replace("$same", str(0 if unit == "day" else MINUTES - 1)))
    return Constraints(connection, unit, unread)


def has_minutes(connection: duckdb.DuckDBPyConnection) -> bool:
    """Return whether some date gives a time of day."""
    return any(has_minute(text) for (text,) in connection.execute(_DATES).fetchall())


def _write_numbers(connection: duckdb.DuckDBPyConnection, unit: Unit, policy: Policy) -> tuple[str, ...]:
    """Write what the texts mean as numbers; return the lengths of time that cannot be read."""
    times = _extents(connection, _DATES, lambda text: read_date(text, unit, policy))
    lengths = _extents(connection, _LENGTHS, lambda text: read_lag(text, unit, policy))
    years = _extents(connection, _YEARS, lambda text: _age(text, unit, policy))
    for name, read in (("_times", times), ("_lengths", lengths), ("_years", years)):
        rows = [(text, found.low, found.high, found.is_exact) for text, found in read.items() if found is not None]
        _table(connection, name, "text varchar, low bigint, high bigint, is_exact boolean", rows)
    return tuple(sorted(text for text, found in lengths.items() if found is None))


def _age(text: str, unit: Unit, policy: Policy) -> Extent | None:
    """Return how long after birth somebody of that age can be seen: N years at least, less than N + 1."""
    years = read_quantity(text, "years")
    if years is None:
        return None
    low, high = years
    least = None if low == -math.inf else read_lag(f"P{math.floor(low)}Y", unit, policy)
    most = None if high == math.inf else read_lag(f"P{math.floor(high) + 1}Y", unit, policy)
    return Extent(None if least is None else least.low, None if most is None or most.high is None else most.high - 1)


def _extents(
    connection: duckdb.DuckDBPyConnection, query: str, read: Callable[[str], Extent | None]
) -> dict[str, Extent | None]:
    return {text: read(text) for (text,) in connection.execute(query).fetchall()}


def _write_policy(connection: duckdb.DuckDBPyConnection, unit: Unit, policy: Policy) -> None:
    """Write what is taken for granted, and where sources come from."""
    query = "select source_id, derived_from from raw.sources where derived_from <> ''"
    derived = [{"source_id": name, "derived_from": above} for name, above in connection.execute(query).fetchall()]
    credit = [(each.jurisdiction, float(each.least), float(each.most)) for each in policy.credits]
    orders = policy.orders
    sides = [(each, "from", each.from_kinds) for each in orders] + [(each, "to", each.to_kinds) for each in orders]
    columns = (
        "order_id varchar, relation varchar, from_point varchar, to_point varchar, least bigint, most bigint, "
        "same_case boolean, same_person boolean"
    )
    _table(connection, "_origins", "source_id varchar, origin varchar", [*origins(derived).items()])
    _table(connection, "_credit", "jurisdiction varchar, least double, most double", credit)
    _table(connection, "_orders", columns, [_order(each, unit, policy) for each in orders])
    rows = [(each.id, side, kind) for each, side, kinds in sides for kind in kinds]
    _table(connection, "_order_kinds", "order_id varchar, side varchar, kind varchar", rows)
    roles = [(each.id, role) for each in orders for role in each.roles]
    _table(connection, "_order_roles", "order_id varchar, role varchar", roles)
    unless = [(each.id, relation) for each in orders for relation in each.unless]
    _table(connection, "_order_unless", "order_id varchar, relation varchar", unless)


def _order(order: Order, unit: Unit, policy: Policy) -> tuple[object, ...]:
    least = read_lag(order.least, unit, policy) if order.least else None
    most = read_lag(order.most, unit, policy) if order.most else None
    return (
        order.id, order.relation, order.from_point, order.to_point, least and least.low, most and most.high,
        order.same_case, order.same_person,
    )  # fmt: skip


def _table(connection: duckdb.DuckDBPyConnection, name: str, columns: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Write a table of schema `raw` anew."""
    connection.execute(f"create or replace table raw.{name} ({columns})")
    if rows:
        cells = ", ".join("unnest(?)" for _ in rows[0])
        insert = f"insert into raw.{name} select {cells}"
        connection.execute(insert, [*map(list, zip(*rows, strict=True))])
