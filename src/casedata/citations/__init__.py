"""Where statements stand in documents: passages, quoted spans, and their digests.

The texts themselves are never stored. What is stored says where a passage or a quoted span stands, how many
words it has and what its SHA-256 is, so that anybody who has a copy of the document can check it.
"""

from casedata.citations.anchors import Anchored, AnchorProblem, anchor_claims, find_spans, quoted_words
from casedata.citations.passages import Passage, check_passages, split_passages
from casedata.citations.texts import Texts, read_texts
from casedata.citations.words import NORMALISER, check_normaliser, digest, normalised_words, span_digest

__all__ = [
    "NORMALISER",
    "AnchorProblem",
    "Anchored",
    "Passage",
    "Texts",
    "anchor_claims",
    "check_normaliser",
    "check_passages",
    "digest",
    "find_spans",
    "normalised_words",
    "quoted_words",
    "read_texts",
    "span_digest",
    "split_passages",
]
