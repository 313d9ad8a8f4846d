"""Kills and faults at every operation of every writer: files are old or new, and the next run finishes.

The harness is crash.py. Real faults besides: a disk that is full, a disk and a folder that cannot be written.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from crash import ERRORS, KILLS, READING, WRITERS, Trial, faults, is_temporary
from packages import ROOT

HARNESS = ROOT / "tests" / "crash.py"
NAMES = [writer.name for writer in WRITERS]
PROPERTIES = ("old_or_new", "no_litter", "said", "mended")
CHANGING = {"open", "flock", "write", "fchmod", "fsync", "replace"}


def harness(*arguments: str) -> str:
    command = [sys.executable, "-W", "error", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=200, cwd=HARNESS.parent).stdout


@pytest.fixture(scope="module")
def trials() -> dict[str, Any]:
    return {trial["writer"]: trial for trial in json.loads(harness(str(HARNESS), "--json"))}


@pytest.mark.parametrize("name", NAMES)
def test_every_operation_meets_every_fault(trials: dict[str, Any], name: str) -> None:
    operations = trials[name]["operations"]
    assert set(operations) >= CHANGING | {"open to read", "stat", "fstat"}
    assert operations.count("replace") == len(trials[name]["files"])
    changing = [operation for operation in operations if operation not in READING]
    tried = [each["operation"] for each in trials[name]["outcomes"]]
    number = len(changing) * (len(ERRORS) + 2) + changing.count("write")
    assert len([operation for operation in tried if operation not in READING]) == number
    reading = [operation for operation in operations[operations.index(changing[0]) :] if operation in READING]
    assert len(reading) <= len([operation for operation in tried if operation in READING])
    assert {each["fault"] for each in trials[name]["outcomes"]} == {*KILLS, *ERRORS}


def test_the_package_holds_what_a_killed_run_left_and_lacks_a_folder(trials: dict[str, Any]) -> None:
    assert all("unlink" in trials[writer.name]["operations"] for writer in WRITERS if writer.left)
    assert {"unlink", "mkdir"} <= {operation for trial in trials.values() for operation in trial["operations"]}


@pytest.mark.parametrize("statement", PROPERTIES)
@pytest.mark.parametrize("name", NAMES)
def test_whatever_happens(trials: dict[str, Any], name: str, statement: str) -> None:
    assert [each for each in trials[name]["outcomes"] if not each[statement]] == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_written_past_our_writing(trials: dict[str, Any], name: str) -> None:
    assert trials[name]["strays"] == []


BROKEN = """
import json, sys, tempfile
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
import casedata.build, casedata.writing, crash

def in_place(path, content, *, read):
    handle = casedata.writing.os.open(path, crash.os.O_WRONLY | crash.os.O_TRUNC)
    casedata.writing.os.write(handle, content)

def prepare(folder):
    crash.WRITERS[0].prepare(folder)
    {breaking}

crash.faults = lambda operation: ("torn write, kill", "EIO") if operation == "write" else ()
with tempfile.TemporaryDirectory() as place:
    writer = replace(crash.WRITERS[0], prepare=prepare, left="")
    trial = crash.try_writer(writer, Path(place) / "package")
    print(json.dumps(asdict(trial)))
"""


@pytest.mark.parametrize(
    ("breaking", "noticed"),
    [
        ("pass", set()),
        ("casedata.build.replace_file = in_place", {"old_or_new", "mended"}),
        ("casedata.build.replace_file = lambda path, content, read: path.write_bytes(content)", {"strays"}),
        ("casedata.writing._is_at = lambda *_: False", {"no_litter"}),
        ("casedata.writing._told = lambda *_: suppress(OSError)", {"said"}),
    ],
    ids=["sound", "in place", "past the module", "litter", "silent"],
)
def test_the_harness_notices_writing_that_is_not_safe(breaking: str, noticed: set[str]) -> None:
    trial = Trial(**json.loads(harness("-c", BROKEN.format(breaking=breaking))))
    outcomes: list[Any] = trial.outcomes
    broken = {statement for statement in PROPERTIES if not all(each[statement] for each in outcomes)}
    assert broken | ({"strays"} if trial.strays else set()) >= noticed
    assert bool(broken) <= bool(noticed)
    assert len(outcomes) == 2 * trial.operations.count("write")


def test_the_harness_knows_its_faults() -> None:
    assert faults("write") == (*KILLS, *ERRORS)
    assert faults("replace") == ("kill before", "kill after", *ERRORS)
    assert {faults(name) for name in READING} == {("EIO",)}


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def on_a_disk(folder: Path, options: str, then: str, *command: str) -> subprocess.CompletedProcess[str]:
    """Copy a package to a small disk, run a shell line there, then a command, and copy back what is there then."""
    script = (
        f'mount -t tmpfs -o {options} casedata "$0/disk" && cp -r "$0/old/." "$0/disk" && cd "$0/disk" && {then} && '
        '{ "$@"; code=$?; cp -r "$0/disk/." "$0/new"; exit $code; }'
    )
    for name in ("disk", "new"):
        (folder / name).mkdir()
    line = ["unshare", "--map-root-user", "--mount", "sh", "-c", script, str(folder), *command]
    return subprocess.run(line, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def disks(tmp_path: Path) -> Path:
    """A folder with a package to be formatted in `old`; skips where one may not mount a disk."""
    if shutil.which("unshare") is None or on_a_disk(probe(tmp_path), "size=64k", "true", "true").returncode:
        pytest.skip("a small disk cannot be mounted here: that needs Linux with unshare and user namespaces")
    (tmp_path / "package" / "old").mkdir(parents=True)
    WRITERS[0].prepare(tmp_path / "package" / "old")
    return tmp_path / "package"


def probe(folder: Path) -> Path:
    (folder / "probe" / "old").mkdir(parents=True)
    return folder / "probe"


FMT = (sys.executable, "-m", "casedata", "fmt", ".")


@pytest.mark.parametrize(
    ("options", "then", "told"),
    [
        ("size=2m", "{ cat /dev/zero > .full 2>/dev/null || true; }", "No space left on device; make room on the disk"),
        ("size=2m", "mount -o remount,ro casedata .", "Read-only file system; let this user write there"),
        # Some room, but less than the new file needs: the fault comes in the midst of writing.
        (
            "size=2m,nr_inodes=60",
            "while touch .more$((n=n+1)) 2>/dev/null; do :; done",
            "No space left on device; make room on the disk",
        ),
    ],
    ids=["full", "read-only", "no more files"],
)
def test_a_real_disk_that_takes_nothing(disks: Path, options: str, then: str, told: str) -> None:
    old = contents(disks / "old")
    done = on_a_disk(disks, options, then, *FMT)
    assert done.returncode == 5, done.stderr
    assert done.stdout == ""
    assert done.stderr.startswith("casedata: data/")
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
    new = contents(disks / "new")
    assert {name: new.get(name) for name in old} == old
    assert not any(map(is_temporary, new))


def test_a_real_folder_that_may_not_be_written(tmp_path: Path) -> None:
    as_others = ["setpriv", "--bounding-set", "-dac_override", "--"] if not os.geteuid() else []
    if as_others and shutil.which("setpriv") is None:
        pytest.skip("root may write everywhere, and there is no setpriv to give that up")
    WRITERS[0].prepare(tmp_path)
    old = contents(tmp_path)
    (tmp_path / "data").chmod(0o555)
    try:
        done = subprocess.run([*as_others, *FMT[:-1], str(tmp_path)], capture_output=True, text=True, check=False)
    finally:
        (tmp_path / "data").chmod(0o755)
    assert (done.returncode, done.stdout) == (5, "")
    assert done.stderr.startswith(f"casedata: {tmp_path}/data/people.csv: not written: Permission denied; let this")
    assert done.stderr.count("\n") == 1
    assert contents(tmp_path) == old
