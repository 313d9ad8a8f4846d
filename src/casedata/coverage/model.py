"""What a coverage is: cells with what stands behind them, passages with what was taken from them, facts with origins.

How each is found out is left to `cells`, `passages` and `origins`.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Row = Mapping[str, str]
"""The raw cells of a row by column."""

Rows = Mapping[str, Sequence[Row]]
"""The rows of each table."""

CellState = Literal["covered", "contested", "unsettled", "inferred", "bare"]
"""*covered*: a claim supports it; *contested*: so it is, but claims disagree, and a dispute deals with it; *unsettled*:
as contested, without a dispute; *inferred*: only inferences and readings of vague words support it; *bare*: nothing."""

PassageState = Literal["used", "unused", "left_out", "unexplained"]
"""*used*: a claim rests on it; *unused*: it states a fact and no claim rests on it; *left_out*: it is not used, with a
reason; *unexplained*: it is not used, without one."""

CELL_STATES: tuple[CellState, ...] = ("covered", "contested", "unsettled", "inferred", "bare")
PASSAGE_STATES: tuple[PassageState, ...] = ("used", "unused", "left_out", "unexplained")

FACT = "fact"
"""The kind of the passages of which each must be used."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A filled citable cell, or a row as such (`field` is None), of the judgement.

    `claims` are the claims that support it, `against` those that disagree, `disputes` the disputes over it.
    """

    table: str
    id: str
    field: str | None
    value: str
    state: CellState
    claims: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    disputes: tuple[str, ...] = ()

    @property
    def is_supported(self) -> bool:
        """Whether a claim supports it."""
        return self.state != "bare"


@dataclass(frozen=True, slots=True)
class PassageUse:
    """A passage, the number of its words, how many of them stand in quoted spans, and the claims that rest on it."""

    id: str
    source_id: str
    number: int
    kind: str
    state: PassageState
    words: int
    quoted: int
    claims: tuple[str, ...] = ()

    @property
    def is_fact(self) -> bool:
        """Whether it must be used."""
        return self.kind == FACT

    @property
    def share(self) -> float:
        """The share of its words inside quoted spans, 0 to 1."""
        return self.quoted / self.words if self.words else 0.0


@dataclass(frozen=True, slots=True)
class FactOrigins:
    """A row of the judgement and the origins of the claims that support it: sources that derive from none other."""

    table: str
    id: str
    origins: tuple[str, ...]

    @property
    def is_single(self) -> bool:
        """Whether it rests on one origin alone, which is not wrong but must be visible."""
        return len(self.origins) == 1


@dataclass(frozen=True, slots=True)
class Part:
    """What belongs together in a coverage: a table, a source, a case or a person, with its cells and passages."""

    name: str
    cells: tuple[Cell, ...]
    passages: tuple[PassageUse, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a package is supported by claims, and how much of its documents is used.

    `exact` tells whether the words inside quoted spans were counted at the documents; without copies of these they are
    an upper bound, and `missing` names the documents of which there was no copy. `parts` are what was asked for by
    `by`; a cell can belong to several parts, or to none.
    """

    name: str
    version: str
    cells: tuple[Cell, ...]
    passages: tuple[PassageUse, ...]
    facts: tuple[FactOrigins, ...]
    disputes: Mapping[str, int]
    claim_count: int
    exact: bool
    missing: tuple[str, ...]
    by: str
    parts: tuple[Part, ...]

    @property
    def cell_share(self) -> Fraction:
        """The share of the cells that a claim supports; 1 if there are none."""
        return share_of_cells(self.cells)

    @property
    def passage_share(self) -> Fraction:
        """The share of the passages with facts that are used or say why not; 1 if there are none."""
        return share_of_passages(self.passages)

    @property
    def bare(self) -> tuple[Cell, ...]:
        """The cells that no claim supports."""
        return tuple(cell for cell in self.cells if not cell.is_supported)

    @property
    def unused(self) -> tuple[PassageUse, ...]:
        """The passages with facts that no claim rests on and that give no reason for it."""
        return tuple(each for each in self.passages if each.is_fact and each.state == "unused")

    @property
    def single(self) -> tuple[FactOrigins, ...]:
        """The facts that rest on one origin alone."""
        return tuple(fact for fact in self.facts if fact.is_single)

    def missed(self, cells: float, passages: float) -> list[str]:
        """Say which of these minima, in percent, are not reached; where there is nothing to measure, none is.

        A minimum of cells is not reached either while claims on a cell disagree and no dispute deals with it.
        """
        facts = [each for each in self.passages if each.is_fact]
        asked = (
            ("rows and cells", self.cells, self.cell_share, cells),
            ("passages with facts", facts, self.passage_share, passages),
        )
        unsettled = sum(cell.state == "unsettled" for cell in self.cells) if cells > 0 else 0
        settle = [f"unsettled: {unsettled}; add a dispute for each"] if unsettled else []
        return settle + [
            f"too few {name}: {percent(share) if measured else 'there are none'}, wanted {least:g} %"
            for name, measured, share, least in asked
            if least > 0 and (not measured or share * 100 < least)
        ]


def percent(share: Fraction) -> str:
    """Return a share in percent, rounded down to a tenth, so that only the whole is 100.

    >>> percent(Fraction(1)), percent(Fraction(9999, 10000)), percent(Fraction(1, 2))
    ('100 %', '99.9 %', '50 %')
    """
    return f"{math.floor(share * 1000) / 10:g} %"


def share_of_cells(cells: Iterable[Cell]) -> Fraction:
    """Return the share of cells that a claim supports; 1 if there are none."""
    return _share([cell.is_supported for cell in cells])


def share_of_passages(passages: Iterable[PassageUse]) -> Fraction:
    """Return the share of the passages with facts that are used or say why not; 1 if there are none."""
    return _share([each.state in {"used", "left_out"} for each in passages if each.is_fact])


def _share(truths: list[bool]) -> Fraction:
    return Fraction(sum(truths), len(truths)) if truths else Fraction(1)
