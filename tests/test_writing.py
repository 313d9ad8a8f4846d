"""Writing a file: all of the old or all of the new, nothing else touched, and one line when it cannot be done.

What kills and faults at each operation leave behind is in test_crash.py.
"""

import errno
import fcntl
import importlib
import os
import re
import socket
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from casedata.cli import main
from casedata.errors import RefusedError, StaleFileError, UnreadableError
from casedata.writing import SUFFIX, read_target, replace_file
from crash import WRITERS, Faulty

TEMPORARY = f".x.csv{SUFFIX}"
BUSY = "another run is writing it; nothing was written"


def test_replacing_writes_the_content_and_keeps_permissions(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    replace_file(path, b"one", read=None)
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    path.chmod(0o640)
    replace_file(path, b"two", read=b"one")
    assert path.read_bytes() == b"two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_replacing_follows_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "elsewhere" / "target.csv", tmp_path / "link.csv"
    target.parent.mkdir()
    link.symlink_to(target)
    replace_file(link, b"one", read=read_target(link))
    replace_file(link, b"two", read=read_target(link))
    assert target.read_bytes() == b"two"
    assert link.is_symlink()
    assert list(target.parent.iterdir()) == [target]


def test_folders_that_are_missing_are_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "x.csv"
    assert read_target(path) is None
    replace_file(path, b"one", read=None)
    assert read_target(path) == b"one"


@pytest.mark.parametrize(("now", "read"), [(b"theirs", b"mine"), (b"theirs", None), (None, b"mine"), (b"", None)])
def test_a_file_that_changed_is_left_alone(tmp_path: Path, now: bytes | None, read: bytes | None) -> None:
    path = tmp_path / "x.csv"
    if now is not None:
        path.write_bytes(now)
    with pytest.raises(StaleFileError, match="changed since it was read; nothing was written"):
        replace_file(path, b"new", read=read)
    assert (path.read_bytes() if path.exists() else None) == now
    assert len(list(tmp_path.iterdir())) == (now is not None)


@pytest.mark.parametrize("read", [b"old", None])
def test_a_file_that_changes_until_just_before_the_renaming_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: bytes | None
) -> None:
    path = tmp_path / "x.csv"
    if read is not None:
        path.write_bytes(read)
    monkeypatch.setattr(os, "fsync", lambda _: path.write_bytes(b"theirs"))
    with pytest.raises(StaleFileError, match="changed since it was read; nothing was written"):
        replace_file(path, b"new", read=read)
    assert path.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_on_the_disk_is_flushed_before_and_after_the_renaming(tmp_path: Path) -> None:
    faulty = Faulty()
    with faulty.installed():
        replace_file(tmp_path / "x.csv", b"new", read=None)
    changing = [name for name in faulty.done if name not in {"open to read", "stat", "fstat"}]
    assert changing == ["open", "flock", "write", "fchmod", "fsync", "replace", "fsync"]
    assert faulty.done[-4:] == ["fsync", "stat", "replace", "fsync"]


def test_a_system_that_writes_byte_by_byte_writes_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, content: write(handle, content[:1]))
    replace_file(tmp_path / "x.csv", b"content", read=None)
    assert (tmp_path / "x.csv").read_bytes() == b"content"


def a_folder(path: Path) -> None:
    path.mkdir()


def a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(path))


def a_ring(path: Path) -> None:
    path.symlink_to(path)


def a_link_to_a_device(path: Path) -> None:
    path.symlink_to("/dev/null")


KINDS = pytest.mark.parametrize("make", [a_folder, os.mkfifo, a_socket, a_ring, a_link_to_a_device])


@KINDS
def test_what_is_no_file_is_neither_read_nor_written(
    tmp_path: Path, make: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # names of sockets are short
    path = Path("x.csv")
    make(path)
    before = path.lstat()
    with pytest.raises(RefusedError, match=r"^x\.csv: "):
        read_target(path)
    for read in (None, b""):
        with pytest.raises(RefusedError, match=r"^x\.csv: "):
            replace_file(path, b"new", read=read)
    assert path.lstat() == before
    assert [each.name for each in tmp_path.iterdir()] == ["x.csv"]


@KINDS
def test_what_is_no_file_is_not_removed_as_left_behind(
    tmp_path: Path, make: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    make(Path(TEMPORARY))
    with pytest.raises(RefusedError, match=re.escape(TEMPORARY)):
        replace_file(Path("x.csv"), b"new", read=None)
    assert [each.name for each in tmp_path.iterdir()] == [TEMPORARY]


@pytest.mark.parametrize("mode", [0o600, 0o444, 0o000])
def test_what_a_killed_run_left_is_removed_and_nothing_else(tmp_path: Path, mode: int) -> None:
    others = ["x.csv~", ".x.csv", f"x.csv{SUFFIX}", f".y.csv{SUFFIX}", f".x.csv{SUFFIX}~", f".x.csv.1{SUFFIX}", SUFFIX]
    for name in (TEMPORARY, *others):
        (tmp_path / name).write_bytes(b"left")
    (tmp_path / TEMPORARY).chmod(mode)
    if mode == 0 and os.geteuid():
        pytest.skip("only root can read it")
    replace_file(tmp_path / "x.csv", b"new", read=None)
    assert {path.name for path in tmp_path.iterdir()} == {"x.csv", *others}
    assert all((tmp_path / name).read_bytes() == b"left" for name in others)


def test_a_run_that_is_alive_keeps_its_file(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    with (tmp_path / TEMPORARY).open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(StaleFileError, match=BUSY):
            replace_file(path, b"new", read=None)
        assert [each.name for each in tmp_path.iterdir()] == [TEMPORARY]
    replace_file(path, b"new", read=None)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("now", [b"another run's", None])
def test_a_run_whose_file_was_removed_before_it_was_locked_gives_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, now: bytes | None
) -> None:
    """The other run opened it in between, could lock it, took it for one that was left behind, and perhaps goes on."""
    temporary = tmp_path / TEMPORARY

    def lock(*_: object) -> None:
        temporary.unlink()
        if now is not None:
            temporary.write_bytes(now)

    monkeypatch.setattr(fcntl, "flock", lock)
    with pytest.raises(StaleFileError, match=BUSY):
        replace_file(tmp_path / "x.csv", b"new", read=None)
    assert (temporary.read_bytes() if temporary.exists() else None) == now
    assert not (tmp_path / "x.csv").exists()


def test_a_run_whose_file_another_run_has_locked_gives_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other run is about to remove it, which is left to that run."""

    def lock(*_: object) -> None:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(fcntl, "flock", lock)
    with pytest.raises(StaleFileError, match=BUSY):
        replace_file(tmp_path / "x.csv", b"new", read=None)
    assert [path.name for path in tmp_path.iterdir()] == [TEMPORARY]


@pytest.mark.parametrize("now", [b"another run's", None])
def test_only_the_file_that_was_locked_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, now: bytes | None
) -> None:
    """Another run renamed it between opening and locking, and perhaps began anew."""
    temporary = tmp_path / TEMPORARY
    temporary.write_bytes(b"left")

    def lock(*_: object) -> None:
        temporary.rename(tmp_path / "x.csv")
        if now is not None:
            temporary.write_bytes(now)

    monkeypatch.setattr(fcntl, "flock", lock)
    with pytest.raises(StaleFileError, match=BUSY):
        replace_file(tmp_path / "x.csv", b"new", read=None)
    assert (tmp_path / "x.csv").read_bytes() == b"left"
    assert (temporary.read_bytes() if temporary.exists() else None) == now


def test_without_locks_files_are_written_and_nothing_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    replace_file(tmp_path / "x.csv", b"new", read=None)
    (tmp_path / TEMPORARY).write_bytes(b"left")
    with pytest.raises(UnreadableError, match="No locks available"):
        replace_file(tmp_path / "x.csv", b"newer", read=b"new")
    assert {path.name for path in tmp_path.iterdir()} == {"x.csv", TEMPORARY}


@pytest.mark.parametrize(
    ("writer", "function", "name"),
    [
        ("fmt", "casedata.build.replace_file", "data/cases.csv"),
        ("build", "casedata.build.row_schema", "datapackage.json"),
        ("build", "casedata.build._readme", "README.md"),
        ("anchor", "casedata.anchoring.anchor_claims", "data/claims.csv"),
        ("anchor", "casedata.anchoring.read_texts", "data/sources.csv"),
        ("manifest", "casedata.manifest.making.replace_file", "MANIFEST.sha256"),
    ],
)
def test_what_is_written_by_others_meanwhile_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writer: str, function: str, name: str
) -> None:
    """Another program writes a file while the command works out what it should hold."""
    module, _, attribute = function.rpartition(".")
    work = getattr(importlib.import_module(module), attribute)
    prepared = next(each for each in WRITERS if each.name == writer)
    prepared.prepare(tmp_path)
    theirs = (tmp_path / name).read_bytes().replace(b"One", b"Another") + b"\n"

    def meanwhile(*given: object, **named: object) -> object:
        (tmp_path / name).write_bytes(theirs)
        return work(*given, **named)

    monkeypatch.setattr(function, meanwhile)
    result = CliRunner().invoke(main, prepared.arguments(tmp_path))
    assert result.exit_code == 2
    assert f"{name}: changed since it was read; nothing was written, run the command again" in result.stderr
    assert (tmp_path / name).read_bytes() == theirs


COUNT = """
import sys
from pathlib import Path
from casedata.errors import StaleFileError
from casedata.writing import read_target, replace_file
path, left = Path(sys.argv[1]), int(sys.argv[2])
while left:
    read = read_target(path)
    try:
        replace_file(path, str(int(read) + 1).encode(), read=read)
    except StaleFileError:
        continue
    left -= 1
"""


def test_runs_at_the_same_time_lose_nothing_of_each_other(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"0")
    started = [subprocess.Popen([sys.executable, "-c", COUNT, str(path), "20"]) for _ in range(4)]
    assert [each.wait(timeout=200) for each in started] == [0] * 4
    assert path.read_bytes() == b"80"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        (errno.ENOSPC, "No space left on device; make room on the disk"),
        (errno.EDQUOT, "Disk quota exceeded; make room on the disk"),
        (errno.EROFS, "Read-only file system; let this user write there"),
        (errno.EACCES, "Permission denied; let this user write there"),
        (errno.EPERM, "Operation not permitted; let this user write there"),
        (errno.EIO, "Input/output error; see what the system says of this disk"),
    ],
)
@pytest.mark.parametrize("operation", ["write", "fsync", "replace", "fchmod"])
def test_what_the_system_says_becomes_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, advice: str, operation: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    path = tmp_path / "x.csv"
    path.write_bytes(b"old")
    with monkeypatch.context() as patch:
        patch.setattr(os, operation, fail)
        with pytest.raises(UnreadableError, match=re.escape(f"{path}: not written: {advice}")) as caught:
            replace_file(path, b"new", read=b"old")
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(("code", "is_told"), [(errno.EIO, True), (errno.EINVAL, False)])
def test_a_folder_that_is_not_flushed_is_told_unless_the_system_never_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, is_told: bool
) -> None:
    fsync = os.fsync

    def fail(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(code, os.strerror(code))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", fail)
    if is_told:
        with pytest.raises(UnreadableError, match="written, but perhaps not yet kept: Input/output error"):
            replace_file(tmp_path / "x.csv", b"new", read=None)
    else:
        replace_file(tmp_path / "x.csv", b"new", read=None)
    assert (tmp_path / "x.csv").read_bytes() == b"new"


def test_an_interrupt_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"old")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        replace_file(path, b"new", read=b"old")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("path", ["/dev/null/x.csv", f"/tmp/{'x' * 300}", "/proc/no-such/x.csv"])
def test_a_place_that_cannot_be_is_told(path: str) -> None:
    with pytest.raises(UnreadableError, match="not written: "):
        replace_file(Path(path), b"new", read=None)
