"""Texts as spreadsheet programs rewrite them: truth values, capitals, noughts, blanks, typography, error values."""

import re
from collections.abc import Iterator

from casedata.doctor.forms import Fits
from casedata.doctor.numbers import SHORTENED
from casedata.doctor.readings import Reading
from casedata.doctor.records import BLANKS
from casedata.doctor.text import has_lost_letters, unmixed
from casedata.schema import Field

_TRUE = frozenset({"true", "wahr", "vrai", "verdadero", "verdadeiro", "vero", "waar", "prawda", "истина"})
_FALSE = frozenset({"false", "falsch", "faux", "falso", "onwaar", "fałsz", "ложь"})
_PAIRS = (("true", "false"), ("True", "False"), ("TRUE", "FALSE"), ("yes", "no"), ("y", "n"), ("t", "f"), ("1", "0"))
_ERRORS = re.compile(
    r"#{3,}|#(?:REF|NAME|VALUE|NULL|NUM|SPILL|CALC|BEZUG|WERT|ZAHL|VALEUR|NOM|NOMBRE|ССЫЛКА!|ИМЯ|ЗНАЧ|ЧИСЛО)[!?]?"
    r"|#DIV/0!|#ДЕЛ/0!|#N/?[AV]|#Н/Д|#ERROR!|Err:[0-9]{3}",
    re.IGNORECASE,
)
LONGEST = 32_767
"""So many characters a cell of Excel holds (Microsoft, "Excel specifications and limits")."""

_MOST_ZEROS = 40
_TYPOGRAPHY = str.maketrans({**dict.fromkeys("‐‑‒–—−", "-"), "…": ".."})
_CURLY = re.compile("[“„”‘‚’«](.*)[”“’‘»]", re.DOTALL)
_MARKED = re.compile("'[=+][^']*")


def truth(text: str) -> bool | None:
    """Return the truth value that a text is in some program's language, None if it is none."""
    word = text.casefold()
    return True if word in _TRUE else False if word in _FALSE else None


def is_error(text: str) -> bool:
    """Whether a text is what programs show in place of a value."""
    return _ERRORS.fullmatch(text) is not None


def read_free_text(text: str) -> Reading | None:
    """Read a cell that may hold any text; only what no person writes is told."""
    if SHORTENED.fullmatch(text):
        said = "perhaps a number or identifier that was shortened; its digits are lost and only an older copy has them"
        return Reading("digits-lost", said)
    if _MARKED.fullmatch(text):
        said = "an apostrophe that marks a cell as text, not as a formula, became part of it"
        return Reading("text-mark", said, (text[1:],), is_sure=True)
    if len(text) == LONGEST:
        return Reading("text-cut", f"perhaps cut off: a cell of Excel holds {LONGEST} characters, as many as this")
    if has_lost_letters(text):
        return Reading("lost-characters", "letters that an encoding does not have were replaced and are lost")
    was = None if text.isascii() else unmixed(text)
    if was is not None:
        return Reading("mojibake", f"perhaps UTF-8 that was read as something else: {was[:60]}", (was,))
    return None


def read_word(column: Field, text: str, fits: Fits) -> Reading | None:
    """Read a cell that does not have the form of its column; None if it is nothing that a program writes."""
    for read in (_truth_value, _corrected, _without_zeros):
        found = read(column, text, fits)
        if found is not None:
            return found
    if SHORTENED.fullmatch(text.upper()):
        return Reading("digits-lost", "a text shortened as if it were a long number; its digits are lost")
    return None


def _truth_value(_: Field, text: str, fits: Fits) -> Reading | None:
    value = truth(text)
    if value is None or fits("maybe") or fits("2"):
        return None
    found = [yes if value else no for yes, no in _PAIRS if fits(yes) and fits(no)]
    said = "a truth value as the program shows it"
    return Reading("truth-value", said, tuple(found), is_sure=True) if found else None


def _corrected(column: Field, text: str, fits: Fits) -> Reading | None:
    """Undo what automatic correction does, as far as the column does not allow it."""
    curly = _CURLY.fullmatch(text)
    for code, said, attempts in (
        ("text-mark", "an apostrophe that marks a cell as text became part of it", [text.removeprefix("'")]),
        (
            "capitals",
            "capitals that the column does not have, as automatic correction makes them",
            _smaller(column, text),
        ),
        (
            "typography",
            "dashes, dots or quotation marks that the column does not have, as automatic correction makes them",
            [text.translate(_TYPOGRAPHY), *([] if curly is None else [curly[1]])],
        ),
    ):
        found = tuple(dict.fromkeys(each for each in attempts if each and fits(each)))
        if found:
            return Reading(code, said, found, is_sure=True)
    return None


def _smaller(column: Field, text: str) -> Iterator[str]:
    listed = [each for each in column.enum if isinstance(each, str) and each.casefold() == text.casefold()]
    yield from listed or [text.lower()]


def _without_zeros(column: Field, text: str, fits: Fits) -> Reading | None:
    if column.type != "string" or not (text.isascii() and text.isdecimal()):
        return None
    longer = range(len(text) + 1, (column.max_length or _MOST_ZEROS) + 1)
    found = tuple(text.zfill(length) for length in longer if fits(text.zfill(length)))
    said = "the noughts at its beginning are gone, as if it were a number"
    return Reading("leading-zeros", said, found, is_sure=True) if found else None


def without_blanks(text: str) -> str:
    """Return a text without what looks like nothing around it."""
    return text.strip(BLANKS)
