"""The files of a package, in a directory or a zip file: only real files, none that leads out, none beyond the bounds.

What is asked is the file itself, after it has been opened, not its name: a link that leaves the package, a device, a
FIFO is refused and never read. What the files hold is left to `package`.
"""

import os
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from casedata.bounds import Bounds
from casedata.descriptor import DESCRIPTOR
from casedata.errors import MissingFileError, PackageError, RefusedError, UnreadableError

_MIB = 1 << 20
_END = b"PK\5\6"
_END_SIZE = (1 << 16) + 22
_ENTRY = 1 << 12
_PUT = f"put it there, or correct {DESCRIPTOR}"
_BOUND = "if you trust the package, raise the bound (docs/bounds.md)"


@dataclass(frozen=True, slots=True)
class Directory:
    """The files of a package below one directory."""

    root: Path
    bounds: Bounds

    def read(self, name: str, most: int) -> bytes:
        """Return what a file holds, if that is at most so many bytes.

        Raises:
            PackageError: as `open_file` of this module.
        """
        with open_file(self._within(name), most) as file:
            return file.read()

    def place(self, name: str, _: Path) -> Path:
        """Return where a file is on disk; it is a regular file within the bounds.

        Raises:
            PackageError: as `open_file` of this module.
        """
        path = self._within(name)
        open_file(path, self.bounds.file).close()
        return path

    def names(self, folder: str, suffix: str) -> list[str]:
        """Return the names of the files right in a folder that end so, sorted."""
        found = [path for path in self._within(folder).glob(f"*{suffix}") if not path.is_dir()]
        return sorted(f"{folder}/{path.name}" for path in found if not path.name.startswith("."))

    def _within(self, name: str) -> Path:
        """Follow a name to its file, which must be in the package."""
        place = self.root / name
        try:
            path = place.resolve()
        except (OSError, RuntimeError) as error:
            raise RefusedError(f"{place}: links that lead nowhere or in a circle; put the file itself there") from error
        if not path.is_relative_to(self.root.resolve()):
            raise RefusedError(f"{name}: a link that leaves the package; put the file itself there")
        return path


@dataclass(frozen=True, slots=True)
class Zip:
    """The files of a package in a zip file, at its top or in its only folder."""

    root: Path
    bounds: Bounds
    folder: str

    def read(self, name: str, most: int) -> bytes:
        """Return what a file holds, if that is at most so many bytes.

        Raises:
            PackageError: the file is not there, cannot be unpacked, is no file, or is beyond the bounds.
        """
        with self._member(name, most) as file:
            return file.read()

    def place(self, name: str, folder: Path) -> Path:
        """Unpack a file into a folder and return where it is.

        Raises:
            PackageError: as `read`.
        """
        path = folder / name.replace("/", "-")
        with self._member(name, self.bounds.file) as file, path.open("wb") as target:
            shutil.copyfileobj(file, target, _MIB)
        return path

    def names(self, folder: str, suffix: str) -> list[str]:
        """Return the names of the files right in a folder that end so, sorted."""
        with _archive(self.root, self.bounds) as archive:
            paths = [PurePosixPath(name) for name in archive.namelist() if name.endswith(suffix)]
        place = PurePosixPath(self.folder + folder)
        return sorted(f"{folder}/{path.name}" for path in paths if path.parent == place and path.name[0] != ".")

    @contextmanager
    def _member(self, name: str, most: int) -> Iterator[IO[bytes]]:
        with _archive(self.root, self.bounds) as archive:
            inside = self.folder + name
            if archive.namelist().count(inside) != 1:
                if inside not in archive.namelist():
                    raise MissingFileError(f"{self.root}: no {name} in it; {_PUT}")
                raise RefusedError(f"{self.root}: {name} is in it twice, programs differ in which they read; keep one")
            self._check(archive.getinfo(inside), name, most)
            try:
                with archive.open(inside) as file:
                    yield file
            except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
                raise PackageError(f"{self.root}: {name} cannot be unpacked: {error}") from error

    def _check(self, info: zipfile.ZipInfo, name: str, most: int) -> None:
        kind = stat.S_IFMT(info.external_attr >> 16)
        if info.is_dir() or kind not in {0, stat.S_IFREG}:
            raise RefusedError(f"{self.root}: {name} is no file but a link or a device; zip the file itself")
        if info.file_size > most:
            raise RefusedError(f"{self.root}: {name} has {info.file_size} bytes, more than {most}; {_BOUND}")
        if info.file_size > _MIB and info.file_size > self.bounds.ratio * max(info.compress_size, 1):
            times = info.file_size // max(info.compress_size, 1)
            raise RefusedError(f"{self.root}: {name} would unpack to {times} times its size; {_BOUND}")


def open_files(path: Path, bounds: Bounds) -> Directory | Zip:
    """Find the files of a package: those of a directory, beside a descriptor, or in a zip file.

    Raises:
        PackageError: there is no package.
    """
    if path.is_dir():
        if not os.path.lexists(path / DESCRIPTOR):
            raise PackageError(f"{path}: no {DESCRIPTOR} in it; give the directory of a package")
        return Directory(path, bounds)
    if not os.path.lexists(path):
        raise PackageError(f"{path}: no such file or directory; give a package")
    if path.name == DESCRIPTOR:
        return Directory(path.parent, bounds)
    with _archive(path, bounds) as archive:
        names = [name for name in archive.namelist() if PurePosixPath(name).name == DESCRIPTOR]
    folders = sorted((name.removesuffix(DESCRIPTOR) for name in names), key=lambda name: name.count("/"))
    if not folders or folders[0].count("/") > 1 or folders[0] in {"/", "../"}:
        raise PackageError(f"{path}: no {DESCRIPTOR} at its top or in its folder; zip the package directory")
    return Zip(path, bounds, folders[0])


def open_file(path: Path, most: int) -> IO[bytes]:
    """Open a regular file of at most so many bytes; nothing else is opened for longer than it takes to see that.

    Raises:
        MissingFileError: there is no such file.
        RefusedError: it is no regular file, or larger.
        UnreadableError: the system does not let it be read.
    """
    try:
        _check_regular(path, path.stat(), most)
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    except FileNotFoundError as error:
        raise MissingFileError(f"{path}: no such file; {_PUT}") from error
    except OSError as error:
        raise UnreadableError(f"{path}: cannot be read: {error.strerror}") from error
    file = os.fdopen(handle, "rb")
    try:
        _check_regular(path, os.fstat(handle), most)
    except RefusedError:
        file.close()
        raise
    return file


def _check_regular(path: Path, state: os.stat_result, most: int) -> None:
    if not stat.S_ISREG(state.st_mode):
        raise RefusedError(f"{path}: {_kind(state.st_mode)}, no file; put the file itself there")
    if state.st_size > most:
        raise RefusedError(f"{path}: {state.st_size} bytes, more than {most}; {_BOUND}")


def _kind(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a directory"
    return "a FIFO" if stat.S_ISFIFO(mode) else "a device"


@contextmanager
def _archive(path: Path, bounds: Bounds) -> Iterator[zipfile.ZipFile]:
    """Open a zip file whose list of files is not too long."""
    with open_file(path, bounds.file) as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - _END_SIZE))
        end = file.read()
        at = end.rfind(_END)
        count, size = int.from_bytes(end[at + 10 : at + 12], "little"), int.from_bytes(end[at + 12 : at + 16], "little")
        if at >= 0 and (count > bounds.members or size > bounds.members * _ENTRY):
            raise RefusedError(f"{path}: a zip file of more than {bounds.members} files; {_BOUND}")
        try:
            with zipfile.ZipFile(file) as archive:
                yield archive
        except (OSError, zipfile.BadZipFile) as error:
            wanted = f"give a directory, a {DESCRIPTOR} or a zip file of one"
            raise PackageError(f"{path}: not a package ({error}); {wanted}") from error
