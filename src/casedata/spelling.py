"""Spelling of names: folds case, accents, punctuation and scripts, so that one name written in two ways meets itself.

`plain` forgets case and punctuation, `folded` accents too. `skeleton` also forgets how Cyrillic was put into
Latin letters: it maps the common systems (BGN/PCGN, ISO 9, the scientific one, ICAO Doc 9303 as in passports, and the
habits of newspapers) onto one spelling, in which `Мифтахов`, `Miftakhov` and `Miftahov` are the same.
A transliteration cannot be turned back, so nothing here writes Cyrillic. The letter c is read as ц only before e, i, y
and ki, as k elsewhere. Which names exist is left to `search`.
"""

import re
import unicodedata

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z", "и": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
    "я": "ya",
    "ґ": "g", "є": "ye", "і": "i", "ї": "yi", "ў": "u", "ә": "a", "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ұ": "u",
    "ү": "u", "һ": "h",
}  # fmt: skip
"""Russian by BGN/PCGN without its soft and hard signs; then what Ukrainian, Belarusian and Kazakh have beyond it."""

_ACCENTED = {"â": "ya", "č": "ch", "ë": "yo", "š": "sh", "ŝ": "shch", "û": "yu", "ž": "zh"}
"""Accented letters of ISO 9 and of the scientific transliteration that stand for more than the letter below."""

_ROMAN = str.maketrans(_CYRILLIC)
_SYSTEMS = str.maketrans(_ACCENTED)
_APOSTROPHES = str.maketrans("", "", "'`´ʹʺʼ‘’")
_WORD_BREAK = re.compile(r"[\W_]+")

# Applied in this order to small Latin letters; each line makes several transliterations of one letter the same.
_VARIANTS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        ("shch|sch|shh", "sh"),  # щ, and the German ш
        ("kh", "h"),  # х
        ("tz|cz|c(?=[eiy]|ki)|^c(?=v)", "ts"),  # ц
        ("ck|c(?!h)", "k"),
        ("x", "ks"),
        ("w", "v"),
        ("ph", "f"),
        ("[jy]", "i"),  # й, ы, and the first letter of я, ю, ё
        ("io", "e"),  # ё, which is often written е
        ("i+(?=e)", ""),  # е after a vowel or at the beginning
        (r"(.)\1+", r"\1"),  # doubled letters, and ий
    )
)


def plain(text: str) -> str:
    """Return `text` in small letters without punctuation, its words separated by single spaces.

    >>> plain("  Nur-Sultan, «Ерёмин», People's ")
    'nur sultan ерёмин peoples'
    """
    small = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return _WORD_BREAK.sub(" ", small.translate(_APOSTROPHES)).strip()


def folded(text: str) -> str:
    """Return `plain` text without accents.

    >>> folded("Ерёмин, Şahin")
    'еремин sahin'
    """
    letters = unicodedata.normalize("NFKD", plain(text))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def skeleton(text: str) -> str:
    """Return the spelling that all transliterations of one Cyrillic name share.

    >>> [skeleton(name) for name in ("Мифтахов", "Miftakhov", "Miftahov")]
    ['miftahov', 'miftahov', 'miftahov']
    >>> [skeleton(name) for name in ("Юлий Щёголев", "Yuliy Shchyogolev", "Ûlij Ŝëgolev", "Iulii Shchegolev")]
    ['iuli shegolev', 'iuli shegolev', 'iuli shegolev', 'iuli shegolev']
    """
    roman = plain(text).translate(_ROMAN).translate(_SYSTEMS)
    return " ".join(map(_word_skeleton, folded(roman).split()))


def _word_skeleton(word: str) -> str:
    for pattern, replacement in _VARIANTS:
        word = pattern.sub(replacement, word)
    return word


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters to add, drop, change or swap with a neighbour make `one` into `other`.

    The optimal string alignment distance (Damerau 1964; no letter is touched twice). It is counted up to `most`;
    `most + 1` stands for every greater distance.

    >>> distance("mifatkhov", "miftakhov", 2), distance("azat", "ivan", 2)
    (1, 3)
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, wanted in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return min(last[-1], most + 1)
