"""The text of a file that was saved in another encoding than UTF-8, and traces of wrong decoding in cells.

Which of two old encodings it was is decided by words that stand elsewhere in the package, never by chance.
"""

import codecs
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import zip_longest

from casedata.doctor.model import Diagnosis

_OLD = {"cp1252": "Windows-1252 (Western Europe)", "cp1251": "Windows-1251 (Cyrillic)"}
_WORD = re.compile(r"\w*[^\W\x00-\x7f]\w*")
_MARK = re.compile(r"[^\w\s\x00-\x7f]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_LOST = re.compile(r"(?<!\S)\W?\?{3,}\W?(?!\S)")
_LOOK = 400
_ENOUGH = 0.9
"""So large a share of words is in one script, if the encoding is the right one."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, None where it is not sure; what was found."""

    text: str | None
    diagnoses: tuple[Diagnosis, ...] = ()


@dataclass(frozen=True, slots=True)
class _Guess:
    """A decoding: how many of its words beyond ASCII are in one script, and how many stand elsewhere."""

    encoding: str
    text: str
    words: int
    in_one_script: int
    known: int

    @property
    def share(self) -> float:
        return self.in_one_script / self.words if self.words else 1.0


def words_beyond_ascii(text: str) -> set[str]:
    """Return the words of a text with a letter beyond ASCII, and its marks beyond ASCII, such as a curly quote."""
    return {*_WORD.findall(text), *_MARK.findall(text)}


def decode(content: bytes, known: Callable[[], Collection[str]]) -> Decoded:
    """Decode a file; `known` returns words of the rest of the package, and is called only if they are needed."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _utf_16(content, "utf-16")
    for encoding, high in (("utf-16-le", content[1:_LOOK:2]), ("utf-16-be", content[:_LOOK:2])):
        if 2 * high.count(0) > len(high):
            return _utf_16(content, encoding)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _old_encoding(content, error.start, known())
    if text.startswith("\ufeff"):
        found = "the file begins with a byte order mark"
        meaning = "some programs put one before UTF-8, and others take it for part of the first name"
        return Decoded(text.lstrip("\ufeff"), (Diagnosis("byte-order-mark", 1, None, found, meaning, "leave it out"),))
    return Decoded(text)


def _utf_16(content: bytes, encoding: str) -> Decoded:
    meaning = "the file was saved as Unicode text, which is not UTF-8"
    try:
        text = content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        told = f"{meaning}, and it is cut off or damaged: {error.reason}; save it as CSV UTF-8"
        return Decoded(None, (Diagnosis("utf-16", None, None, "the file is UTF-16", told, None),))
    return Decoded(text, (Diagnosis("utf-16", None, None, "the file is UTF-16", meaning, "write it as UTF-8"),))


def _old_encoding(content: bytes, start: int, known: Collection[str]) -> Decoded:
    line = content.count(b"\n", 0, start) + 1
    found = f"byte 0x{content[start]:02x} is not UTF-8"
    guesses = sorted(_guesses(content, known), key=lambda guess: (guess.known, guess.share), reverse=True)
    if not guesses:
        meaning = "the encoding is not known; open the file again in the program and save it as CSV UTF-8"
        return Decoded(None, (Diagnosis("encoding", line, None, found, meaning, None),))
    best = guesses[0]
    agree = all(guess.text == best.text for guess in guesses)
    is_sure = best.known > 0 and best.share >= _ENOUGH and (agree or not any(guess.known for guess in guesses[1:]))
    scripts = f"{best.in_one_script} of {best.words} words with such letters are in one script"
    meaning = (
        f"read as {_OLD[best.encoding]}, {scripts}, and {best.known} words or marks stand in the rest of the package"
    )
    if is_sure:
        return Decoded(best.text, (Diagnosis("encoding", line, None, found, meaning, "write it as UTF-8"),))
    told = f"{meaning}: not sure enough; give --against, or save the file as CSV UTF-8; nothing else was looked at"
    return Decoded(None, (Diagnosis("encoding", line, None, found, told, None),))


def _guesses(content: bytes, known: Collection[str]) -> Iterator[_Guess]:
    texts: dict[str, str] = {}
    for encoding in _OLD:
        with suppress(UnicodeDecodeError):
            texts[encoding] = content.decode(encoding)
    found = {encoding: words_beyond_ascii(text) for encoding, text in texts.items()}
    # What all encodings make of the file, such as curly quotes, speaks for none of them.
    shared = set.intersection(*found.values()) if len(set(texts.values())) > 1 else set()
    for encoding, text in texts.items():
        words = set(_WORD.findall(text))
        told = (found[encoding] - shared) & set(known)
        yield _Guess(encoding, text, len(words), sum(map(_is_in_one_script, words)), len(told))


def _is_in_one_script(word: str) -> bool:
    return len({unicodedata.name(char, "").split(" ")[0] for char in word if char.isalpha()}) == 1


def unmixed(text: str) -> str | None:
    r"""Return what a text was before UTF-8 was read as an old encoding, None if that does not seem to be so.

    >>> unmixed("Ð\x90Ð·Ð°Ñ‚ and cafÃ©"), unmixed("café"), unmixed("Её")
    ('Азат and café', None, None)
    """
    runs = _BEYOND_ASCII.findall(text)
    for encoding in _OLD:
        try:
            mended = [_bytes(run, encoding).decode("utf-8") for run in runs]
        except UnicodeError:
            continue
        if sum(map(len, mended)) >= 2:  # A single pair of letters can be chance.
            return "".join(map("".join, zip_longest(_BEYOND_ASCII.split(text), mended, fillvalue="")))
    return None


def _bytes(text: str, encoding: str) -> bytes:
    """Encode as programs do: what an encoding leaves open stands for itself."""
    return b"".join(bytes([ord(char)]) if 0x80 <= ord(char) < 0xA0 else char.encode(encoding) for char in text)


def has_lost_letters(text: str) -> bool:
    """Whether a word consists of question marks only, or a character stands for one that could not be read.

    >>> has_lost_letters("???? ????????"), has_lost_letters("Who was it???")
    (True, False)
    """
    return "\ufffd" in text or _LOST.search(text) is not None


def is_without_letters(old: str, new: str) -> bool:
    """Whether `new` is `old` with question marks for the letters that an old encoding does not have."""
    return "?" in new and any(
        new == old.encode(encoding, "replace").decode(encoding) for encoding in ("ascii", "latin-1", *_OLD)
    )
