"""Verification: whether every passage and every quotation of a package stands in copies of its documents.

Nothing is written. How words are found by their digests is left to `casedata.citations`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from casedata.citations import check_normaliser
from casedata.citations.answers import Checked, ClaimCheck, DocumentCheck, PassageCheck, not_checked
from casedata.citations.checking import LEAST_SIMILARITY, check_document
from casedata.citations.copies import Copy, read_copies
from casedata.errors import PackageError
from casedata.package import Package, open_package

__all__ = ["LEAST_SIMILARITY", "ClaimCheck", "DocumentCheck", "PassageCheck", "Verification", "verify"]

_Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Verification:
    """What became of the documents of a package, of their passages and of the claims on them, document by document."""

    name: str
    version: str
    documents: tuple[DocumentCheck, ...]
    passages: tuple[PassageCheck, ...]
    claims: tuple[ClaimCheck, ...]

    @property
    def ok(self) -> bool:
        """Whether every document is there, each paragraph has a passage, and what is cited was found in its place."""
        is_listed = not any(document.unlisted for document in self.documents)
        return is_listed and all(count["found"] == count["all"] for count in self.counts.values())

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """How many documents, passages and claims there are, were found, and were not checked for want of a copy."""
        states: dict[str, list[str]] = {
            "documents": [document.state for document in self.documents],
            "passages": [passage.state for passage in self.passages],
            "claims": [claim.answer for claim in self.claims],
        }
        return {
            kind: {
                "all": len(found),
                "found": found.count("found"),
                "not_checked": sum(state.endswith(("unusable", "missing")) for state in found),
            }
            for kind, found in states.items()
        }


def verify(package: Package | str | Path | None, texts_dir: str | Path) -> Verification:
    """Look in copies of the documents for every passage and every quotation of a package.

    `package` is an opened package or the path of one, None for the bundled case; `texts_dir` is the folder with the
    copies. What is not found is in the result.

    Raises:
        PackageError: there is no package, a table's file cannot be read, no source has a document, or the digests were
            made with another version of the normaliser.
        SchemaError: a table schema cannot be used.
        TextsError: the folder does not exist, or holds no files.
    """
    if not isinstance(package, Package):
        package = open_package(package)
    check_normaliser(package.descriptor["casedata"]["normaliser"])
    sources, passages, claims = map(package.rows, ("sources", "passages", "claims"))
    if not any(row["document"] for row in sources):
        raise PackageError(f"{package.path('sources')}: no source has a document; fill in document, then verify")
    copies = read_copies(Path(texts_dir), sources)
    home = {row["passage_id"]: row["source_id"] for row in passages}
    passages_of = _grouped((row["source_id"], row) for row in passages)
    claims_of = _grouped((home.get(row["passage_id"], row["passage_id"].partition("#")[0]), row) for row in claims)
    documents = {row["source_id"]: row["document"] for row in sources if row["document"]}
    done = [
        _checked(source, document, copies.get(source), passages_of.get(source, []), claims_of.get(source, []))
        for source, document in (dict.fromkeys([*passages_of, *claims_of], "") | documents).items()
    ]
    return Verification(
        package.name,
        package.version,
        tuple(one.document for one in done),
        tuple(passage for one in done for passage in one.passages),
        tuple(claim for one in done for claim in one.claims),
    )


def _grouped(rows: Iterable[tuple[str, _Row]]) -> dict[str, list[_Row]]:
    groups: dict[str, list[_Row]] = {}
    for source, row in rows:
        groups.setdefault(source, []).append(row)
    return groups


def _checked(source: str, document: str, copy: Copy | None, passages: list[_Row], claims: list[_Row]) -> Checked:
    if copy is None:
        message = f"no copy of {document} in the folder" if document else "the package names no document"
        return not_checked(DocumentCheck(source, "missing", message=message), passages, claims)
    return check_document(source, copy, passages, claims)
