"""Examines all tables of a package that came back from a spreadsheet program, and writes what can be mended."""

from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from pathlib import Path

from casedata.doctor.model import Examination
from casedata.doctor.older import older_rows
from casedata.doctor.sheet import read_sheet
from casedata.doctor.text import words_beyond_ascii
from casedata.errors import PackageError
from casedata.package import Package, open_package
from casedata.writing import replace_file


def examine(path: str | Path | None = None, against: str | Path | None = None) -> Examination:
    """Return what a spreadsheet program did to the tables of a package, and what would mend it; nothing is written.

    `path` is a directory, a `datapackage.json` or a zip file (default: the bundled case), `against` a copy from before,
    in the same forms. Without that copy a cell is touched only if it does not have the form of its column; with it,
    also if a known habit leads from the old cell to the new. A date that can be read in two ways is never guessed.

    Raises:
        PackageError: there is no package, a file of a table is gone, or the older copy cannot be read.
        SchemaError: a table schema cannot be used.
    """
    package = open_package(path)
    old = None if against is None else open_package(against)
    words = _words(package, old)
    sheets = [
        read_sheet(package.path(name), package.read(name), table, package.tables, older_rows(old, table), words)
        for name, table in package.tables.items()
    ]
    keys = {sheet.table.name: sheet.keys for sheet in sheets if not sheet.refused}
    for sheet in sheets:
        sheet.find_filled_series(keys)
    found = (sheet.file() for sheet in sheets)
    return Examination(package, tuple(file for file in found if file is not None))


def apply(examination: Examination) -> list[str]:
    """Write the mended files; return their paths within the package.

    Raises:
        PackageError: the package is a zip file.
        StaleFileError: a file changed since it was examined; it and the files after it are left as they are.
        RefusedError: there is something else than a file at a path.
        UnreadableError: the system does not let a file be written.
    """
    root = examination.package.root
    if not root.is_dir():
        raise PackageError(f"{root}: a zip file cannot be written; unpack it and give the directory")
    for file in examination.mendable:
        replace_file(root / file.path, file.after or b"", read=file.before)
    return [file.path for file in examination.mendable]


def _words(package: Package, old: Package | None) -> Callable[[], Collection[str]]:
    """Return what gives the words beyond ASCII in all files that are UTF-8, when they are asked for."""

    @lru_cache(maxsize=1)
    def words() -> Collection[str]:
        packages = (package,) if old is None else (package, old)
        return {word for each in packages for text in _texts(each) for word in words_beyond_ascii(text)}

    return words


def _texts(package: Package) -> Iterator[str]:
    for name in package.tables:
        try:
            yield package.read(name).decode("utf-8")
        except UnicodeDecodeError:
            continue
