"""Which files belong to a package, and how the files of a manifest are called.

To a package belong the descriptor and the other regular files right in its root, and everything below the folders in
which declared files lie, below `schemas/`, where row schemas are generated, and below `rules/`. Hidden files and
folders and `__pycache__` are left out, and so are the manifest and its signatures, which cannot list themselves.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from casedata.errors import PackageError, RefusedError, UnreadableError
from casedata.package import DESCRIPTOR, RULES

MANIFEST = "MANIFEST.sha256"
LEDGER = "MANIFEST.rows.csv"
SSH_SIGNATURE = f"{MANIFEST}.sig"
MINISIGN_SIGNATURE = f"{MANIFEST}.minisig"
SIGNATURES = (SSH_SIGNATURE, MINISIGN_SIGNATURE)

_FOLDERS = frozenset({"schemas", RULES})
_CACHE = "__pycache__"


def package_root(path: str | Path) -> Path:
    """Return the directory of a package that is given by it or by its descriptor.

    Raises:
        PackageError: there is no such directory, or it is a zip file.
    """
    given = Path(path)
    root = given.parent if given.name == DESCRIPTOR else given
    if root.is_file():
        raise PackageError(f"{root}: a manifest is of a directory; unpack the package and give the directory")
    if not root.is_dir():
        raise PackageError(f"{root}: no such directory; give that of a package")
    return root


def declared_paths(descriptor: Any) -> list[str]:
    """Return the paths of data and schemas that a descriptor names; one that is no descriptor names none."""
    resources = descriptor.get("resources") if isinstance(descriptor, dict) else None
    items = [item for item in resources if isinstance(item, dict)] if isinstance(resources, list) else []
    return [item[key] for item in items for key in ("path", "schema") if isinstance(item.get(key), str)]


def package_files(root: Path, paths: Iterable[str]) -> list[str]:
    """Return the paths of the files of a package, sorted by their bytes; `paths` are those it is known to have.

    Raises:
        RefusedError: there is a link, a device, a FIFO or a socket among them.
        UnreadableError: the system does not let a folder be listed.
    """
    tops = {path.partition("/")[0] for path in paths if "/" in path} | _FOLDERS
    try:
        return sorted(_below(root, "", tops), key=os.fsencode)
    except OSError as error:
        raise UnreadableError(f"{error.filename}: cannot be listed: {error.strerror}; let this user read it") from error


def _below(root: Path, folder: str, tops: Iterable[str] | None) -> Iterator[str]:
    """Yield the files below a folder; of the root itself only those in the folders `tops`."""
    with os.scandir(root / folder) as entries:
        for entry in entries:
            path = folder + entry.name
            if entry.name.startswith(".") or entry.name == _CACHE:
                continue
            if entry.is_dir(follow_symlinks=False):
                if tops is None or entry.name in tops:
                    yield from _below(root, f"{path}/", None)
            elif not entry.is_file(follow_symlinks=False):
                raise RefusedError(f"{root / path}: a link, device or FIFO; put the file itself there, or move it away")
            elif folder or entry.name not in {MANIFEST, *SIGNATURES}:
                yield path
