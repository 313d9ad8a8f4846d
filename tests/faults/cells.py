"""Faults of single cells and keys, and the faults that the rules carry."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from casedata.rules import QueryRule
from casedata.rules.faults import Bench
from casedata.testing.files import tables
from faults.base import Expected, Fault, edit_cell, file_of, lines_of, put, row_places, sound, write_rows
from fired import RULES, bench_of

CELLS: tuple[tuple[str, str, str, str], ...] = (
    ("events", "start_date", "10/8/2010", "STR-pattern"),
    ("events", "start_date", "43497", "STR-pattern"),
    ("events", "start_date", "Feb-19", "STR-pattern"),
    ("events", "start_date", "2 February 2019", "STR-pattern"),
    ("events", "start_date", "01.02.2019", "STR-pattern"),
    ("events", "start_date", "2019-2-1", "STR-pattern"),
    ("events", "start_date", "2019-02-01 00:00:00", "STR-pattern"),
    ("events", "start_date", "########", "STR-pattern"),
    ("events", "start_date", "２０１９", "STR-pattern"),
    ("events", "start_date", "2019\n", "STR-pattern"),
    ("events", "start_date", "2019-02-30", "DAT-edtf"),
    ("events", "start_date", "2019-02-29", "DAT-edtf"),
    ("events", "start_date", "[2020..2019]", "DAT-edtf"),
    ("events", "kind", "arest", "STR-enum"),
    ("events", "kind", "Detention", "STR-enum"),
    ("events", "status", "sure", "STR-enum"),
    ("events", "status", "established ", "STR-enum"),
    ("events", "title", "", "STR-required"),
    ("events", "title", "x" * 121, "STR-length"),
    ("people", "kind", "1E+05", "STR-enum"),
    ("people", "kind", "", "STR-required"),
    ("sources", "title", "", "STR-required"),
    ("sources", "url", "javascript:alert(1)", "STR-pattern"),
    ("sources", "url", "file:///etc/passwd", "STR-pattern"),
    ("sources", "document_sha256", "1.23E+15", "STR-pattern"),
    ("passages", "number", "1.0", "STR-type"),
    ("passages", "number", "1e3", "STR-type"),
    ("passages", "number", "١", "STR-type"),
    ("passages", "number", " 1", "STR-type"),
    ("passages", "number", "0x1", "STR-type"),
    ("passages", "number", "TRUE", "STR-type"),
    ("passages", "number", "-1", "STR-range"),
    ("passages", "number", "0", "STR-range"),
    ("passages", "kind", "FACT", "STR-enum"),
    ("figures", "low", "72,5", "STR-type"),
    ("figures", "low", "NaN", "STR-type"),
    ("figures", "low", "inf", "STR-type"),
    ("figures", "low", "1_000", "STR-type"),
    ("figures", "low", "#REF!", "STR-type"),
    ("roles", "role", "thief", "STR-enum"),
    ("links", "relation", "near", "STR-enum"),
    ("disputes", "resolution", "done", "STR-enum"),
    ("claims", "stance", "", "STR-required"),
    ("claims", "mode", "rumour", "STR-enum"),
    ("events", "case_id", "k-nowhere", "KEY-foreign"),
    ("events", "place_id", "l-nowhere", "KEY-foreign"),
    ("claims", "passage_id", "s-none#1", "KEY-foreign"),
    ("roles", "person_id", "p-nobody", "KEY-foreign"),
    ("roles", "event_id", "e-never", "KEY-foreign"),
    ("passages", "source_id", "s-none", "KEY-foreign"),
)
"""Table, column, what is put into its first row, and the code of the rule that finds it."""


def of_cells() -> Iterator[Fault]:
    """Yield the fault of each cell."""
    for table, column, value, code in CELLS:

        def apply(
            folder: Path, table: str = table, column: str = column, value: str = value, code: str = code
        ) -> Expected:
            key, line = edit_cell(folder, table, column, value)
            return Expected(code, file_of(table), line, None, key, column)

        family = "keys" if code.startswith("KEY") else "types"
        yield Fault(f"{value.strip()[:20]!r} as {column} of {table}", family, apply, (table,))


def _repeat_key(folder: Path, table: str) -> Expected:
    """Put the first row of a table, or its key, a second time at the end."""
    lines = lines_of(folder, table)
    rows = sound()[table]
    again = {**rows[-1], **{tables()[table].primary_key: rows[0][tables()[table].primary_key]}}
    cells = [list(tables()[table].columns), *(list(row.values()) for row in rows), list(again.values())]
    write_rows(folder, table, cells)
    line = row_places(folder, table)
    return Expected("KEY-primary", file_of(table), len(b"".join(lines).splitlines()) + 1 if not line else None)


def of_keys() -> Iterator[Fault]:
    """Yield a key that is there twice, in each table."""
    for table in tables():

        def apply(folder: Path, table: str = table) -> Expected:
            return _repeat_key(folder, table)

        yield Fault(f"a key twice in {table}", "keys", apply, (table,))


@cache
def bench() -> Bench:
    """Return the sound package on which the faults of rules are tried."""
    return bench_of(sound(), ())


FAMILIES = {
    "CHR": "chronology",
    "CIT": "citations",
    "DIS": "disputes",
    "PRV": "privacy",
    "TXT": "text",
    "LAW": "chronology",
    "FIG": "types",
    "SRC": "citations",
    "DAT": "types",
}


def of_rules() -> Iterator[Fault]:
    """Yield the first fault of each rule that the sound package has a row for."""
    for rule in RULES:
        if not isinstance(rule, QueryRule) or rule.severity != "error" or not bench().rows_for(rule, rule.faults[0]):
            continue

        def apply(folder: Path, rule: QueryRule = rule) -> Expected:
            fault = rule.faults[0]
            row = bench().rows_for(rule, fault)[0]
            with bench().edited(fault, row, fault.table) as (new, _):
                at = {"$row": row, "$new": new}.get(fault.at, fault.at)
                broken = bench().texts()
            for name, rows in broken.items():
                if rows != sound()[name]:
                    write_rows(folder, name, [list(tables()[name].columns), *(list(row.values()) for row in rows)])
            line = row_places(folder, fault.table).get(at)
            return Expected(rule.id, file_of(fault.table), line, None, at, fault.field)

        yield Fault(f"first fault of {rule.id}", FAMILIES[rule.family], apply, tuple(tables()))


def _twice_as_bytes(folder: Path) -> Expected:
    lines = lines_of(folder, "names")
    put(folder, "names", b"".join([*lines, lines[-1]]))
    return Expected("KEY-primary", file_of("names"), len(lines) + 1)


ALL_CELLS = [
    *of_cells(),
    *of_keys(),
    *of_rules(),
    Fault("the last line of names copied", "keys", _twice_as_bytes, ("names",)),
]
