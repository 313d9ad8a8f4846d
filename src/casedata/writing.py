"""Writing files: whatever happens, a file holds all of its old content or all of the new.

The new content goes into a hidden file beside the target, is flushed to disk and renamed over it. That file has one
name for each target, ends in `SUFFIX`, and is locked while the run that made it is alive: so the next write to the same
target can tell a file that a killed run left behind, which it removes, from one that is being written. The system has
to have POSIX file operations. What stands in a file, and in which order several are written, is left to the callers.
"""

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from casedata.errors import RefusedError, StaleFileError, UnreadableError

if sys.platform != "win32":
    import fcntl

SUFFIX = ".casedata-new"
"""How the name of a temporary file ends: that of `events.csv` is `.events.csv.casedata-new`."""

_NEW_MODE = 0o644
_ROOM = "make room on the disk, then run the command again"
_LEAVE = "let this user write there, or give another place"
_ADVICE = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EACCES: _LEAVE,
    errno.EPERM: _LEAVE,
    errno.EROFS: _LEAVE,
}


def read_target(path: Path) -> bytes | None:
    """Return what a file that is to be written holds now, None if there is no such file.

    Raises:
        RefusedError: at `path` is a directory, a device, a FIFO, a socket, or a ring of links.
        UnreadableError: the system does not let it be read.
    """
    target = _resolved(path)
    with _told(path, "cannot be read"):
        try:
            folder = _open_folder(target.parent)
        except FileNotFoundError:
            return None
        try:
            return _present(folder, target.name, path)[0]
        finally:
            os.close(folder)


def replace_file(path: Path, content: bytes, *, read: bytes | None) -> None:
    """Put `content` into the file at `path`, whole or not at all; folders that are missing are made.

    `read` is what the file held when the caller read it, None if there was no file; that it still does is looked at
    before anything is written and again directly before the renaming. Links are followed and permissions kept. When
    this returns, file and folder entry are on the disk.

    Raises:
        StaleFileError: the file holds something else now, or another run is writing it; it is left as it is.
        RefusedError: at `path` is a directory, a device, a FIFO, a socket, or a ring of links.
        UnreadableError: the system does not let it be written.
    """
    target = _resolved(path)
    with _told(path, "not written"):
        _make_folder(target.parent)
        folder = _open_folder(target.parent)
        try:
            _replace(folder, target.name, path, content, read)
            with _told(path, "written, but perhaps not yet kept"):
                _sync(folder)
        finally:
            os.close(folder)


def _resolved(path: Path) -> Path:
    if sys.platform == "win32":
        raise RefusedError(f"{path}: this system has no POSIX file operations; write on one that has, such as WSL")
    try:
        return path.resolve()
    except (OSError, RuntimeError) as error:
        raise RefusedError(f"{path}: cannot be followed: {error}; put a file there") from error


@contextmanager
def _told(path: Path, what: str) -> Iterator[None]:
    """Make one line of what the system says."""
    try:
        yield
    except OSError as error:
        advice = _ADVICE.get(error.errno or 0, "see what the system says of this disk, then run the command again")
        raise UnreadableError(f"{path}: {what}: {error.strerror or error}; {advice}") from error


def _replace(folder: int, name: str, path: Path, content: bytes, read: bytes | None) -> None:
    mode = _check(folder, name, path, read)
    temporary = f".{name}{SUFFIX}"
    _remove_left(folder, temporary, path)
    handle = _create(folder, temporary, path)
    try:
        if not os.fstat(handle).st_nlink:  # another run took it for one that was left behind, before it was locked
            raise _busy(path)
        unwritten = memoryview(content)
        while unwritten:
            unwritten = unwritten[os.write(handle, unwritten) :]
        os.fchmod(handle, mode)
        os.fsync(handle)
        _check(folder, name, path, read)
        os.replace(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        with suppress(OSError):
            if _is_at(handle, folder, temporary):
                os.unlink(temporary, dir_fd=folder)
        raise
    finally:
        with suppress(OSError):
            os.close(handle)


def _check(folder: int, name: str, path: Path, read: bytes | None) -> int:
    """Return the permissions of a file that still holds what was read, or those of a new one."""
    current, mode = _present(folder, name, path)
    if current != read:
        raise StaleFileError(f"{path}: changed since it was read; nothing was written, run the command again")
    return mode


def _present(folder: int, name: str, path: Path) -> tuple[bytes | None, int]:
    """Return what a file holds, None if it is missing, and its permissions."""
    handle = _open_regular(folder, name, path)
    if handle is None:
        return None, _NEW_MODE
    with os.fdopen(handle, "rb") as file:
        return file.read(), stat.S_IMODE(os.fstat(handle).st_mode)


def _open_regular(folder: int, name: str, path: Path) -> int | None:
    """Open a file to read it; what is no regular file is refused without being opened."""
    try:
        found = os.stat(name, dir_fd=folder, follow_symlinks=False)
        if stat.S_ISREG(found.st_mode):
            return os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
    except FileNotFoundError:
        return None
    place = path.parent / name if name.endswith(SUFFIX) else path
    raise RefusedError(f"{place}: not a file but a directory, link, device or FIFO; remove it, nothing was written")


def _remove_left(folder: int, temporary: str, path: Path) -> None:
    """Remove the temporary file that a killed run left behind, never one of a run that is alive."""
    handle = _open_regular(folder, temporary, path)
    if handle is None:
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Between opening and locking it may have been renamed; only the file that is locked may go.
        if not _is_at(handle, folder, temporary):
            raise _busy(path)
        os.unlink(temporary, dir_fd=folder)
    except (BlockingIOError, FileNotFoundError) as error:
        raise _busy(path) from error
    finally:
        os.close(handle)


def _create(folder: int, temporary: str, path: Path) -> int:
    """Make the temporary file and lock it."""
    try:
        handle = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600, dir_fd=folder)
    except FileExistsError as error:
        raise _busy(path) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:  # another run is about to remove it as left behind
        os.close(handle)
        raise _busy(path) from error
    except OSError:
        # A file system without locks is no reason not to write: what is left behind there cannot be told, and stays.
        return handle
    return handle


def _is_at(handle: int, folder: int, name: str) -> bool:
    """Tell whether an open file is the one of this name."""
    return os.path.samestat(os.fstat(handle), os.stat(name, dir_fd=folder, follow_symlinks=False))


def _busy(path: Path) -> StaleFileError:
    return StaleFileError(f"{path}: another run is writing it; nothing was written, run the command again")


def _make_folder(folder: Path) -> None:
    for missing in reversed([each for each in (folder, *folder.parents) if not each.exists()]):
        missing.mkdir(exist_ok=True)
        above = _open_folder(missing.parent)
        try:
            _sync(above)
        finally:
            os.close(above)


def _open_folder(folder: Path) -> int:
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)


def _sync(folder: int) -> None:
    try:
        os.fsync(folder)
    except OSError as error:
        if error.errno != errno.EINVAL:  # what file systems say that cannot do it
            raise
