"""Packages on disk: opens a descriptor, its table schemas and its files, and lets nothing lead out of the package.

A package is a directory, a `datapackage.json`, or a zip file of one. What a descriptor must say is
left to `descriptor`, what stands in the cells to `tables` and `rules`.
"""

import json
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from casedata.csvfile import Csv, header_problems, read_csv
from casedata.descriptor import DESCRIPTOR, TABLES, check_descriptor
from casedata.errors import PackageError, SchemaError
from casedata.schema import Table, read_table_schema

__all__ = ["DESCRIPTOR", "RULES", "TABLES", "Package", "open_package"]

RULES = "rules"
"""The folder of a package's own rules."""


@dataclass(frozen=True, slots=True)
class _Directory:
    """The files of a package below one directory."""

    root: Path

    def read(self, name: str) -> bytes:
        try:
            path = (self.root / name).resolve()
            if not path.is_relative_to(self.root.resolve()):
                raise PackageError(f"{name}: a link that leaves the package; put the file itself there")
            return path.read_bytes()
        except FileNotFoundError as error:
            raise PackageError(f"{self.root / name}: no such file; put it there, or correct {DESCRIPTOR}") from error
        except (OSError, RuntimeError) as error:
            raise PackageError(f"{self.root / name}: cannot be read: {error}") from error

    def place(self, name: str, _: Path) -> Path:
        """Return where a file is on disk."""
        path = (self.root / name).resolve()
        if not path.is_relative_to(self.root.resolve()):
            raise PackageError(f"{name}: a link that leaves the package; put the file itself there")
        if not path.is_file():
            raise PackageError(f"{self.root / name}: no such file; put it there, or correct {DESCRIPTOR}")
        return path

    def names(self, folder: str, suffix: str) -> list[str]:
        """Return the names of the files right in a folder that end so, sorted."""
        found = (self.root / folder).glob(f"*{suffix}")
        return sorted(f"{folder}/{path.name}" for path in found if not path.name.startswith("."))


@dataclass(frozen=True, slots=True)
class _Zip:
    """The files of a package in a zip file, at its top or in its only folder."""

    root: Path
    folder: str

    def place(self, name: str, folder: Path) -> Path:
        """Unpack a file into a folder and return where it is."""
        path = folder / name.replace("/", "-")
        path.write_bytes(self.read(name))
        return path

    def names(self, folder: str, suffix: str) -> list[str]:
        """Return the names of the files right in a folder that end so, sorted."""
        try:
            with zipfile.ZipFile(self.root) as archive:
                paths = [PurePosixPath(name) for name in archive.namelist() if name.endswith(suffix)]
        except (OSError, zipfile.BadZipFile) as error:
            raise PackageError(f"{self.root}: cannot be read: {error}") from error
        place = PurePosixPath(self.folder + folder)
        return sorted(f"{folder}/{path.name}" for path in paths if path.parent == place and path.name[0] != ".")

    def read(self, name: str) -> bytes:
        try:
            with zipfile.ZipFile(self.root) as archive:
                return archive.read(self.folder + name)
        except KeyError as error:
            raise PackageError(f"{self.root}: no {name} in it; put it there, or correct {DESCRIPTOR}") from error
        except (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
            raise PackageError(f"{self.root}: {name} cannot be unpacked: {error}") from error


@dataclass(frozen=True, slots=True)
class Package:
    """An opened package: its descriptor, its tables in order, and its files. Reads files anew each time."""

    name: str
    version: str
    root: Path
    descriptor: Mapping[str, Any]
    tables: Mapping[str, Table]
    _files: _Directory | _Zip

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
        return self._files.read(self.path(table))

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
        found = read_csv(self.read(table))
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
        try:
            return {name: self._files.read(name).decode("utf-8") for name in self._files.names(RULES, suffix)}
        except UnicodeDecodeError as error:
            raise PackageError(f"{RULES}: a rule is not UTF-8: {error}") from error

    def rows(self, table: str) -> list[dict[str, str]]:
        """Return the rows of a table as text in file order; a blank cell is the empty text.

        Raises:
            PackageError: as `csv`.
        """
        columns = self.tables[table].columns
        return [dict(zip(columns, row, strict=True)) for row in self.csv(table).rows]


def open_package(path: str | Path | None = None) -> Package:
    """Open a package: a directory, a `datapackage.json`, a zip file of one, or, without a path, the bundled case.

    Raises:
        PackageError: there is no package, its descriptor cannot be used, or a path in it leads out of it.
        SchemaError: a table schema cannot be used.
    """
    files = _files(bundled() if path is None else Path(path))
    descriptor = _json(files, DESCRIPTOR)
    if not isinstance(descriptor, dict):
        raise PackageError(f"{DESCRIPTOR}: not a JSON object; write a Data Package descriptor")
    check_descriptor(descriptor)
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


def _files(path: Path) -> _Directory | _Zip:
    if path.is_dir():
        if not (path / DESCRIPTOR).is_file():
            raise PackageError(f"{path}: no {DESCRIPTOR} in it; give the directory of a package")
        return _Directory(path)
    if not path.is_file():
        raise PackageError(f"{path}: no such file or directory; give a package")
    if path.name == DESCRIPTOR:
        return _Directory(path.parent)
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if PurePosixPath(name).name == DESCRIPTOR]
    except (OSError, zipfile.BadZipFile) as error:
        wanted = f"give a directory, a {DESCRIPTOR} or a zip file of one"
        raise PackageError(f"{path}: not a package ({error}); {wanted}") from error
    folders = sorted((name.removesuffix(DESCRIPTOR) for name in names), key=lambda name: name.count("/"))
    if not folders or folders[0].count("/") > 1 or folders[0] in {"/", "../"}:
        raise PackageError(f"{path}: no {DESCRIPTOR} at its top or in its folder; zip the package directory")
    return _Zip(path, folders[0])


def _json(files: _Directory | _Zip, name: str) -> Any:
    try:
        return json.loads(files.read(name).decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise PackageError(f"{name}: not JSON in UTF-8: {error}") from error


def _table(files: _Directory | _Zip, item: Mapping[str, Any]) -> Table:
    schema = item["schema"]
    document = _json(files, schema) if isinstance(schema, str) else schema
    if not isinstance(document, dict):
        raise SchemaError(f"schema of {item['name']}: not a JSON object")
    return read_table_schema(item["name"], document)


def _check_foreign_keys(tables: Mapping[str, Table]) -> None:
    for table in tables.values():
        for key in table.foreign_keys:
            if key.table not in tables or key.reference != tables[key.table].primary_key:
                raise SchemaError(
                    f"schema of {table.name}: {key.field} refers to {key.table}.{key.reference}, no primary key"
                )
