"""What became of documents, passages and claims that were looked for in copies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from casedata.citations.copies import Recognised

Reason = Literal["document unusable", "document missing"]
"""Why something was not looked for."""

PassageState = Literal["found", "not found"] | Reason

Answer = Literal["found", "elsewhere", "repeated", "misquoted", "not found"] | Reason
"""What became of a claim. Its span stands in its passage, once; not there, but elsewhere in the copy; there more than
once; there, but with other first or last words than the claim gives; nowhere; or it was not looked for."""


@dataclass(frozen=True, slots=True)
class DocumentCheck:
    """A document, the file taken for it, how that was recognised, and the share of its words that are proved there.

    `unlisted` are the numbers of the paragraphs that no passage has; of copies known by their digest only.
    """

    source_id: str
    state: Literal["found", "unusable", "missing"]
    file: str | None = None
    recognised: Recognised | None = None
    sha256: str | None = None
    similarity: float | None = None
    message: str = ""
    unlisted: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PassageCheck:
    """A passage, and the lines of the copy on which it stands or, if it was not found, must have stood."""

    passage_id: str
    source_id: str
    state: PassageState
    first_line: int | None = None
    last_line: int | None = None


@dataclass(frozen=True, slots=True)
class ClaimCheck:
    """A claim, and where spans with its digest stand: how many, and the passage and the lines of the first.

    They are counted in the passage of the claim, and in the whole copy if none is there.
    """

    claim_id: str
    passage_id: str
    source_id: str
    answer: Answer
    times: int = 0
    found_in: str | None = None
    first_line: int | None = None
    last_line: int | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of one document, its passages and the claims on it."""

    document: DocumentCheck
    passages: tuple[PassageCheck, ...]
    claims: tuple[ClaimCheck, ...]


def not_checked(
    document: DocumentCheck, passages: Sequence[Mapping[str, str]], claims: Sequence[Mapping[str, str]]
) -> Checked:
    """Return the answers for a document that is missing or unusable."""
    why: Reason = "document missing" if document.state == "missing" else "document unusable"
    source = document.source_id
    return Checked(
        document,
        tuple(PassageCheck(row["passage_id"], source, why) for row in passages),
        tuple(ClaimCheck(row["claim_id"], row["passage_id"], source, why) for row in claims),
    )
