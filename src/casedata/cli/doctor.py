"""The command that mends a package which came back from a spreadsheet program: doctor."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import click

from casedata.cli.program import FINDINGS, directory_argument, format_option, print_json, print_lines
from casedata.doctor import Diagnosis, Examination, File, apply, examine
from casedata.report import printable

_FEW = 3
"""So many places are shown of each kind of diagnosis."""

_MOST_LINES = 40
"""So many changed lines of a file are shown."""

_WIDTH = 400
_DOCTOR_JSON = (
    "JSON: {ok, applied, files: [{path, diagnoses: [{code, line, column, found, meaning, mend}], refused, diff}]}"
)


@click.command("doctor", epilog=_DOCTOR_JSON)
@directory_argument
@click.option("--apply", "is_applied", is_flag=True, help="Write what can be mended; without it nothing is written.")
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    metavar="OLD",
    help="A copy of the package from before: a directory, a datapackage.json or a zip file.",
)
@format_option("text", "json")
def doctor_command(path: Path, *, is_applied: bool, against: Path | None, form: str) -> int:
    """Find what a spreadsheet program did to the tables, and offer the mend; exit 1 if something was found.

    Dates that can be read in two ways are never guessed: --against compares the rows, by their keys, with a copy from
    before. PATH is a directory, its datapackage.json or, without --apply, a zip file; without it, the current
    directory. docs/doctor.md lists the codes.
    """
    found = examine(path, against)
    written = apply(found) if is_applied else []
    left = examine(path, against) if written else found
    if form == "json":
        print_json({"ok": left.ok, "applied": is_applied, "files": [_members(file) for file in found.files]})
    else:
        print_lines(_page(found, left, written, against, is_applied=is_applied))
    return 0 if left.ok else FINDINGS


def _members(file: File) -> dict[str, object]:
    diagnoses = [
        {
            "code": each.code,
            "line": each.line,
            "column": each.column,
            "found": each.found,
            "meaning": each.meaning,
            "mend": each.mend,
        }
        for each in file.diagnoses
    ]
    return {"path": file.path, "diagnoses": diagnoses, "refused": file.refused or None, "diff": file.diff}


def _page(
    found: Examination, left: Examination, written: Sequence[str], against: Path | None, *, is_applied: bool
) -> Iterator[str]:
    if found.ok:
        yield "nothing found that a spreadsheet program does"
        return
    for file in found.files:
        yield printable(file.path)
        yield from _diagnoses(file.diagnoses)
        if file.refused:
            yield printable(f"  nothing is written for this file: {file.refused}", _WIDTH)
        yield from [] if is_applied else _diff(file.diff)
        yield ""
    yield from (f"written: {printable(name)}" for name in written)
    yield from _advice(found, left, against, is_applied=is_applied)


def _diagnoses(diagnoses: Sequence[Diagnosis]) -> Iterator[str]:
    """Yield the diagnoses by kind and column: how many there are, and the first places."""

    def kind(each: Diagnosis) -> tuple[str, str, bool]:
        return each.code, each.column or "", each.mend is None

    for (code, column, is_told), group in groupby(sorted(diagnoses, key=kind), key=kind):
        places = list(group)
        where = f" in {column}" if column else ""
        meanings = {each.meaning for each in places}
        meaning = f" ({meanings.pop()})" if len(meanings) == 1 else ""
        yield printable(f"  {code}{where}: {len(places)}{', not mended' if is_told else ''}{meaning}", _WIDTH)
        yield from (printable(f"    {_place(each, has_meaning=not meaning)}", _WIDTH) for each in places[:_FEW])
        if len(places) > _FEW:
            yield f"    and {len(places) - _FEW} more"


def _place(each: Diagnosis, *, has_meaning: bool) -> str:
    line = "the whole file" if each.line is None else f"line {each.line}"
    mend = "" if each.mend is None else f" -> {each.mend or '(blank)'}"
    return f"{line}: {each.found or '(blank)'}{mend}" + (f" ({each.meaning})" if has_meaning else "")


def _diff(diff: str) -> Iterator[str]:
    """Yield the first changed lines of a diff, and how many more there are."""
    lines = diff.removesuffix("\n").split("\n") if diff else []
    changed = 0
    for number, line in enumerate(lines):
        is_change = number > 1 and line.startswith(("+", "-"))
        changed += is_change
        if is_change and changed > _MOST_LINES:
            rest = sum(each.startswith(("+", "-")) for each in lines[number:])
            yield f"  and {rest} more changed lines"
            return
        yield printable(line, _WIDTH)


def _advice(found: Examination, left: Examination, against: Path | None, *, is_applied: bool) -> Iterator[str]:
    """Yield what to do next."""
    if found.mendable:
        commands = "casedata fmt ., casedata build ., casedata validate ."
        yield f"next: {commands}" if is_applied else f"next: casedata doctor --apply, then {commands}"
    count = sum(each.mend is None for file in left.files for each in file.diagnoses)
    if count:
        verb = "is" if count == 1 else "are"
        yield f"{count} of these {verb} not mended: correct by hand" + (
            "" if against else ", or give a copy from before with --against"
        )
