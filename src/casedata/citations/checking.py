"""One document against its copy: what became of each of its passages and of each claim on it.

Nothing is moved: words that do not stand where the package says are told, even if they stand elsewhere in the copy.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from casedata.citations.answers import Answer, Checked, ClaimCheck, DocumentCheck, PassageCheck, not_checked
from casedata.citations.copies import Copy, word_lines
from casedata.citations.places import Place, Places, Sought
from casedata.citations.quotes import Quote, Sighting, proved_words, quote_of, sightings
from casedata.citations.spans import Words

LEAST_SIMILARITY = 0.05
"""A file with the name of a document, but not its digest, is another text if less of the document is proved in it."""

_COUNT = re.compile("[0-9]{1,9}")
_NOWHERE = Place(0, 0, is_found=False)
_Row = Mapping[str, str]


def check_document(source_id: str, copy: Copy, passages: Sequence[_Row], claims: Sequence[_Row]) -> Checked:
    """Look for the passages of a document, and for what the claims on it quote, in its copy; all are raw rows."""
    document = DocumentCheck(source_id, "found", copy.file, copy.recognised, copy.sha256)
    if copy.problem:
        return not_checked(replace(document, state="unusable", message=copy.problem), passages, claims)
    search = _Search(source_id, copy, passages, claims)
    if copy.recognised == "name" and search.is_another_text():
        message = "another text than the one that the package was read from"
        document = replace(document, state="unusable", similarity=search.similarity(), message=message)
        return not_checked(document, passages, claims)
    search.look(thoroughly=True)
    document = replace(document, similarity=search.similarity(), unlisted=_unlisted(copy, passages))
    return Checked(document, tuple(search.passages()), tuple(search.claims()))


def _unlisted(copy: Copy, passages: Sequence[_Row]) -> tuple[int, ...]:
    """Return the numbers of the paragraphs without a passage; another layout has other paragraphs."""
    if copy.recognised != "digest":
        return ()
    listed = {_count(row["number"]) for row in passages}
    return tuple(paragraph.number for paragraph in copy.paragraphs if paragraph.number not in listed)


def _count(text: str) -> int:
    """Return a count of words; what is no count is 0, and no span has so many words."""
    return int(text) if _COUNT.fullmatch(text) else 0


class _Search:
    """The rows of one document, and what has been found of them in its copy so far."""

    def __init__(self, source_id: str, copy: Copy, passages: Sequence[_Row], claims: Sequence[_Row]) -> None:
        self._source_id = source_id
        self._copy = copy
        self._words = Words([word for paragraph in copy.paragraphs for word in paragraph.words])
        self._passages = sorted(passages, key=lambda row: _count(row["number"]))
        self._claims = claims
        self._quotes = [quote_of(row, _count(row["quote_words"])) for row in claims]
        sought = [Sought(_count(row["number"]), _count(row["words"]), row["sha256"]) for row in self._passages]
        self._total = sum(one.count for one in sought)
        self._search = Places(sought, copy.paragraphs, self._words)
        self._search.look_at_paragraphs()
        self._places: dict[str, Place] = {}
        self._seen: list[Sighting] = []
        self._lines: list[tuple[int, int]] = []

    def is_another_text(self) -> bool:
        """Look for what is quickly found, and tell whether too little of the document is there to look further."""
        if self._search.share() < LEAST_SIMILARITY:
            self.look(thoroughly=False)
            return self.similarity() < LEAST_SIMILARITY
        return False

    def look(self, *, thoroughly: bool) -> None:
        """Look for everything.

        What is not found at the beginning of a paragraph or by its first words is looked for at every word only if it
        is to be done `thoroughly`.
        """
        if thoroughly:
            self._search.look_everywhere()
        places = self._search.places()
        self._places = {row["passage_id"]: place for row, place in zip(self._passages, places, strict=True)}
        quotes = [
            (quote, self._places.get(row["passage_id"], _NOWHERE))
            for quote, row in zip(self._quotes, self._claims, strict=True)
        ]
        self._seen = sightings(quotes, self._words, thoroughly=thoroughly)

    def similarity(self) -> float:
        """Return the share of the document's words that belong to passages or quotations found in the copy."""
        proved = proved_words(zip(self._quotes, self._seen, strict=True), self._places.values())
        return min(proved / self._total, 1.0) if self._total else 0.0

    def passages(self) -> Iterator[PassageCheck]:
        """Yield what became of each passage."""
        for row in self._passages:
            place = self._places[row["passage_id"]]
            lines = self._lines_of(place.begin, place.stop)
            yield PassageCheck(row["passage_id"], row["source_id"], "found" if place.is_found else "not found", *lines)

    def claims(self) -> Iterator[ClaimCheck]:
        """Yield what became of each claim."""
        for row, quote, seen in zip(self._claims, self._quotes, self._seen, strict=True):
            begins = seen.inside or seen.anywhere
            check = ClaimCheck(row["claim_id"], row["passage_id"], self._source_id, _answer(seen), len(begins))
            if begins:
                stop = begins[0] + quote.count
                home = row["passage_id"] if seen.inside else self._passage_at(begins[0], stop)
                first, last = self._lines_of(begins[0], stop)
                check = replace(check, found_in=home, first_line=first, last_line=last)
            yield replace(check, message=self._message(row, quote, seen))

    def _message(self, row: _Row, quote: Quote, seen: Sighting) -> str:
        if not quote.count or not quote.sha256:
            return "it has no digest or no count of words; run casedata anchor"
        if row["passage_id"] not in self._places:
            return f"{row['passage_id']} is not a passage of the package"
        columns = " and ".join(seen.misquoted)
        return f"{columns} {'does' if len(seen.misquoted) == 1 else 'do'} not have its words" if columns else ""

    def _passage_at(self, begin: int, stop: int) -> str | None:
        """Return the passage that stands where these words do, or the only one that must have stood there."""
        around = {name: it for name, it in self._places.items() if it.begin <= begin and stop <= it.stop}
        names = [name for name, place in around.items() if place.is_found] or list(around)
        return names[0] if len(names) == 1 else None

    def _lines_of(self, begin: int, stop: int) -> tuple[int, int] | tuple[None, None]:
        """Return the lines of the copy on which words stand."""
        if begin >= stop:
            return None, None
        if not self._lines:
            self._lines = [line for one in self._copy.paragraphs for line in word_lines(one, self._copy.lines)]
        return self._lines[begin][0], self._lines[stop - 1][1]


def _answer(seen: Sighting) -> Answer:
    if seen.inside:
        return "repeated" if len(seen.inside) > 1 else "misquoted" if seen.misquoted else "found"
    return "elsewhere" if seen.anywhere else "not found"
