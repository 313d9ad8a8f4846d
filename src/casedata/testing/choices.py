"""Small decisions of a Hypothesis example; what they decide is left to the other modules.

How many there are of everything is drawn first. Then each person, event, link and so on gets a tape of its own, on
which all its decisions stand. So one of them can be taken out of the example without a change to the others, which is
what makes large examples shrink to small ones. On a blank tape, and at its end, every decision is the simplest one.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeVar

from hypothesis import strategies as st

T = TypeVar("T")

SPELLINGS = ("{0}", "0{0}", "first-release-{0}", "{0}0", "release-{0}", "a-{0}-b")
"""How an identifier may be spelled after its prefix; the first is the plain one."""

LENGTH = 64
"""How many decisions a tape holds at least, if nothing else is said."""

_SHORT = 32
_PIECE = 16
_PIECES = st.binary(min_size=_PIECE, max_size=_PIECE)


class Choices:
    """Makes decisions out of numbers: the first alternative is the simplest, and comes of 0."""

    __slots__ = ("_number",)

    def __init__(self, number: Callable[[int], int]) -> None:
        """Decide by `number`, which returns a number from 0 to the one that it is given."""
        self._number = number

    @classmethod
    def drawn(cls, draw: st.DrawFn) -> "Choices":
        """Draw each number when it is needed."""
        return cls(lambda most: draw(_numbers(most)) if most else 0)

    @classmethod
    def taped(cls, tape: bytes) -> "Choices":
        """Read each number, at most 255, from the next place of a tape, even where there is no choice.

        So decisions keep their places when the alternatives of another become fewer.
        """
        numbers = iter(tape)
        return cls(lambda most: next(numbers, 0) % (most + 1))

    def upto(self, most: int) -> int:
        """Return a number from 0 to `most`."""
        return self._number(most)

    def of(self, options: Sequence[T]) -> T:
        """Return one of the options."""
        return options[self.upto(len(options) - 1)]

    def yes(self, one_in: int = 2) -> bool:
        """Return true once in `one_in` times; false is simpler."""
        return self.upto(one_in - 1) == one_in - 1


class Deck:
    """Deals out choices, and says how many of a kind there are."""

    __slots__ = ("_draw",)

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def count(self, least: int, most: int) -> int:
        """Return a number from `least` to `most`, mostly one of the upper half; the least is the simplest."""
        numbers = (*range(least, most + 1), *[*range((least + most + 1) // 2, most + 1)] * 3)
        return numbers[self._draw(_numbers(len(numbers) - 1))] if most > least else least

    def deal(self, length: int = LENGTH) -> Choices:
        """Return choices of their own."""
        return Choices.taped(self._draw(_tapes(length)))

    def hand(self, length: int, most: int) -> tuple[Choices, tuple[Choices, ...]]:
        """Return choices, and up to `most` shorter ones that come and go with them."""
        tape = self._draw(_tapes(length + most * _SHORT))
        choose = Choices.taped(tape[:length])
        ends = range(length + _SHORT, length + (1 + choose.upto(most)) * _SHORT, _SHORT)
        return choose, tuple(Choices.taped(tape[end - _SHORT : end]) for end in ends)


class Identifiers:
    """Makes identifiers that are never the same twice: `e-1`, `e-2`, or in a spelling drawn for the prefix."""

    __slots__ = ("_choose", "_numbers", "_styles", "_taken")

    def __init__(self, choose: Choices) -> None:
        self._choose = choose
        self._numbers: dict[str, int] = {}
        self._styles: dict[str, int] = {}
        self._taken: set[str] = set()

    def new(self, prefix: str) -> str:
        """Return the next identifier with this prefix."""
        if prefix not in self._styles:
            self._styles[prefix] = self._choose.upto(len(SPELLINGS) - 1)
        number = self._numbers[prefix] = self._numbers.get(prefix, 0) + 1
        style = self._styles[prefix]
        spelling = SPELLINGS[(style + number - 1) % len(SPELLINGS) if style else 0]
        found = f"{prefix}-{spelling.format(number)}"
        while found in self._taken:
            found += "-b"
        self._taken.add(found)
        return found


@lru_cache(maxsize=1 << 10)
def _numbers(most: int) -> st.SearchStrategy[int]:
    return st.integers(0, most)


@lru_cache(maxsize=1 << 10)
def _tapes(length: int) -> st.SearchStrategy[bytes]:
    return _joined(length)


@st.composite
def _joined(draw: st.DrawFn, length: int) -> bytes:
    """Draw a tape piece by piece, so that what does not matter is blanked a piece at a time."""
    return b"".join([draw(_PIECES) for _ in range(0, length, _PIECE)])
