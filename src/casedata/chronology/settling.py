"""Which statements disputes set aside: of each cell in dispute, what cannot hold beside the claim that is preferred.

Where the preferred claim leaves room for others that cannot hold beside each other, none of those is accepted either.
Of a dispute that is open no side is accepted: every statement that cannot hold beside another of the cell is set aside.
Of one that is called apparent all are accepted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casedata.chronology.reading import Constraints

Range = tuple[int | None, int | None]

_STATEMENTS = """
select distinct d.dispute_id, d.resolution, p.grp as preferred, s.grp, s.stance, coalesce(t.low, w.low, y.low) as low,
  coalesce(t.high, w.high, y.high) as high, coalesce(t.text, w.text, y.text) is not null as is_read
from raw.disputes d
join raw._said s on s.event_id = d.event_id and s.person_id = d.person_id and s.figure_id = d.figure_id
  and s.link_id = d.link_id and s.field = d.field
left join raw._said p on p.claim_id = d.preferred_claim_id
left join raw._times t on t.text = s.value and s.field <> ''
left join raw._lengths w on w.text = s.value and s.link_id <> ''
left join raw._years y on y.text = s.value and s.figure_id <> ''
where d.resolution <> 'apparent'
order by all
"""


@dataclass(frozen=True, slots=True)
class _Side:
    """One statement in a dispute: what it supports, or what it denies."""

    group: str
    is_denial: bool
    range: Range
    is_read: bool

    def clashes(self, other: "_Side") -> bool:
        """Whether the two surely cannot both hold."""
        if self.is_denial and other.is_denial:
            return False
        if not self.is_read or not other.is_read:
            return self.is_denial != other.is_denial and self.is_read == other.is_read
        if self.is_denial:
            return _covers(self.range, other.range)
        return _covers(other.range, self.range) if other.is_denial else _are_apart(self.range, other.range)


def _covers(outer: Range, inner: Range) -> bool:
    low = outer[0] is None or (inner[0] is not None and outer[0] <= inner[0])
    return low and (outer[1] is None or (inner[1] is not None and inner[1] <= outer[1]))


def _are_apart(a: Range, b: Range) -> bool:
    return _is_before(a, b) or _is_before(b, a)


def _is_before(a: Range, b: Range) -> bool:
    return a[1] is not None and b[0] is not None and a[1] < b[0]


def settled(constraints: Constraints) -> dict[str, str]:
    """Return the groups that disputes set aside, each with the dispute."""
    by_dispute: dict[str, list[Mapping[str, Any]]] = {}
    columns = ("dispute_id", "resolution", "preferred", "grp", "stance", "low", "high", "is_read")
    for row in constraints.connection.execute(_STATEMENTS).fetchall():
        by_dispute.setdefault(row[0], []).append(dict(zip(columns, row, strict=True)))
    found: dict[str, str] = {}
    for name, rows in by_dispute.items():
        sides = [
            _Side(row["grp"], row["stance"] == "contradicts", (row["low"], row["high"]), row["is_read"]) for row in rows
        ]
        preferred = [side for side in sides if side.group == rows[0]["preferred"]]
        aside = _clashing(sides, preferred)
        others = [side for side in sides if side not in preferred and side not in aside]
        found |= {side.group: name for side in [*aside, *_clashing(others, others)]}
    return found


def _clashing(sides: Iterable[_Side], judges: Sequence[_Side]) -> list[_Side]:
    return [side for side in sides if any(judge.clashes(side) for judge in judges if judge is not side)]
