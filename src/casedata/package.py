"""Packages on disk: opens a descriptor, its table schemas and its files, and lets nothing lead out of the package.

A package is a directory, a `datapackage.json`, or a zip file of one. What stands in the cells is left to `tables` and
`rules`.
"""

import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from casedata.csvfile import header_problems, read_csv
from casedata.errors import PackageError, SchemaError
from casedata.schema import Table, read_table_schema

DESCRIPTOR = "datapackage.json"
TABLES = (
    "sources", "people", "names", "places", "cases", "events", "roles", "figures", "links", "passages", "claims",
    "disputes",
)  # fmt: skip
"""The tables that every casedata package has; a package may have more."""

PATH = r"^(?![.~])[^/:\\\u0000-\u001f]+(?:/(?!\.{1,2}(?:/|$))[^/:\\\u0000-\u001f]+)*(?![\s\S])"
"""A plain path within a package: no URL, no drive, not absolute, no `.` or `..`, no backslash, nothing hidden."""

_NAME = re.compile("[a-z][a-z0-9_]*")
_HASH = re.compile("sha256:[0-9a-f]{64}")
_DIALECT: Mapping[str, object] = MappingProxyType(
    {
        "header": True,
        "delimiter": ",",
        "quoteChar": '"',
        "doubleQuote": True,
        "skipInitialSpace": False,
        "lineTerminator": "\n",
    }
)


@dataclass(frozen=True, slots=True)
class _Directory:
    """The files of a package below one directory."""

    root: Path

    def read(self, name: str) -> bytes:
        path = (self.root / name).resolve()
        if not path.is_relative_to(self.root.resolve()):
            raise PackageError(f"{name}: a link that leaves the package; put the file itself there")
        if not path.is_file():
            raise PackageError(f"{self.root / name}: no such file; the descriptor names it")
        return path.read_bytes()


@dataclass(frozen=True, slots=True)
class _Zip:
    """The files of a package in a zip file, at its top or in its only folder."""

    root: Path
    folder: str

    def read(self, name: str) -> bytes:
        try:
            with zipfile.ZipFile(self.root) as archive:
                return archive.read(self.folder + name)
        except KeyError as error:
            raise PackageError(f"{self.root}: no {name} in it; the descriptor names it") from error
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
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

    def rows(self, table: str) -> list[dict[str, str]]:
        """Return the rows of a table as text in file order; a blank cell is the empty text.

        Raises:
            PackageError: the file cannot be read as a CSV file with the columns of the schema.
        """
        found = read_csv(self.read(table))
        for problem in (*found.problems, *header_problems(self.tables[table], found.header)):
            raise PackageError(f"{self.path(table)}:{problem.line}: {problem.message}; {problem.hint}")
        return [dict(zip(found.header, row, strict=True)) for row in found.rows]


def open_package(path: str | Path | None = None) -> Package:
    """Open a package: a directory, a `datapackage.json`, a zip file of one, or, without a path, the bundled case.

    Raises:
        PackageError: there is no package, its descriptor cannot be used, or a path in it leads out of it.
        SchemaError: a table schema cannot be used.
    """
    files = _files(_bundled() if path is None else Path(path))
    descriptor = _json(files, DESCRIPTOR)
    if not isinstance(descriptor, dict):
        raise PackageError(f"{DESCRIPTOR}: not a JSON object; write a Data Package descriptor")
    check_descriptor(descriptor)
    tables = {item["name"]: _table(files, item) for item in descriptor["resources"]}
    _check_foreign_keys(tables)
    frozen = MappingProxyType(descriptor)
    return Package(descriptor["name"], descriptor["version"], files.root, frozen, MappingProxyType(tables), files)


def _bundled() -> Path:
    """Return where the case of this project is: beside this module in a wheel, above `src` in a source tree."""
    here = Path(__file__).resolve().parent
    for folder in (here / "bundled", here.parents[1]):
        if (folder / DESCRIPTOR).is_file():
            return folder
    raise PackageError("the bundled case is missing from this installation; install casedata again or give a path")


def _files(path: Path) -> _Directory | _Zip:
    if path.is_dir():
        return _Directory(path)
    if not path.is_file():
        raise PackageError(f"{path}: no such file or directory; give a package")
    if path.name == DESCRIPTOR:
        return _Directory(path.parent)
    if not zipfile.is_zipfile(path):
        raise PackageError(f"{path}: not a package; give a directory, a {DESCRIPTOR} or a zip file of one")
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if PurePosixPath(name).name == DESCRIPTOR]
    folders = sorted((name.removesuffix(DESCRIPTOR) for name in names), key=lambda name: name.count("/"))
    if not folders or folders[0].count("/") > 1 or folders[0] in {"/", "../"}:
        raise PackageError(f"{path}: no {DESCRIPTOR} at its top or in its folder; zip the package directory")
    return _Zip(path, folders[0])


def _json(files: _Directory | _Zip, name: str) -> Any:
    try:
        return json.loads(files.read(name).decode("utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PackageError(f"{name}: not JSON in UTF-8: {error}") from error


def check_descriptor(descriptor: Mapping[str, Any]) -> None:
    """Check what casedata needs of a descriptor, as `schemas/casedata-profile.json` states it.

    Raises:
        PackageError: something is missing or cannot be read by casedata.
    """
    for key in ("name", "version"):
        if not isinstance(descriptor.get(key), str) or not descriptor[key]:
            raise PackageError(f"{DESCRIPTOR}: {key} is {descriptor.get(key)!r}; give a text")
    own = descriptor.get("casedata")
    if not isinstance(own, dict) or not _is_count(own.get("normaliser")):
        raise PackageError(f'{DESCRIPTOR}: casedata is {own!r}; write "casedata": {{"normaliser": 1}}')
    resources = descriptor.get("resources")
    if not isinstance(resources, list) or not all(isinstance(item, dict) for item in resources):
        raise PackageError(f"{DESCRIPTOR}: resources is not a list of objects; list the tables")
    names = [item.get("name") for item in resources]
    for name in TABLES:
        if names.count(name) != 1:
            raise PackageError(f"{DESCRIPTOR}: {names.count(name)} resources are named {name!r}; name exactly one so")
    for item in resources:
        _check_resource(item)
    if len(names) != len(set(names)):
        raise PackageError(f"{DESCRIPTOR}: two resources have one name; give each its own")


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def _check_resource(item: Mapping[str, Any]) -> None:
    name = item.get("name")
    if not isinstance(name, str) or _NAME.fullmatch(name) is None:
        raise PackageError(f"{DESCRIPTOR}: a resource is named {name!r}; write small letters, digits and _")
    place = f"{DESCRIPTOR}: resource {name}"
    _check_path(place, "path", item.get("path"))
    if not isinstance(item.get("schema"), dict):
        _check_path(place, "schema", item.get("schema"))
    for key, wanted in (("format", "csv"), ("encoding", "utf-8"), ("type", "table")):
        if item.get(key, wanted) != wanted:
            raise PackageError(f"{place}: {key} is {item[key]!r}; casedata reads comma-separated UTF-8, write {wanted}")
    dialect = item.get("dialect", {})
    if not isinstance(dialect, dict) or not dialect.items() <= _DIALECT.items():
        raise PackageError(f"{place}: dialect is {dialect!r}; casedata reads no other than {dict(_DIALECT)!r}")
    if "bytes" in item and not _is_count(item["bytes"]):
        raise PackageError(f"{place}: bytes is {item['bytes']!r}; run casedata build")
    if "hash" in item and (not isinstance(item["hash"], str) or _HASH.fullmatch(item["hash"]) is None):
        raise PackageError(f"{place}: hash is {item['hash']!r}, not a sha256; run casedata build")


def _check_path(place: str, key: str, path: object) -> None:
    if not isinstance(path, str) or re.search(PATH, path) is None:
        raise PackageError(f"{place}: {key} is {path!r}; give one plain path within the package, such as data/x.csv")


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
