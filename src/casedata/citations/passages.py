"""Splitting a document into passages, and comparing the passages table with the documents.

The split rule: a document is decoded as UTF-8 and cut into physical lines at each line feed; a line that holds nothing
but white space is blank; a passage is a longest run of lines that are not blank. Passages are numbered from 1.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from casedata.citations.texts import Texts
from casedata.citations.words import digest, normalised_words


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of a document: its number, its physical lines (from 1, inclusive) and its normalised words."""

    number: int
    first_line: int
    last_line: int
    words: tuple[str, ...]

    @property
    def sha256(self) -> str:
        """Digest of the normalised text."""
        return digest(self.words)


def split_passages(text: str) -> list[Passage]:
    r"""Return the passages of a document in order.

    >>> passages = split_passages("One two\nthree\n\n \nFour\n")
    >>> [(p.number, p.first_line, p.last_line, len(p.words)) for p in passages]
    [(1, 1, 2, 3), (2, 5, 5, 1)]
    """
    lines = text.split("\n")
    runs = itertools.groupby(range(len(lines)), key=lambda i: bool(lines[i].strip()))
    filled = [list(run) for is_filled, run in runs if is_filled]
    return [
        Passage(number, run[0] + 1, run[-1] + 1, tuple(normalised_words("\n".join(lines[run[0] : run[-1] + 1]))))
        for number, run in enumerate(filled, 1)
    ]


def check_passages(passages: Sequence[Mapping[str, str]], texts: Texts) -> Iterator[str]:
    """Yield one line for each passage row that does not match the documents, and each passage that has no row.

    `passages` are raw rows of the passages table; only sources whose document is in `texts` are compared.
    """
    rows = {row["passage_id"]: row for row in passages}
    for source_id, text in texts.by_source.items():
        expected = {f"{source_id}#{p.number}": p for p in split_passages(text)}
        for passage_id, passage in expected.items():
            row = rows.get(passage_id)
            if row is None:
                yield f"{passage_id}: lines {passage.first_line} to {passage.last_line} have no row in passages; add it"
                continue
            found = (row["first_line"], row["last_line"], row["words"], row["sha256"])
            wanted = (str(passage.first_line), str(passage.last_line), str(len(passage.words)), passage.sha256)
            if found != wanted:
                yield f"{passage_id}: the row does not match the document (line, words or digest); run casedata anchor"
        for passage_id in rows.keys() - expected.keys():
            if rows[passage_id]["source_id"] == source_id:
                yield f"{passage_id}: the document has {len(expected)} passages; remove the row"
