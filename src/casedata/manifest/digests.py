"""SHA-256 of files, and lists of them in the format of GNU `sha256sum`.

A line is digest, two spaces, path. Where a path has a backslash, a line feed or a carriage return, the line begins with
a backslash, and they are written as backslash and another backslash, `n` or `r`.
"""

import hashlib
import os
import re
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

from casedata.errors import IntegrityError, RefusedError, UnreadableError
from casedata.manifest.names import MANIFEST

_LINE = re.compile(rb"(\\?)([0-9a-f]{64})  ([^\n\r\0]+)")
_ESCAPES = {b"\\": b"\\\\", b"\n": b"\\n", b"\r": b"\\r"}
_ESCAPED = {escape: char for char, escape in _ESCAPES.items()}
_ORIGINAL = "get the original, or, if the change is meant, run casedata manifest"


def digest(content: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a regular file.

    Raises:
        RefusedError: it is no regular file.
        UnreadableError: the system does not let it be read.
    """
    with _opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def content_of(path: Path) -> bytes | None:
    """Return what a regular file holds, None if there is none.

    Raises:
        RefusedError: it is no regular file, but, for example, a link.
        UnreadableError: the system does not let it be read.
    """
    if not os.path.lexists(path):
        return None
    with _opened(path) as file:
        return file.read()


def manifest_lines(digests: Mapping[str, str]) -> bytes:
    r"""Return a manifest: a line for each file, sorted by the bytes of its path.

    >>> manifest_lines({"a\\b": "0" * 64}).decode()[:1], manifest_lines({"ab": "0" * 64}).decode()[-6:]
    ('\\', '0  ab\n')
    """
    return b"".join(_line(os.fsencode(path), digests[path]) for path in sorted(digests, key=os.fsencode))


def read_manifest(content: bytes) -> dict[str, str]:
    """Return the digests that a manifest lists, by path.

    Raises:
        IntegrityError: a line is no such line, a path is there twice or leads out of the package.
    """
    listed: dict[str, str] = {}
    lines = content.split(b"\n")
    for number, line in enumerate(lines[:-1], 1):
        found = _LINE.fullmatch(line)
        path = os.fsdecode(_unescaped(found[3], bool(found[1]))) if found else ""
        if not found or path in listed or path.startswith("/") or ".." in path.split("/"):
            raise IntegrityError(f"{MANIFEST}:{number}: not the line of one file of the package; {_ORIGINAL}")
        listed[path] = found[2].decode()
    if lines[-1] or not listed:
        raise IntegrityError(f"{MANIFEST}:{len(lines)}: cut short; {_ORIGINAL}")
    return listed


@contextmanager
def _opened(path: Path) -> Iterator[BufferedReader]:
    """Open a regular file to read it; nothing else is opened for longer than it takes to see that."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise RefusedError(f"{path}: not a file but a directory, link, device or FIFO; put the file itself there")
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            yield file
    except OSError as error:
        advice = "let this user read it, or see what the system says of this disk"
        raise UnreadableError(f"{path}: cannot be read: {error.strerror or error}; {advice}") from error


def _line(path: bytes, known: str) -> bytes:
    escaped = re.sub(rb"[\\\n\r]", lambda found: _ESCAPES[found[0]], path)
    return (b"\\" if escaped != path else b"") + known.encode() + b"  " + escaped + b"\n"


def _unescaped(path: bytes, is_escaped: bool) -> bytes:
    return re.sub(rb"\\[\\nr]", lambda found: _ESCAPED[found[0]], path) if is_escaped else path
