"""Time and memory of `casedata validate` on hostile packages, beside a sound one and beside frictionless.

Run from the root of the repository: python benchmarks/hostile.py. Prints a Markdown table. What does not end within 20
seconds is stopped.
"""

import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from faults.base import descriptor, file_of, lines_of, make, put, save

LIMIT = 20
BIN = Path(sys.executable).parent


def _table(content: Callable[[list[bytes]], bytes]) -> Callable[[Path], Path]:
    def damage(folder: Path) -> Path:
        put(folder, "events", content(lines_of(folder, "events")))
        return folder

    return damage


def _schema(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], Path]:
    def damage(folder: Path) -> Path:
        document = descriptor(folder)
        change(document["resources"][5]["schema"])
        save(folder, document)
        return folder

    return damage


def _raw(content: bytes) -> Callable[[Path], Path]:
    def damage(folder: Path) -> Path:
        (folder / "datapackage.json").write_bytes(content)
        return folder

    return damage


def _instead(make_it: Callable[[Path], object]) -> Callable[[Path], Path]:
    def damage(folder: Path) -> Path:
        (folder / file_of("events")).unlink()
        make_it(folder / file_of("events"))
        return folder

    return damage


def _bomb(folder: Path) -> Path:
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in sorted(folder.rglob("*")):
            if each.is_file() and each.name != "events.csv":
                archive.write(each, each.relative_to(folder))
        with archive.open(file_of("events"), "w", force_zip64=True) as file:
            for _ in range(1024):
                file.write(b"\n" * (1 << 20))
    return path


HOSTILE: dict[str, Callable[[Path], Path]] = {
    "none: a sound package": lambda folder: folder,
    "a quotation mark that opens 100 MiB": _table(lambda lines: b"".join(lines) + b'"' + b"x,y\n" * (25 << 20)),
    "a line of 100 MiB": _table(lambda lines: b"".join(lines) + b"x" * (100 << 20)),
    "8 MiB of quotation marks": _table(lambda lines: b"".join(lines) + b'"' * (8 << 20)),
    "500,000 blank lines": _table(lambda lines: b"".join(lines) + b"\n" * 500_000),
    "500,000 rows of one cell": _table(lambda lines: b"".join(lines) + b"x\n" * 500_000),
    "a header of 100,000 columns": _table(lambda lines: b"x," * 100_000 + b"".join(lines)),
    "a schema of 100,000 columns": _schema(
        lambda schema: schema["fields"].extend({"name": f"x{number}", "type": "string"} for number in range(100_000))
    ),
    "the pattern ^(a+)+$ and a cell of 100,000 letters": _schema(
        lambda schema: next(each for each in schema["fields"] if each["name"] == "summary").update(
            constraints={"pattern": "^(a+)+$"}
        )
    ),
    "a descriptor of 4 MiB of brackets": _raw(b"[" * (4 << 20)),
    "a descriptor of 200 MiB": _raw(b'{"a": "' + b"x" * (200 << 20) + b'"}'),
    "a FIFO": _instead(os.mkfifo),
    "a link to a device without end": _instead(lambda path: path.symlink_to("/dev/zero")),
    "a zip file that unpacks to 1 GiB": _bomb,
}


MEASURED = f"""
import resource, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
try:
    code = process.wait({LIMIT})
except subprocess.TimeoutExpired:
    process.kill()
    process.wait()
    code = 'stopped'
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f'{{code}} | {{used.ru_utime + used.ru_stime:.1f}} | {{used.ru_maxrss >> 10}}')
"""
"""Runs a command and prints exit code, CPU seconds and peak MiB, in a process so small that it is no floor."""


def alone(tool: str, path: Path) -> str:
    """Measure a command in a process of its own, so that the peak is that of one command."""
    command = [str(BIN / tool), "validate", str(path / "datapackage.json" if path.is_dir() else path)]
    measure = [sys.executable, "-S", "-c", MEASURED, *command]
    return subprocess.run(measure, capture_output=True, text=True, check=True).stdout.strip()


def main() -> None:
    """Print a row for each hostile package."""
    print("| what is hostile | casedata: exit | CPU s | peak MiB | frictionless: exit | CPU s | peak MiB |")
    print("| --- | --- | --: | --: | --- | --: | --: |")
    for name, damage in HOSTILE.items():
        with tempfile.TemporaryDirectory() as folder:
            path = damage(make(Path(folder) / "case"))
            if "pattern" in name:
                put(path, "events", b"".join(lines_of(path, "events")) + b"e-long,k,x,x,,,,,,,%s\n" % (b"a" * 100_000))
            print(f"| {name} | {alone('casedata', path)} | {alone('frictionless', path)} |", flush=True)


if __name__ == "__main__":
    main()
