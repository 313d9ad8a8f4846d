"""A spreadsheet program as the judge of the CSV files: LibreOffice opens them and gives back the same cells."""

import csv
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from documents import ROOT

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed (Debian: libreoffice-calc)")

# Comma, double quote, UTF-8, from line 1, every column as text (2), nothing detected; the limit lies above our tables.
READ = "CSV:44,34,76,1," + "/".join(f"{column}/2" for column in range(1, 40)) + ",0,true,false"
WRITE = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"


def through_libreoffice(path: Path, folder: Path) -> list[list[str]]:
    """Open a CSV file in LibreOffice Calc, save it as a spreadsheet, open that, and return its cells."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [str(SOFFICE), profile, "--headless", "--norestore"]
    sheet = ["--infilter=" + READ, "--convert-to", "ods", "--outdir", str(folder), str(path)]
    subprocess.run([*command, *sheet], check=True, capture_output=True, timeout=180)
    back = folder / "back"
    text = ["--convert-to", WRITE, "--outdir", str(back), str(folder / f"{path.stem}.ods")]
    subprocess.run([*command, *text], check=True, capture_output=True, timeout=180)
    with (back / f"{path.stem}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("table", ["events", "names", "claims"])
def test_the_published_tables_open_with_the_same_cells(table: str, tmp_path: Path) -> None:
    path = ROOT / "data" / f"{table}.csv"
    assert through_libreoffice(path, tmp_path) == cells(path)


def test_cyrillic_quotes_dates_and_leading_zeros_survive(tmp_path: Path) -> None:
    rows = [
        ["name", "date", "number"],
        ["Азат Мифтахов", "2019-02", "007"],
        ["«Сеть», 'Network' and \"cell\"", "[2019-02-01..2019-02-07]", ">250"],
        ["a, b", "2019-02-02T19:10", "1E+05"],
    ]
    path = tmp_path / "cells.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    assert through_libreoffice(path, tmp_path) == rows


def test_no_cell_would_be_run_as_a_formula() -> None:
    descriptor = json.loads((ROOT / "datapackage.json").read_text("utf-8"))
    for resource in descriptor["resources"]:
        for row in cells(ROOT / resource["path"]):
            assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]
