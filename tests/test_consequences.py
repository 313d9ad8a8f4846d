"""What follows from a finding is told with it; what is wrong beside it is never hidden."""

import shutil
from pathlib import Path

import pytest

from casedata import validate
from faults.base import edit_cell, lines_of, make, put


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("sound"))


@pytest.fixture
def folder(model: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(model, tmp_path / "case"))


def codes(folder: Path) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.code, each.consequences) for each in validate(folder).findings]


def test_what_a_rule_made_of_a_wrong_cell_is_told_with_it(folder: Path) -> None:
    edit_cell(folder, "passages", "number", "one")
    assert codes(folder) == [("STR-type", ("CIT-09",))]
    outcome = next(rule for rule in validate(folder).rules if rule.id == "CIT-09")
    assert (outcome.findings, outcome.folded, outcome.state) == (0, 1, "broken")
    assert "(and so breaks CIT-09)" in validate(folder).to_text()


def test_an_address_beside_a_wrong_cell_is_found(folder: Path) -> None:
    """The column `field` is a word of every query."""
    edit_cell(folder, "claims", "note", "write to a" + "@" + "example.org")
    edit_cell(folder, "claims", "field", "Bad Field")
    found = dict(codes(folder))
    assert "STR-enum" in found or "STR-pattern" in found
    assert "PRV-05" in found


def test_a_key_that_is_there_twice_hides_no_order_of_dates(folder: Path) -> None:
    header, *lines = lines_of(folder, "events")
    columns = header.decode().rstrip().split(",")
    row = dict.fromkeys(columns, "") | {
        "event_id": lines[0].decode().partition(",")[0], "case_id": "k-1", "kind": "trial", "title": "Two",
        "start_date": "2022-05-01", "end_date": "2022-04-01", "status": "reported",
    }  # fmt: skip
    put(folder, "events", b"".join([header, *lines, ",".join(row.values()).encode() + b"\n"]))
    found = {code for code, _ in codes(folder)}
    assert {"KEY-primary", "CHR-01"} <= found
