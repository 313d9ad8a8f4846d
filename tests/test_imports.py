"""Imports point one way, and nothing heavy is imported before it is needed."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from packages import ROOT

ORDER = (
    "errors", "writing", "date_advice", "date_words", "dates", "quantities", "schema", "values", "origins",
    "row_schema", "bounds", "finding_codes", "tokens", "layout", "csvfile", "soundness", "loading", "descriptor",
    "strictjson", "files", "package", "tables", "report", "rules", "citations", "temporal", "spelling",
    "terminal", "coverage", "chronology", "suggestions", "build", "anchoring", "manifest", "verification",
    "rulebook", "waivers", "withheld", "consequences", "validation", "doctor", "snapshot", "relation", "lookup",
    "timeline", "search", "standing", "evidence", "frames", "case", "testing", "pytest_rules", "pytest_plugin",
    "hypothesis_plugin", "cli", "__main__",
)  # fmt: skip
"""The modules and folders of casedata: each imports only from those before it (and within a folder, from the folder).
What was found (`report`) stands before what finds it (`rules`, `validation`)."""

SOURCE = ROOT / "src" / "casedata"
MODULES = sorted(SOURCE.rglob("*.py"))
LAZY = {"casedata.chronology.screening", "jinja2", "pandas"}
"""What may be imported inside a function."""


def unit(path: Path) -> str:
    """Return the name that stands in ORDER for a module of the source."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield the dotted names that a module imports, those inside functions and conditions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from names if node.module == "casedata" else [node.module or ""]


def test_every_module_has_a_place_in_the_order() -> None:
    assert {unit(path) for path in MODULES} == {*ORDER, "__init__"}


@pytest.mark.parametrize("path", [path for path in MODULES if unit(path) != "__init__"], ids=unit)
def test_imports_point_one_way(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {name.split(".")[1] for name in imported(tree) if name.startswith("casedata.")} - {unit(path)}
    before = set(ORDER[: ORDER.index(unit(path))])
    assert inside <= before


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_only_heavy_modules_are_imported_inside_functions(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert {name for function in functions for name in imported(function)} <= LAZY


def loaded_after(code: str) -> set[str]:
    """Return the modules that a fresh interpreter has loaded after running `code`."""
    tail = "\nimport sys; sys.stderr.write('LOADED ' + ' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code + tail], cwd="/", capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stderr.rpartition("LOADED ")[2].split())


RUN = """
import sys
from casedata.cli import main
sys.argv = ["casedata", *{arguments!r}]
try:
    main()
except SystemExit:
    pass
"""
DEVELOPMENT = {"frictionless", "jsonschema", "hypothesis", "pytest", "edtf", "edtf_validate"}


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import casedata", {"pandas", "numpy", "duckdb", "click", "casedata.case"}),
        ("import casedata; casedata.validate", {"pandas", "numpy", "click"}),
        (RUN.format(arguments=["--help"]), {"pandas", "numpy"}),
        (RUN.format(arguments=["validate", "--help"]), {"pandas", "numpy"}),
        (RUN.format(arguments=["validate", str(ROOT)]), {"pandas", "numpy"}),
        (RUN.format(arguments=["validate", str(ROOT), "--format", "json"]), {"pandas", "numpy"}),
    ],
)
def test_nothing_heavy_is_imported_before_it_is_needed(code: str, absent: set[str]) -> None:
    loaded = loaded_after(code)
    assert "casedata" in loaded
    assert loaded & (absent | DEVELOPMENT) == set()


def test_the_check_would_see_pandas() -> None:
    assert "pandas" in loaded_after("import casedata, pandas")
