"""Rows that fit the tables of the bundled package, and generated packages as files on disk.

What stands in the rows is left to the other modules.
"""

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from casedata.csvfile import canonical_csv, natural_key
from casedata.descriptor import DESCRIPTOR, TABLES
from casedata.package import bundled, open_package
from casedata.schema import Table

Rows = dict[str, list[dict[str, str]]]
"""The text of a package: for each of its tables the rows, for each row the cells in the order of the schema."""

_DIALECT = {
    "header": True, "delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True,
    "skipInitialSpace": False,
}  # fmt: skip


@lru_cache(maxsize=1)
def tables() -> Mapping[str, Table]:
    """Return the twelve tables as the schemas of the bundled package describe them, in order."""
    found = open_package().tables
    return MappingProxyType({name: found[name] for name in TABLES})


@lru_cache(maxsize=1 << 6)
def values(table: str, column: str) -> tuple[str, ...]:
    """Return the values that the schema lists for a column."""
    return tuple(str(value) for value in tables()[table].field(column).enum)


@lru_cache(maxsize=1 << 6)
def _blank(table: str) -> Mapping[str, str]:
    return MappingProxyType(dict.fromkeys(tables()[table].columns, ""))


def row(table: str, **cells: str) -> dict[str, str]:
    """Return a row with all columns in order, blank but for these cells.

    Raises:
        KeyError: the table has no such column.
    """
    blank = _blank(table)
    found = {**blank, **cells}
    if len(found) != len(blank):
        raise KeyError(f"{table} has no columns {', '.join(sorted(cells.keys() - blank.keys()))}")
    return found


def in_file_order(table: str, rows: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Return rows in the order in which they are written: by identifier, digits as numbers."""
    key = tables()[table].primary_key
    return sorted(rows, key=lambda cells: (natural_key(cells[key]), cells[key]))


def write(rows: Rows, folder: Path) -> Path:
    """Write a package with these rows into a folder, which is made if need be, and return the folder.

    The schemas are those of the bundled package and stand in the descriptor; there are no sizes and digests. A table
    that `rows` does not name is empty.
    """
    (folder / "data").mkdir(parents=True, exist_ok=True)
    for name, table in tables().items():
        (folder / "data" / f"{name}.csv").write_bytes(canonical_csv(table, rows.get(name, [])))
    (folder / DESCRIPTOR).write_text(json.dumps(_descriptor(), ensure_ascii=False), encoding="utf-8")
    return folder


@lru_cache(maxsize=1)
def _schemas() -> Mapping[str, Any]:
    package = open_package()
    return {
        name: json.loads((bundled() / str(package.resource(name)["schema"])).read_text(encoding="utf-8"))
        for name in TABLES
    }


def _descriptor() -> dict[str, Any]:
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "generated-case",
        "version": "0.1.0",
        "casedata": {"normaliser": 1},
        "resources": [
            {"name": name, "path": f"data/{name}.csv", "type": "table", "format": "csv", "encoding": "utf-8",
             "dialect": _DIALECT, "schema": schema}
            for name, schema in _schemas().items()
        ],
    }  # fmt: skip
