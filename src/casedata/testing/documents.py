"""Sources and passages of a generated package: who published what on which day, and where statements can stand.

Which statements stand there is left to `evidence`; only afterwards is it known what each passage is.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from casedata.testing import cells
from casedata.testing.choices import Choices, Deck, Identifiers
from casedata.testing.files import row, values
from casedata.testing.uncertain import CLOSED, uncertain
from casedata.testing.world import Person, World

_DELAYS = (0, 1, 0, 7, 400)
_WORDS = (12, 2, 5, 48, 300, 1, 0)
_LEAST_QUOTED = 2


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A document, or something published that was not read; `published` is the true day."""

    id: str
    choose: Choices
    published: int
    is_read: bool
    publisher: Person | None
    author: str
    origin: "Source | None"

    @property
    def is_signed(self) -> bool:
        """Whether it says whose words it holds."""
        return self.publisher is not None or self.author != ""


@dataclass(slots=True, eq=False)
class Passage:
    """A paragraph of a document, and whether a claim rests on it."""

    id: str
    source: Source
    number: int
    words: int
    is_used: bool = False

    @property
    def is_quotable(self) -> bool:
        """Whether it has as many words as a quotation needs."""
        return self.words >= _LEAST_QUOTED


def draw_sources(deck: Deck, ids: Identifiers, world: World, *, documents: int, unread: int) -> list[Source]:
    """Return so many documents, the first of them published when all is over, and so many sources not read."""
    known = [event.start for event in world.events] or [world.first]
    found: list[Source] = []
    for number in range(documents + unread):
        choose = deck.deal()
        earliest = world.last if number == 0 else choose.of(known)
        day = earliest + choose.of(_DELAYS)
        origins = [source for source in found if source.published <= day]
        origin = choose.of(origins) if choose.yes(3) and origins else None
        day = origin.published if choose.yes() and origin and earliest <= origin.published else day
        publisher = choose.of((None, *world.people))
        author = choose.of(("", "", *cells.NAMES))
        found.append(Source(ids.new("s"), choose, day, number < documents, publisher, author, origin))
    return found


def draw_passages(sources: Sequence[Source]) -> list[Passage]:
    """Return the passages of the documents; the first of each can be quoted."""
    return [
        Passage(f"{source.id}#{number}", source, number, max(source.choose.of(_WORDS), _LEAST_QUOTED * (number == 1)))
        for source in sources
        if source.is_read
        for number in range(1, 2 + source.choose.upto(4))
    ]


def source_rows(sources: Sequence[Source]) -> list[dict[str, str]]:
    """Return the rows of the sources."""
    return [_source_row(source) for source in sources]


def _source_row(source: Source) -> dict[str, str]:
    choose = source.choose
    is_dated = not choose.yes(4)
    with_url = not source.is_read or choose.yes()
    return row(
        "sources",
        source_id=source.id,
        title=choose.of(cells.TITLES),
        kind=choose.of(values("sources", "kind")),
        publisher_id=source.publisher.id if source.publisher else "",
        author=source.author,
        language=choose.of(("en", "ru", "kk-Cyrl", "en-GB", "ru-Latn-RU")),
        published=uncertain(choose, date.fromordinal(source.published), CLOSED) if is_dated else "",
        published_basis=choose.of(values("sources", "published_basis")) if is_dated else "",
        url=f"https://example.org/{source.id}{choose.of(('', '/', '?page=2', '#top'))}" if with_url else "",
        licence=choose.of(("", "", "CC-BY-4.0")),
        document=f"{source.id}.txt" if source.is_read else "",
        document_sha256=digest(source.id) if source.is_read else "",
        derived_from=source.origin.id if source.origin else "",
        note=cells.remark(choose),
    )


def passage_rows(passages: Sequence[Passage]) -> list[dict[str, str]]:
    """Return the rows of the passages: a fact is what a claim rests on; others give a reason."""
    originals: list[dict[str, str]] = []
    found: list[dict[str, str]] = []
    last_line = 0
    for passage in passages:
        choose = passage.source.choose
        last_line = 0 if passage.number == 1 else last_line
        first_line = last_line + choose.of((1, 2))
        last_line = first_line + choose.of((0, 0, 3))
        made = row(
            "passages",
            passage_id=passage.id,
            source_id=passage.source.id,
            number=str(passage.number),
            first_line=str(first_line),
            last_line=str(last_line),
            published=_own_date(choose, passage.source),
            **_content(choose, passage, originals),
        )
        found.append(made)
        originals += [made] if made["kind"] != "repeat" else []
    return found


def _own_date(choose: Choices, source: Source) -> str:
    """Return when a passage was put there, if that was later than the rest of its source."""
    return uncertain(choose, date.fromordinal(source.published + choose.of(_DELAYS)), CLOSED) if choose.yes(8) else ""


def _content(choose: Choices, passage: Passage, originals: Sequence[dict[str, str]]) -> dict[str, str]:
    """Return what a passage is: its kind, size and digest, what it repeats, and why it is no fact."""
    if passage.is_used:
        kind = choose.of(("fact", "fact", "context"))
    else:
        kind = choose.of(("context", "opinion", "boilerplate", *(("repeat", "repeat") if originals else ())))
    reason = cells.remark(choose) if kind == "fact" else cells.text(choose)
    copied = choose.of(originals) if kind == "repeat" else None
    words, sha256 = (copied["words"], copied["sha256"]) if copied else (str(passage.words), digest(passage.id))
    repeats = copied["passage_id"] if copied else ""
    return {"kind": kind, "words": words, "sha256": sha256, "repeats": repeats, "reason": reason}


@lru_cache(maxsize=1 << 12)
def digest(text: str) -> str:
    """Return the SHA-256 of a text in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
