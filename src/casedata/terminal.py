"""Text in a terminal: how wide it is, wrapping, columns. What is printed, and in which colour, is left to the command.

Widths are counted in cells of the terminal: East Asian wide characters take two, combining marks none (Unicode
Standard Annex 11). Text must be free of control characters when it comes here: `casedata.report.printable` does that.
"""

import itertools
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator, Sequence

Style = Callable[[str], str]
"""Adds what makes a text bold or coloured; its width stays."""


def unstyled(text: str) -> str:
    """Return the text as it is: the style of ordinary text."""
    return text


def width(text: str) -> int:
    """Return how many cells of a terminal the text takes.

    >>> width("Мифтахов"), width("東京"), width("e\u0301")
    (8, 4, 1)
    """
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """Fill the text up with spaces to a width; `right` puts it to the right."""
    fill = " " * (columns - width(text))
    return fill + text if right else text + fill


def wrap(parts: Iterable[tuple[str, Style]], columns: int) -> list[str]:
    """Break styled text into lines of at most that many cells, between words where it can be done.

    >>> wrap([("Azat Miftakhov is", str.upper), ("detained", unstyled)], 12)
    ['AZAT', 'MIFTAKHOV IS', 'detained']
    """
    lines: list[list[tuple[str, Style]]] = [[]]
    room = columns
    for text, style in parts:
        for word in itertools.chain.from_iterable(_pieces(word, columns) for word in text.split()):
            if lines[-1] and width(word) + 1 > room:
                lines.append([])
                room = columns
            room -= width(word) + bool(lines[-1])
            lines[-1].append((word, style))
    return [_styled(line) for line in lines]


def _pieces(word: str, columns: int) -> Iterator[str]:
    """Cut a word that is wider than a line."""
    piece, used = "", 0
    for character in word:
        cells = _cells(character)
        if piece and used + cells > columns:
            yield piece
            piece, used = "", 0
        piece, used = piece + character, used + cells
    yield piece


def _styled(words: Sequence[tuple[str, Style]]) -> str:
    runs = itertools.groupby(words, key=lambda pair: pair[1])
    return " ".join(style(" ".join(word for word, _ in run)) for style, run in runs)


def hang(first: str, parts: Iterable[tuple[str, Style]], columns: int, indent: int) -> list[str]:
    """Wrap text behind a first piece that is already styled and takes `indent` cells; later lines are indented."""
    lines = wrap(parts, max(columns - indent, 1))
    return [(first if number == 0 else " " * indent) + line for number, line in enumerate(lines)]


def grid(
    rows: Sequence[Sequence[str]],
    columns: int,
    styles: Sequence[Style],
    *,
    heading: Style | None = None,
    numbers: Container[int] = (),
) -> Iterator[str]:
    """Yield the lines of a table, its cells wrapped so that it fits; the widest columns give way first.

    `styles` has a style for each column, `heading` is that of the first row if it is a heading, to be underlined;
    columns in `numbers` stand to the right.
    """
    natural = [max(map(width, column)) for column in zip(*rows, strict=True)]
    widths = _fitted(natural, columns - 2 * (len(natural) - 1))
    for number, row in enumerate(rows):
        yield from _row(row, widths, [heading] * len(row) if heading and number == 0 else styles, numbers)
        if heading and number == 0:
            yield "  ".join("─" * size for size in widths)


def _row(
    cells: Sequence[str], widths: Sequence[int], styles: Sequence[Style], numbers: Container[int]
) -> Iterator[str]:
    wrapped = [wrap([(cell, unstyled)], size) for cell, size in zip(cells, widths, strict=True)]
    for lines in itertools.zip_longest(*wrapped, fillvalue=""):
        padded = [
            pad(line, size, right=number in numbers)
            for number, (line, size) in enumerate(zip(lines, widths, strict=True))
        ]
        while padded and not padded[-1].strip():
            padded.pop()
        padded[-1:] = [cell.rstrip() for cell in padded[-1:]]
        yield "  ".join(style(cell) for style, cell in zip(styles, padded, strict=False))


def _fitted(natural: Sequence[int], room: int) -> list[int]:
    """Return widths that fit into the room: those below a common limit as they are, the others cut to it."""
    for limit in range(min(max(natural, default=0), room), 1, -1):
        widths = [min(size, limit) for size in natural]
        if sum(widths) <= room:
            return widths
    return [min(size, 1) for size in natural]
