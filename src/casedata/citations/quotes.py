"""What claims quote, looked for in a copy: where spans with the digest of a quotation stand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from casedata.citations.anchors import quoted_words
from casedata.citations.places import Place
from casedata.citations.spans import Words, spans_anywhere, spans_at


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation as a claim gives it: first and last words (bare), count of words, digest."""

    first: tuple[str, ...]
    last: tuple[str, ...]
    count: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where spans with the digest of a quotation begin: `inside` its passage, and `anywhere` in the copy.

    `anywhere` is not complete where there is one inside. `misquoted` names the columns of the claim whose words are
    not those with which the spans begin or end.
    """

    inside: tuple[int, ...]
    anywhere: tuple[int, ...]
    misquoted: tuple[str, ...]


def quote_of(claim: Mapping[str, str], count: int) -> Quote:
    """Return what a claim (raw row) quotes, in `count` words."""
    first, last = (tuple(quoted_words(claim[name])) for name in ("quote_start", "quote_end"))
    return Quote(first, last, count, claim["quote_sha256"])


def sightings(quotes: Sequence[tuple[Quote, Place]], words: Words, *, thoroughly: bool = True) -> list[Sighting]:
    """Look for each quotation in its place, where its first words stand; then in the whole copy.

    What is not there is looked for at every word, if it is to be done `thoroughly`.
    """
    hits = [_by_words(quote, place, words) for quote, place in quotes]
    wanted: dict[int, set[str]] = {}
    for (quote, _), hit in zip(quotes, hits, strict=True):
        if thoroughly and not hit:
            wanted.setdefault(quote.count, set()).add(quote.sha256)
    found = spans_anywhere(words, wanted)
    return [
        _sighting(quote, place, hit or found.get(quote.sha256, ()), words)
        for (quote, place), hit in zip(quotes, hits, strict=True)
    ]


def _by_words(quote: Quote, place: Place, words: Words) -> Sequence[int]:
    inside = spans_at(words, quote.first, quote.count, quote.sha256, place.begin, place.stop)
    return inside or spans_at(words, quote.first, quote.count, quote.sha256, 0, len(words))


def _sighting(quote: Quote, place: Place, begins: Iterable[int], words: Words) -> Sighting:
    anywhere = tuple(begins)
    inside = tuple(at for at in anywhere if place.begin <= at and at + quote.count <= place.stop)
    return Sighting(inside, anywhere, tuple(_misquoted(quote, anywhere[0], words)) if anywhere else ())


def _misquoted(quote: Quote, begin: int, words: Words) -> Iterator[str]:
    span = tuple(words.bare[begin : begin + quote.count])
    if span[: len(quote.first)] != quote.first:
        yield "quote_start"
    is_whole = not quote.last and len(quote.first) == quote.count
    if not is_whole and (not quote.last or span[-len(quote.last) :] != quote.last):
        yield "quote_end"


def proved_words(quotes: Iterable[tuple[Quote, Sighting]], places: Iterable[Place]) -> int:
    """Return how many words of a copy belong to passages that were found or to quotations; each word counts once."""
    proved: set[int] = set()
    for place in places:
        if place.is_found:
            proved.update(range(place.begin, place.stop))
    for quote, sighting in quotes:
        for begin in (sighting.inside or sighting.anywhere)[:1]:
            proved.update(range(begin, begin + quote.count))
    return len(proved)
