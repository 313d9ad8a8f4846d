"""Terminal text: widths by the examples of Unicode Standard Annex 11, wrapping and tables by what must always hold."""

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedata.terminal import grid, hang, pad, unstyled, width, wrap

WORDS = st.text(st.sampled_from("abя東e\u0301-"), min_size=1, max_size=12).filter(lambda word: width(word) > 0)


def marked(text: str) -> str:
    return f"<{text}>"


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0), ("Azat", 4), ("Мифтахов", 8), ("Әйел", 4), ("東京", 4), ("ｱ", 1), ("Ａ", 2), ("한국", 4),
        ("и\u0306", 1), ("e\u0301e\u0301", 2), ("a\u200db", 2), ("“—…”", 4), ("😀", 2),
    ],
)  # fmt: skip
def test_width_counts_cells(text: str, cells: int) -> None:
    assert width(text) == cells


@given(st.text(st.characters(categories=["L", "M", "N", "P", "Z"])))
def test_composing_a_text_does_not_widen_it(text: str) -> None:
    assert width(unicodedata.normalize("NFC", text)) <= width(text)
    assert width(text) == sum(width(character) for character in text)


@given(st.lists(WORDS), st.integers(2, 30))
def test_lines_fit_and_lose_nothing(words: list[str], columns: int) -> None:
    lines = wrap([(" ".join(words), unstyled)], columns)
    assert all(width(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(words)
    if all(width(word) <= columns for word in words):
        assert " ".join(lines).split() == words
    for line, following in itertools.pairwise(lines):
        assert width(line) + 1 + width(following.split()[0]) > columns or width(following.split()[0]) == columns


@given(st.lists(st.tuples(st.lists(WORDS, max_size=3), st.booleans())), st.integers(2, 30))
def test_styles_change_nothing_but_the_look(parts: list[tuple[list[str], bool]], columns: int) -> None:
    styled = wrap([(" ".join(words), marked if is_marked else unstyled) for words, is_marked in parts], columns)
    bare = wrap([(" ".join(words), unstyled) for words, _ in parts], columns)
    assert [line.replace("<", "").replace(">", "") for line in styled] == bare
    inside = "".join(piece.partition(">")[0] for line in styled for piece in line.split("<")[1:])
    assert inside.replace(" ", "") == "".join("".join(words) for words, is_marked in parts if is_marked)


@given(st.text(st.sampled_from("aя東"), max_size=9), st.integers(0, 30), st.booleans())
def test_padding_fills_up_to_the_width(text: str, columns: int, right: bool) -> None:
    padded = pad(text, columns, right=right)
    assert width(padded) == max(width(text), columns)
    assert padded.strip() == text
    assert not text or padded.endswith(text) or not right


def test_hanging_lines_are_indented() -> None:
    assert hang("1 Feb  ", [("Azat Miftakhov is detained", unstyled)], 22, 7) == [
        "1 Feb  Azat Miftakhov",
        "       is detained",
    ]
    assert hang("1 Feb  ", [], 22, 7) == ["1 Feb  "]


@given(
    st.integers(1, 4).flatmap(
        lambda size: st.lists(st.lists(WORDS, min_size=size, max_size=size), min_size=1, max_size=5)
    ),
    st.integers(20, 60),
)
def test_a_table_fits_and_holds_every_cell(rows: list[list[str]], columns: int) -> None:
    styles = [unstyled] * len(rows[0])
    lines = list(grid(rows, columns, styles))
    assert all(width(line) <= columns for line in lines)
    assert sorted("".join(lines).replace(" ", "")) == sorted("".join(word for row in rows for word in row))
    under = list(grid(rows, columns, styles, heading=marked))
    assert sum(set(line) <= set("─ ") for line in under) == 1


def test_columns_stand_under_each_other() -> None:
    rows = [["id", "жук", "n"], ["東京", "а", "10"], ["e-1", "two words", "7"]]
    assert list(grid(rows, 40, [unstyled] * 3, numbers={2})) == [
        "id    жук         n",
        "東京  а          10",
        "e-1   two words   7",
    ]
    assert list(grid(rows, 14, [unstyled] * 3, heading=str.upper)) == [
        "ID    ЖУК   N",
        "────  ────  ──",
        "東京  а     10",
        "e-1   two   7",
        "      word",
        "      s",
    ]
