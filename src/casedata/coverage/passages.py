"""What was taken from each passage: whether a claim rests on it, and how many of its words stand in quoted spans."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from casedata.citations import Texts, find_spans, split_passages
from casedata.coverage.model import FACT, PassageState, PassageUse, Row, Rows

_NUMBER = re.compile("[0-9]{1,9}")


def passages_of(rows: Rows, texts: Texts | None = None) -> Iterator[PassageUse]:
    """Yield the passages in the order of their file.

    With the documents in `texts`, the words inside quoted spans are counted where they stand; without them each
    different quotation counts with all its words, so that overlapping ones count more than once, up to the passage.
    """
    claims: dict[str, list[Row]] = defaultdict(list)
    for claim in rows["claims"]:
        claims[claim["passage_id"]].append(claim)
    words = {} if texts is None else _words(texts)
    for row in rows["passages"]:
        name = row["passage_id"]
        found = claims.get(name, [])
        yield PassageUse(
            name,
            row["source_id"],
            _number(row["number"]),
            row["kind"],
            _state(row, bool(found)),
            _number(row["words"]),
            _counted(found, words[name]) if name in words else _summed(found, _number(row["words"])),
            tuple(claim["claim_id"] for claim in found),
        )


def _number(text: str) -> int:
    return int(text) if _NUMBER.fullmatch(text) else 0


def _state(row: Row, is_used: bool) -> PassageState:
    if is_used:
        return "used"
    if row["reason"]:
        return "left_out"
    return "unused" if row["kind"] == FACT else "unexplained"


def _words(texts: Texts) -> dict[str, tuple[str, ...]]:
    return {
        f"{source}#{passage.number}": passage.words
        for source, text in texts.by_source.items()
        for passage in split_passages(text)
    }


def _counted(claims: Sequence[Row], words: Sequence[str]) -> int:
    """Return how many words of a passage stand in the span of a claim."""
    inside: set[int] = set()
    for start, end in {(claim["quote_start"], claim["quote_end"]) for claim in claims}:
        spans = find_spans(words, start, end)
        if len(spans) == 1:
            inside.update(range(*spans[0]))
    return len(inside)


def _summed(claims: Sequence[Row], most: int) -> int:
    """Return how many words can stand in the spans at most; a span whose words were not counted may be all of them."""
    spans = {claim["quote_sha256"]: _number(claim["quote_words"]) or most for claim in claims}
    return min(sum(spans.values()), most)
