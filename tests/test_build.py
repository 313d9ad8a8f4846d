"""Everything generated is brought up to date, by `check` only named; canonical files stay as they are."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings

from casedata.build import build, format_package
from casedata.coverage import coverage
from casedata.coverage.text import summary
from casedata.csvfile import canonical_csv
from casedata.errors import PackageError
from casedata.package import open_package
from casedata.row_schema import row_schema
from packages import MODELS, ROOT, Rows, full_rows, packages, write_package

README = "# A case\n\n<!-- generated: tables -->\nOUTDATED\n<!-- end -->\nThe end.\n"


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_package(tmp_path, full_rows(), title="Дело")
    (tmp_path / "README.md").write_text(README, encoding="utf-8")
    return tmp_path


def test_the_published_package_is_built_and_formatted() -> None:
    assert build(ROOT, check=True) == []
    assert format_package(ROOT, check=True) == []


def test_check_names_what_is_stale_and_writes_nothing(folder: Path) -> None:
    before = contents(folder)
    stale = build(folder, check=True)
    assert contents(folder) == before
    assert stale == [*(f"schemas/rows/{name}.schema.json" for name in MODELS), "datapackage.json", "README.md"]


def test_building_writes_what_is_stale_and_then_nothing_is(folder: Path) -> None:
    before = contents(folder)
    stale = build(folder, check=False)
    assert build(folder, check=True) == []
    after = contents(folder)
    assert {name for name in after if before.get(name) != after[name]} == set(stale)


def test_the_descriptor_gets_sizes_and_digests_and_keeps_all_else(folder: Path) -> None:
    before = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    build(folder, check=False)
    text = (folder / "datapackage.json").read_text(encoding="utf-8")
    after = json.loads(text)
    assert "Дело" in text
    for resource in after["resources"]:
        content = (folder / resource["path"]).read_bytes()
        assert resource.pop("bytes") == len(content)
        assert resource.pop("hash") == "sha256:" + hashlib.sha256(content).hexdigest()
    assert after == before
    assert list(after) == list(before)


def test_row_schemas_are_written_for_each_table(folder: Path) -> None:
    build(folder, check=False)
    for name, table in MODELS.items():
        path = folder / "schemas" / "rows" / f"{name}.schema.json"
        assert json.loads(path.read_text(encoding="utf-8")) == row_schema(table)


def test_the_readme_gets_a_row_for_each_table_and_keeps_all_else(folder: Path) -> None:
    build(folder, check=False)
    text = (folder / "README.md").read_text(encoding="utf-8")
    assert text.partition("<!-- generated: tables -->\n")[0] == "# A case\n\n"
    assert text.partition("<!-- end -->")[2] == "\nThe end.\n"
    assert "OUTDATED" not in text
    for name, table in MODELS.items():
        (line,) = [line for line in text.splitlines() if line.startswith(f"| [{name}](data/{name}.csv) |")]
        assert line.split("|")[2:4] == [" 3 ", f" {len(table.columns)} "]


@pytest.mark.parametrize("text", ["# No block\n", None])
def test_a_readme_without_the_block_is_left_alone(text: str | None, folder: Path) -> None:
    (folder / "README.md").unlink()
    if text is not None:
        (folder / "README.md").write_text(text, encoding="utf-8")
    assert "README.md" not in build(folder, check=False)


def test_a_block_without_end_is_refused(folder: Path) -> None:
    (folder / "README.md").write_text("<!-- generated: tables -->\n", encoding="utf-8")
    with pytest.raises(PackageError, match="the generated block of tables has no end"):
        build(folder, check=False)


@settings(max_examples=20)
@given(rows=packages(most=4))
def test_formatting_writes_canonical_bytes_once(rows: Rows, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = write_package(tmp_path_factory.mktemp("case"), rows)
    assert format_package(folder, check=True) == []
    untidy = {}
    for name, table in MODELS.items():
        lines = canonical_csv(table, rows[name]).decode().split("\n")
        quoted = "".join('"' + '","'.join(line.split(",")) + '"\r\n' for line in lines[:1]) + "\n".join(lines[1:])
        untidy[f"data/{name}.csv"] = quoted.encode()
        (folder / "data" / f"{name}.csv").write_bytes(untidy[f"data/{name}.csv"])
    assert format_package(folder, check=True) == list(untidy)
    assert {name: content for name, content in contents(folder).items() if name in untidy} == untidy
    assert format_package(folder, check=False) == list(untidy)
    assert format_package(folder, check=True) == []
    key = {name: table.primary_key for name, table in MODELS.items()}
    package = open_package(folder)
    for name in MODELS:
        assert {row[key[name]]: row for row in package.rows(name)} == {row[key[name]]: row for row in rows[name]}


def test_a_broken_file_is_not_formatted(folder: Path) -> None:
    lines = (folder / "data" / "events.csv").read_bytes().splitlines()
    (folder / "data" / "events.csv").write_bytes(lines[0] + b'\n"')
    before = contents(folder)
    with pytest.raises(PackageError, match=r"data/events\.csv:2: a quotation mark that is not closed"):
        format_package(folder, check=False)
    assert contents(folder) == before


@pytest.mark.parametrize("act", [build, format_package])
def test_a_zip_file_cannot_be_written(act: Callable[..., list[str]], tmp_path: Path, folder: Path) -> None:
    path = shutil.make_archive(str(tmp_path.parent / f"{tmp_path.name}-zip"), "zip", folder)
    with pytest.raises(PackageError, match="a zip file cannot be written; unpack it"):
        act(path, check=True)


def test_the_readme_counts_what_is_cited(folder: Path) -> None:
    path = folder / "README.md"
    path.write_text("<!-- generated: coverage -->\n<!-- end -->\n", encoding="utf-8")
    build(folder, check=False)
    found = dict(summary(coverage(open_package(folder))))
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[1:3] == ["| what | how many |", "| --- | --- |"]
    assert lines[3:-1] == [f"| {what} | {number} |" for what, number in found.items()]
    assert found["claims"] == str(len(open_package(folder).rows("claims")))
    claims = folder / "data" / "claims.csv"
    claims.write_text(claims.read_text(encoding="utf-8").split("\n", 1)[0] + "\n", encoding="utf-8")
    assert "README.md" in build(folder, check=True)
