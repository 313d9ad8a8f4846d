"""Packages open from a directory, a descriptor, a zip file or nothing; nothing leads out of them."""

import copy
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedata.descriptor import PATH, TABLES, check_descriptor
from casedata.errors import PackageError, SchemaError
from casedata.package import open_package
from packages import MODELS, ROOT, SCHEMAS, descriptor, full_rows, write_descriptor, write_package

PROFILE = json.loads((ROOT / "schemas" / "casedata-profile.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(PROFILE)


def zipped(folder: Path, target: Path, prefix: str = "") -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, prefix + str(path.relative_to(folder)))
    return target


WAYS: dict[str, Callable[[Path, Path], Path]] = {
    "directory": lambda folder, _: folder,
    "descriptor": lambda folder, _: folder / "datapackage.json",
    "zip": lambda folder, other: zipped(folder, other / "case.zip"),
    "zip of a folder": lambda folder, other: zipped(folder, other / "case.zip", "case-1.0/"),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_in_opens_the_same_package(way: str, tmp_path: Path) -> None:
    folder, other = tmp_path / "package", tmp_path / "other"
    other.mkdir()
    write_package(folder, full_rows())
    package = open_package(WAYS[way](folder, other))
    assert (package.name, package.version) == ("generated-case", "0.1.0")
    assert tuple(package.tables) == (*TABLES, "samples")
    assert package.tables == MODELS
    for name in package.tables:
        assert package.path(name) == f"data/{name}.csv"
        assert package.read(name) == (folder / "data" / f"{name}.csv").read_bytes()
        key = MODELS[name].primary_key
        assert {row[key]: row for row in package.rows(name)} == {row[key]: row for row in full_rows()[name]}


def test_without_a_path_the_bundled_case_opens() -> None:
    package = open_package()
    assert package.name == "azat-miftakhov-case"
    assert tuple(package.tables)[: len(TABLES)] == TABLES


def test_rows_keep_the_order_of_the_file_and_cells_as_they_are(tmp_path: Path) -> None:
    write_package(tmp_path, {})
    path = tmp_path / "data" / "cases.csv"
    path.write_text('case_id,title,kind,jurisdiction,summary\nk-2," NA",x,,"a\nb"\nk-1,,,,\n', encoding="utf-8")
    assert open_package(tmp_path).rows("cases") == [
        {"case_id": "k-2", "title": " NA", "kind": "x", "jurisdiction": "", "summary": "a\nb"},
        {"case_id": "k-1", "title": "", "kind": "", "jurisdiction": "", "summary": ""},
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"case_id\n", r"data/cases.csv:1: column 'title' is missing; write the header case_id,title"),
        (b"", r"data/cases.csv:1: there is no header"),
        (b"case_id,title,kind,jurisdiction,summary\n\nk-1,,,,\n", r"data/cases.csv:2: a blank line; remove it"),
    ],
)
def test_rows_of_a_broken_file_are_refused_with_the_place(content: bytes, message: str, tmp_path: Path) -> None:
    write_package(tmp_path, {})
    (tmp_path / "data" / "cases.csv").write_bytes(content)
    with pytest.raises(PackageError, match=message):
        open_package(tmp_path).rows("cases")


# --- what is not a package -----------------------------------------------------------------------------------------


def test_what_is_no_package_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a\n")
    with pytest.raises(PackageError, match="no such file or directory; give a package"):
        open_package(tmp_path / "nothing")
    with pytest.raises(PackageError, match=r"not a package .*; give a directory"):
        open_package(tmp_path / "x.csv")
    with pytest.raises(PackageError, match=r"no datapackage\.json in it; give the directory of a package"):
        open_package(tmp_path)
    with pytest.raises(PackageError, match=r"no datapackage\.json at its top or in its folder"):
        open_package(zipped(tmp_path, tmp_path.parent / "empty.zip"))
    with pytest.raises(PackageError, match=r"no datapackage\.json at its top"):
        write_package(tmp_path, {})
        open_package(zipped(tmp_path, tmp_path.parent / "deep.zip", "a/b/"))


@pytest.mark.parametrize("content", [b"{", b"\xff", b"[]", b"", b"[" * 100_000])
def test_a_descriptor_that_is_no_json_object_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_bytes(content)
    with pytest.raises(PackageError, match=r"^datapackage\.json: not (JSON in UTF-8|a JSON object)"):
        open_package(tmp_path)


def test_a_file_that_is_missing_is_told(tmp_path: Path) -> None:
    write_package(tmp_path, {})
    (tmp_path / "data" / "events.csv").unlink()
    with pytest.raises(PackageError, match=r"events\.csv: no such file; put it there"):
        open_package(tmp_path).read("events")
    with pytest.raises(PackageError, match=r"no data/events\.csv in it"):
        open_package(zipped(tmp_path, tmp_path.parent / "part.zip")).read("events")


def test_a_broken_zip_is_told(tmp_path: Path) -> None:
    write_package(tmp_path / "package", full_rows())
    path = zipped(tmp_path / "package", tmp_path / "case.zip")
    content = path.read_bytes()
    at = content.index(b"event_id,case_id,kind")
    path.write_bytes(content[:at] + b"EVENT" + content[at + 5 :])
    with pytest.raises(PackageError, match=r"cannot be unpacked: Bad CRC-32"):
        open_package(path).read("events")


def test_a_directory_in_the_place_of_a_file_is_told(tmp_path: Path) -> None:
    write_package(tmp_path, {})
    (tmp_path / "data" / "events.csv").unlink()
    (tmp_path / "data" / "events.csv").mkdir()
    with pytest.raises(PackageError, match=r"data/events\.csv: a directory, no file"):
        open_package(tmp_path).read("events")


def test_links_in_a_circle_are_told(tmp_path: Path) -> None:
    write_package(tmp_path, {})
    (tmp_path / "data" / "events.csv").unlink()
    (tmp_path / "data" / "events.csv").symlink_to("events.csv")
    with pytest.raises(PackageError, match=r"data/events\.csv: links that lead nowhere or in a circle"):
        open_package(tmp_path).read("events")


@pytest.mark.parametrize("what", ["data/events.csv", "data", "datapackage.json"])
def test_no_link_leads_out_of_the_package(what: str, tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "package"
    write_package(outside, full_rows())
    write_package(folder, full_rows())
    if what == "data":
        for path in (folder / "data").iterdir():
            path.unlink()
        (folder / "data").rmdir()
    else:
        (folder / what).unlink()
    (folder / what).symlink_to(outside / what)
    with pytest.raises(PackageError, match="a link that leaves the package"):
        open_package(folder).read("events")


def test_links_within_the_package_are_followed(tmp_path: Path) -> None:
    write_package(tmp_path / "package", full_rows())
    (tmp_path / "link").symlink_to(tmp_path / "package")
    (tmp_path / "package" / "data" / "events.csv").rename(tmp_path / "package" / "moved.csv")
    (tmp_path / "package" / "data" / "events.csv").symlink_to("../moved.csv")
    assert len(open_package(tmp_path / "link").rows("events")) == 3


# --- the descriptor: by hand as by the profile ---------------------------------------------------------------------

HOSTILE_PATHS = (
    "/etc/passwd", "../x.csv", "data/../../x.csv", "..", ".", "./x.csv", "data/./x.csv", "data//x.csv", "data/", "",
    "https://example.org/x.csv", "file:x.csv", "C:/x.csv", "C:\\x.csv", "data\\x.csv", "~/x.csv", "data/x.csv\n",
    "data/\x00.csv", ".hidden", "data/..", "\\\\server\\x",
)  # fmt: skip


@pytest.mark.parametrize("key", ["path", "schema"])
@pytest.mark.parametrize("path", HOSTILE_PATHS)
def test_a_path_that_may_lead_out_is_refused(path: str, key: str) -> None:
    document = descriptor()
    document["resources"][0][key] = path
    with pytest.raises(PackageError, match=f"resource sources: {key} is .*; give one plain path within the package"):
        check_descriptor(document)
    assert not VALIDATOR.is_valid(document)


@pytest.mark.parametrize("path", ["x.csv", "data/x.csv", "data/.x.csv", "data/..x", "данные/х.csv", "a b/c d.csv"])
def test_a_plain_path_is_accepted(path: str) -> None:
    document = descriptor()
    document["resources"][0]["path"] = path
    check_descriptor(document)
    assert VALIDATOR.is_valid(document)


PLACES: list[tuple[str | int, ...]] = [
    ("name",), ("version",), ("casedata",), ("casedata", "normaliser"), ("resources",), ("resources", 3),
    *(("resources", 3, key) for key in ("name", "path", "schema", "type", "format", "encoding", "dialect")),
    *(("resources", 3, key) for key in ("bytes", "hash")),
    *(("resources", 3, "dialect", key) for key in ("delimiter", "quoteChar", "header", "doubleQuote", "commentChar")),
]  # fmt: skip
JUNK: list[Any] = [
    None, "", "x", "x\n", "events", "places", "csv", "utf-8", "table", ",", ";", '"', -1, 0, 5, True, [], ["x"], {},
    {"normaliser": 2}, {"delimiter": ","}, {"delimiter": ";"}, "sha256:" + "0" * 64, "sha256:" + "0" * 64 + "\n",
    "md5:" + "0" * 32, "data/x.csv", "/x",
]  # fmt: skip


def changed(place: tuple[str | int, ...], junk: Any) -> dict[str, Any]:
    document = copy.deepcopy(descriptor())
    parent: Any = document
    for step in place[:-1]:
        parent = parent[step]
    if junk is KeyError:
        parent.pop(place[-1], None) if isinstance(parent, dict) else parent.pop(place[-1])
    else:
        parent[place[-1]] = junk
    return document


@given(place=st.sampled_from(PLACES), junk=st.sampled_from([*JUNK, KeyError]))
def test_descriptors_are_accepted_by_hand_as_by_the_profile(place: tuple[str | int, ...], junk: Any) -> None:
    document = changed(place, junk)
    try:
        check_descriptor(document)
    except PackageError as error:
        assert not VALIDATOR.is_valid(document), error
        assert "\n" not in str(error)
    else:
        assert VALIDATOR.is_valid(document), document


def test_the_profile_states_what_the_code_states() -> None:
    VALIDATOR.check_schema(PROFILE)
    assert PROFILE["$defs"]["path"]["pattern"] == PATH
    wanted = [item["contains"]["properties"]["name"]["const"] for item in PROFILE["properties"]["resources"]["allOf"]]
    assert tuple(wanted) == TABLES
    assert not re.search(r'"\$ref": "(?!#)', json.dumps(PROFILE)), "the profile needs the network"


def test_the_published_descriptor_satisfies_the_profile() -> None:
    document = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
    assert [error.message for error in VALIDATOR.iter_errors(document)] == []


def test_two_resources_may_not_share_a_name() -> None:
    document = descriptor()
    document["resources"].append(document["resources"][-1])
    with pytest.raises(PackageError, match="two resources have one name"):
        check_descriptor(document)


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ({"resource": "nowhere", "fields": ["x"]}, r"parent refers to nowhere\.x, no primary key"),
        ({"resource": "events", "fields": ["title"]}, r"parent refers to events\.title, no primary key"),
    ],
)
def test_a_foreign_key_refers_to_a_primary_key(reference: dict[str, Any], message: str, tmp_path: Path) -> None:
    samples = {**SCHEMAS["samples"], "foreignKeys": [{"fields": ["parent"], "reference": reference}]}
    write_descriptor(tmp_path, {**SCHEMAS, "samples": samples})
    with pytest.raises(SchemaError, match=message):
        open_package(tmp_path)


@pytest.mark.parametrize("content", [b"[]", b"{"])
def test_a_schema_file_that_is_no_object_is_refused(content: bytes, tmp_path: Path) -> None:
    write_descriptor(tmp_path, {**SCHEMAS, "samples": "samples.json"})
    (tmp_path / "samples.json").write_bytes(content)
    with pytest.raises((SchemaError, PackageError), match=r"samples.*not (a JSON object|JSON in UTF-8)"):
        open_package(tmp_path)
