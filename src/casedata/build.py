"""What is generated in a package (row schemas, sizes, digests, tables of the README), and canonical CSV files.

Each function either writes what is stale or, with `check`, only names it. Each file is old or new as a whole
(`casedata.writing`). A run that is killed between two files does no harm: nothing that is written here is read in order
to make another of these files, so running the command again writes what is missing and finds the rest up to date.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casedata.coverage import coverage
from casedata.coverage.text import summary
from casedata.csvfile import canonical_csv
from casedata.descriptor import DESCRIPTOR
from casedata.errors import PackageError, StaleFileError
from casedata.package import Package, open_package
from casedata.row_schema import row_schema
from casedata.schema import Table
from casedata.writing import read_target, replace_file

README = "README.md"
_END = "<!-- end -->"


@dataclass(frozen=True, slots=True)
class _File:
    """A file as it should be: its path within the package, its content, and what it held when that was made."""

    name: str
    content: bytes
    read: bytes | None


def build(package_dir: str | Path, *, check: bool) -> list[str]:
    """Bring everything generated up to date; return the paths, within the package, of the files that were not.

    Generated are `schemas/rows/<table>.schema.json`, `bytes` and `hash` of each resource in the descriptor, and what
    stands in the blocks `<!-- generated: tables -->` and `<!-- generated: coverage -->` of the README, each up to
    `<!-- end -->`, if it has them. They are written in this order, all from what was read before the first: what other
    programs take for the state of the package (descriptor, then README) changes when all it speaks of is there.

    Raises:
        PackageError: there is no package in a directory, or a table's file cannot be read.
        SchemaError: a table schema cannot be used.
        StaleFileError: a file changed meanwhile.
    """
    package = _open_directory(package_dir)
    return _update(package.root, list(_generated(package)), check=check)


def format_package(package_dir: str | Path, *, check: bool) -> list[str]:
    """Write each table's file in canonical form; return the paths, within the package, of the files that were not.

    The order is that of the tables; each file depends on its own content alone.

    Raises:
        PackageError: there is no package in a directory, or a table's file cannot be read.
        SchemaError: a table schema cannot be used.
        StaleFileError: a file changed meanwhile.
    """
    package = _open_directory(package_dir)
    return _update(package.root, [_canonical(package, table) for table in package.tables.values()], check=check)


def _open_directory(package_dir: str | Path) -> Package:
    package = open_package(package_dir)
    if not package.root.is_dir():
        raise PackageError(f"{package.root}: a zip file cannot be written; unpack it and give the directory")
    return package


def _update(root: Path, files: Iterable[_File], *, check: bool) -> list[str]:
    stale = [file for file in files if file.content != file.read]
    if not check:
        for file in stale:
            replace_file(root / file.name, file.content, read=file.read)
    return [file.name for file in stale]


def _canonical(package: Package, table: Table) -> _File:
    read = package.read(table.name)
    return _File(package.path(table.name), canonical_csv(table, package.rows(table.name)), read)


def _generated(package: Package) -> Iterator[_File]:
    for name, table in package.tables.items():
        path = f"schemas/rows/{name}.schema.json"
        yield _File(path, _json(row_schema(table)), read_target(package.root / path))
    yield _descriptor(package)
    readme = read_target(package.root / README)
    if readme is not None:
        try:
            yield _File(README, _readme(package, readme.decode()).encode(), readme)
        except UnicodeDecodeError as error:
            raise PackageError(f"{README}: not UTF-8: {error}; save the file as UTF-8") from error


def _descriptor(package: Package) -> _File:
    """Return the descriptor with sizes and digests, made from the one on disk and no older one."""
    path = package.root / DESCRIPTOR
    read = read_target(path)
    if read is None or _document(read) != package.descriptor:
        raise StaleFileError(f"{path}: changed since it was read; nothing was written, run the command again")
    resources = [_resource(package, name) for name in package.tables]
    return _File(DESCRIPTOR, _json({**package.descriptor, "resources": resources}), read)


def _document(content: bytes) -> Any:
    """Return what a JSON file holds, None if it holds none."""
    try:
        return json.loads(content)
    except ValueError:
        return None


def _json(document: Mapping[str, Any]) -> bytes:
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()


def _resource(package: Package, name: str) -> dict[str, Any]:
    content = package.read(name)
    digest = hashlib.sha256(content).hexdigest()
    return {**package.resource(name), "bytes": len(content), "hash": f"sha256:{digest}"}


def _readme(package: Package, text: str) -> str:
    for name, lines in _BLOCKS.items():
        start = f"<!-- generated: {name} -->\n"
        if start not in text:
            continue
        before, _, after = text.partition(start)
        _, end, rest = after.partition(_END)
        if not end:
            raise PackageError(f"{README}: the generated block of {name} has no end; write {_END} after it")
        text = before + start + "\n".join(lines(package)) + "\n" + end + rest
    return text


def _table_lines(package: Package) -> Iterator[str]:
    yield "| table | rows | columns | what it holds |"
    yield "| --- | ---: | ---: | --- |"
    for name, table in package.tables.items():
        what = table.description.replace("|", "\\|")
        count = len(package.rows(name))
        yield f"| [{name}]({package.path(name)}) | {count} | {len(table.fields)} | {what} |"


def _coverage_lines(package: Package) -> Iterator[str]:
    yield "| what | how many |"
    yield "| --- | --- |"
    yield from (f"| {what} | {number} |" for what, number in summary(coverage(package)))


_BLOCKS: Mapping[str, Callable[[Package], Iterator[str]]] = {"tables": _table_lines, "coverage": _coverage_lines}
"""What is written between the marks of each block of the README."""
