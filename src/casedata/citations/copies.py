"""Copies of the documents: which file of a folder is the copy of which source, and the paragraphs in it.

A copy need not be the file as received: it may have another name, other line ends and line breaks, or be a saved web
page. Whether what the package cites stands in it is left to `places` and `spans`.
"""

import hashlib
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from casedata.citations.pages import PAGE_SUFFIXES, is_page, split_page
from casedata.citations.passages import Passage, split_passages
from casedata.citations.texts import files_in
from casedata.citations.words import normalised_words

Recognised = Literal["digest", "name"]
"""How a file was taken for a document: it has its SHA-256, or its name."""

_BROKEN_WORD = re.compile(r"[^\W\d_]-$")


@dataclass(frozen=True, slots=True)
class Copy:
    """A file taken for the copy of a document, and its paragraphs; `problem` says why it cannot be read, if so.

    `lines` are the physical lines of a plain text; a page has none, since its paragraphs do not follow its lines.
    """

    file: str
    recognised: Recognised
    sha256: str
    paragraphs: tuple[Passage, ...] = ()
    lines: tuple[str, ...] = ()
    problem: str = ""


def read_copies(folder: Path, sources: Sequence[Mapping[str, str]]) -> dict[str, Copy]:
    """Return the copies in `folder` of the documents of `sources` (raw rows), by source.

    A document is recognised by its SHA-256 under any name; or else by its file name, whose suffix may also be `.html`,
    `.htm` or `.txt`. Files in folders below are not looked at.

    Raises:
        TextsError: the folder does not exist, or holds no files.
    """
    files = {path.name: path for path in files_in(folder)}
    digests = {name: _file_digest(path) for name, path in files.items()}
    by_digest = {digest: name for name, digest in reversed(digests.items())}
    copies = {}
    for row in sources:
        document, sha256 = row["document"], row["document_sha256"]
        if not document:
            continue
        named = next((name for name in _names(document) if name in files), None)
        file = by_digest.get(sha256, named)
        if file is not None:
            how: Recognised = "digest" if sha256 in by_digest else "name"
            copies[row["source_id"]] = _read(files[file], document, how, digests[file])
    return copies


def _file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _names(document: str) -> Iterator[str]:
    """Yield the names under which a copy of a document is looked for, the surest first."""
    yield document
    for suffix in (*PAGE_SUFFIXES, ".txt"):
        yield PurePosixPath(document).stem + suffix


def _read(path: Path, document: str, recognised: Recognised, sha256: str) -> Copy:
    try:
        text = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        problem = f"not UTF-8 at byte {error.start}; save it as UTF-8"
        return Copy(path.name, recognised, sha256, problem=problem)
    # What was received as a page was split into passages as it stood, with its markup; so it is here.
    if not document.endswith(PAGE_SUFFIXES) and recognised == "name" and is_page(path.name, text):
        return Copy(path.name, recognised, sha256, tuple(split_page(text)))
    if recognised == "name":
        text = text.replace("\r", "\n")
    return Copy(path.name, recognised, sha256, tuple(split_passages(text)), tuple(text.split("\n")))


def word_lines(paragraph: Passage, lines: Sequence[str]) -> list[tuple[int, int]]:
    """Return the first and the last physical line on which each word of a paragraph may begin.

    `lines` are those of the copy, or nothing. One line is told where the words of the lines make up the paragraph; the
    lines of the whole paragraph are where they do not, as where markup runs over a line end.
    """
    whole = [(paragraph.first_line, paragraph.last_line)] * len(paragraph.words)
    if paragraph.first_line == paragraph.last_line or not lines:
        return whole
    told: list[tuple[int, int]] = []
    words: list[str] = []
    for number in range(paragraph.first_line, paragraph.last_line + 1):
        found = normalised_words(lines[number - 1])
        if words and found and _BROKEN_WORD.search(words[-1]) and found[0][0].isalpha():
            words[-1] = words[-1][:-1] + found.pop(0)
        words += found
        told += itertools.repeat((number, number), len(found))
    return told if tuple(words) == paragraph.words else whole
