"""Finding the copies of the source documents in a folder."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from casedata.errors import TextsError


@dataclass(frozen=True, slots=True)
class Texts:
    """The documents that were found, by source; the sources whose document was not; the SHA-256 of the files."""

    by_source: Mapping[str, str]
    missing: tuple[str, ...]
    sha256: Mapping[str, str] = field(default_factory=dict)


def files_in(folder: Path) -> list[Path]:
    """Return the files right in a folder, sorted by name.

    Raises:
        TextsError: the folder does not exist, or holds no files.
    """
    if not folder.is_dir():
        raise TextsError(f"{folder}: not a folder; give the folder that holds copies of the documents")
    files = [path for path in sorted(folder.iterdir()) if path.is_file()]
    if not files:
        raise TextsError(f"{folder}: holds no files; give the folder that holds copies of the documents")
    return files


def read_texts(folder: Path, sources: Sequence[Mapping[str, str]]) -> Texts:
    """Read the documents of `sources` (raw rows) from `folder`.

    A document is recognised by its SHA-256 under any name, or, while the sources table has no digest for it, by its
    file name. Line ends CR LF are read as LF.

    Raises:
        TextsError: the folder does not exist, a document is not UTF-8, or its digest is not the one in the sources
            table.
    """
    contents = {path.name: path.read_bytes() for path in files_in(folder)}
    by_digest = {hashlib.sha256(content).hexdigest(): content for content in contents.values()}
    by_source: dict[str, str] = {}
    digests: dict[str, str] = {}
    missing: list[str] = []
    for row in sources:
        if not row["document"]:
            continue
        known = row["document_sha256"]
        content = by_digest.get(known) if known else contents.get(row["document"])
        if content is None and row["document"] in contents:
            raise TextsError(
                f"{folder / row['document']}: not the document that {row['source_id']} was read from "
                "(its SHA-256 differs); put the copy as received there"
            )
        if content is None:
            missing.append(row["source_id"])
            continue
        digests[row["source_id"]] = hashlib.sha256(content).hexdigest()
        by_source[row["source_id"]] = _decoded(content, folder / row["document"])
    return Texts(by_source, tuple(missing), digests)


def _decoded(content: bytes, path: Path) -> str:
    try:
        return content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise TextsError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from error
