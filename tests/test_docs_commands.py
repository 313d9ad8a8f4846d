"""The documentation of the command and of the library against the things themselves."""

import doctest
import re
import runpy

import click
import pytest

from casedata.case import Case
from casedata.cli import main
from casedata.finding_codes import FILE_CODES
from documents import ROOT

COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


def test_the_page_of_commands_is_the_one_that_is_printed() -> None:
    pages = runpy.run_path(str(ROOT / "docs" / "print_commands.py"))["pages"]
    assert "\n".join(pages()) == COMMANDS, "run: python docs/print_commands.py > docs/commands.md"


def test_the_pages_of_rules_are_those_that_are_printed() -> None:
    found = {path.name: path.read_text("utf-8") for path in (ROOT / "docs" / "rules").iterdir()}
    assert found == dict(runpy.run_path(str(ROOT / "docs" / "print_rules.py"))["pages"]()), "run: docs/print_rules.py"


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_and_option_is_in_the_documentation(name: str) -> None:
    section = COMMANDS.partition(f"## casedata {name}\n")[2].partition("\n## ")[0]
    assert section
    for parameter in main.commands[name].params:
        for text in (
            parameter.opts if isinstance(parameter, click.Option) else [parameter.make_metavar(click.Context(main))]
        ):
            assert text in section


def test_the_examples_of_the_library_hold() -> None:
    outcome = doctest.testfile(str(ROOT / "docs" / "library.md"), module_relative=False, encoding="utf-8")
    assert outcome.attempted > 15
    assert outcome.failed == 0


def test_every_question_is_in_the_documentation_of_the_library() -> None:
    text = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    questions = [name for name, value in vars(Case).items() if callable(value) and not name.startswith("_")]
    assert len(questions) >= 7
    assert [name for name in questions if f"`{name}`" not in text and f"case.{name}(" not in text] == []


def test_the_page_on_the_chronology_is_up_to_date() -> None:
    printed = runpy.run_path(str(ROOT / "docs" / "print_chronology.py"))["page"]()
    assert printed == (ROOT / "docs" / "chronology.md").read_text("utf-8"), "run: python docs/print_chronology.py"


def test_the_pages_on_findings_and_bounds_are_up_to_date() -> None:
    for name, text in runpy.run_path(str(ROOT / "docs" / "print_findings.py"))["pages"]().items():
        assert text == (ROOT / "docs" / name).read_text("utf-8"), "run: python docs/print_findings.py"


def test_every_code_of_a_file_has_a_meaning_and_is_given_somewhere() -> None:
    found: set[str] = {"file-bytes", "file-hash"}
    for path in (ROOT / "src" / "casedata").glob("*.py"):
        if path.name != "finding_codes.py":
            found |= set(re.findall(r'"((?:file|csv|header|bound)-[a-z0-9-]+)"', path.read_text("utf-8")))
    assert found == set(FILE_CODES)
