"""Verification on the documents themselves, on copies in other layouts, and on packages with one wrong cell."""

import csv
import hashlib
import html
import importlib
import io
import itertools
import json
import random
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest
from click.testing import CliRunner, Result
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from casedata.case import load
from casedata.citations import digest, find_spans, normalised_words, span_digest, split_passages
from casedata.citations.answers import Answer
from casedata.citations.pages import split_page
from casedata.citations.passages import Passage
from casedata.citations.places import Places, Sought
from casedata.citations.spans import Words, spans_anywhere, spans_at
from casedata.cli import main
from casedata.errors import PackageError, TextsError
from casedata.verification import LEAST_SIMILARITY, Verification, verify
from documents import ROOT, needs_texts, texts_folder
from small import write_small

Layout = Callable[[str], str]


def table(name: str, folder: Path = ROOT) -> list[dict[str, str]]:
    text = (folder / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def documents() -> dict[str, tuple[str, str]]:
    """Return the file name and the text of each document that was received, by source."""
    folder = texts_folder()
    assert folder is not None
    return {
        row["source_id"]: (row["document"], (folder / row["document"]).read_text(encoding="utf-8"))
        for row in table("sources")
        if row["document"]
    }


def laid_out(folder: Path, layout: Layout, suffix: str = "") -> Path:
    """Write a copy of each document in another layout, perhaps under another suffix."""
    for name, text in documents().values():
        path = folder / name
        path.with_suffix(suffix or path.suffix).write_bytes(layout(text).encode())
    return folder


def missed(done: Verification) -> tuple[set[str], set[str]]:
    """Return the passages and the claims that were looked for and are not in their place."""
    unchecked = ("document unusable", "document missing")
    return (
        {each.passage_id for each in done.passages if each.state not in ("found", *unchecked)},
        {each.claim_id for each in done.claims if each.answer not in ("found", *unchecked)},
    )


# ---------------------------------------------------------------- the documents


@needs_texts
def test_everything_is_found_in_the_documents() -> None:
    folder = texts_folder()
    assert folder is not None
    done = verify(ROOT, folder)
    assert done.ok
    assert {each.claim_id for each in done.claims} == {row["claim_id"] for row in table("claims")}
    sizes = {"documents": len(documents()), "passages": len(table("passages")), "claims": len(table("claims"))}
    assert done.counts == {kind: {"all": size, "found": size, "not_checked": 0} for kind, size in sizes.items()}
    assert {each.recognised for each in done.documents} == {"digest"}
    assert {each.similarity for each in done.documents} == {1.0}
    lines = {each.passage_id: (str(each.first_line), str(each.last_line)) for each in done.passages}
    assert lines == {row["passage_id"]: (row["first_line"], row["last_line"]) for row in table("passages")}
    assert all(each.times == 1 and each.found_in == each.passage_id and not each.message for each in done.claims)


def curly(text: str) -> str:
    text = re.sub(r'(^|\s)"', r"\1“", text).replace('"', "”").replace("'", "’")
    return unicodedata.normalize("NFD", text).replace(" - ", " \u2014 ").replace("-", "\u2011")


def page(text: str) -> str:
    """Return a saved page: a navigation before, a foot after, every seventh word emphasised."""
    paragraphs = [html.escape(part) for part in re.split(r"\n\s*\n", text)]
    paragraphs = [re.sub(r"((?:\w+ ){6})(\w+)", r"\1<em>\2</em>", part) for part in paragraphs]
    body = "\n".join(f"<div class=p><p>{part.replace('é', '&eacute;')}</div>" for part in paragraphs)
    head = "<head><title>A page</title><style>p { margin: 0 }</style><script>if (a < b) { c() }</script>"
    return f"<!DOCTYPE html><html>{head}<body><nav><ul><li>Home<li>News</ul></nav>{body}<footer>Foot, 2020</footer>"


LAYOUTS: dict[str, Layout] = {
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "old line ends": lambda text: text.replace("\n", "\r"),
    "one paragraph": lambda text: " ".join(text.split()),
    "one word a line": lambda text: "\n".join(text.split()),
    "one word a paragraph": lambda text: "\n\n".join(text.split()),
    "a paragraph every nine words": lambda text: re.sub(r"((?:\S+\s+){9})", r"\1\n\n", text),
    "a line added before": lambda text: f"Saved from the web.\n\n{text}\nPrinted.\n",
    "no-break spaces": lambda text: "\ufeff" + text.replace(" ", "\u00a0"),
    "curly quotes": curly,
    "page": page,
    "page without paragraphs": lambda text: f"<html><body><p>Home</p>{html.escape(' '.join(text.split()))}<hr>Foot",
}


@needs_texts
@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_another_layout_is_forgiven(layout: Layout, tmp_path: Path) -> None:
    done = verify(ROOT, laid_out(tmp_path, layout, ".html" if layout is page else ""))
    assert missed(done) == (set(), set())
    assert done.ok
    assert {(each.recognised, each.similarity) for each in done.documents} == {("name", 1.0)}


@needs_texts
def test_the_lines_told_are_those_of_the_copy(tmp_path: Path) -> None:
    done = verify(ROOT, laid_out(tmp_path, LAYOUTS["one word a line"]))
    digests = {row["claim_id"]: row["quote_sha256"] for row in table("claims")}
    lines = {source: text.split() for source, (_, text) in documents().items()}
    for each in done.claims:
        assert each.first_line is not None
        words = lines[each.source_id][each.first_line - 1 : each.last_line]
        assert span_digest(normalised_words("\n".join(words))) == digests[each.claim_id]


def one_word_changed(seed: int, count: int) -> Iterator[tuple[str, str, str, set[str]]]:
    """Yield changes of one word: source, passage, the changed text, the claims whose span covers the word."""
    rng = random.Random(seed)
    claims = table("claims")
    texts = documents()
    cited = sorted({row["passage_id"] for row in claims})
    while count:
        passage_id = rng.choice(cited)
        source, _, number = passage_id.partition("#")
        lines = texts[source][1].split("\n")
        passage = split_passages(texts[source][1])[int(number) - 1]
        at = rng.randrange(passage.first_line - 1, passage.last_line)
        word = rng.choice([*re.finditer(r"[A-Za-z]{2,}|[0-9]+", lines[at])] or [None])
        if word is None:
            continue
        lines[at] = f"{lines[at][: word.start()]}{rng.choice(['x', 'X', '7'])}{lines[at][word.start() :]}"
        changed = split_passages("\n".join(lines))[int(number) - 1].words
        differ = [i for i, (old, new) in enumerate(zip(passage.words, changed, strict=True)) if old != new]
        if len(differ) != 1:  # within a tag, say
            continue
        covering = set()
        for row in claims:
            if row["passage_id"] == passage_id:
                [(begin, stop)] = find_spans(passage.words, row["quote_start"], row["quote_end"])
                covering |= {row["claim_id"]} if begin <= differ[0] < stop else set()
        count -= 1
        yield source, passage_id, "\n".join(lines), covering


@needs_texts
@pytest.mark.parametrize("kind", [None, "one paragraph", "a line added before", "page"])
def test_one_changed_word_is_told_by_its_passage_and_the_claims_on_it_alone(kind: str | None, tmp_path: Path) -> None:
    touched = 0
    for source, passage_id, text, covering in one_word_changed(len(kind or ""), 10):
        (tmp_path / documents()[source][0]).write_text(LAYOUTS[kind](text) if kind else text, encoding="utf-8")
        done = verify(ROOT, tmp_path)
        assert missed(done) == ({passage_id}, covering)
        assert {each.answer for each in done.claims if each.claim_id in covering} <= {"not found", "elsewhere"}
        (tmp_path / documents()[source][0]).unlink()
        (tmp_path / "unrelated.txt").write_text("", encoding="utf-8")
        touched += len(covering)
    assert touched > 5


@needs_texts
def test_a_word_added_or_removed_is_told_likewise(tmp_path: Path) -> None:
    text = documents()["s-rferl-watchdog"][1]
    passages = [each for each in split_passages(text) if len(each.words) > 20]
    for changed in (lambda words: [*words[:9], *words[10:]], lambda words: [*words[:9], "quite", *words[9:]]):
        parts = [" ".join(changed(each.words) if each == passages[2] else each.words) for each in split_passages(text)]
        for joint in ("\n\n", " "):
            (tmp_path / documents()["s-rferl-watchdog"][0]).write_text(joint.join(parts), encoding="utf-8")
            found, claims = missed(verify(ROOT, tmp_path))
            assert found == {f"s-rferl-watchdog#{passages[2].number}"}
            home = {row["claim_id"]: row["passage_id"] for row in table("claims")}
            assert {home[claim] for claim in claims} <= found


@needs_texts
def test_another_document_under_the_name_is_unusable(tmp_path: Path) -> None:
    texts = documents()
    for source, (name, _) in texts.items():
        for other, (_, text) in texts.items():
            if other != source:
                shutil.rmtree(tmp_path)
                tmp_path.mkdir()
                content = f"{text}\nAdded.\n".encode()
                (tmp_path / name).write_bytes(content)
                done = verify(ROOT, tmp_path)
                [document] = [each for each in done.documents if each.source_id == source]
                assert (document.state, document.sha256) == ("unusable", hashlib.sha256(content).hexdigest())
                assert document.similarity is not None
                assert document.similarity < LEAST_SIMILARITY / 2
                answers = {each.answer for each in done.claims if each.source_id == source}
                assert answers == {"document unusable"}
    rows = table("claims")
    assert {each.answer for each in done.claims} == {"document unusable", "document missing"}
    assert done.counts["claims"] == {"all": len(rows), "found": 0, "not_checked": len(rows)}


@needs_texts
def test_a_part_of_the_document_is_no_other_document(tmp_path: Path) -> None:
    done = verify(ROOT, laid_out(tmp_path, lambda text: text[: len(text) // 3]))
    assert {each.state for each in done.documents} == {"found"}
    assert all(0.2 < (each.similarity or 0) < 0.45 for each in done.documents)
    assert 0 < done.counts["passages"]["found"] < done.counts["passages"]["all"]


@needs_texts
def test_documents_are_known_by_their_digest_under_any_name(tmp_path: Path) -> None:
    for number, (name, _) in enumerate(documents().values()):
        shutil.copy(Path(str(texts_folder())) / name, tmp_path / f"copy {number}.bin")
    done = verify(ROOT, tmp_path)
    assert done.ok
    assert {each.file for each in done.documents} == {f"copy {number}.bin" for number in range(len(documents()))}
    assert {each.recognised for each in done.documents} == {"digest"}


# ---------------------------------------------------------------- one wrong cell


@pytest.fixture
def package(tmp_path: Path) -> Path:
    for name in ("data", "schemas"):
        shutil.copytree(ROOT / name, tmp_path / "package" / name)
    shutil.copy(ROOT / "datapackage.json", tmp_path / "package")
    return tmp_path / "package"


def spoil(package: Path, name: str, row: int, **cells: str) -> dict[str, str]:
    """Write other cells into a row and return the row as it was."""
    rows = table(name, ROOT)
    old = dict(rows[row])
    rows[row] |= cells
    with (package / "data" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(old), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return old


@needs_texts
@pytest.mark.parametrize(
    ("column", "wrong", "answer"),
    [
        ("quote_sha256", lambda cell: cell[:-1] + ("0" if cell[-1] != "0" else "1"), "not found"),
        ("quote_words", lambda cell: str(int(cell) + 1), "not found"),
        ("quote_words", lambda cell: f"{cell}0000000000", "not found"),
        ("quote_words", lambda _: "", "not found"),
        ("quote_start", lambda cell: f"{cell}x", "misquoted"),
        ("quote_start", lambda cell: cell.swapcase(), "misquoted"),
        ("quote_end", lambda cell: f"{cell}x", "misquoted"),
        ("passage_id", None, "elsewhere"),
        ("passage_id", lambda cell: f"{cell.partition('#')[0]}#999", "elsewhere"),
    ],
)
def test_one_wrong_cell_of_a_claim_is_told(
    column: str, wrong: Callable[[str], str] | None, answer: str, package: Path
) -> None:
    claims, passages = table("claims"), table("passages")
    # A passage that stands in its document once, so that the words are not elsewhere too.
    alone = {row["passage_id"] for row in passages if not row["repeats"] and row["source_id"] != "s-posle-interview"}
    texts = documents()
    words = {f"{s}#{p.number}": p.words for s, (_, text) in texts.items() for p in split_passages(text)}
    usable = [i for i, row in enumerate(claims) if row["passage_id"] in alone and int(row["quote_words"]) > 8]
    for at in random.Random(column).sample(usable, 3):
        row = claims[at]
        others = [name for name in words if name.partition("#")[0] == row["passage_id"].partition("#")[0]]
        other = next(
            name for name in others
            if name != row["passage_id"] and not find_spans(words[name], row["quote_start"], row["quote_end"])
        )  # fmt: skip
        spoil(package, "claims", at, **{column: wrong(row[column]) if wrong else other})
        done = verify(package, str(texts_folder()))
        assert missed(done) == (set(), {row["claim_id"]})
        [claim] = [each for each in done.claims if each.answer != "found"]
        assert claim.answer == answer
        assert (claim.found_in == row["passage_id"]) == (answer != "not found")
        assert (column in claim.message) == (answer == "misquoted")


@needs_texts
@pytest.mark.parametrize(
    ("column", "wrong"),
    [
        ("sha256", lambda cell: cell[::-1]),
        ("words", lambda cell: str(int(cell) + 1)),
        ("words", lambda _: "many"),
    ],
)
def test_one_wrong_cell_of_a_passage_is_told(column: str, wrong: Callable[[str], str], package: Path) -> None:
    rows = table("passages")
    for at in random.Random(column).sample(range(len(rows)), 3):
        row = spoil(package, "passages", at, **{column: wrong(rows[at][column])})
        done = verify(package, str(texts_folder()))
        assert missed(done) == ({row["passage_id"]}, set())


# ---------------------------------------------------------------- small packages

TEXT = "He was held for six days.\n\nShe was held for six days, then again she was held for six days.\n\nNo more.\n"


def anchored(folder: Path, text: str, quotes: Sequence[tuple[int, str, str]], name: str = "a.txt") -> Path:
    """Write a package of one document; each quote is a passage number, first and last words, of the last such span."""
    passages = split_passages(text)
    rows = [
        {"passage_id": f"s-a#{it.number}", "source_id": "s-a", "number": str(it.number), "words": str(len(it.words)),
         "sha256": digest(it.words), "first_line": "1", "last_line": "1"}
        for it in passages
    ]  # fmt: skip
    claims = []
    for number, (passage, start, end) in enumerate(quotes, 1):
        begin, stop = find_spans(passages[passage - 1].words, start, end)[-1]
        span = passages[passage - 1].words[begin:stop]
        claims.append(
            {"claim_id": f"c-{number}", "passage_id": f"s-a#{passage}", "quote_start": start, "quote_end": end,
             "quote_words": str(len(span)), "quote_sha256": span_digest(span)}
        )  # fmt: skip
    source = {"source_id": "s-a", "document": name, "document_sha256": hashlib.sha256(text.encode()).hexdigest()}
    return write_small(folder / "package", sources=[source], passages=rows, claims=claims)


def copy(folder: Path, content: str | bytes, name: str = "a.txt") -> Path:
    (folder / "texts").mkdir(exist_ok=True)
    (folder / "texts" / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder / "texts"


def test_words_that_stand_twice_in_their_passage_are_told(tmp_path: Path) -> None:
    package = anchored(tmp_path, TEXT, [(1, "was held", "six days"), (2, "was held", "six days")])
    done = verify(package, copy(tmp_path, TEXT))
    assert [(each.answer, each.times) for each in done.claims] == [("found", 1), ("repeated", 2)]
    assert not done.ok


def test_words_in_another_passage_are_counted_and_never_taken_for_theirs(tmp_path: Path) -> None:
    package = anchored(tmp_path, TEXT, [(1, "was held", "six days")])
    done = verify(package, copy(tmp_path, TEXT.replace("He was", "He is")))
    [claim] = done.claims
    assert (claim.answer, claim.times, claim.found_in, claim.first_line) == ("elsewhere", 2, "s-a#2", 3)
    assert [each.state for each in done.passages] == ["not found", "found", "found"]
    assert [(each.first_line, each.last_line) for each in done.passages] == [(1, 1), (3, 3), (5, 5)]


def test_words_between_found_passages_are_shared_out_among_those_missing(tmp_path: Path) -> None:
    text = "He was held for six days.\n\nShe was kept for six days.\n\nNo more.\n"
    package = anchored(tmp_path, text, [(1, "for six days", ""), (2, "for six days", ""), (2, "was kept", "")])
    done = verify(package, copy(tmp_path, " ".join(text.replace(" was ", " is ").split())))
    assert [each.state for each in done.passages] == ["not found", "not found", "found"]
    assert [(each.answer, each.times) for each in done.claims] == [("found", 1), ("found", 1), ("not found", 0)]


def test_lines_are_told_across_a_broken_word(tmp_path: Path) -> None:
    package = anchored(tmp_path, "His was an ill-lit cell for six days.\n", [(1, "six days", ""), (1, "an illlit", "")])
    done = verify(package, copy(tmp_path, "His was\nan ill-\n lit cell\nfor six\ndays.\n"))
    assert done.ok
    assert [(each.first_line, each.last_line) for each in done.claims] == [(4, 5), (2, 2)]


def test_a_passage_that_moved_is_found(tmp_path: Path) -> None:
    package = anchored(tmp_path, TEXT, [(1, "was held", "six days")])
    parts = TEXT.strip().split("\n\n")
    for joint in ("\n\n", " "):
        assert verify(package, copy(tmp_path, joint.join(parts[::-1]))).ok


def test_a_copy_that_cannot_be_read_is_unusable(tmp_path: Path) -> None:
    package = anchored(tmp_path, TEXT, [(1, "was held", "six days")])
    done = verify(package, copy(tmp_path, TEXT.encode("utf-16")))
    assert [(each.state, each.message) for each in done.documents] == [
        ("unusable", "not UTF-8 at byte 0; save it as UTF-8")
    ]
    assert [each.answer for each in done.claims] == ["document unusable"]
    assert [each.state for each in done.passages] == ["document unusable"] * 3


@pytest.mark.parametrize(
    ("name", "is_found"),
    [("a.txt", True), ("a.html", True), ("a.htm", True), ("a.pdf", False), ("b.txt", False), ("b.html", False)],
)
def test_names_under_which_a_changed_copy_is_found(name: str, is_found: bool, tmp_path: Path) -> None:
    package = anchored(tmp_path, TEXT, [(1, "was held", "six days")])
    done = verify(package, copy(tmp_path, TEXT + "\n", name))
    assert [each.state for each in done.documents] == ["found" if is_found else "missing"]
    assert [each.answer for each in done.claims] == ["found" if is_found else "document missing"]
    assert done.ok == is_found


def test_the_digest_goes_before_the_name(tmp_path: Path) -> None:
    package = anchored(tmp_path, TEXT, [])
    copy(tmp_path, "Another text.")
    [document] = verify(package, copy(tmp_path, TEXT, "z.txt")).documents
    assert (document.file, document.recognised) == ("z.txt", "digest")


def test_what_was_received_as_a_page_is_read_as_it_stood(tmp_path: Path) -> None:
    text = "<html><title>One</title><p>He was <b>held</b> for\nsix days.</p>\n"
    package = anchored(tmp_path, text, [(1, "was held", "six days")], "a.html")
    assert verify(package, copy(tmp_path, text, "a.html")).ok
    assert verify(package, copy(tmp_path, text.replace("\n", "\r\n"), "a.html")).ok


def test_claims_without_a_document_are_told(tmp_path: Path) -> None:
    package = anchored(tmp_path, TEXT, [(1, "was held", "six days")])
    path = package / "data" / "claims.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("s-a#1", "s-b#1"), encoding="utf-8")
    done = verify(package, copy(tmp_path, TEXT))
    assert [(each.source_id, each.state, each.message) for each in done.documents] == [
        ("s-a", "found", ""), ("s-b", "missing", "the package names no document"),
    ]  # fmt: skip
    assert [each.answer for each in done.claims] == ["document missing"]


def test_what_keeps_it_from_running(tmp_path: Path) -> None:
    package = anchored(tmp_path, TEXT, [])
    with pytest.raises(TextsError, match="not a folder"):
        verify(package, tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(TextsError, match="holds no files"):
        verify(package, tmp_path / "empty")
    with pytest.raises(PackageError, match="no source has a document"):
        verify(write_small(tmp_path / "bare"), copy(tmp_path, TEXT))
    path = package / "datapackage.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"normaliser": 1', '"normaliser": 2'), encoding="utf-8")
    with pytest.raises(PackageError, match=r"^datapackage.json: its digests were made with version 2 of the norm.*\Z"):
        verify(package, tmp_path / "texts")


# ---------------------------------------------------------------- finding, by property

WORD = st.text(st.sampled_from("ab“”'…é1-"), min_size=1, max_size=3).filter(
    lambda word: normalised_words(word) == [word]
)
FEW = st.lists(WORD, max_size=12)


@given(FEW)
def test_digests_of_runs_are_those_of_their_words(words: list[str]) -> None:
    laid = Words(words)
    for begin in range(len(words) + 1):
        for stop in range(begin, len(words) + 1):
            assert laid.digest(begin, stop - begin) == digest(words[begin:stop])
            if stop > begin:
                assert laid.span_digest(begin, stop - begin) == span_digest(words[begin:stop])


@given(st.lists(st.sampled_from(["a", "b", "a,", "(b"]), max_size=14), st.data())
def test_spans_are_found_wherever_they_stand(words: list[str], data: st.DataObject) -> None:
    assume(words)
    laid = Words(words)
    begin = data.draw(st.integers(0, len(words) - 1))
    stop = data.draw(st.integers(begin + 1, len(words)))
    wanted, count = span_digest(words[begin:stop]), stop - begin
    everywhere = [i for i in range(len(words) - count + 1) if span_digest(words[i : i + count]) == wanted]
    assert spans_anywhere(laid, {count: {wanted}}) == {wanted: everywhere}
    first = laid.bare[begin : data.draw(st.integers(begin + 1, stop))]
    low, high = data.draw(st.integers(0, begin)), data.draw(st.integers(stop, len(words)))
    inside = [i for i in everywhere if low <= i and i + count <= high]
    assert spans_at(laid, first, count, wanted, low, high) == inside


TEXTS = st.lists(st.lists(st.sampled_from("abc"), min_size=0, max_size=4), min_size=1, max_size=8)


def located(passages: Sequence[Sequence[str]], copied: Sequence[Sequence[str]]) -> tuple[Places, list[str]]:
    """Look for passages in a copy that has these paragraphs."""
    paragraphs = [Passage(number, number, number, tuple(words)) for number, words in enumerate(copied, 1)]
    words = [word for paragraph in copied for word in paragraph]
    sought = [Sought(number, len(words), digest(words)) for number, words in enumerate(passages, 1)]
    places = Places(sought, paragraphs, Words(words))
    places.look_at_paragraphs()
    places.look_everywhere()
    return places, words


@given(TEXTS, st.data())
def test_passages_are_found_however_the_paragraphs_are_cut(passages: list[list[str]], data: st.DataObject) -> None:
    words = [word for passage in passages for word in passage]
    cuts = sorted(data.draw(st.sets(st.integers(0, len(words)), max_size=6)) | {0, len(words)})
    places, _ = located(passages, [words[begin:stop] for begin, stop in itertools.pairwise(cuts)])
    ends = 0
    for passage, place in zip(passages, places.places(), strict=True):
        assert (place.begin, place.stop, place.is_found) == (ends, ends + len(passage), True)
        ends = place.stop


def test_a_paragraph_with_the_number_of_another_passage_misleads_nobody() -> None:
    places, _ = located([["a", "a"], ["a"]], [["a"], ["a"], ["a"]])
    assert [(place.begin, place.stop, place.is_found) for place in places.places()] == [(0, 2, True), (2, 3, True)]


@given(TEXTS, TEXTS)
@settings(max_examples=200)
def test_no_two_passages_are_found_at_one_place_and_none_that_stands_free_is_missed(
    passages: list[list[str]], copied: list[list[str]]
) -> None:
    places, words = located(passages, copied)
    taken: set[int] = set()
    for passage, place in zip(passages, places.places(), strict=True):
        assert 0 <= place.begin <= place.stop <= len(words)
        if place.is_found:
            assert words[place.begin : place.stop] == passage
            assert taken.isdisjoint(range(place.begin, place.stop))
            taken |= set(range(place.begin, place.stop))
    for passage, place in zip(passages, places.places(), strict=True):
        if not place.is_found and passage:
            windows = (range(i, i + len(passage)) for i in range(len(words) - len(passage) + 1))
            assert not [run for run in windows if taken.isdisjoint(run) and words[run.start : run.stop] == passage]


# ---------------------------------------------------------------- what the normaliser forgives, and nothing else

PLAIN = st.text(st.sampled_from("abcDEéж0123"), min_size=1, max_size=6)
GAPS = st.sampled_from(
    [" ", "\n", "\r\n", "\t", "\u00a0", "\u2003", " — ", " -- ", " – ", " \u200b", "\u00ad ", "[12] "]
)
MARKS = {"'": "’‘′", '"': "“”„«»", "-": "\u2010\u2011\u2012–−"}


@given(st.lists(st.builds(str.__add__, PLAIN, st.sampled_from(["", ",", ".", "'s", '"', "-1"])), min_size=1), st.data())
def test_digests_do_not_change_with_what_is_forgiven(words: list[str], data: st.DataObject) -> None:
    text = words[0]
    for word in words[1:]:
        text += data.draw(GAPS) + word
    text = "".join(data.draw(st.sampled_from(char + MARKS.get(char, ""))) for char in text)
    text = unicodedata.normalize(data.draw(st.sampled_from(["NFC", "NFD"])), text)
    assert digest(normalised_words(text)) == digest(normalised_words(" ".join(words)))


@given(st.lists(PLAIN, min_size=1, max_size=8), st.data())
def test_digests_change_with_anything_else(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    swapped = words[at].swapcase()
    others = data.draw(
        st.sampled_from(
            [
                [*words[:at], *words[at + 1 :]],
                [*words[:at], words[at] + "x", *words[at + 1 :]],
                [*words[:at], words[at] + "7", *words[at + 1 :]],
                [*words[:at], "x", *words[at:]],
                [*words[:at], swapped, *words[at + 1 :]],
            ]
        )
    )
    assume(others != words)
    assert digest(normalised_words(" ".join(others))) != digest(normalised_words(" ".join(words)))
    if len(others) > 0:
        assert span_digest(normalised_words(" ".join(others))) != span_digest(normalised_words(" ".join(words)))


# ---------------------------------------------------------------- pages


@pytest.mark.parametrize(
    ("source", "paragraphs"),
    [
        ("one<p>two <i>th</i>ree</p>four", ["one", "two three", "four"]),
        ("a<br>b<br/>c", ["a b c"]),
        ("<ul><li>a<li>b</ul><table><tr><td>c<td>d</table>", ["a", "b", "c", "d"]),
        ("caf&eacute; &#8220;x&#x201D; &amp; a&nbsp;b", ['café "x" & a b']),
        ("<head><title>t</title><meta><style>s</style></head>a", ["a"]),
        ("<head><title>t<body>a", ["a"]),
        ("<script>var a = '<p>no</p>'</script>a<!-- no --><template>no</template>b", ["ab"]),
        ("<p>ill-\n\n  treatment", ["illtreatment"]),
        ("<svg><title>t</title></svg><p>as said.<sup>[12]</sup> Then", ["as said. Then"]),
        ("", []),
        ("<p>  <p>\n", []),
    ],
)
def test_the_text_of_a_page(source: str, paragraphs: list[str]) -> None:
    assert [" ".join(each.words) for each in split_page(source)] == paragraphs


@given(st.text(st.sampled_from("<>/!-&;p ab\"'=\n")))
def test_no_page_is_too_broken(source: str) -> None:
    lines = source.count("\n") + 1
    assert all(1 <= each.first_line <= each.last_line <= lines for each in split_page(source))


# ---------------------------------------------------------------- the command


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


@needs_texts
def test_the_command_ends_with_the_figure() -> None:
    result = run("verify", ROOT, "--texts", texts_folder())
    claims, passages = len(table("claims")), len(table("passages"))
    figure = f"{claims} of {claims} claims and {passages} of {passages} passages found in 5 of 5 documents"
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, figure)
    assert len(result.stdout.splitlines()) == 6


def test_the_command_names_each_miss_up_to_twenty_of_a_kind(tmp_path: Path) -> None:
    quotes = [(1, "was held", "six days")] * 23 + [(2, "was held", "six days"), (3, "No more", "")]
    package = anchored(tmp_path, TEXT, quotes)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    texts = copy(tmp_path, TEXT.replace("He was held", "He was kept"))
    lines = run("verify", package, "--texts", texts).stdout.splitlines()
    assert lines[0] == "s-a#1: not found in a.txt; it would be on line 1"
    assert lines[1] == "c-1: elsewhere: its words are not in s-a#1, but 2 times in a.txt, s-a#2, line 3"
    assert lines[21] == "and 3 more claims elsewhere; --format json has all"
    assert lines[22] == "c-24: repeated: its words are in s-a#2 2 times; the first are on line 3"
    assert lines[-1] == "1 of 25 claims and 2 of 3 passages found in 1 of 1 documents"
    assert len(lines) == 25
    assert before.items() <= {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}.items()


def test_the_command_counts_apart_what_was_not_checked(tmp_path: Path) -> None:
    package = anchored(tmp_path, TEXT, [(1, "was held", "six days")])
    result = run("verify", package, "--texts", copy(tmp_path, b"\xff"))
    digests = hashlib.sha256(b"\xff").hexdigest()
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"s-a: unusable: a.txt: not UTF-8 at byte 0; save it as UTF-8 (SHA-256 {digests})",
        "not checked: 1 claim and 3 passages",
        "0 of 1 claims and 0 of 3 passages found in 0 of 1 documents",
    ]
    (tmp_path / "texts" / "a.txt").rename(tmp_path / "texts" / "z.txt")
    assert "s-a: missing: no copy of a.txt" in run("verify", package, "--texts", tmp_path / "texts").stdout


def test_the_json_has_the_members_that_the_command_documents(tmp_path: Path) -> None:
    package = anchored(tmp_path, TEXT, [(1, "was held", "six days")])
    result = run("verify", package, "--texts", copy(tmp_path, TEXT), "--format", "json")
    document = json.loads(result.stdout)
    assert list(document) == ["ok", "package", "documents", "passages", "claims", "counts"]
    assert (result.exit_code, document["ok"]) == (0, True)
    assert document["counts"]["passages"] == {"all": 3, "found": 3, "not_checked": 0}
    told = main.commands["verify"].epilog or ""
    for kind in ("documents", "passages", "claims"):
        assert f"{kind}: [{{{', '.join(document[kind][0])}}}]" in told


def test_the_command_says_in_one_line_why_it_could_not_run(tmp_path: Path) -> None:
    package = anchored(tmp_path, TEXT, [])
    path = package / "datapackage.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"normaliser": 1', '"normaliser": 7'), encoding="utf-8")
    result = run("verify", package, "--texts", copy(tmp_path, TEXT))
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)
    assert "version 7 of the normaliser, this casedata has version 1" in result.stderr
    result = run("anchor", package, "--texts", tmp_path / "texts")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert "version 7 of the normaliser" in result.stderr
    assert run("verify", package, "--texts", tmp_path / "nowhere").exit_code == 2


def test_a_case_verifies_itself(tmp_path: Path) -> None:
    package = anchored(tmp_path, TEXT, [(1, "was held", "six days")])
    assert load(package).verify(copy(tmp_path, TEXT)).ok


# ---------------------------------------------------------------- the measurement


@pytest.fixture
def benchmark(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT / "benchmarks")
    return importlib.import_module("verify")


def test_the_measured_copies_are_those_they_are_called(
    benchmark: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["verify.py", "--words", "3000", "--claims", "100", "--runs", "1"])
    monkeypatch.setattr(benchmark, "measured", lambda *_: (0.1, 0.2))
    benchmark.main()
    rows = [line.split(" | ")[:2] for line in capsys.readouterr().out.splitlines()[4:]]
    assert [name.lstrip("| ") for name, _ in rows] == list(benchmark.COPIES)
    found = [int(count) for _, count in rows]
    assert len(set(found[:-1])) == 1
    assert 0 < found[-1] < found[0]


# ---------------------------------------------------------------- the documentation

GUIDE = (ROOT / "docs" / "citations.md").read_text(encoding="utf-8")


def examples(heading: str) -> list[tuple[str, str]]:
    """Return the pairs of a table of the documentation."""
    rows = GUIDE.partition(f"| {heading}")[2].partition("\n\n")[0].splitlines()[2:]
    pairs = [re.fullmatch(r"\| `(.*)` \| `(.*)` \|", row) for row in rows]
    escapes = {r"\n": "\n", r"\r": "\r", r"\t": "\t"}
    plain = [
        [
            re.sub(r"\\u([0-9a-f]{4})|\\[nrt]", lambda m: chr(int(m[1], 16)) if m[1] else escapes[m[0]], cell)
            for cell in it.groups()
        ]
        for it in pairs
        if it
    ]
    assert len(plain) == len(rows) > 8
    return [(one, other) for one, other in plain]


@pytest.mark.parametrize(("one", "other"), examples("forgiven"))
def test_what_the_documentation_calls_forgiven_is(one: str, other: str) -> None:
    assert one != other
    assert digest(normalised_words(one)) == digest(normalised_words(other))


@pytest.mark.parametrize(("one", "other"), examples("kept"))
def test_what_the_documentation_calls_kept_is(one: str, other: str) -> None:
    assert digest(normalised_words(one)) != digest(normalised_words(other))
    assert span_digest(normalised_words(one)) != span_digest(normalised_words(other))


def recipe() -> str:
    """Return the script of the documentation by which a digest is computed by hand."""
    return GUIDE.partition("## One citation by hand")[2].partition("```python\n")[2].partition("```")[0]


PIECES = ("<b>", "</b>", "[1]", "[", "1]", *"aé1-– \u2014\n\r<>/“’'\"´`\u00ad\u200b\ufeff\u0301 ")


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example("[<b>1]")
def test_the_recipe_by_hand_gives_the_digest_of_the_library(text: str) -> None:
    prints: list[tuple[int, str]] = []
    names = {"open": lambda *_, **__: io.StringIO(text, newline=""), "print": lambda *told: prints.append(told)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["recipe.py", "span.txt"])
        exec(recipe(), names)  # the script of this repository
    words = normalised_words(text)
    assert prints == [(len(words), digest(words))]


@needs_texts
def test_the_recipe_confirms_published_claims() -> None:
    texts = documents()
    for row in random.Random(1).sample(table("claims"), 20):
        source, _, number = row["passage_id"].partition("#")
        passage = split_passages(texts[source][1])[int(number) - 1]
        [(begin, stop)] = find_spans(passage.words, row["quote_start"], row["quote_end"])
        span = re.sub(r"^\W+|\W+$", "", " ".join(passage.words[begin:stop]))
        assert row["quote_sha256"] == hashlib.sha256(span.encode()).hexdigest()
        assert row["quote_words"] == str(len(span.split()))


def test_every_answer_is_in_the_documentation() -> None:
    told = re.findall(r"^\| `([a-z ]+)` \| ", GUIDE, re.MULTILINE)
    assert set(told) >= {value for part in get_args(Answer) for value in (get_args(part) or [part])}
    assert f"unusable below {LEAST_SIMILARITY:.0%}".replace("%", " %") in GUIDE


@needs_texts
def test_a_paragraph_without_a_passage_is_told(tmp_path: Path) -> None:
    folder = texts_folder()
    assert folder is not None
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copy(ROOT / "datapackage.json", tmp_path)
    path = tmp_path / "data" / "passages.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    gone = [line for line in lines if line.startswith("s-urgent-action#24,")]
    assert len(gone) == 1
    path.write_text("".join(line for line in lines if line not in gone), encoding="utf-8")
    done = run("verify", tmp_path, "--texts", folder)
    assert done.exit_code == 1
    assert "s-urgent-action: paragraph 24 has no passage" in done.stdout
