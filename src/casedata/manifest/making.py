"""Making a manifest: the digests of all files and rows of a package, written beside its descriptor."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from casedata.errors import PackageError
from casedata.manifest.digests import digest, digest_of, manifest_lines
from casedata.manifest.ledger import digest_rows, ledger_bytes
from casedata.manifest.names import LEDGER, MANIFEST, SIGNATURES, declared_paths, package_files, package_root
from casedata.manifest.signatures import sign
from casedata.package import DESCRIPTOR, Package, open_package
from casedata.writing import read_target, replace_file


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was listed and written: numbers of files and rows, names of the files written, and stale signatures."""

    files: int
    rows: int
    written: tuple[str, ...]
    stale: tuple[str, ...]


def write(path: str | Path, *, key: Path | None = None) -> Manifest:
    """Write `MANIFEST.rows.csv`, `MANIFEST.sha256` and, with a private key, its signature; what is current stays.

    They are written in this order, each old or new as a whole: after a run that was killed, `check` tells that the
    ledger or the signature is not the one of the manifest, and the next run finishes.

    Raises:
        PackageError: there is no package in a directory, a table's file cannot be read, or a declared file is hidden.
        SchemaError: a table schema cannot be used.
        RefusedError: there is a link, a device or a FIFO among the files.
        UnreadableError: the system does not let a file be read or written.
        StaleFileError: a manifest changed meanwhile.
        SigningError: the key cannot be used, or the program that signs is missing.
    """
    root = package_root(path)
    package = open_package(root)
    declared = declared_paths(dict(package.descriptor))
    files = package_files(root, declared)
    for name in declared:
        if name not in files:
            raise PackageError(f"{name}: declared, but a hidden file or no plain path; rename it in {DESCRIPTOR}, too")
    digests, ledger, rows = _digests(package, files)
    manifest = manifest_lines(digests)
    made = {LEDGER: ledger, MANIFEST: manifest}
    if key is not None:
        signature, content = sign(key, manifest)
        made[signature] = content
    read = {name: read_target(root / name) for name in made}
    written = [name for name, content in made.items() if content != read[name]]
    for name in written:
        replace_file(root / name, made[name], read=read[name])
    stale = [name for name in SIGNATURES if MANIFEST in written and name not in made and (root / name).exists()]
    return Manifest(len(digests), rows, tuple(written), tuple(stale))


def _digests(package: Package, files: list[str]) -> tuple[Mapping[str, str], bytes, int]:
    """Return the digests of all files, the ledger, and the number of rows in it; each table is read once for both."""
    digests: dict[str, str] = {}
    tables = []
    for name, table in package.tables.items():
        content = package.read(name)
        digests[package.path(name)] = digest(content)
        tables.append(digest_rows(name, package.path(name), table.primary_key, content, package.bounds))
    ledger = ledger_bytes(tables)
    digests[LEDGER] = digest(ledger)
    digests |= {name: digest_of(package.root / name) for name in files if name not in digests}
    return digests, ledger, sum(len(table.rows) for table in tables)
