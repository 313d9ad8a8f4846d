"""The wheel: built, installed away from the source tree, and asked from another folder."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from casedata.dates import parse
from casedata.package import TABLES
from casedata.rules import bundled_rules
from casedata.testing import faults, packages, write
from documents import ROOT
from fired import drawn


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


def run(installed: Path, *arguments: str, ends_with: int = 0) -> str:
    """Run Python on what was installed, in a folder that holds nothing, and return what it prints."""
    empty = installed.parent / "empty"
    empty.mkdir(exist_ok=True)
    preferred = f"import sys; sys.path.insert(0, {str(installed)!r}); "
    code = preferred + arguments[0]
    command = [sys.executable, "-W", "error", "-P", "-c", code, *arguments[1:]]
    done = subprocess.run(command, cwd=empty, check=False, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == ends_with, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_carries_the_package_and_nothing_of_the_workshop(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for table in TABLES:
        assert f"casedata/bundled/data/{table}.csv" in names
        assert f"casedata/bundled/schemas/{table}.json" in names
    assert "casedata/bundled/datapackage.json" in names
    assert "casedata/py.typed" in names
    modules = {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src" / "casedata").rglob("*.py")}
    assert modules <= set(names)
    assert {name.partition("/")[0] for name in names if "dist-info" not in name} == {
        "casedata",
        "frictionless_casedata.py",
    }
    texts = [name for name in names if name.endswith(".txt") and not name.startswith("casedata/rules/")]
    assert [name for name in texts if "entry_points" not in name] == []


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


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package in which an event ends before it starts, and whose descriptor asks frictionless for the check."""
    rules = [rule for rule in bundled_rules() if rule.id == "CHR-01"]
    folder = write(drawn(faults(rules, packages(min_events=1)), 1)[0].rows, tmp_path_factory.mktemp("faulty"))
    path = folder / "datapackage.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(document | {"checklist": {"checks": [{"type": "casedata"}]}}), encoding="utf-8")
    return folder


FOUND = "assert sys.modules[{0!r}].__file__.startswith(sys.path[0]); "


def test_frictionless_finds_the_check(installed: Path, faulty: Path) -> None:
    found = FOUND.format("frictionless_casedata")
    code = (
        f"import frictionless; frictionless.system.plugins; {found}from frictionless.__main__ import console; console()"
    )
    report = json.loads(run(installed, code, "validate", str(faulty / "datapackage.json"), "--json", ends_with=1))
    notes = [error["note"] for task in report["tasks"] for error in task["errors"] if task["name"] == "events"]
    assert [note for note in notes if note.startswith("CHR-01: ")]
    assert not report["errors"]


def test_pytest_makes_a_test_of_each_rule(installed: Path, faulty: Path) -> None:
    found = FOUND.format("casedata.pytest_plugin")
    code = f"import pytest; code = pytest.main(sys.argv[1:]); {found}sys.exit(code)"
    arguments = ["-p", "no:cacheprovider", "-k", "CHR-01"]
    printed = run(installed, code, *arguments, f"--casedata={faulty}", ends_with=pytest.ExitCode.TESTS_FAILED)
    assert "casedata::CHR-01" in printed
    assert "1 passed" in run(installed, code, *arguments, "--casedata=")


def test_hypothesis_knows_the_types(installed: Path) -> None:
    code = (
        "import warnings; from hypothesis import strategies as st; import casedata, casedata.testing as testing; "
        "warnings.simplefilter('ignore'); "
        "print(testing.__file__, st.from_type(casedata.dates.Date).example(), st.from_type(casedata.Case).example())"
    )
    file, date, case = run(installed, code).strip().split(" ", 2)
    assert Path(file).is_relative_to(installed)
    assert parse(date)
    assert case == "<Case generated-case 0.1.0>"
