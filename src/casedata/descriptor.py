"""What a `datapackage.json` must say: checked here by hand as `schemas/casedata-profile.json` states it.

The files that it names are left to `casedata.package`.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from casedata.errors import PackageError

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
    paths = [item["path"] for item in resources]
    if len(paths) != len(set(paths)):
        raise PackageError(f"{DESCRIPTOR}: two resources have one path; give each table its own file")


def _is_count(value: object, least: int = 1) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


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
    if not isinstance(dialect, dict) or any(_DIALECT.get(key, dialect) != value for key, value in dialect.items()):
        raise PackageError(f"{place}: dialect is {dialect!r}; casedata reads no other than {dict(_DIALECT)!r}")
    if "bytes" in item and not _is_count(item["bytes"], 0):
        raise PackageError(f"{place}: bytes is {item['bytes']!r}; run casedata build")
    if "hash" in item and (not isinstance(item["hash"], str) or _HASH.fullmatch(item["hash"]) is None):
        raise PackageError(f"{place}: hash is {item['hash']!r}, not a sha256; run casedata build")


def _check_path(place: str, key: str, path: object) -> None:
    if not isinstance(path, str) or re.search(PATH, path) is None:
        raise PackageError(f"{place}: {key} is {path!r}; give one plain path within the package, such as data/x.csv")
