"""Validators side by side on the same generated packages, in one run on one machine, as a Markdown table.

Run: python benchmarks/compare.py [--events N ...] [--tools NAME ...] [--runs K]. Each run of a tool is a process of its
own, whose CPU time (user and system) and peak memory the operating system counts. The tools take turns; medians are
printed. What each tool checks is told in `README.md`.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
TOOLS: dict[str, tuple[str, ...]] = {
    "casedata validate": ("-m", "casedata", "validate", "{folder}"),
    "frictionless validate": ("-m", "frictionless", "validate", "{folder}/datapackage.json"),
    "pandas script": (str(HERE / "with_pandas.py"), "{folder}"),
    "DuckDB merely loading": (str(HERE / "mere_load.py"), "{folder}"),
}
OWN = "casedata validate"
MANY = 200_000
"""From so many events on a tool is run once."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took: CPU and wall time in seconds, peak memory in MiB."""

    cpu: float
    wall: float
    memory: float


def run(command: Sequence[str]) -> Run:
    """Run a tool, which must find nothing wrong."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    errors = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)}: exit {process.returncode}\n{errors.decode(errors='replace')}")
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Run(usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / unit)


def measure(folder: Path, tools: Sequence[str], runs: int) -> dict[str, Run]:
    """Return the median of the runs for each tool; the tools take turns."""
    found: dict[str, list[Run]] = {tool: [] for tool in tools}
    for number in range(runs):
        for tool in tools:
            tell(f"{folder.name}: run {number + 1} of {runs}, {tool}")
            found[tool].append(run([part.format(folder=folder) for part in TOOLS[tool]]))
    return {
        tool: Run(*(median(getattr(each, name) for each in them) for name in ("cpu", "wall", "memory")))
        for tool, them in found.items()
    }


def rows(events: int, measured: dict[str, Run]) -> list[str]:
    """Return the lines of the table for one size."""
    own = measured.get(OWN)
    return [
        f"| {tool} | {events:,} | {each.cpu:.2f} | {each.wall:.2f} | {each.memory:,.0f} "
        f"| {'' if own is None else f'{each.cpu / own.cpu:.2f}'} |"
        for tool, each in measured.items()
    ]


def tell(text: str) -> None:
    """Say on a terminal what is being done."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def main() -> None:
    """Generate the packages, run the tools, print the table."""
    parser = argparse.ArgumentParser(description="Compare validators on generated packages.")
    parser.add_argument("--events", type=int, nargs="+", default=[1_000, 100_000, 1_000_000], metavar="N")
    parser.add_argument("--tools", nargs="+", choices=TOOLS, default=list(TOOLS), metavar="NAME")
    parser.add_argument("--runs", type=int, default=5, metavar="K", help=f"once from {MANY:,} events on")
    asked = parser.parse_args()
    table = ["| tool | events | CPU s | wall s | peak MiB | CPU / casedata |", "|---|--:|--:|--:|--:|--:|"]
    for events in asked.events:
        with tempfile.TemporaryDirectory() as base:
            folder = Path(base) / f"{events} events"
            tell(f"{folder.name}: generating")
            run([str(HERE / "generate.py"), str(folder), "--events", str(events)])
            runs = 1 if events >= MANY else asked.runs
            table += rows(events, measure(folder, asked.tools, runs))
    tell("")
    print("\n".join(table))


if __name__ == "__main__":
    main()
