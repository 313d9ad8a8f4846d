"""The normaliser, the split rule and anchors, by property and by table."""

import hashlib
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from casedata.citations import (
    Texts,
    anchor_claims,
    check_passages,
    digest,
    find_spans,
    normalised_words,
    read_texts,
    span_digest,
    split_passages,
)
from casedata.errors import TextsError

WORD = st.text(st.sampled_from("abcdeéжшЯ0123456789"), min_size=1, max_size=6)
WORDS = st.lists(WORD, min_size=1, max_size=12)


# ---------------------------------------------------------------- the normaliser


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Moscow cell”", '"Moscow cell"'),
        ("the student’s", "the student's"),
        ("human\u00a0rights \t group", "human rights group"),
        ("line\nbreak", "line break"),
        ("ill-\n  treatment", "ill-treatment"),
        ("exam-\nple", "example"),
        ("so\u00adft", "soft"),
        ("zero\u200bwidth", "zerowidth"),
        ("cafe\u0301", "café"),
        ("one — two", "one two"),
        ("one -- two", "one two"),
        ("one – two", "one two"),
        ("2019–2021", "2019-2021"),
        ("12<sup>th</sup> March", "12th March"),
        ("as reported.[12] Then", "as reported. Then"),
    ],
)
def test_forgives(one: str, other: str) -> None:
    assert digest(normalised_words(one)) == digest(normalised_words(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("more than 250", "more than 25"),
        ("19:10", "19.10"),
        ("did not confess", "did confess"),
        ("Network", "network"),
        ("3.5 years", "35 years"),
        ("2019-2021", "20192021"),
        ("he said, she left", "he said she left"),
        ("x < y and y > z", "x z"),
        ("in [2019]", "in"),
    ],
)
def test_does_not_forgive(one: str, other: str) -> None:
    assert digest(normalised_words(one)) != digest(normalised_words(other))


@given(WORDS, st.lists(st.sampled_from([" ", "\n", "\t", "\u00a0", "  \n "]), min_size=12, max_size=12))
def test_layout_does_not_matter(words: list[str], gaps: list[str]) -> None:
    laid_out = "".join(word + gap for word, gap in zip(words, gaps, strict=False))
    assert normalised_words(laid_out) == [unicodedata.normalize("NFC", word) for word in words]


@given(st.text())
@example("a\u00ad-b")
@example("--a")
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalised_words(text)
    assume(not re.search(r"[<\[]", text))  # removing one tag may leave another: "<<b>b>"
    assert normalised_words(" ".join(once)) == once


@given(WORDS, st.data())
def test_another_word_is_another_digest(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    other = data.draw(WORD.filter(lambda word: word != words[at]))
    assert digest([*words[:at], other, *words[at + 1 :]]) != digest(words)


def test_digest_is_sha256_of_words_joined_by_spaces() -> None:
    assert digest(["six", "days"]) == hashlib.sha256(b"six days").hexdigest()
    assert span_digest(['"six', "days)."]) == hashlib.sha256(b"six days").hexdigest()
    assert span_digest(['"six".']) == hashlib.sha256(b"six").hexdigest()


# ---------------------------------------------------------------- passages

PARAGRAPH = st.lists(WORDS.map(" ".join), min_size=1, max_size=3)
BLANK = st.lists(st.sampled_from(["", " ", "\t", "\u00a0"]), min_size=1, max_size=3)


@given(BLANK, st.lists(st.tuples(PARAGRAPH, BLANK), max_size=5))
def test_split_finds_each_paragraph(before: list[str], parts: list[tuple[list[str], list[str]]]) -> None:
    lines, expected = list(before), []
    for number, (paragraph, gap) in enumerate(parts, 1):
        expected.append((number, len(lines) + 1, len(lines) + len(paragraph), normalised_words("\n".join(paragraph))))
        lines += [*paragraph, *gap]
    found = split_passages("\n".join(lines))
    assert [(p.number, p.first_line, p.last_line, list(p.words)) for p in found] == expected


def passage_row(source_id: str, number: int, text: str) -> dict[str, str]:
    passage = split_passages(text)[number - 1]
    return {
        "passage_id": f"{source_id}#{number}", "source_id": source_id, "first_line": str(passage.first_line),
        "last_line": str(passage.last_line), "words": str(len(passage.words)), "sha256": passage.sha256,
    }  # fmt: skip


TEXT = "He was held for six days.\n\nHe was then held for six years.\n"


def test_passages_that_match_are_silent_and_others_are_named() -> None:
    texts = Texts({"s-a": TEXT}, ())
    rows = [passage_row("s-a", 1, TEXT), passage_row("s-a", 2, TEXT)]
    assert list(check_passages(rows, texts)) == []
    assert [line[:5] for line in check_passages(rows[:1], texts)] == ["s-a#2"]
    for field, value in (("words", "5"), ("first_line", "2"), ("last_line", "2"), ("sha256", "0" * 64)):
        changed = [rows[0] | {field: value}, rows[1]]
        assert [line[:5] for line in check_passages(changed, texts)] == ["s-a#1"]
    extra = rows[0] | {"passage_id": "s-a#3"}
    assert [line[:5] for line in check_passages([*rows, extra], texts)] == ["s-a#3"]
    elsewhere = rows[0] | {"passage_id": "s-b#1", "source_id": "s-b"}
    assert list(check_passages([*rows, elsewhere], texts)) == []


# ---------------------------------------------------------------- anchors


def claim(start: str, end: str, passage: str = "s-a#1", **more: str) -> dict[str, str]:
    return {
        "claim_id": "c-1", "passage_id": passage, "quote_start": start, "quote_end": end, "quote_words": "",
        "quote_sha256": "",
    } | more  # fmt: skip


def test_anchoring_fills_words_and_digest() -> None:
    anchored = anchor_claims([claim("was held", "six days")], Texts({"s-a": TEXT}, ()))
    assert anchored.problems == ()
    assert anchored.changed == ("c-1",)
    assert anchored.rows[0]["quote_words"] == "5"
    assert anchored.rows[0]["quote_sha256"] == hashlib.sha256(b"was held for six days").hexdigest()
    again = anchor_claims(anchored.rows, Texts({"s-a": TEXT}, ()))
    assert again.changed == ()


def test_first_words_alone_are_the_span() -> None:
    anchored = anchor_claims([claim("six days", "")], Texts({"s-a": TEXT}, ()))
    assert anchored.rows[0]["quote_words"] == "2"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (claim("was kept", "six days"), "is not in s-a#1"),
        (claim("was held", "six years"), "is not in s-a#1"),
        (claim("six days", "was held"), "is not in s-a#1"),
        (claim("was held", "held for"), "is not in s-a#1"),
        (claim("was held", "six days", "s-a#9"), "passage s-a#9 is not in the document"),
        (claim("held", "six days"), "quote_start has 1 words; give 2 to 5"),
        (claim("he was held for six days", ""), "quote_start has 6 words"),
        (claim("was held", "days"), "quote_end has 1 words"),
        (claim("", "six days"), "quote_start has 0 words"),
    ],
)
def test_a_span_that_cannot_be_fixed_is_said_and_left_alone(row: dict[str, str], message: str) -> None:
    anchored = anchor_claims([row], Texts({"s-a": TEXT}, ()))
    assert [problem.claim_id for problem in anchored.problems] == ["c-1"]
    assert message in anchored.problems[0].message
    assert anchored.rows == [row]


def test_a_span_that_is_there_twice_is_said() -> None:
    text = "held for six days and held for six days"
    anchored = anchor_claims([claim("held for", "six days")], Texts({"s-a": text}, ()))
    assert "is in s-a#1 2 times" in anchored.problems[0].message


def test_claims_on_other_documents_are_left_alone() -> None:
    row = claim("was held", "six days", "s-b#1")
    assert anchor_claims([row], Texts({"s-a": TEXT}, ("s-b",))).rows == [row]


@given(WORDS, st.data())
def test_every_span_that_is_found_begins_and_ends_as_asked(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    middle = data.draw(st.integers(start + 1, len(words)))
    stop = data.draw(st.integers(middle, len(words)))
    first, last = words[start:middle], words[middle:stop]
    spans = find_spans(words, " ".join(first), " ".join(last))
    brute = [
        (i, j)
        for i in range(len(words))
        for j in range(i + len(first) + len(last), len(words) + 1)
        if words[i : i + len(first)] == first and words[j - len(last) : j] == last
    ]
    nearest = {i: min(j for k, j in brute if k == i) for i, _ in brute}
    if last:
        assert spans == sorted(nearest.items())
    else:
        assert spans == [(i, i + len(first)) for i in sorted(nearest)]
    assert any(i == start for i, _ in spans)


# ---------------------------------------------------------------- finding the documents


def source(document: str, content: bytes) -> dict[str, str]:
    return {"source_id": "s-a", "document": document, "document_sha256": hashlib.sha256(content).hexdigest()}


def test_a_document_is_known_by_its_digest_under_any_name(tmp_path: Path) -> None:
    content = b"one\r\n\r\ntwo\n"
    (tmp_path / "copy.txt").write_bytes(content)
    assert read_texts(tmp_path, [source("a.txt", content)]).by_source == {"s-a": "one\n\ntwo\n"}


def test_a_document_without_a_digest_is_known_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"one\n")
    unknown = source("a.txt", b"") | {"document_sha256": ""}
    assert read_texts(tmp_path, [unknown]).by_source == {"s-a": "one\n"}


def test_documents_that_cannot_be_used(tmp_path: Path) -> None:
    with pytest.raises(TextsError, match="holds no files"):
        read_texts(tmp_path, [])
    (tmp_path / "other.txt").write_bytes(b"z")
    assert read_texts(tmp_path, [source("a.txt", b"x")]).missing == ("s-a",)
    (tmp_path / "a.txt").write_bytes(b"y")
    with pytest.raises(TextsError, match="not the document that s-a was read from"):
        read_texts(tmp_path, [source("a.txt", b"x")])
    (tmp_path / "a.txt").write_bytes(b"\xff")
    with pytest.raises(TextsError, match="not UTF-8 at byte 0"):
        read_texts(tmp_path, [source("a.txt", b"\xff")])
    with pytest.raises(TextsError, match="not a folder"):
        read_texts(tmp_path / "none", [])
    without = {"source_id": "s-b", "document": "", "document_sha256": ""}
    assert read_texts(tmp_path, [without]).missing == ()
