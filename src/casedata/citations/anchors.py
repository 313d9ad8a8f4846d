"""Anchoring claims: from passage, first words and last words to the span, its word count and its digest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casedata.citations.passages import split_passages
from casedata.citations.texts import Texts
from casedata.citations.words import bare, normalised_words, span_digest

FEWEST_WORDS, MOST_WORDS = 2, 5


@dataclass(frozen=True, slots=True)
class AnchorProblem:
    """A claim whose span could not be fixed: what was found and what to do."""

    claim_id: str
    message: str


@dataclass(frozen=True, slots=True)
class Anchored:
    """The claims with word counts and digests filled in, which of them changed, and the problems."""

    rows: list[dict[str, str]]
    changed: tuple[str, ...]
    problems: tuple[AnchorProblem, ...]


def quoted_words(text: str) -> list[str]:
    """Return the words of a quotation as they are looked for: normalised, without punctuation around each."""
    return [word for word in map(bare, normalised_words(text)) if word]


def find_spans(words: Sequence[str], start: str, end: str = "") -> list[tuple[int, int]]:
    """Return every span of `words` (half-open index pairs) that begins with `start` and ends with `end`.

    The span runs from an occurrence of the first words to the nearest occurrence of the last words that follows them;
    without last words it is the first words themselves.

    >>> find_spans("he was held for six days and for six years".split(), "for six", "years")
    [(3, 10), (7, 10)]
    """
    keys = [bare(word) for word in words]
    first, last = quoted_words(start), quoted_words(end)
    spans = []
    for at in _occurrences(keys, first, 0):
        if not last:
            spans.append((at, at + len(first)))
            continue
        ends = _occurrences(keys, last, at + len(first))
        if ends:
            spans.append((at, ends[0] + len(last)))
    return spans


def _occurrences(keys: Sequence[str], wanted: Sequence[str], begin: int) -> list[int]:
    size = len(wanted)
    if not size:
        return []
    return [i for i in range(begin, len(keys) - size + 1) if list(keys[i : i + size]) == list(wanted)]


def anchor_claims(claims: Sequence[Mapping[str, str]], texts: Texts) -> Anchored:
    """Fill `quote_words` and `quote_sha256` of the claims whose documents are at hand.

    `claims` are raw rows. A claim whose span is not found, or is found more than once, keeps its row as it is and is
    reported; claims on documents that are not in `texts` are left alone.
    """
    passages = {
        f"{source_id}#{passage.number}": passage.words
        for source_id, text in texts.by_source.items()
        for passage in split_passages(text)
    }
    rows, changed, problems = [], [], []
    for claim in claims:
        row = dict(claim)
        rows.append(row)
        if row["passage_id"].partition("#")[0] not in texts.by_source:
            continue
        answer = _span(row, passages)
        if isinstance(answer, str):
            problems.append(AnchorProblem(row["claim_id"], answer))
            continue
        filled = {"quote_words": str(len(answer)), "quote_sha256": span_digest(answer)}
        if any(row[field] != value for field, value in filled.items()):
            row.update(filled)
            changed.append(row["claim_id"])
    return Anchored(rows, tuple(changed), tuple(problems))


def _span(row: Mapping[str, str], passages: Mapping[str, Sequence[str]]) -> Sequence[str] | str:
    """Return the words of the span, or what is wrong."""
    passage_id, start, end = row["passage_id"], row["quote_start"], row["quote_end"]
    if passage_id not in passages:
        return f"passage {passage_id} is not in the document; correct passage_id"
    for name, quote in (("quote_start", start), ("quote_end", end)):
        count = len(quoted_words(quote))
        if (quote or name == "quote_start") and not FEWEST_WORDS <= count <= MOST_WORDS:
            return f"{name} has {count} words; give {FEWEST_WORDS} to {MOST_WORDS}"
    words = passages[passage_id]
    spans = find_spans(words, start, end)
    wanted = f"“{start}”" + (f" … “{end}”" if end else "")
    if not spans:
        return f"{wanted} is not in {passage_id}; copy the words as they stand there"
    if len(spans) > 1:
        return f"{wanted} is in {passage_id} {len(spans)} times; take more words, so that it is there once"
    begin, stop = spans[0]
    return words[begin:stop]
