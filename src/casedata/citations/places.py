"""Finding passages in a copy by their digests, and the places of those that are not there as they were.

A copy may have other paragraphs than the document, more of them, or none. What is sure comes first: the passages that
follow one another from the beginning, or up to the end, of the copy; then a passage at the paragraph of its number,
and those that adjoin it. What is left is looked for at the beginnings of paragraphs, and at last at every word. No two
passages are found at one place.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from casedata.citations.passages import Passage
from casedata.citations.spans import Words

_FREE = re.compile(rb"\0+")


@dataclass(frozen=True, slots=True)
class Sought:
    """A passage as the package knows it: number, count of words, digest."""

    number: int
    count: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a copy, from `begin` to before `stop`; a passage was found there, or must have been there."""

    begin: int
    stop: int
    is_found: bool


class Places:
    """The places of the passages of one document in a copy; `sought` is in the order of their numbers."""

    def __init__(self, sought: Sequence[Sought], paragraphs: Sequence[Passage], words: Words) -> None:
        ends = list(accumulate((len(paragraph.words) for paragraph in paragraphs), initial=0))
        self._sought = sought
        self._words = words
        self._starts = ends[:-1]
        self._by_number = {
            paragraph.number: Place(begin, stop, is_found=False)
            for paragraph, begin, stop in zip(paragraphs, ends, ends[1:], strict=False)
        }
        self._alike = Counter(one.sha256 for one in sought)
        self._found: list[int | None] = [None] * len(sought)
        self._taken = bytearray(len(words))

    def look_at_paragraphs(self) -> None:
        """Look where nothing or only the layout changed, then at the beginning of every paragraph."""
        self._chain()
        for at_most in (1, len(self._sought)):
            for index, place in enumerate(map(self._paragraph, self._sought)):
                if place is not None and self._alike[self._sought[index].sha256] <= at_most:
                    self._take(index, place.begin)
            self._chain()
        self._look(self._starts)

    def look_everywhere(self) -> None:
        """Look at every word for what is still missing."""
        self._look(range(len(self._words)))

    def share(self) -> float:
        """Return the share of the words of all passages that belong to passages that were found."""
        words = sum(one.count for one in self._sought)
        found = sum(one.count for one, at in zip(self._sought, self._found, strict=True) if at is not None)
        return found / words if words else 0.0

    def places(self) -> list[Place]:
        """Return the place of each passage; of one that was not found, where it must have been.

        That is the paragraph of its number, if all that were found stand in the paragraphs of their numbers; or else
        the words between the nearest passages that were found, shared out if as many passages of as many words fit.
        """
        placed = {
            index: Place(at, at + self._sought[index].count, is_found=True)
            for index, at in enumerate(self._found)
            if at is not None
        }
        placed |= self._guessed()
        return [placed[index] for index in range(len(self._sought))]

    def _guessed(self) -> Iterator[tuple[int, Place]]:
        has_layout = all(self._stands_by_number(index) for index, at in enumerate(self._found) if at is not None)
        for gap in self._gaps():
            left, right = self._bounds(gap[0])
            counts = [self._sought[index].count for index in gap]
            begins = list(accumulate(counts, initial=left))
            for number, index in enumerate(gap):
                paragraph = self._paragraph(self._sought[index], of_size=False)
                if has_layout and paragraph is not None and left <= paragraph.begin <= paragraph.stop <= right:
                    yield index, paragraph
                elif begins[-1] == right:
                    yield index, Place(begins[number], begins[number + 1], is_found=False)
                else:
                    yield index, Place(left, max(left, right), is_found=False)

    def _paragraph(self, one: Sought, *, of_size: bool = True) -> Place | None:
        """Return the paragraph with the number of a passage, if there is one with as many words."""
        place = self._by_number.get(one.number)
        return None if place is None or (of_size and place.stop - place.begin != one.count) else place

    def _stands_by_number(self, index: int) -> bool:
        place = self._paragraph(self._sought[index])
        return place is not None and place.begin == self._found[index]

    def _gaps(self) -> list[list[int]]:
        """Return the runs of neighbouring passages that are not found."""
        runs = groupby(range(len(self._found)), key=lambda index: self._found[index] is None)
        return [list(run) for is_missing, run in runs if is_missing]

    def _bounds(self, index: int) -> tuple[int, int]:
        """Return where the nearest passage found before this one ends, and where the nearest after it begins."""
        places = ((i, at) for i in range(index - 1, -1, -1) if (at := self._found[i]) is not None)
        before = next((at + self._sought[i].count for i, at in places), 0)
        later = (at for i in range(index + 1, len(self._found)) if (at := self._found[i]) is not None)
        return before, next(later, len(self._words))

    def _take(self, index: int, begin: int) -> bool:
        """Find a passage at a place if it has its digest and is free; whether it was found now."""
        one = self._sought[index]
        stop = begin + one.count
        if self._found[index] is not None or begin < 0 or not self._is_free(begin, stop):
            return False
        if self._words.digest(begin, one.count) != one.sha256:
            return False
        self._found[index] = begin
        self._taken[begin:stop] = b"\1" * one.count
        return True

    def _is_free(self, begin: int, stop: int) -> bool:
        return stop <= len(self._words) and self._taken.find(1, begin, stop) < 0

    def _chain(self) -> None:
        """Find the passages that follow one that was found, or the beginning, and those before one, or the end.

        A passage without words follows whatever was found last.
        """
        end, adjoins = 0, True
        for index, one in enumerate(self._sought):
            if adjoins or not one.count:
                self._take(index, end)
            at = self._found[index]
            adjoins = at is not None
            end = end if at is None else at + one.count
        begin: int | None = len(self._words)
        for index in range(len(self._sought) - 1, -1, -1):
            if begin is not None:
                self._take(index, begin - self._sought[index].count)
            begin = self._found[index]

    def _look(self, begins: Sequence[int]) -> None:
        """Look for what is missing at these words: first what there is once, then what is alike, nearest first."""
        for at_most in (1, len(self._sought)):
            missing = [index for index, at in enumerate(self._found) if at is None]
            missing = [index for index in missing if self._alike[self._sought[index].sha256] <= at_most]
            candidates = self._candidates(missing, begins)
            expected = self._expected()
            pairs = [
                (abs(at - expected[index]), index, at)
                for index in missing
                for at in candidates.get(self._sought[index].sha256, ())
            ]
            for _, index, at in sorted(pairs):
                self._take(index, at)
            self._chain()

    def _candidates(self, missing: Sequence[int], begins: Sequence[int]) -> Mapping[str, list[int]]:
        """Return where passages with the digests of those missing begin, each length being tried once."""
        wanted: dict[int, set[str]] = {}
        for index in missing:
            wanted.setdefault(self._sought[index].count, set()).add(self._sought[index].sha256)
        found: dict[str, list[int]] = {}
        wanted.pop(0, None)  # no words stand everywhere; only neighbours tell where
        for count, digests in wanted.items():
            for begin in self._free(begins, count):
                digest = self._words.digest(begin, count)
                if digest in digests:
                    found.setdefault(digest, []).append(begin)
        return found

    def _free(self, begins: Sequence[int], count: int) -> Iterator[int]:
        """Yield those of `begins`, which ascend, from which on so many words belong to no passage that was found."""
        for run in _FREE.finditer(self._taken):
            yield from begins[bisect_left(begins, run.start()) : bisect_right(begins, run.end() - count)]

    def _expected(self) -> dict[int, int]:
        """Return where each missing passage would stand if those before it in its gap had as many words as they had."""
        expected: dict[int, int] = {}
        for gap in self._gaps():
            counts = (self._sought[index].count for index in gap)
            expected |= dict(zip(gap, accumulate(counts, initial=self._bounds(gap[0])[0]), strict=False))
        return expected
