"""Search: finds people, places, cases and events by name or title, however the name is spelled.

A text is compared word by word: as typed, then folded, then with small slips allowed. How words are folded is left to
`casedata.spelling`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casedata.csvfile import natural_key
from casedata.errors import QueryError
from casedata.relation import Kind, Relation
from casedata.spelling import distance, folded, plain, skeleton
from casedata.tables import Tables

COLUMNS: Mapping[str, Kind] = {"id": "text", "table": "text", "name": "text", "text": "text", "how": "text"}

EXACT, FOLDED, CLOSE = "exact", "folded", "close"
"""How a text was found: in these words; in another spelling or script; with a slip, or with a word only begun."""

_MERIT = (EXACT, FOLDED, CLOSE)
_TABLES = ("people", "places", "cases", "events")

# What can be found: table, identifier, the name that the package uses, the text by which it can be found.
_TEXTS = """
select 'people', person_id, name, name from people
union all select 'people', person_id, person.name, other.text from names other join people person using (person_id)
union all select 'places', place_id, name, name from places
union all select 'places', place_id, place.name, other.text from names other join places place using (place_id)
union all select 'cases', case_id, title, title from cases
union all select 'events', event_id, title, title from events
"""

_Word = tuple[str, str, str]
"""A word as typed (in small letters), folded, and as a skeleton."""

_Match = tuple[int, int]
"""How a word meets another: merit, and the number of slips. Smaller is better."""


@dataclass(frozen=True, slots=True)
class Index:
    """What can be found in a package, prepared once for any number of searches."""

    _texts: tuple[tuple[str, str, str, str, tuple[_Word, ...]], ...]

    def search(self, text: str) -> Relation:
        """Return what has every word of `text` in one of its names or in its title, the best first.

        Each row that is found is there once, with the text that fits best and `how` it was found.

        Raises:
            QueryError: there is no word in the text.
        """
        wanted = _words(text)
        if not wanted:
            raise QueryError(f"nothing to search for in {text!r}; give a name or a word")
        matches: dict[tuple[_Word, _Word], _Match | None] = {}
        best: dict[str, tuple[tuple[int, ...], tuple[str, ...]]] = {}
        for table, identifier, name, found, words in self._texts:
            rank = _rank(wanted, words, matches)
            if rank is not None:
                merit, slips, spare = rank
                key = (merit, slips, spare > 0, _TABLES.index(table), spare)
                candidate = (key, (identifier, table, name, found, _MERIT[merit]))
                best[identifier] = min(best.get(identifier, candidate), candidate, key=lambda pair: pair[0])
        ordered = sorted(best.values(), key=lambda pair: (pair[0], natural_key(pair[1][0])))
        return Relation(COLUMNS, tuple(row for _, row in ordered))


def index(tables: Tables) -> Index:
    """Read what can be found: names of people and places in every form, titles of cases and events."""
    return Index(tuple((*row, _words(row[3])) for row in tables.sql(_TEXTS).fetchall()))


def _words(text: str) -> tuple[_Word, ...]:
    return tuple((plain(word), folded(word), skeleton(word)) for word in plain(text).split())


def _rank(
    wanted: Sequence[_Word], words: Sequence[_Word], matches: dict[tuple[_Word, _Word], _Match | None]
) -> tuple[int, int, int] | None:
    """Return merit, slips and the number of words left over, None unless every wanted word is met."""
    merit = slips = 0
    for one in wanted:
        met = []
        for other in words:
            if (one, other) not in matches:
                matches[one, other] = _match(one, other)
            match = matches[one, other]
            met += [] if match is None else [match]
        if not met:
            return None
        nearest = min(met)
        merit, slips = max(merit, nearest[0]), slips + nearest[1]
    return merit, slips, max(0, len(words) - len(wanted))


def _match(one: _Word, other: _Word) -> _Match | None:
    """Compare two words: one slip is allowed from four letters on, two from eight; three letters may begin a word."""
    if one[0] == other[0]:
        return 0, 0
    if one[1] == other[1] or one[2] == other[2]:
        return 1, 0
    size = min(len(one[1]), len(other[1]))
    most = 0 if size < 4 else 1 if size < 8 else 2
    slips = min(distance(one[1], other[1], most), distance(one[2], other[2], most))
    if slips <= most:
        return 2, slips
    begins = len(one[2]) >= 3 and (other[1].startswith(one[1]) or other[2].startswith(one[2]))
    return (2, 3) if begins else None
