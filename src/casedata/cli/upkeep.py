"""The commands that check a package and keep it in order: validate, fmt, build, anchor."""

from collections.abc import Iterator
from pathlib import Path

import click

from casedata.anchoring import Anchoring, anchor
from casedata.build import build, format_package
from casedata.cli.program import (
    FINDINGS,
    check_option,
    directory_argument,
    format_option,
    print_file,
    print_json,
    print_lines,
    progress_line,
)
from casedata.descriptor import DESCRIPTOR
from casedata.package import bundled
from casedata.report import FORMATS, printable, render
from casedata.validation import validate

_VALIDATE_JSON = (
    "JSON: {ok, package: {name, version}, rules: [{id, over, examined, state, findings, undetermined, waived, "
    "folded}], "
    "findings: [{rule, severity, table, file, line, id, field, value, message, hint, related, code, column, offset, "
    "record, consequences}], "
    "counts: {errors, warnings, undetermined}, waived: [{a finding, reason, decided_on}]}"
)
_FILES_JSON = "JSON: {ok, check, files: [path]}"
_ANCHOR_JSON = "JSON: {ok, check, files: [path], changed: [id], problems: [text], missing: [source id]}"


@click.command("validate", epilog=_VALIDATE_JSON)
@click.argument("path", metavar="[PATH]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--prefix", default="", metavar="FOLDER", help="What to put before the paths of files, for github, sarif and junit."
)
@click.option(
    "--withheld",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Names, one a line, that must not stand in any cell; a list outside the package.",
)
@format_option(*FORMATS)
def validate_command(path: Path | None, prefix: str, withheld: Path | None, form: str) -> int:
    """Check a package against its schemas, keys, digests and rules; exit 1 if there are errors.

    Exit 3 if files are only not those that the descriptor was built for, 4 if one is beyond the bounds.

    PATH is a directory, a datapackage.json or a zip file; without it, the case that comes with casedata is checked.
    docs/reports.md describes the formats.
    """
    with progress_line() as progress:
        report = validate(path, withheld=withheld, progress=progress)
    note_bundled(path, "validate")
    text = render(report, form, prefix)
    if form == "text":
        click.echo(text, nl=False)
    else:
        print_file(text)
    return report.exit_code


def note_bundled(path: Path | None, command: str) -> None:
    """Say that the bundled case is meant if no path was given where there is another package."""
    if path is None and Path(DESCRIPTOR).is_file() and Path.cwd() != bundled():
        note = f"this is the case that comes with casedata; for the package in this directory: casedata {command} ."
        click.echo(f"casedata: {note}", err=True)


@click.command("fmt", epilog=_FILES_JSON)
@directory_argument
@check_option
@format_option("text", "json")
def fmt_command(path: Path, *, check: bool, form: str) -> int:
    """Write the tables in their one canonical form: order of columns and rows, quoting, line ends.

    PATH is a directory or its datapackage.json; without it, the current directory.
    """
    return _told(format_package(path, check=check), check, form)


@click.command("build", epilog=_FILES_JSON)
@directory_argument
@check_option
@format_option("text", "json")
def build_command(path: Path, *, check: bool, form: str) -> int:
    """Write what is generated: row schemas, sizes and digests in the descriptor, the tables of the README.

    PATH is a directory or its datapackage.json; without it, the current directory.
    """
    return _told(build(path, check=check), check, form)


def _told(files: list[str], check: bool, form: str) -> int:
    """Print which files were not up to date, and return the exit code."""
    is_stale = check and bool(files)
    if form == "json":
        print_json({"ok": not is_stale, "check": check, "files": files})
    else:
        print_lines(
            [f"{'not up to date' if check else 'written'}: {printable(name)}" for name in files] or ["up to date"]
        )
    return FINDINGS if is_stale else 0


@click.command("anchor", epilog=_ANCHOR_JSON)
@directory_argument
@click.option(
    "--texts", required=True, metavar="DIR", type=click.Path(path_type=Path), help="The folder with the documents."
)
@click.option(
    "--passages", is_flag=True, help="Write lines, words and digests of the passages too, and add missing ones."
)
@check_option
@format_option("text", "json")
def anchor_command(path: Path, texts: Path, *, passages: bool, check: bool, form: str) -> int:
    """Find the words that claims quote in copies of the documents, and write their number and digest.

    Each claim whose words are not in its passage, or are there twice, and each passage that does not match its
    document is listed; exit 1 if there is one. PATH is a directory or its datapackage.json; without it, the current
    directory. When it has written a table, run casedata build.
    """
    done = anchor(path, texts, passages=passages, check=check)
    is_well = not done.problems and not (check and done.files)
    if form == "json":
        files, changed, problems, missing = map(list, (done.files, done.changed, done.problems, done.missing))
        print_json(
            {
                "ok": is_well,
                "check": check,
                "files": files,
                "changed": changed,
                "problems": problems,
                "missing": missing,
            }
        )
    else:
        print_lines(_anchoring_page(done, check))
    return 0 if is_well else FINDINGS


def _anchoring_page(done: Anchoring, check: bool) -> Iterator[str]:
    yield from map(printable, done.problems)
    yield from (f"not compared: no copy of the document of {printable(source)}" for source in done.missing)
    verb = "not up to date" if check else "written"
    yield from (f"{verb}: {printable(name)}" for name in done.files)
    rows = f"{len(done.changed)} rows {'would change' if check else 'changed'}"
    yield f"{len(done.problems)} problems; {rows}"
