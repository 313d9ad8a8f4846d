"""The normaliser: which differences between two copies of a text do not matter, and the digest of what does.

Two copies of one document differ in typography and layout long before they differ in what they say. The normaliser
forgets exactly these: Unicode composition (NFC), white space and line breaks, soft hyphens and zero-width characters,
hyphens inside words (a line may break there), the shape of quotation marks and of dashes, dashes that stand alone,
inline markup tags and bracketed note numbers. It keeps case, digits, spelling and all other punctuation.

`NORMALISER` is its version. Digests made by different versions are not comparable.
"""

import hashlib
import re
import unicodedata
from collections.abc import Sequence

from casedata.descriptor import DESCRIPTOR
from casedata.errors import PackageError

NORMALISER = 1

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_TYPOGRAPHY = str.maketrans(
    dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"')
    | dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u0060\u00b4", "'")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-")
    | dict.fromkeys("\u2014\u2015", " ")
)
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>")
_NOTE_NUMBER = re.compile(r"\[[0-9]{1,3}\]")
_INNER_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?:[ \t]*\r?\n[ \t]*)?(?=[^\W\d_])")
_LONG_DASH = re.compile(r"--+")


def check_normaliser(version: object) -> None:
    """Raise PackageError unless a package's digests were made with this version of the normaliser."""
    if version != NORMALISER:
        raise PackageError(
            f"{DESCRIPTOR}: its digests were made with version {version} of the normaliser, this casedata has version "
            f"{NORMALISER}; use a casedata that has version {version}"
        )


def normalised_words(text: str) -> list[str]:
    r"""Return the words of `text` as digests see them.

    >>> normalised_words('“Moscow\u00a0cell” — a re-\narrest<sup>1</sup>')
    ['"Moscow', 'cell"', 'a', 'rearrest1']
    """
    text = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    text = _NOTE_NUMBER.sub("", _TAG.sub("", text)).translate(_TYPOGRAPHY)
    text = _INNER_HYPHEN.sub("", _LONG_DASH.sub(" ", text))
    return [word for word in text.split() if word.strip("-")]


def bare(word: str) -> str:
    """Return `word` without the punctuation around it, by which the words of a quotation are recognised.

    >>> bare('cell."'), bare('3.5'), bare('--')
    ('cell', '3.5', '')
    """
    start, end = 0, len(word)
    while start < end and not word[start].isalnum():
        start += 1
    while end > start and not word[end - 1].isalnum():
        end -= 1
    return word[start:end]


def digest(words: Sequence[str]) -> str:
    """Return the SHA-256, in hexadecimal, of the words joined by single spaces (UTF-8)."""
    return hashlib.sha256(" ".join(words).encode()).hexdigest()


def span_digest(words: Sequence[str]) -> str:
    """Return the digest of a quoted span: punctuation before its first and after its last word is not part of it."""
    if not words:
        return digest(words)
    span = list(words)
    span[0] = span[0][_leading(span[0]) :]
    span[-1] = span[-1][: len(span[-1]) - _leading(span[-1][::-1])]
    return digest(span)


def _leading(word: str) -> int:
    return next((i for i, character in enumerate(word) if character.isalnum()), 0)
