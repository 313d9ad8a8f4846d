"""What is generated in a package (row schemas, sizes, digests, tables of the README), and canonical CSV files.

Each function either writes what is stale or, with `check`, only names it.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from casedata.coverage import coverage
from casedata.coverage.text import summary
from casedata.csvfile import canonical_csv, replace_file
from casedata.descriptor import DESCRIPTOR
from casedata.errors import PackageError
from casedata.package import Package, open_package
from casedata.row_schema import row_schema

README = "README.md"
_END = "<!-- end -->"


def build(package_dir: str | Path, *, check: bool) -> list[str]:
    """Bring everything generated up to date; return the paths, within the package, of the files that were not.

    Generated are `schemas/rows/<table>.schema.json`, `bytes` and `hash` of each resource in the descriptor, and what
    stands in the blocks `<!-- generated: tables -->` and `<!-- generated: coverage -->` of the README, each up to
    `<!-- end -->`, if it has them.

    Raises:
        PackageError: there is no package in a directory, or a table's file cannot be read.
        SchemaError: a table schema cannot be used.
        StaleFileError: a file changed meanwhile.
    """
    package = _open_directory(package_dir)
    return _update(package.root, dict(_generated(package)), check=check)


def format_package(package_dir: str | Path, *, check: bool) -> list[str]:
    """Write each table's file in canonical form; return the paths, within the package, of the files that were not.

    Raises:
        PackageError: there is no package in a directory, or a table's file cannot be read.
        SchemaError: a table schema cannot be used.
        StaleFileError: a file changed meanwhile.
    """
    package = _open_directory(package_dir)
    wanted = {package.path(name): canonical_csv(table, package.rows(name)) for name, table in package.tables.items()}
    return _update(package.root, wanted, check=check)


def _open_directory(package_dir: str | Path) -> Package:
    package = open_package(package_dir)
    if not package.root.is_dir():
        raise PackageError(f"{package.root}: a zip file cannot be written; unpack it and give the directory")
    return package


def _update(root: Path, wanted: Mapping[str, bytes], *, check: bool) -> list[str]:
    stale = []
    for name, content in wanted.items():
        path = root / name
        current = path.read_bytes() if path.exists() else None
        if current == content:
            continue
        stale.append(name)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, content, read=current)
    return stale


def _generated(package: Package) -> Iterator[tuple[str, bytes]]:
    for name, table in package.tables.items():
        yield f"schemas/rows/{name}.schema.json", _json(row_schema(table))
    yield DESCRIPTOR, _json({**package.descriptor, "resources": [_resource(package, name) for name in package.tables]})
    readme = package.root / README
    if readme.is_file():
        yield README, _readme(package, readme.read_bytes().decode()).encode()


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
