"""Checking a package against its manifest, in both directions, without trusting anything that the package says."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casedata.bounds import current
from casedata.errors import IntegrityError, PackageError
from casedata.manifest.digests import content_of, digest, digest_of, read_manifest
from casedata.manifest.ledger import RowChange, TableRows, compare, digest_rows, read_ledger
from casedata.manifest.names import LEDGER, MANIFEST, declared_paths, package_files, package_root
from casedata.manifest.signatures import verify
from casedata.package import DESCRIPTOR


@dataclass(frozen=True, slots=True)
class Check:
    """What was found: how many files and rows are listed, what differs, and who signed, if that was asked.

    `rows` are the changes in tables whose file changed; `notes` says for which tables these cannot be told and why.
    `distrust` says what is wrong with the signature.
    """

    files: int
    listed_rows: int
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    unlisted: tuple[str, ...]
    rows: tuple[RowChange, ...]
    notes: tuple[str, ...]
    signer: str | None
    distrust: str | None

    @property
    def ok(self) -> bool:
        """Whether all files are those listed, and the signature, if it was asked for, is good."""
        return not (self.changed or self.missing or self.unlisted or self.distrust)


def check(path: str | Path, *, signers: Path | None = None, signer: str | None = None) -> Check:
    """Compare the files of a package with its manifest.

    With `signers`, a file of pinned keys (allowed signers of OpenSSH, or a public key of minisign), the manifest must
    be signed by one of them, with `signer` by the key of this identity.

    Raises:
        IntegrityError: there is no manifest, or it cannot be read as one.
        PackageError: there is no such directory.
        RefusedError: there is a link, a device or a FIFO among the files.
        UnreadableError: the system does not let a file be read.
        SigningError: the file of keys cannot be used, or the program that verifies is missing.
    """
    root = package_root(path)
    content = content_of(root / MANIFEST)
    if content is None:
        raise IntegrityError(f"{root / MANIFEST}: there is no manifest; get the original, or run casedata manifest")
    listed = read_manifest(content)
    signed_by, distrust = (None, None) if signers is None else _signature(root, content, signers, signer)
    present = package_files(root, [*listed, *declared_paths(_descriptor(root))])
    common = [name for name in present if name in listed]
    changed = [name for name in common if digest_of(root / name) != listed[name]]
    tables, notes = _ledger(root, listed)
    rows, unread = _changes(root, changed, tables)
    return Check(
        files=len(listed),
        listed_rows=sum(len(table.rows) for table in tables.values()),
        changed=tuple(changed),
        missing=tuple(name for name in listed if name not in present),
        unlisted=tuple(name for name in present if name not in listed),
        rows=tuple(rows),
        notes=(*notes, *unread),
        signer=signed_by,
        distrust=distrust,
    )


def _signature(root: Path, manifest: bytes, signers: Path, signer: str | None) -> tuple[str | None, str | None]:
    try:
        return verify(root, manifest, signers, signer), None
    except IntegrityError as error:
        return None, str(error)


def _descriptor(root: Path) -> Any:
    """Return what the descriptor holds, None if that cannot be told: whether it changed is asked elsewhere."""
    try:
        return json.loads(content_of(root / DESCRIPTOR) or b"null")
    except (ValueError, RecursionError):
        return None


def _ledger(root: Path, listed: Mapping[str, str]) -> tuple[dict[str, TableRows], list[str]]:
    """Return the ledger, or why it is of no use."""
    content = content_of(root / LEDGER)
    if content is None or digest(content) != listed.get(LEDGER):
        return {}, [f"{LEDGER}: not the one that was listed, so no row can be compared; get the original"]
    return read_ledger(content), []


def _changes(root: Path, changed: list[str], tables: Mapping[str, TableRows]) -> tuple[list[RowChange], list[str]]:
    """Return the changes of rows in the changed files of tables, and notes on those that cannot be compared."""
    rows, notes = [], []
    for name in changed:
        if name not in tables:
            continue
        old = tables[name]
        try:
            found = list(compare(old, digest_rows(old.table, name, old.key, content_of(root / name) or b"", current())))
        except PackageError as error:
            notes.append(f"{error}; until then its rows cannot be compared")
            continue
        rows += found
        if not found:
            notes.append(f"{name}: no row differs, only their order, quoting or line ends")
    return rows, notes
