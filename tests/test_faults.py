"""The catalogue of faults: each is found under its code and at its place, and nothing else is told."""

import json
import os
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from casedata import validate
from casedata.cli import main
from casedata.finding_codes import FILE_CODES
from faults import CATALOGUE, Expected, Fault
from faults.base import make


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("sound"))


@pytest.fixture
def folder(model: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(model, tmp_path / "case"))


def is_it(found: dict[str, object], wanted: Expected) -> bool:
    """Tell whether a finding is the one that is wanted, as far as its place is known."""
    place = [found[name] for name in ("file", "line", "column", "id", "field")]
    asked = (wanted.file, wanted.line, wanted.column, wanted.row, wanted.field)
    return found["code"] == wanted.code and all(b is None or a == b for a, b in zip(place, asked, strict=True))


def test_the_sound_package_is_sound(folder: Path) -> None:
    assert validate(folder).findings == ()


def test_the_catalogue_is_large_and_has_every_code_of_a_file() -> None:
    assert len(CATALOGUE) >= 200
    assert len({str(fault) for fault in CATALOGUE}) == len(CATALOGUE)
    assert len(Counter(fault.family for fault in CATALOGUE)) >= 10


def validated(path: Path) -> tuple[Result, list[dict[str, object]]]:
    """Run `casedata validate`; return the result with the findings, none where it could not run."""
    result = CliRunner().invoke(main, ["validate", str(path), "--format", "json"])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert all(char.isprintable() or char == "\n" for char in result.output)
    return result, json.loads(result.stdout)["findings"] if result.stdout else []


@pytest.mark.parametrize("fault", CATALOGUE, ids=str)
def test_a_fault_is_found_at_its_place(fault: Fault, folder: Path) -> None:
    wanted = fault.apply(folder)
    path = folder.with_suffix(".zip")
    result, found = validated(path if path.exists() else folder)
    assert result.exit_code == wanted.exit, result.output
    if wanted.code is None:
        assert result.stdout == ""
        assert wanted.words in result.stderr
        assert result.stderr.count("\n") == 1
        return
    assert any(is_it(each, wanted) for each in found), found
    if wanted.code in FILE_CODES or wanted.code.startswith(("STR", "DAT")):
        assert Counter(each["code"] for each in found) == {wanted.code: 1}, found


ON_ONE_TABLE = [fault for fault in CATALOGUE if len(fault.tables) == 1]


def pairs(count: int) -> Iterator[tuple[Fault, Fault]]:
    """Yield pairs of faults of different tables, the same each time."""
    chance = random.Random(7)
    while count:
        one, other = chance.sample(ON_ONE_TABLE, 2)
        if one.tables != other.tables:
            count -= 1
            yield one, other


@pytest.mark.parametrize(("one", "other"), list(pairs(int(os.environ.get("CASEDATA_PAIRS", "24")))), ids=str)
def test_no_fault_hides_another(one: Fault, other: Fault, folder: Path) -> None:
    wanted = [fault.apply(folder) for fault in (one, other)]
    _, found = validated(folder)
    unread = {finding["table"] for finding in found if finding["code"] in FILE_CODES}
    for fault, each in zip((one, other), wanted, strict=True):
        is_readable = each.code in FILE_CODES or not (set(fault.tables) | NEEDED.get(each.code or "", set())) & unread
        assert not is_readable or any(is_it(finding, each) for finding in found), (each, found)


NEEDED = {"KEY-foreign": {"events", "people", "places", "sources", "passages", "cases"}}
"""The tables without which a rule cannot be asked."""
