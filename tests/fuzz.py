"""Fuzzing: whatever a CSV file, a descriptor, a date or a quotation holds, there are no errors but casedata's own.

    python tests/fuzz.py csv 1000000        # so many mutants, from seed 0 (or a third argument)
    python tests/fuzz.py csv --atheris      # guided by coverage, until it is stopped; needs the package atheris

A mutant that breaks something is written to tests/corpus/ and told; `test_fuzz.py` shows each of them again.
"""

import csv
import io
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import FunctionType
from typing import Any

from casedata.citations.anchors import find_spans, quoted_words
from casedata.citations.words import normalised_words
from casedata.csvfile import header_problems, read_csv
from casedata.dates import parse
from casedata.errors import CasedataError, DateError
from casedata.finding_codes import FILE_CODES
from casedata.package import open_package
from casedata.quantities import read_quantity
from casedata.testing import write
from casedata.testing.files import tables
from faults.base import sound

CORPUS = Path(__file__).parent / "corpus"
HOSTILE_BYTES = (
    b'"', b'""', b",", b"\n", b"\r", b"\r\n", b";", b"\t", b"\0", b"\xff", b"\xd0", b"\xef\xbb\xbf", b"=cmd|x",
    b"\x1b[2J", b"<<<<<<< a\n", b"sep=;\n", "\u202e".encode(), "é".encode(), b"1E+05", b"\n\n",
)  # fmt: skip
HOSTILE_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 10**30, "", "x", "../x", "/etc/passwd", "\ud83d\ude00", [], {}, [[]], [{}],
    {"a": {}}, ["a", "a"], "^(a+)+$", "(", {"resource": [], "fields": {}}, "sha256:" + "0" * 64, "x" * 10_000,
)  # fmt: skip


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Return bytes with a few pieces put in, taken out, copied or replaced."""
    found = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        place = chance.randrange(len(found) + 1)
        match chance.randrange(5):
            case 0:
                found[place:place] = chance.choice(HOSTILE_BYTES)
            case 1:
                del found[place : place + chance.choice((1, 1, 2, 40))]
            case 2:
                found[place : place + 1] = bytes([chance.randrange(256)])
            case 3:
                start = chance.randrange(len(found) + 1)
                found[place:place] = found[start : start + chance.randrange(60)]
            case _:
                found[place : place + 1] = chance.choice(HOSTILE_BYTES)
    return bytes(found)


def a_csv(chance: random.Random) -> bytes:
    """Return a mutated table."""
    return mutated(chance.choice(CSV_SEEDS), chance)


def try_csv(content: bytes) -> None:
    """Read a file: what is said of it is true of its lines, and what is sound reads as the csv module reads it."""
    for columns in ((), tables()["events"].columns):
        found = read_csv(content, columns)
        lines = content.count(b"\n") + 1
        problems = [*found.problems, *(header_problems(tables()["events"], found.header) if columns else ())]
        for problem in problems:
            check(problem.code in FILE_CODES, problem)
            check(problem.line is not None and 1 <= problem.line <= lines, problem)
            check(problem.offset is None or 0 <= problem.offset <= len(content), problem)
            check(len(problem.excerpt or "") <= 80, problem)
        if not problems:
            with io.StringIO(content.decode("utf-8"), newline="") as text:
                check([list(found.header), *found.rows] == (list(csv.reader(text, strict=True)) or [[]]), "other cells")


def check(holds: bool, what: object) -> None:
    """Raise unless something holds."""
    if not holds:
        raise AssertionError(what)


def a_descriptor(chance: random.Random) -> bytes:
    """Return a descriptor with values replaced, taken out or doubled, or with mutated bytes."""
    document = json.loads(DESCRIPTOR)
    if chance.random() < 0.2:
        return mutated(DESCRIPTOR, chance)
    for _ in range(chance.choice((1, 1, 2, 5))):
        holder, key = chance.choice(list(_places(document)))
        match chance.randrange(3):
            case 0:
                del holder[key]
            case 1 if isinstance(holder, list):
                holder.append(holder[key])
            case _:
                holder[key] = chance.choice(HOSTILE_VALUES)
    return json.dumps(document).encode()


def _places(value: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        each = waiting.pop()
        keys = list(each) if isinstance(each, dict) else range(len(each)) if isinstance(each, list) else ()
        found += [(each, key) for key in keys]
        waiting += [each[key] for key in keys]
    return found or [([None], 0)]


def try_descriptor(content: bytes) -> None:
    """Open a package with this descriptor and read a table of it."""
    (FOLDER / "datapackage.json").write_bytes(content)
    try:
        package = open_package(FOLDER)
        package.rows("cases")
        package.undeclared()
    except CasedataError as error:
        check("\n" not in str(error), error)


def a_text(chance: random.Random) -> bytes:
    """Return a mutated date or quantity."""
    return mutated(chance.choice(TEXTS), chance)


def try_text(content: bytes) -> None:
    """Read a text as a date, as a quantity, as words of a quotation."""
    text = content.decode("utf-8", "replace")
    try:
        date = parse(text)
        check(str(date) == text, text)
    except DateError as error:
        check("\n" not in str(error), error)
    read_quantity(text)
    words = normalised_words(text)
    for start, end in find_spans(words, text):
        check(quoted_words(" ".join(words[start:end])) == quoted_words(text), text)


def _contents() -> Mapping[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        write(sound(), Path(folder))
        return {path.name: path.read_bytes() for path in sorted(Path(folder).rglob("*.*"))}


CONTENTS = _contents()
DESCRIPTOR = CONTENTS["datapackage.json"]
CSV_SEEDS = [content for name, content in CONTENTS.items() if name.endswith(".csv")]
TEXTS = [text.encode() for text in (
    "2019-02-01", "2019-02~", "[2019-02-01..2019-02-03]", "[1760-12..]", "2004-06-XX", "2001-21", "19XX", "Y-17E7",
    "2019-02-02T19:10+03:00", "{2019,2020}", ">250", "27..28", "six days", "more than two", "P6Y", "1/2", "٢٠١٩",
)]  # fmt: skip
FOLDER = Path(tempfile.mkdtemp(prefix="casedata-fuzz-"))
write(sound(), FOLDER)

TARGETS: Mapping[str, tuple[Callable[[random.Random], bytes], Callable[[bytes], None]]] = {
    "csv": (a_csv, try_csv),
    "descriptor": (a_descriptor, try_descriptor),
    "text": (a_text, try_text),
}


def fuzz(name: str, count: int, seed: int = 0) -> int:
    """Try so many mutants; keep and count those that break something."""
    make, attempt = TARGETS[name]
    broken = 0
    for number in range(count):
        content = make(random.Random(f"{seed}-{number}"))
        try:
            attempt(content)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
            broken += 1
            kept = CORPUS / name / f"{seed}-{number}.bin"
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(content)
            print(f"{kept}: {type(error).__name__}: {str(error)[:200]}")  # noqa: T201 - a program for people
    return broken


def _own_functions() -> Iterator[FunctionType]:
    """Yield the functions and methods of casedata that are loaded."""
    for name, module in list(sys.modules.items()):
        for value in list(vars(module).values()) if name.startswith("casedata.") else ():
            members = vars(value).values() if isinstance(value, type) else (value,)
            yield from (each for each in members if isinstance(each, FunctionType) and each.__module__ == name)


def main() -> int:
    """Run from the command line."""
    name = sys.argv[1]
    if "--atheris" in sys.argv:
        import atheris  # noqa: PLC0415 - only where it is installed

        sys.argv.remove("--atheris")
        sys.argv.remove(name)
        for function in _own_functions():
            atheris.instrument_func(function)
        atheris.Setup(sys.argv, TARGETS[name][1])
        atheris.Fuzz()
        return 0
    count, seed = int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0
    began = time.process_time()
    broken = fuzz(name, count, seed)
    print(f"{name}: {count} mutants, {broken} broke something, {time.process_time() - began:.0f} s of CPU")  # noqa: T201
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
