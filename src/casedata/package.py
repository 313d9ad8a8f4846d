"""Packages on disk: opens a descriptor, its table schemas and its files.

A package is a directory, a `datapackage.json`, or a zip file of one. What a descriptor must say is
left to `descriptor`, where the files are to `files`, what stands in the cells to `tables` and `rules`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from casedata.bounds import Bounds, current
from casedata.csvfile import Csv, header_problems, read_csv
from casedata.descriptor import DESCRIPTOR, TABLES, check_descriptor
from casedata.errors import PackageError, RefusedError, SchemaError
from casedata.files import Directory, Zip, open_files
from casedata.schema import Table, read_table_schema
from casedata.strictjson import read_json

__all__ = ["DESCRIPTOR", "RULES", "TABLES", "Package", "open_package"]

RULES = "rules"
"""The folder of a package's own rules."""


@dataclass(frozen=True, slots=True)
class Package:
    """An opened package: its descriptor, its tables in order, and its files. Reads files anew each time."""

    name: str
    version: str
    root: Path
    descriptor: Mapping[str, Any]
    tables: Mapping[str, Table]
    _files: Directory | Zip

    def resource(self, table: str) -> Mapping[str, Any]:
        """Return what the descriptor says of a table."""
        return next(item for item in self.descriptor["resources"] if item["name"] == table)

    def path(self, table: str) -> str:
        """Return the path of a table's file within the package, as messages give it: `data/events.csv`."""
        return str(self.resource(table)["path"])

    def read(self, table: str) -> bytes:
        """Return the bytes of a table's file.

        Raises:
            PackageError: the file is gone or cannot be unpacked.
        """
        return self._files.read(self.path(table), self.bounds.file)

    def place(self, table: str, folder: Path) -> Path:
        """Return where the file of a table is on disk; one of a zip file is first unpacked into `folder`.

        Raises:
            PackageError: the file is gone, cannot be unpacked, or is a link that leaves the package.
        """
        return self._files.place(self.path(table), folder)

    def csv(self, table: str) -> Csv:
        """Return what the file of a table holds, as text in file order; it has no problems.

        Raises:
            PackageError: the file cannot be read as a CSV file with the columns of the schema.
        """
        found = read_csv(self.read(table), self.tables[table].columns, self.bounds)
        for problem in (*found.problems, *header_problems(self.tables[table], found.header)):
            raise PackageError(f"{self.path(table)}:{problem.line}: {problem.message}; {problem.hint}")
        return found

    def require(self, table: str, columns: Iterable[str]) -> None:
        """Raise SchemaError unless the package has this table with these columns."""
        if table not in self.tables:
            raise SchemaError(f"{DESCRIPTOR}: there is no table {table}; add it, with its schema")
        for column in columns:
            if column not in self.tables[table].columns:
                raise SchemaError(f"schema of {table}: there is no column {column}; add it, here and in the file")

    def rule_files(self, suffix: str = ".sql") -> dict[str, str]:
        """Return the package's own rules, files in `rules/` beside its descriptor: the text of each by its path.

        Raises:
            PackageError: a file cannot be read or is not UTF-8.
        """
        names = self._files.names(RULES, suffix)
        if len(names) > self.bounds.rules:
            raise RefusedError(f"{RULES}: {len(names)} files, more than {self.bounds.rules}; see docs/bounds.md")
        found: dict[str, str] = {}
        for name in names:
            try:
                found[name] = self._files.read(name, self.bounds.document).decode("utf-8")
            except UnicodeDecodeError as error:
                raise PackageError(f"{name}: not UTF-8: {error}; save it as UTF-8") from error
        return found

    @property
    def bounds(self) -> Bounds:
        """How large its files may be."""
        return self._files.bounds

    def undeclared(self) -> list[str]:
        """Return the files that stand beside those of the tables though the descriptor names them nowhere, sorted."""
        declared = {self.path(table) for table in self.tables}
        declared |= {item["schema"] for item in self.descriptor["resources"] if isinstance(item["schema"], str)}
        folders = {path.rpartition("/")[0] for path in map(self.path, self.tables)}
        found = {name for folder in folders for name in self._files.names(folder, "" if folder else ".csv")}
        return sorted(name for name in found if name.removeprefix("/") not in declared)

    def rows(self, table: str) -> list[dict[str, str]]:
        """Return the rows of a table as text in file order; a blank cell is the empty text.

        Raises:
            PackageError: as `csv`.
        """
        columns = self.tables[table].columns
        return [dict(zip(columns, row, strict=True)) for row in self.csv(table).rows]


def open_package(path: str | Path | None = None, *, bounds: Bounds | None = None) -> Package:
    """Open a package: a directory, a `datapackage.json`, a zip file of one, or, without a path, the bundled case.

    `bounds` says how large its files may be; unless given, the environment does (`casedata.bounds`).

    Raises:
        PackageError: there is no package, its descriptor cannot be used, or a path in it leads out of it.
        SchemaError: a table schema cannot be used.
    """
    files = open_files(bundled() if path is None else Path(path), current() if bounds is None else bounds)
    descriptor = _json(files, DESCRIPTOR)
    if not isinstance(descriptor, dict):
        raise PackageError(f"{DESCRIPTOR}: not a JSON object; write a Data Package descriptor")
    check_descriptor(descriptor)
    if len(descriptor["resources"]) > files.bounds.tables:
        raise RefusedError(
            f"{DESCRIPTOR}: {len(descriptor['resources'])} tables, more than {files.bounds.tables}; see bounds"
        )
    tables = {item["name"]: _table(files, item) for item in descriptor["resources"]}
    _check_foreign_keys(tables)
    frozen = MappingProxyType(descriptor)
    return Package(descriptor["name"], descriptor["version"], files.root, frozen, MappingProxyType(tables), files)


def bundled() -> Path:
    """Return where the case of this project is: beside this module in a wheel, above `src` in a source tree."""
    here = Path(__file__).resolve().parent
    for folder in (here / "bundled", here.parents[1]):
        if (folder / DESCRIPTOR).is_file():
            return folder
    raise PackageError("the bundled case is missing from this installation; install casedata again or give a path")


def _json(files: Directory | Zip, name: str) -> Any:
    return read_json(files.read(name, files.bounds.document), name, files.bounds)


def _table(files: Directory | Zip, item: Mapping[str, Any]) -> Table:
    schema = item["schema"]
    document = _json(files, schema) if isinstance(schema, str) else schema
    if not isinstance(document, dict):
        raise SchemaError(f"schema of {item['name']}: not a JSON object")
    fields = document.get("fields")
    if isinstance(fields, list) and len(fields) > files.bounds.columns:
        raise RefusedError(
            f"schema of {item['name']}: {len(fields)} columns, more than {files.bounds.columns}; see bounds"
        )
    return read_table_schema(item["name"], document)


def _check_foreign_keys(tables: Mapping[str, Table]) -> None:
    for table in tables.values():
        for key in table.foreign_keys:
            if key.table not in tables or key.reference != tables[key.table].primary_key:
                raise SchemaError(
                    f"schema of {table.name}: {key.field} refers to {key.table}.{key.reference}, no primary key"
                )
