"""The wheel: built, installed away from the source tree, and asked from another folder."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from casedata.package import TABLES
from documents import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    return next(folder.glob("casedata-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the wheel was installed, alone."""
    target = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(target)]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
    return target


def run(installed: Path, *arguments: str) -> str:
    """Run Python on what was installed, in a folder that holds nothing, and return what it prints."""
    empty = installed.parent / "empty"
    empty.mkdir(exist_ok=True)
    preferred = f"import sys; sys.path.insert(0, {str(installed)!r}); "
    code = preferred + arguments[0]
    command = [sys.executable, "-W", "error", "-P", "-c", code, *arguments[1:]]
    return subprocess.run(command, cwd=empty, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def test_the_wheel_carries_the_package_and_nothing_of_the_workshop(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for table in TABLES:
        assert f"casedata/bundled/data/{table}.csv" in names
        assert f"casedata/bundled/schemas/{table}.json" in names
    assert "casedata/bundled/datapackage.json" in names
    assert "casedata/py.typed" in names
    modules = {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src" / "casedata").rglob("*.py")}
    assert modules <= set(names)
    assert {name.partition("/")[0] for name in names if "dist-info" not in name} == {"casedata"}
    assert [name for name in names if name.endswith(".txt") and "entry_points" not in name] == []


def test_the_library_speaks_of_the_bundled_case(installed: Path) -> None:
    code = "import casedata; case = casedata.load(); print(casedata.__file__, len(case.events), case.package.root)"
    file, count, root = run(installed, code).split()
    assert Path(file).is_relative_to(installed)
    assert Path(root).is_relative_to(installed)
    assert int(count) == (ROOT / "data" / "events.csv").read_bytes().count(b"\n") - 1


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["validate"], "valid; 0 errors"),
        (["timeline"], "Azat Miftakhov is detained"),
        (["evidence", "e-re-arrest"], "dispute resolved"),
        (["--version"], "casedata 0.1.0"),
    ],
)
def test_the_command_works_from_any_folder(installed: Path, arguments: list[str], expected: str) -> None:
    assert expected in run(installed, "from casedata.cli import main; main()", *arguments)


def test_the_command_is_installed_under_its_name(installed: Path) -> None:
    entry = next(installed.glob("casedata-*.dist-info/entry_points.txt")).read_text(encoding="utf-8")
    assert "casedata = casedata.cli:main" in entry
