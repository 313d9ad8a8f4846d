"""Anchoring a package: compares its claims and passages with the documents and writes their counts and digests.

How a span is found is left to `casedata.citations`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from casedata.citations import Texts, anchor_claims, check_passages, read_texts, split_passages
from casedata.csvfile import canonical_csv, replace_file
from casedata.errors import PackageError
from casedata.package import Package, open_package


@dataclass(frozen=True, slots=True)
class Anchoring:
    """What became of it: the files and rows that were not up to date, what is wrong, and sources without a document."""

    files: tuple[str, ...]
    changed: tuple[str, ...]
    problems: tuple[str, ...]
    missing: tuple[str, ...]


def anchor(package_dir: str | Path, texts_dir: str | Path, *, passages: bool, check: bool) -> Anchoring:
    """Fill in `quote_words` and `quote_sha256` of the claims from copies of the documents.

    With `passages`, lines, words and digests of the passages are written first, and missing passages are added, their
    kind left blank for a person to decide. With `check`, nothing is written. A claim whose words are not found once is
    a problem and stays as it is; so is a passage that does not match the document.

    Raises:
        PackageError: there is no package in a directory, or a table's file cannot be read.
        SchemaError: a table schema cannot be used.
        TextsError: the copies of the documents cannot be used.
        StaleFileError: a file changed meanwhile.
    """
    package = open_package(package_dir)
    if not package.root.is_dir():
        raise PackageError(f"{package.root}: a zip file cannot be written; unpack it and give the directory")
    texts = read_texts(Path(texts_dir), package.rows("sources"))
    read = {name: package.read(name) for name in ("passages", "claims")}
    rows = package.rows("passages")
    renewed = _renewed(package, rows, texts) if passages else rows
    anchored = anchor_claims(package.rows("claims"), texts)
    problems = [*check_passages(renewed, texts), *(f"{item.claim_id}: {item.message}" for item in anchored.problems)]
    known = {row["passage_id"]: row for row in rows}
    changed = [row["passage_id"] for row in renewed if row != known.get(row["passage_id"])]
    files = []
    for name, new in (("passages", renewed if changed else None), ("claims", anchored.rows if anchored.changed else None)):
        ...
