"""Finding words by their digest: the words of a document laid out so that any run of them is hashed at once.

A digest tells nothing of the words it was made of. So a span is looked for where its first words stand, and only if it
is not there, at every word.
"""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from casedata.citations.words import bare


@dataclass(frozen=True, slots=True)
class _Edges:
    """A word, and in its bytes (UTF-8): how many it has, and how many the punctuation around it takes."""

    bare: str
    size: int
    before: int
    after: int


class Words:
    """The words of a document in order."""

    def __init__(self, words: Sequence[str]) -> None:
        edges = {word: _edges(word) for word in set(words)}
        found = [edges[word] for word in words]
        self.bare = [edge.bare for edge in found]
        self._bytes = " ".join(words).encode()
        self._ends = [end - 1 for end in accumulate(edge.size + 1 for edge in found)]
        self._begins = [end - edge.size for end, edge in zip(self._ends, found, strict=True)]
        self._heads = [begin + edge.before for begin, edge in zip(self._begins, found, strict=True)]
        self._tails = [end - edge.after for end, edge in zip(self._ends, found, strict=True)]

    def __len__(self) -> int:
        return len(self.bare)

    def digest(self, begin: int, count: int) -> str:
        """Return the digest of a passage of `count` words, as `words.digest` makes it."""
        text = self._bytes[self._begins[begin] : self._ends[begin + count - 1]] if count else b""
        return hashlib.sha256(text).hexdigest()

    def span_digest(self, begin: int, count: int) -> str:
        """Return the digest of a span of at least one word, as `words.span_digest` makes it."""
        return hashlib.sha256(self._bytes[self._heads[begin] : self._tails[begin + count - 1]]).hexdigest()

    @cached_property
    def _positions(self) -> dict[str, list[int]]:
        positions: dict[str, list[int]] = {}
        for position, word in enumerate(self.bare):
            positions.setdefault(word, []).append(position)
        return positions

    def occurrences(self, first: Sequence[str], begin: int, stop: int) -> list[int]:
        """Return where the bare words `first` stand one after the other, wholly from `begin` to before `stop`."""
        if not first:
            return []
        wanted, positions = list(first), self._positions
        offset = min(range(len(wanted)), key=lambda i: len(positions.get(wanted[i], ())))
        rarest = positions.get(wanted[offset], [])
        low, high = bisect_left(rarest, begin + offset), bisect_right(rarest, stop - len(wanted) + offset)
        return [at - offset for at in rarest[low:high] if self.bare[at - offset : at - offset + len(wanted)] == wanted]


def _edges(word: str) -> _Edges:
    core, size = bare(word), len(word.encode())
    if not core or core == word:
        return _Edges(core, size, 0, 0)
    before, _, after = word.partition(core)
    return _Edges(core, size, len(before.encode()), len(after.encode()))


def spans_at(words: Words, first: Sequence[str], count: int, sha256: str, begin: int, stop: int) -> list[int]:
    """Return where spans of `count` words with that digest begin with the words `first`, from `begin` to `stop`."""
    if count < 1:
        return []
    found = words.occurrences(first, begin, stop)
    return [at for at in found if at + count <= stop and words.span_digest(at, count) == sha256]


def spans_anywhere(words: Words, wanted: Mapping[int, Collection[str]]) -> dict[str, list[int]]:
    """Return where spans with the wanted digests begin, whatever their words; `wanted` has the digests by length.

    For each length, every run of so many words in the document is hashed once.
    """
    found: dict[str, list[int]] = {}
    for count, digests in wanted.items():
        for at in range(len(words) - count + 1 if count > 0 else 0):
            digest = words.span_digest(at, count)
            if digest in digests:
                found.setdefault(digest, []).append(at)
    return found
