"""Anchoring a package: compares its claims and passages with the documents and writes their counts and digests.

How a span is found is left to `casedata.citations`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from casedata.citations import Texts, anchor_claims, check_normaliser, check_passages, read_texts, split_passages
from casedata.csvfile import canonical_csv
from casedata.errors import PackageError
from casedata.package import open_package
from casedata.writing import replace_file


@dataclass(frozen=True, slots=True)
class Anchoring:
    """What became of it: the files and rows that were not up to date, what is wrong, and sources without a document."""

    files: tuple[str, ...]
    changed: tuple[str, ...]
    problems: tuple[str, ...]
    missing: tuple[str, ...]


def anchor(package_dir: str | Path, texts_dir: str | Path, *, passages: bool, check: bool) -> Anchoring:
    """Fill in `quote_words` and `quote_sha256` of the claims from copies of the documents.

    With `passages`, digests of documents that have none, and lines, words and digests of the passages are written
    first; missing passages are added, their kind left blank for a person to decide. With `check`, nothing is written. A
    claim whose words are not found once is a problem and stays as it is; so is a passage that does not match the
    document.

    Raises:
        PackageError: there is no package in a directory, a table's file cannot be read, or the digests were made with
            another version of the normaliser.
        SchemaError: a table schema cannot be used.
        TextsError: the copies of the documents cannot be used.
        StaleFileError: a file changed meanwhile.
    """
    package = open_package(package_dir)
    if not package.root.is_dir():
        raise PackageError(f"{package.root}: a zip file cannot be written; unpack it and give the directory")
    check_normaliser(package.descriptor["casedata"]["normaliser"])
    read = {name: package.read(name) for name in ("sources", "passages", "claims")}
    sources = package.rows("sources")
    texts = read_texts(Path(texts_dir), sources)
    old = package.rows("passages")
    new = _renewed(old, texts, package.tables["passages"].columns) if passages else old
    anchored = anchor_claims(package.rows("claims"), texts)
    known = {row["passage_id"]: row for row in old}
    undigested = [row["source_id"] for row in sources if passages and _digest(row, texts) != row["document_sha256"]]
    changes = {
        "sources": ([{**row, "document_sha256": _digest(row, texts)} for row in sources], undigested),
        "passages": (new, [row["passage_id"] for row in new if row != known.get(row["passage_id"])]),
        "claims": (anchored.rows, list(anchored.changed)),
    }
    for name, (rows, changed) in changes.items():
        if changed and not check:
            content = canonical_csv(package.tables[name], rows)
            replace_file(package.root / package.path(name), content, read=read[name])
    problems = [*check_passages(new, texts), *(f"{claim.claim_id}: {claim.message}" for claim in anchored.problems)]
    return Anchoring(
        tuple(package.path(name) for name, (_, changed) in changes.items() if changed),
        tuple(identifier for _, changed in changes.values() for identifier in changed),
        tuple(problems),
        texts.missing,
    )


def _digest(source: Mapping[str, str], texts: Texts) -> str:
    """Return the digest that the row has, or else that of the file that was found for it."""
    return source["document_sha256"] or texts.sha256.get(source["source_id"], "")


def _renewed(rows: Sequence[Mapping[str, str]], texts: Texts, columns: Sequence[str]) -> list[dict[str, str]]:
    """Return the rows of passages as the documents have them; rows of other documents stay, new ones have no kind."""
    renewed = {row["passage_id"]: dict(row) for row in rows}
    for source_id, text in texts.by_source.items():
        for passage in split_passages(text):
            identifier = f"{source_id}#{passage.number}"
            row = renewed.setdefault(identifier, dict.fromkeys(columns, "") | {"passage_id": identifier})
            row |= {"source_id": source_id, "number": str(passage.number)}
            row |= {"first_line": str(passage.first_line), "last_line": str(passage.last_line)}
            row |= {"words": str(len(passage.words)), "sha256": passage.sha256}
    return list(renewed.values())
