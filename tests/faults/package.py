"""Faults of the descriptor, the schemas, the paths and the files as a whole."""

import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from casedata.testing.files import tables
from faults.base import Expected, Fault, descriptor, file_of, lines_of, put, save

Document = dict[str, Any]


def _with(change: Callable[[Document], object], words: str, exit_code: int = 2) -> Callable[[Path], Expected]:
    def apply(folder: Path) -> Expected:
        document = descriptor(folder)
        change(document)
        save(folder, document)
        return Expected(words=words, exit=exit_code)

    return apply


def _raw(change: Callable[[str], str | bytes], words: str, exit_code: int = 2) -> Callable[[Path], Expected]:
    def apply(folder: Path) -> Expected:
        path = folder / "datapackage.json"
        content = change(path.read_text("utf-8"))
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return Expected(words=words, exit=exit_code)

    return apply


def _field(document: Document, **more: object) -> None:
    document["resources"][0]["schema"]["fields"][0] |= more


DESCRIPTOR: dict[str, Callable[[Path], Expected]] = {
    "a member twice": _raw(lambda text: '{"name": "other", ' + text.lstrip()[1:], "'name' is there twice"),
    "not a number": _raw(lambda text: '{"x": NaN, ' + text.lstrip()[1:], "NaN is no number"),
    "infinity": _raw(lambda text: '{"x": -Infinity, ' + text.lstrip()[1:], "-Infinity is no number"),
    "a number too large": _raw(lambda text: '{"x": 1e999, ' + text.lstrip()[1:], "too large"),
    "many digits": _raw(lambda text: '{"x": ' + "9" * 5000 + ", " + text.lstrip()[1:], "not JSON"),
    "deep brackets": _raw(lambda _: "[" * 200_000, "more than 64 levels"),
    "deep members": _raw(lambda text: '{"x": ' + '{"a":' * 100 + "1" + "}" * 100 + ", " + text.lstrip()[1:], "levels"),
    "half a character": _raw(lambda text: '{"x": "\\ud800", ' + text.lstrip()[1:], "half of a character"),
    "a comma at the end": _raw(lambda text: text.rstrip()[:-1] + ",}", "not JSON"),
    "single quotes": _raw(lambda text: text.replace('"', "'"), "not JSON"),
    "a comment": _raw(lambda text: "// data\n" + text, "not JSON"),
    "a byte order mark": _raw(lambda text: "\ufeff" + text, "not JSON"),
    "UTF-16": _raw(lambda text: text.encode("utf-16"), "not JSON in UTF-8"),
    "cut off": _raw(lambda text: text[: len(text) // 2], "not JSON"),
    "empty": _raw(lambda _: "", "not JSON"),
    "a list": _raw(lambda text: f"[{text}]", "not a JSON object"),
    "null": _raw(lambda _: "null", "not a JSON object"),
    "no name": _with(lambda each: each.pop("name"), "name is None"),
    "a name that is a number": _with(lambda each: each.update(name=7), "name is 7"),
    "no version": _with(lambda each: each.pop("version"), "version is None"),
    "no resources": _with(lambda each: each.pop("resources"), "resources is not a list"),
    "resources as an object": _with(lambda each: each.update(resources={}), "resources is not a list"),
    "a resource that is a text": _with(
        lambda each: each["resources"].append("x"), "resources is not a list of objects"
    ),
    "a resource twice": _with(lambda each: each["resources"].append(each["resources"][0]), "2 resources are named"),
    "a resource less": _with(lambda each: each["resources"].pop(), "0 resources are named"),
    "a path that is a list": _with(lambda each: each["resources"][0].update(path=["data/a.csv"]), "path is"),
    "no path": _with(lambda each: each["resources"][0].pop("path"), "path is None"),
    "a weak digest": _with(lambda each: each["resources"][0].update(hash="md5:" + "0" * 32), "not a sha256"),
    "a digest without its kind": _with(lambda each: each["resources"][0].update(hash="0" * 64), "not a sha256"),
    "an unknown digest": _with(lambda each: each["resources"][0].update(hash="crc32:00000000"), "not a sha256"),
    "bytes as a text": _with(lambda each: each["resources"][0].update(bytes="12"), "bytes is '12'"),
    "bytes as truth": _with(lambda each: each["resources"][0].update(bytes=True), "bytes is True"),
    "another dialect": _with(lambda each: each["resources"][0].update(dialect={"delimiter": ";"}), "dialect is"),
    "another encoding": _with(lambda each: each["resources"][0].update(encoding="cp1252"), "encoding is"),
    "no schema": _with(lambda each: each["resources"][0].pop("schema"), "schema is None"),
    "a schema that is a list": _with(lambda each: each["resources"][0].update(schema=[]), "schema is"),
    "a schema without columns": _with(lambda each: each["resources"][0]["schema"].update(fields=[]), "fields is empty"),
    "columns that are texts": _with(
        lambda each: each["resources"][0]["schema"].update(fields=["a"]), "a column is named"
    ),
    "no key": _with(lambda each: each["resources"][0]["schema"].pop("primaryKey"), "primaryKey is None"),
    "a key of two columns": _with(
        lambda each: each["resources"][0]["schema"].update(primaryKey=["source_id", "title"]), "exactly one column"
    ),
    "a key nowhere": _with(lambda each: each["resources"][0]["schema"].update(primaryKey="nowhere"), "a key names"),
    "a foreign key to nowhere": _with(
        lambda each: each["resources"][0]["schema"].update(
            foreignKeys=[{"fields": "source_id", "reference": {"resource": "war", "fields": "war_id"}}]
        ),
        "no primary key",
    ),
    "an unknown type": _with(lambda each: _field(each, type="geopoint"), "type 'geopoint' is not supported"),
    "an unknown constraint": _with(lambda each: _field(each, constraints={"jsonSchema": {}}), "is not supported"),
    "a pattern that is none": _with(
        lambda each: _field(each, constraints={"pattern": "(a"}), "not a regular expression"
    ),
    "a pattern that RE2 has not": _with(
        lambda each: _field(each, constraints={"pattern": "(a)\\1", "required": True}), "not a regular expression"
    ),
    "a pattern too large": _with(
        lambda each: _field(each, constraints={"pattern": "((a{1,900}){1,900}){1,900}"}), "not a regular expression"
    ),
    "a length that contradicts": _with(
        lambda each: _field(each, constraints={"minLength": 9, "maxLength": 3}), "contradict"
    ),
    "a range that contradicts": _with(
        lambda each: each["resources"][7]["schema"]["fields"].append(
            {"name": "zz", "type": "integer", "constraints": {"minimum": 9, "maximum": 3}}
        ),
        "contradict",
    ),
    "a pattern of brackets": _with(
        lambda each: _field(each, constraints={"pattern": "(" * 4000 + ")" * 4000}), "not a regular expression"
    ),
    "a pattern without end": _with(lambda each: _field(each, constraints={"pattern": "a|" * 500_000}), "too large"),
    "a length beyond all": _with(lambda each: _field(each, constraints={"maxLength": 10**30}), "too large"),
    "very many values": _with(lambda each: _field(each, constraints={"enum": ["x"] * 300_000}), "too large"),
    "very many foreign keys": _with(
        lambda each: each["resources"][0]["schema"].update(foreignKeys=[{}] * 3000), "3000 members"
    ),
    "two tables in one file": _with(
        lambda each: each["resources"][0].update(path=each["resources"][1]["path"]), "two resources have one path"
    ),
    "very many tables": _with(
        lambda each: each["resources"].extend(
            {**each["resources"][0], "name": f"x{number}", "path": f"data/x{number}.csv"} for number in range(300)
        ),
        "tables, more than 200",
        4,
    ),
    "a hundred thousand columns": _with(
        lambda each: each["resources"][0]["schema"]["fields"].extend(
            {"name": f"x{number}", "type": "string"} for number in range(100_000)
        ),
        "columns, more than 1000",
        4,
    ),
}
"""What is done to the descriptor, what the error says, and the exit code."""


def _path(path: str) -> Callable[[Path], Expected]:
    return _with(lambda each: each["resources"][0].update(path=path), "give one plain path within the package")


def _link(what: str, to: str) -> Callable[[Path], Expected]:
    def apply(folder: Path) -> Expected:
        target = folder / what
        if target.is_dir():
            target.rename(folder.parent / f"{folder.name}-moved")
        else:
            target.unlink()
        target.symlink_to(to)
        return Expected(words="a link that leaves the package", exit=4)

    return apply


def _fifo(what: str) -> Callable[[Path], Expected]:
    def apply(folder: Path) -> Expected:
        (folder / what).unlink()
        os.mkfifo(folder / what)
        return Expected(words="a FIFO, no file", exit=4)

    return apply


def _folder(folder: Path) -> Expected:
    (folder / file_of("events")).unlink()
    (folder / file_of("events")).mkdir()
    return Expected(words="a directory, no file", exit=4)


def _rules_link(folder: Path) -> Expected:
    (folder / "rules").symlink_to("/etc")
    return Expected(words="a link that leaves the package", exit=4)


def _circle(folder: Path) -> Expected:
    (folder / file_of("events")).unlink()
    (folder / file_of("events")).symlink_to("events.csv")
    return Expected(words="in a circle", exit=4)


def _own_rule(query: str, words: str) -> Callable[[Path], Expected]:
    def apply(folder: Path) -> Expected:
        (folder / "rules").mkdir()
        text = (
            f"-- OWN-01  Something holds.\n-- over: events\n-- why: It does.\n-- hint: see\n{query};\n"
            "-- fault: summary\nupdate events set summary = 'x' where event_id = $row;\n"
        )
        (folder / "rules" / "OWN-01.sql").write_text(text, "utf-8")
        return Expected(words=words, exit=2)

    return apply


SECURITY: dict[str, Callable[[Path], Expected]] = {
    **{
        f"the path {path!r}": _path(path)
        for path in (
            "/etc/passwd", "../x.csv", "data/../../x.csv", "https://example.org/x.csv", "file:x.csv", "C:\\x.csv",
            "data\\x.csv", "~/x.csv", "data/\x00.csv", "\\\\server\\x",
        )
    },
    "a table that is a link out": _link(file_of("events"), "/etc/passwd"),
    "a table that is a device": _link(file_of("events"), "/dev/zero"),
    "a table that is a file of the system": _link(file_of("events"), "/proc/self/environ"),
    "the folder of tables as a link out": _link("data", "/etc"),
    "the descriptor as a link out": _link("datapackage.json", "/etc/passwd"),
    "the folder of rules as a link out": _rules_link,
    "a table that is a FIFO": _fifo(file_of("claims")),
    "a descriptor that is a FIFO": _fifo("datapackage.json"),
    "a table that is a directory": _folder,
    "a link to itself": _circle,
    "a rule that reads a file": _own_rule(
        "select content as id, null as field, '' as message from read_text('/etc/passwd')", "a table function"
    ),
    "a rule that deletes": _own_rule("delete from events", "not one SELECT"),
}  # fmt: skip


def _zip(write: Callable[[zipfile.ZipFile, Path], object], words: str, exit_code: int) -> Callable[[Path], Expected]:
    """Turn the package into a zip file; what stands in the folder afterwards is that file."""

    def apply(folder: Path) -> Expected:
        with zipfile.ZipFile(folder.with_suffix(".zip"), "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(folder.rglob("*")):
                if path.is_file() and path.name != "events.csv":
                    archive.write(path, path.relative_to(folder))
            write(archive, folder)
        return Expected(words=words, exit=exit_code)

    return apply


def _as_link(archive: zipfile.ZipFile, _: Path) -> None:
    info = zipfile.ZipInfo("data/events.csv")
    info.external_attr = 0o120777 << 16
    archive.writestr(info, "/etc/passwd")


def _many(archive: zipfile.ZipFile, folder: Path) -> None:
    archive.write(folder / "data/events.csv", "data/events.csv")
    for number in range(2_001):
        archive.writestr(f"x/{number}", b"")


ZIP: dict[str, Callable[[Path], Expected]] = {
    "a bomb": _zip(lambda each, _: each.writestr("data/events.csv", b"\n" * (200 << 20)), "times its size", 4),
    "a link": _zip(_as_link, "a link or a device", 4),
    "very many files": _zip(_many, "more than 2000 files", 4),
}


def _bytes(folder: Path) -> Expected:
    path = folder / file_of("places")
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    return Expected("file-bytes", file_of("places"), exit=3)


def _digest(folder: Path) -> Expected:
    document = descriptor(folder)
    resource = next(each for each in document["resources"] if each["name"] == "places")
    resource["hash"] = "sha256:" + "0" * 64
    save(folder, document)
    return Expected("file-hash", file_of("places"), exit=3)


def _swapped(folder: Path) -> Expected:
    lines = lines_of(folder, "names")
    (folder / file_of("names")).write_bytes(b"".join([lines[0], *reversed(lines[1:])]))
    return Expected("file-hash", file_of("names"), exit=3)


def _missing(table: str) -> Callable[[Path], Expected]:
    def apply(folder: Path) -> Expected:
        (folder / file_of(table)).unlink()
        return Expected("file-missing", file_of(table))

    return apply


def _undeclared(folder: Path) -> Expected:
    (folder / "data" / "events-old.csv").write_bytes(b"x\n")
    return Expected("file-undeclared", "data/events-old.csv", exit=0)


def _escape(folder: Path) -> Expected:
    lines = lines_of(folder, "cases")
    put(folder, "cases", b"".join([*lines, b"\x1b[2J,k\n"]))
    return Expected("csv-missing-cells", file_of("cases"), len(lines) + 1, 1)


def of(family: str, changes: dict[str, Callable[[Path], Expected]]) -> Iterator[Fault]:
    """Yield faults that end everything: an error in one line."""
    for name, apply in changes.items():
        yield Fault(name, family, apply, is_last=True)


ALL_PACKAGE = [
    *of("descriptor", DESCRIPTOR),
    *of("security", SECURITY),
    *of("zip", ZIP),
    Fault("a file one byte shorter", "integrity", _bytes, ("places",)),
    Fault("another digest", "integrity", _digest, ("places",)),
    Fault("rows in another order", "integrity", _swapped, ("names",)),
    *(Fault(f"{name} is missing", "file system", _missing(name), (name,), is_last=True) for name in tables()),
    Fault("a file that nobody declared", "file system", _undeclared),
    Fault("an escape of a terminal", "security", _escape, ("cases",)),
]
