"""Claims of a generated package: each cell of the judgement has a source that says so, some have more, some against it.

What is to be told stands in `statements`; how disagreement is settled is left to `disputes`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from casedata.testing import cells
from casedata.testing.choices import Choices, Identifiers
from casedata.testing.documents import Passage, Source, digest
from casedata.testing.files import row
from casedata.testing.world import Person

Cell = tuple[str, str, str]
"""What a claim is about: the column of claims that names the subject, its identifier, the column or '' for the row."""

Wording = Callable[[Choices], str]
"""Draws a value as a source may give it."""

_UNSEEN = ("expectation", "inference")
"""The modes in which a source may tell of what began after it was published."""

_AGAINST = ("report", "denial", "testimony", "official_claim", "allegation", "inference", "expectation")


@dataclass(frozen=True, slots=True)
class Statement:
    """What the judgement holds of a cell, and how sources may put it.

    `again` draws a value that agrees, `other` one that may not, '' where a dispute would not set it aside. `modes` are
    those in which it may be told. `seen` is the day by which it can be told of, None if it need not have happened.
    """

    cell: Cell
    value: str
    again: Wording
    other: Wording
    modes: Sequence[str]
    seen: int | None


@dataclass(frozen=True, slots=True)
class Claim:
    """A row of claims, the source that it rests on, and the choices that it was made with."""

    row: dict[str, str]
    source: Source
    choose: Choices


@dataclass
class Evidence:
    """The claims made so far, by the cell that they are about."""

    ids: Identifiers
    people: Sequence[Person]
    passages: Sequence[Passage]
    by_cell: dict[Cell, list[Claim]] = field(default_factory=dict)
    _said: set[tuple[str, ...]] = field(default_factory=set)

    @property
    def rows(self) -> list[dict[str, str]]:
        """The rows of all claims."""
        return [claim.row for claims in self.by_cell.values() for claim in claims]

    def support(self, choose: Choices, statement: Statement, mode: str = "") -> None:
        """Add the claim that gives the cell its value, in this mode if one is given, and perhaps others."""
        cell, modes = statement.cell, statement.modes
        self.say(choose, cell, statement.value, mode or choose.of(modes), seen=statement.seen)
        more = choose.upto(8)
        for _ in range(max(0, min(more - 3, 2))):
            self.say(choose, cell, statement.again(choose), choose.of(modes), seen=statement.seen)
        if more == 6:
            value = statement.other(choose) or statement.value
            self.say(choose, cell, value, choose.of(modes), seen=statement.seen)
        elif more == 7:
            self.contradict(choose, statement)

    def contradict(self, choose: Choices, statement: Statement) -> None:
        """Add a claim against what the cell says."""
        value = choose.of(("", statement.value, statement.other(choose) or statement.value))
        mode = choose.of(_AGAINST)
        self.say(choose, statement.cell, value, mode, stance="contradicts", seen=statement.seen)

    def say(
        self, choose: Choices, cell: Cell, value: str, mode: str, *, stance: str = "supports", seen: int | None = None
    ) -> None:
        """Add one claim, in a source that can know of it."""
        since = None if mode in _UNSEEN else seen
        passage = choose.of([each for each in self.passages if since is None or since <= each.source.published])
        speaker, mode = self._speaker(choose, passage.source, mode)
        subject, identifier, column = cell
        note = cells.text(choose) if mode == "inference" and (column or choose.yes()) else cells.remark(choose)
        said = {"field": column, "value": value, "stance": stance, "mode": mode, "speaker_id": speaker}
        made = row(
            "claims",
            claim_id=self.ids.new("c"),
            passage_id=passage.id,
            note=note,
            **{subject: identifier},
            **said,
            **self._quotation(choose, passage, (*cell, *said.values())),
        )
        passage.is_used = True
        self.by_cell.setdefault(cell, []).append(Claim(made, passage.source, choose))

    def _speaker(self, choose: Choices, source: Source, mode: str) -> tuple[str, str]:
        """Return who speaks, and in which mode: where nobody could be named, nobody alleges or denies."""
        named = [person.id for person in self.people]
        if mode == "inference":
            return "", mode
        if mode in {"allegation", "denial"} and not source.is_signed:
            return (choose.of(named), mode) if named else ("", "report")
        return choose.of(("", "", *named)), mode

    def _quotation(self, choose: Choices, passage: Passage, said: tuple[str, ...]) -> dict[str, str]:
        """Return the words quoted: two to five at each end, never the same for two claims that are else the same."""
        first = choose.of((2, 2, min(5, passage.words)))
        last = choose.of((0, 2, 5)) if passage.words >= 10 else 0
        count = first + last + (choose.of((0, passage.words - first - last)) if last else 0)
        begin = choose.upto(4)
        while (key := (*said, passage.id, *_quoted(begin, first, last))) in self._said:
            begin += 1
        self._said.add(key)
        start, end = _quoted(begin, first, last)
        sha256 = digest(f"{start} {end} {count}")
        return {"quote_start": start, "quote_end": end, "quote_words": str(count), "quote_sha256": sha256}


def _quoted(begin: int, first: int, last: int) -> tuple[str, str]:
    return cells.quotation(begin, first), cells.quotation(begin + first, last)
