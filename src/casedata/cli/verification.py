"""The command `verify`: whether what the package cites stands in copies of its documents."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

import click

from casedata.cli.program import FINDINGS, format_option, print_json, print_lines
from casedata.cli.upkeep import note_bundled
from casedata.report import printable
from casedata.report.wording import counted
from casedata.verification import ClaimCheck, DocumentCheck, PassageCheck, Verification, verify

_AT_MOST = 20
"""So many misses of a kind are printed; of the others only the number."""

_JSON = (
    "JSON: {ok, package: {name, version}, documents: [{source_id, state, file, recognised, sha256, similarity, "
    "message, unlisted}], "
    "passages: [{passage_id, source_id, state, first_line, last_line}], claims: [{claim_id, passage_id, "
    "source_id, answer, times, found_in, first_line, last_line, message}], "
    "counts: {documents: {all, found, not_checked}, passages, claims}}"
)


@click.command("verify", epilog=_JSON)
@click.argument("path", metavar="[PATH]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--texts", required=True, metavar="DIR", type=click.Path(path_type=Path), help="The folder with the documents."
)
@format_option("text", "json")
def verify_command(path: Path | None, texts: Path, form: str) -> int:
    """Look for every passage and every quotation in copies of the documents; exit 1 if one is not in its place.

    A copy is known by its SHA-256 under any name, or by its name; it may be a plain text or a saved web page, with
    other line breaks, quotation marks and dashes. PATH is a directory, a datapackage.json or a zip file; without it,
    the case that comes with casedata is checked. Nothing is written. docs/citations.md says how words are found.
    """
    done = verify(path, texts)
    note_bundled(path, "verify")
    if form == "json":
        print_json(
            {
                "ok": done.ok,
                "package": {"name": done.name, "version": done.version},
                "documents": [asdict(document) for document in done.documents],
                "passages": [asdict(passage) for passage in done.passages],
                "claims": [asdict(claim) for claim in done.claims],
                "counts": done.counts,
            }
        )
    else:
        print_lines(map(printable, _page(done)))
    return 0 if done.ok else FINDINGS


def _page(done: Verification) -> Iterator[str]:
    files = {document.source_id: document.file or "" for document in done.documents}
    kinds: dict[str, list[str]] = {}
    for passage in done.passages:
        if passage.state == "not found":
            kinds.setdefault("passages not found", []).append(_passage(passage, files[passage.source_id]))
    for document in done.documents:
        lines = [f"{document.source_id}: paragraph {number} has no passage" for number in document.unlisted]
        if lines:
            kinds.setdefault("paragraphs without a passage", []).extend(lines)
    for claim in done.claims:
        if claim.answer in _CLAIMS:
            kinds.setdefault(f"claims {claim.answer}", []).append(_claim(claim, files[claim.source_id]))
    for kind, lines in kinds.items():
        yield from lines[:_AT_MOST]
        if len(lines) > _AT_MOST:
            yield f"and {len(lines) - _AT_MOST} more {kind}; --format json has all"
    yield from (_document(document, done) for document in done.documents)
    counts = done.counts
    if not_checked := _not_checked(counts):
        yield f"not checked: {not_checked}"
    claims, passages, documents = (_share(counts[kind], kind) for kind in ("claims", "passages", "documents"))
    yield f"{claims} and {passages} found in {documents}"


def _share(count: Mapping[str, int], kind: str) -> str:
    return f"{count['found']} of {count['all']} {kind}"


def _not_checked(counts: Mapping[str, Mapping[str, int]]) -> str:
    told = ((counts["claims"]["not_checked"], "claim"), (counts["passages"]["not_checked"], "passage"))
    return " and ".join(counted(number, noun) for number, noun in told if number)


def _passage(passage: PassageCheck, file: str) -> str:
    place = _lines(passage)
    return f"{passage.passage_id}: not found in {file}" + (f"; it would be on {place}" if place else "")


_CLAIMS = {
    "elsewhere": "{claim}: elsewhere: its words are not in {passage}, but {times} in {file}, {where}",
    "repeated": "{claim}: repeated: its words are in {passage} {times}; the first are on {where}",
    "misquoted": "{claim}: misquoted: its words are in {passage}, on {where}",
    "not found": "{claim}: not found: its words are nowhere in {file}, where {passage} should have them",
}


def _claim(claim: ClaimCheck, file: str) -> str:
    where = f"{claim.found_in}, {_lines(claim)}" if claim.answer == "elsewhere" and claim.found_in else _lines(claim)
    times = "once" if claim.times == 1 else counted(claim.times, "time")
    line = _CLAIMS[claim.answer].format(
        claim=claim.claim_id, passage=claim.passage_id, file=file, times=times, where=where
    )
    return line + (f"; {claim.message}" if claim.message else "")


def _lines(place: PassageCheck | ClaimCheck) -> str:
    if place.first_line is None or place.first_line == place.last_line:
        return "" if place.first_line is None else f"line {place.first_line}"
    return f"lines {place.first_line} to {place.last_line}"


def _document(document: DocumentCheck, done: Verification) -> str:
    passages = [passage.state for passage in done.passages if passage.source_id == document.source_id]
    claims = [claim.answer for claim in done.claims if claim.source_id == document.source_id]
    share = "" if document.similarity is None else f", {_percent(document.similarity)} of its words found"
    match document.state:
        case "missing":
            return f"{document.source_id}: missing: {document.message}"
        case "unusable":
            told = f"SHA-256 {document.sha256}{share}"
            return f"{document.source_id}: unusable: {document.file}: {document.message} ({told})"
        case _:
            how = "known by its digest" if document.recognised == "digest" else f"known by its name{share}"
            found = f"{claims.count('found')} of {len(claims)} claims"
            found += f" and {passages.count('found')} of {len(passages)} passages"
            return f"{document.source_id}: {document.file}, {how}: {found}"


def _percent(share: float) -> str:
    """Return a share in per cent, rounded down, so that only the whole is 100 %."""
    return f"{math.floor(share * 1000) / 10:g} %"
