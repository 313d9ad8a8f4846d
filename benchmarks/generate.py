"""Write a valid casedata package of any size.

Run: python benchmarks/generate.py DIR --events N [--seed S] [--faults K]. The package has the twelve tables and the
schemas of this repository and keeps every rule. Rows are written as they are made, so memory does not grow with the
number of events. `--faults` puts up to K faults in, at most one a case, and prints a line for each: rule, table, row,
column. What stands in the rows is left to `cases.py`.
"""

import argparse
import csv
import hashlib
import io
import json
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from cases import CASE, Cases, Row

ROOT = Path(__file__).resolve().parents[1]
PIECE = 1 << 20

Fault = tuple[str, str, str, str]
"""Rule, table, identifier and column of what a validator has to find."""


class TableFile:
    """A CSV file on its way to disk: rows are gathered and written in pieces; size and digest are kept."""

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        self.size = 0
        self.sha256 = hashlib.sha256()
        self._file = path.open("wb")
        self._buffer = io.StringIO(newline="")
        self._writer = csv.writer(self._buffer, lineterminator="\n")
        self._writer.writerow(columns)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._flush()
        self._file.close()

    def add(self, rows: Sequence[Row]) -> None:
        """Write rows, now or later."""
        self._writer.writerows(rows)
        if self._buffer.tell() > PIECE:
            self._flush()

    def _flush(self) -> None:
        piece = self._buffer.getvalue().encode()
        self._buffer.seek(0)
        self._buffer.truncate()
        self._file.write(piece)
        self.sha256.update(piece)
        self.size += len(piece)


class _Spoiler:
    """Puts faults into the rows of cases; each kind spoils one cell and breaks one rule."""

    def __init__(self, columns: Mapping[str, Sequence[str]]) -> None:
        self._columns = columns
        self._made = 0
        self.kinds: Sequence[tuple[str, str, str, Callable[[str], str], Callable[[dict[str, str]], bool]]] = (
            ("STR-required.events.title", "events", "title", lambda _: "", _always),
            ("STR-enum.roles.role", "roles", "role", lambda _: "onlooker", _always),
            ("KEY-foreign.events.place_id", "events", "place_id", lambda _: "l-nowhere", _has("place_id")),
            ("DAT-edtf.events.start_date", "events", "start_date", lambda _: "2019-02-30", _is("kind", "charge")),
            ("STR-type.figures.low", "figures", "low", lambda _: "many", _is("measure", "participants")),
            ("CHR-01", "events", "end_date", lambda _: "2001", _is("kind", "trial")),
            ("FIG-01", "figures", "high", lambda _: "1", _is("measure", "participants")),
            ("PRV-05", "events", "summary", lambda text: f"{text} Write to somebody@example.org.", _always),
            ("TXT-06", "cases", "summary", lambda text: f"{text} ", _always),
            ("CIT-10", "claims", "quote_words", lambda _: "999", _always),
        )

    def spoil(self, tables: Mapping[str, list[Row]]) -> Fault | None:
        """Put a fault of the next kind into the first row that can have it; None if there is none."""
        rule, table, column, change, fits = self.kinds[self._made % len(self.kinds)]
        columns = self._columns[table]
        for row in tables[table]:
            if fits(dict(zip(columns, map(str, row), strict=True))):
                place = columns.index(column)
                row[place] = change(str(row[place]))
                self._made += 1
                return rule, table, str(row[0]), column
        return None


def _always(_: dict[str, str]) -> bool:
    return True


def _is(column: str, value: str) -> Callable[[dict[str, str]], bool]:
    return lambda row: row[column] == value


def _has(column: str) -> Callable[[dict[str, str]], bool]:
    return lambda row: row[column] != ""


def generate(folder: Path, events: int, seed: int, faults: int, tell: Callable[[int], None]) -> list[Fault]:
    """Write the package into `folder` and return the faults in it; `tell` hears how many events are done."""
    descriptor = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
    columns = {item["name"]: _columns(item["schema"]) for item in descriptor["resources"]}
    (folder / "data").mkdir(parents=True, exist_ok=True)
    shutil.copytree(ROOT / "schemas", folder / "schemas", dirs_exist_ok=True)
    cases, spoiler, put = Cases(seed, tuple(columns)), _Spoiler(columns), []
    with ExitStack() as stack:
        files = {
            name: stack.enter_context(TableFile(folder / "data" / f"{name}.csv", header))
            for name, header in columns.items()
        }
        for done in _fill(cases, events):
            # The faults are spread over the whole package.
            if len(put) * max(events, 1) < faults * done and (fault := spoiler.spoil(cases.tables)):
                put.append(fault)
            for name, rows in cases.tables.items():
                files[name].add(rows)
                rows.clear()
            tell(done)
    _write_descriptor(folder, descriptor, files)
    return put


def _columns(schema: str) -> list[str]:
    document = json.loads((ROOT / schema).read_text(encoding="utf-8"))
    return [field["name"] for field in document["fields"]]


def _fill(cases: Cases, events: int) -> Iterator[int]:
    """Make case after case and yield the number of events so far."""
    cases.prelude()
    yield 0
    for done in range(0, events, CASE):
        cases.add(min(CASE, events - done))
        yield min(done + CASE, events)


def _write_descriptor(folder: Path, descriptor: Mapping[str, object], files: Mapping[str, TableFile]) -> None:
    resources = [
        {"name": name, "path": f"data/{name}.csv", "type": "table", "format": "csv", "encoding": "utf-8",
         "bytes": file.size, "hash": f"sha256:{file.sha256.hexdigest()}", "schema": f"schemas/{name}.json"}
        for name, file in files.items()
    ]  # fmt: skip
    document = {
        "$schema": descriptor["$schema"],
        "name": "generated-cases",
        "title": "Generated cases; nobody in them exists",
        "version": "1.0.0",
        "casedata": descriptor["casedata"],
        "resources": resources,
    }
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8")


def main() -> None:
    """Write a package and print the faults in it."""
    parser = argparse.ArgumentParser(description="Write a valid casedata package of any size.")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--events", type=int, required=True, metavar="N")
    parser.add_argument("--seed", type=int, default=0, metavar="S")
    parser.add_argument("--faults", type=int, default=0, metavar="K")
    asked = parser.parse_args()

    def tell(done: int) -> None:
        if sys.stderr.isatty() and (done % 20_000 == 0 or done == asked.events):
            print(f"\r{done:,} of {asked.events:,} events", end="\n" if done == asked.events else "", file=sys.stderr)

    for fault in generate(asked.folder, asked.events, asked.seed, asked.faults, tell):
        print(*fault)


if __name__ == "__main__":
    main()
