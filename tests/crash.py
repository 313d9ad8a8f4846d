"""A crash harness: each writing command is run with every fault at every file operation of its writing.

A first run of a writer on a small package counts the operations; then, for each operation and fault, a run on the same
package meets that fault there, and from each state that is left behind an undisturbed run is tried. A run that is to be
killed has a forked child to itself.
What is compared afterwards are bytes: each file must hold all of its old content or all of its new. `python
tests/crash.py` prints the table for the docs, `python tests/crash.py --json` what the test judges.
"""

import errno
import io
import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, redirect_stderr, redirect_stdout, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import casedata.writing
from casedata import manifest
from casedata.build import build
from casedata.cli import main
from casedata.writing import SUFFIX
from small import write_small

READING = ("open to read", "stat", "fstat")
NEAR = 12
OPERATIONS = ("open", "stat", "fstat", "write", "fchmod", "fsync", "replace", "unlink", "mkdir", "flock")
KILLS = ("kill before", "kill after", "torn write, kill")
ERRORS = {name: getattr(errno, name) for name in ("ENOSPC", "EIO", "EROFS", "EACCES")}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
CHANGING = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate", "os.link", "os.symlink"}
DOCUMENT = "A first line\nof two.\n\nHe was held on 1 February, and released six days later.\n"
Files = Mapping[str, bytes]
Mended = dict[frozenset[tuple[str, bytes]], tuple[bool, str]]


@dataclass(frozen=True)
class Writer:
    """A command that writes, how to make a package on which it has something to do, and which codes it may end with.

    `again` are the exit codes of a second run; `left` is the target beside which a killed run has left a file.
    """

    name: str
    prepare: Callable[[Path], None]
    arguments: Callable[[Path], list[str]]
    left: str
    again: tuple[int, ...] = (0,)


@dataclass
class Outcome:
    """What became of one run with a fault: each is a statement that should be true."""

    operation: str
    fault: str
    old_or_new: bool
    no_litter: bool
    said: bool
    mended: bool
    detail: str


@dataclass
class Trial:
    """All that was seen of a writer: its operations, what it wrote past them, and the outcomes of the faults."""

    writer: str
    operations: list[str]
    files: list[str]
    strays: list[str]
    outcomes: list[Outcome] = field(default_factory=list)


def _package(folder: Path) -> None:
    write_small(
        folder,
        people=[{"person_id": "p-1", "name": "One"}],
        sources=[{"source_id": "s-1", "document": "a.txt"}],
        passages=[{"passage_id": "s-1#2", "source_id": "s-1", "number": "2", "kind": "fact"}],
        claims=[{"claim_id": "c-1", "person_id": "p-1", "passage_id": "s-1#2", "quote_start": "was held"}],
    )
    (folder / "README.md").write_text("<!-- generated: tables -->\n<!-- end -->\n", encoding="utf-8")
    build(folder, check=False)


def _unformatted(folder: Path) -> None:
    _package(folder)
    for name in ("people", "cases"):
        path = folder / "data" / f"{name}.csv"
        header, *lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\r\n".join([header, *lines[::-1]]) + "\r\n", encoding="utf-8", newline="")


def _from_a_spreadsheet(folder: Path) -> None:
    _package(folder)
    for name in ("people", "cases"):
        path = folder / "data" / f"{name}.csv"
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b",", b";"))


def _unbuilt(folder: Path) -> None:
    _package(folder)
    path = folder / "data" / "people.csv"
    path.write_bytes(path.read_bytes() + path.read_bytes().splitlines(keepends=True)[1].replace(b"p-1", b"p-2"))
    (folder / "schemas" / "rows" / "cases.schema.json").unlink()


def _unanchored(folder: Path) -> None:
    _package(folder)
    (folder / "texts").mkdir()
    (folder / "texts" / "a.txt").write_text(DOCUMENT, encoding="utf-8")


def _unlisted(folder: Path) -> None:
    _package(folder)
    manifest.write(folder)
    path = folder / "data" / "people.csv"
    path.write_bytes(path.read_bytes().replace(b"One", b"Two"))


WRITERS = (
    Writer("fmt", _unformatted, lambda folder: ["fmt", str(folder)], "data/cases.csv"),
    Writer("build", _unbuilt, lambda folder: ["build", str(folder)], "datapackage.json"),
    Writer(
        "anchor",
        _unanchored,
        lambda folder: ["anchor", str(folder), "--passages", "--texts", str(folder / "texts")],
        "data/passages.csv",
    ),
    # A rule that is there already is not written again: exit 2 says so.
    Writer("rules new", _package, lambda folder: ["rules", "new", "OWN-01", "-p", str(folder)], "", (0, 2)),
    Writer("doctor", _from_a_spreadsheet, lambda folder: ["doctor", str(folder), "--apply"], "data/people.csv"),
    Writer("manifest", _unlisted, lambda folder: ["manifest", str(folder)], "MANIFEST.sha256"),
)


class Faulty:
    """Stands for the modules that `casedata.writing` calls: counts operations, lets a fault happen at one of them."""

    def __init__(self, at: int | None = None, fault: str = "") -> None:
        self.at, self.fault = at, fault
        self.done: list[str] = []
        self.strays: list[str] = []
        self.is_inside = False

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Stand between `casedata.writing` and the system for a while."""
        real = {name: getattr(casedata.writing, name) for name in ("os", "fcntl")}
        mkdir = Path.mkdir
        Path.mkdir = lambda *given, **named: self.call("mkdir", mkdir, *given, **named)  # type: ignore[method-assign]
        try:
            for name, module in real.items():
                setattr(casedata.writing, name, _Module(module, self))
            yield
        finally:
            Path.mkdir = mkdir  # type: ignore[method-assign]
            for name, module in real.items():
                setattr(casedata.writing, name, module)

    def watch(self, folder: Path) -> None:
        """Watch, as long as the process lives, for writing that goes past this."""
        sys.addaudithook(lambda event, given: self._watch(event, given, str(folder)))

    def call(self, name: str, real: Callable[..., Any], *given: Any, **named: Any) -> Any:
        """Do an operation, or let the fault happen."""
        is_reading = name == "open" and not given[1] & WRITING
        self.done.append("open to read" if is_reading else name)
        self.is_inside = True
        try:
            if len(self.done) - 1 != self.at:
                return real(*given, **named)
            if self.fault == "kill after":
                with suppress(OSError):
                    real(*given, **named)
            elif name == "write" and self.fault != "kill before":
                real(given[0], given[1][: len(given[1]) // 2])
            if self.fault in KILLS:
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(ERRORS[self.fault], os.strerror(ERRORS[self.fault]))
        finally:
            self.is_inside = False

    def _watch(self, event: str, given: tuple[Any, ...], folder: str) -> None:
        is_change = event in CHANGING or (event == "open" and isinstance(given[2], int) and given[2] & WRITING)
        if is_change and not self.is_inside and (str(given[0]).startswith(folder) or str(given[0])[:1] != "/"):
            self.strays.append(f"{event} {given[0]}")


class _Module:
    """A module whose file operations go through a `Faulty`."""

    def __init__(self, real: Any, faulty: Faulty) -> None:
        self._real, self._faulty = real, faulty

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._real, name)
        if name not in OPERATIONS:
            return found
        return lambda *given, **named: self._faulty.call(name, found, *given, **named)


def run(arguments: list[str], faulty: Faulty | None = None) -> tuple[int, str]:
    """Run a command here; return its exit code and what it said on stderr."""
    said = io.StringIO()
    with redirect_stdout(io.StringIO()), redirect_stderr(said), faulty.installed() if faulty else nullcontext():
        try:
            main(arguments)
        except SystemExit as end:
            return int(end.code or 0), said.getvalue()
    raise RuntimeError("a command ends by leaving")


def run_in_child(do: Callable[[], Any], answer: Path) -> int:
    """Call a function in a forked child that writes its answer as JSON; return the exit code, or minus the signal."""
    child = os.fork()
    if not child:
        code = 99
        try:
            answer.write_text(json.dumps(do()), encoding="utf-8")
            code = 0
        finally:
            os._exit(code)  # a child must not go on as the parent, whatever happened
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def count(writer: Writer, folder: Path) -> tuple[list[str], list[str]]:
    """Run a writer undisturbed; return its operations, and what it wrote past them."""
    answer = folder.parent / "answer"

    def watched() -> list[Any]:
        faulty = Faulty()
        faulty.watch(folder)
        told = run(writer.arguments(folder), faulty)
        faulty.is_inside = True
        return [*told, faulty.done, faulty.strays]

    ended = run_in_child(watched, answer)
    code, said, done, strays = json.loads(answer.read_text(encoding="utf-8"))
    if ended or code or said:
        raise RuntimeError(f"{writer.name} undisturbed: {ended} {code} {said}")
    return done, strays


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def is_temporary(name: str) -> bool:
    """Tell whether a path is that of a temporary file of our writing."""
    return Path(name).name.startswith(".") and name.endswith(SUFFIX)


def restore(folder: Path, old: Files) -> None:
    """Bring a folder back to what it held."""
    for name, content in contents(folder).items():
        if name not in old:
            (folder / name).unlink()
        elif old[name] != content:
            (folder / name).write_bytes(old[name])
    for name in old.keys() - contents(folder).keys():
        (folder / name).write_bytes(old[name])
    for path in folder.iterdir():
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def try_writer(writer: Writer, folder: Path) -> Trial:
    """Run a writer with every fault at every operation."""
    folder.mkdir()
    writer.prepare(folder)
    if writer.left:
        target = folder / writer.left
        (target.parent / f".{target.name}{SUFFIX}").write_bytes(b"half of some")
    old = contents(folder)
    operations, strays = count(writer, folder)
    new = contents(folder)
    written = sorted(name for name in new if new[name] != old.get(name))
    trial = Trial(writer.name, operations, written, strays)
    mended: Mended = {}
    first = next((at for at, operation in enumerate(operations) if operation not in READING), 0)
    for at, operation in enumerate(operations):
        # Long before the first change all reading is alike, and nothing can be half done.
        for fault in faults(operation) if at > first - NEAR else ():
            restore(folder, old)
            trial.outcomes.append(_outcome(writer, folder, old, new, mended, Faulty(at, fault), operation))
    return trial


def faults(operation: str) -> tuple[str, ...]:
    """Return the faults to try: where nothing is changed, a kill is that of the operation before."""
    if operation in READING:
        return ("EIO",)
    return (*KILLS[: 3 if operation == "write" else 2], *ERRORS)


def _outcome(
    writer: Writer, folder: Path, old: Files, new: Files, mended: Mended, faulty: Faulty, operation: str
) -> Outcome:
    """Run a writer with a fault, then undisturbed, and judge; `mended` holds what came of undisturbed runs so far."""
    arguments = writer.arguments(folder)
    is_kill = faulty.fault in KILLS
    if is_kill:
        code, said = run_in_child(lambda: run(arguments, faulty), folder.parent / "answer"), ""
    else:
        code, said = run(arguments, faulty)
    found = contents(folder)
    litter = {name for name in found if is_temporary(name)}
    names = {name for name in (*old, *new, *found) if not is_temporary(name)}
    one_line = said.startswith("casedata: ") and said.count("\n") == 1 and said.endswith("\n")
    is_done = {name: found.get(name) for name in new} == new
    state = frozenset(found.items())
    if state not in mended:  # what a run finds are the bytes, so it need not be tried twice on the same
        again, said_again = run(arguments)
        is_mended = again in writer.again and contents(folder) == new
        mended[state] = is_mended, f"{again} {said_again}"
    return Outcome(
        operation,
        faulty.fault,
        old_or_new=all(found.get(name) in (old.get(name), new.get(name)) for name in names),
        no_litter=is_kill or not litter - old.keys(),
        said=code == -signal.SIGKILL if is_kill else (code == 5 and one_line) or (code == 0 and is_done and not said),
        mended=mended[state][0],
        detail=f"{code} {said}/ {mended[state][1]}",
    )


def trials() -> Iterator[Trial]:
    """Yield the trial of each writer."""
    for number, writer in enumerate(WRITERS):
        with tempfile.TemporaryDirectory(prefix=f"crash-{number}-") as place:
            yield try_writer(writer, Path(place) / "package")


def table(found: list[Trial]) -> Iterator[str]:
    """Yield the table for the docs, in Markdown."""
    yield "| writer | files | operations | runs with a fault | old or new | no litter | told | finished |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for trial in found:
        runs = trial.outcomes
        counts = [sum(getattr(each, name) for each in runs) for name in ("old_or_new", "no_litter", "said", "mended")]
        told = " | ".join("all" if count == len(runs) else f"{count}" for count in counts)
        yield f"| {trial.writer} | {len(trial.files)} | {len(trial.operations)} | {len(runs)} | {told} |"


if __name__ == "__main__":
    seen_trials = list(trials())
    as_json = json.dumps([asdict(trial) for trial in seen_trials])
    print(as_json if sys.argv[1:] == ["--json"] else "\n".join(table(seen_trials)))  # noqa: T201
