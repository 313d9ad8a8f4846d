"""The command `manifest`: lists the files and rows of a package with their digests, signs the list, checks both."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from casedata.cli.program import NOT_INTACT, directory_argument, format_option, print_json, print_lines
from casedata.manifest import MANIFEST, Check, Manifest, RowChange, check, write
from casedata.report import printable
from casedata.report.wording import counted

_JSON = (
    "JSON of --check: {ok, checked, listed_rows, changed: [path], missing: [path], unlisted: [path], "
    "rows: [{table, key, change: added | removed | changed, fields: [column]}], notes: [text], signer, distrust}; "
    "checked and listed_rows are numbers; without --check: {ok, files, rows, written: [path], stale: [path]}"
)
_RESTORE = "restore it, or, if this is meant, run casedata manifest"
_NOT_TRUE = "this shows that nothing was changed since, not that what the files say is true"


@click.command("manifest", epilog=_JSON)
@directory_argument
@click.option("--check", "is_check", is_flag=True, help="Write nothing; exit 3 if files are not those listed.")
@click.option("--sign", "key", metavar="KEY", type=click.Path(path_type=Path), help="Sign it with this private key.")
@click.option(
    "--signers", metavar="FILE", type=click.Path(path_type=Path), help="With --check: the keys that may have signed it."
)
@click.option("--signer", metavar="IDENTITY", help="With --signers: who of them must have signed it.")
@format_option("text", "json")
def manifest_command(
    path: Path, *, is_check: bool, key: Path | None, signers: Path | None, signer: str | None, form: str
) -> int:
    """List the files and rows of a package with their digests, or check them against that list.

    Writes MANIFEST.sha256 (sha256sum -c reads it) and MANIFEST.rows.csv. --sign and --signers call ssh-keygen, or
    minisign for its keys. PATH is a directory or its datapackage.json; without it, the current directory.
    docs/integrity.md says what this shows and what not.
    """
    if key is not None and is_check:
        raise click.UsageError("--sign writes and --check does not: give one of them")
    if (signers is not None and not is_check) or (signer is not None and signers is None):
        raise click.UsageError("--signers goes with --check, and --signer with --signers")
    if is_check:
        return _checked(check(path, signers=signers, signer=signer), form)
    done = write(path, key=key)
    if form == "json":
        print_json({"ok": True, **asdict(done)})
    else:
        print_lines(map(printable, _made_page(done)))
    return 0


def _made_page(done: Manifest) -> Iterator[str]:
    yield from (f"written: {name}" for name in done.written)
    yield from (f"{name}: made for an older manifest; sign again with --sign, or remove it" for name in done.stale)
    told = "listed" if done.written else "listed: up to date"
    yield f"{counted(done.files, 'file')} and {counted(done.rows, 'row')} {told}"


def _checked(done: Check, form: str) -> int:
    """Print what was found, and return the exit code."""
    if form == "json":
        answer = asdict(done)
        print_json({"ok": done.ok, "checked": answer.pop("files"), **answer})
    else:
        print_lines(map(printable, _check_page(done)))
    return 0 if done.ok else NOT_INTACT


def _check_page(done: Check) -> Iterator[str]:
    if done.distrust:
        yield done.distrust
    yield from (f"{name}: changed; {_RESTORE}" for name in done.changed)
    yield from (f"{name}: missing; {_RESTORE}" for name in done.missing)
    yield from (
        f"{name}: not listed; remove it, or, if it belongs here, run casedata manifest" for name in done.unlisted
    )
    yield from map(_row, done.rows)
    yield from done.notes
    checked = f"{counted(done.files, 'file')} and {counted(done.listed_rows, 'row')} of {MANIFEST} checked"
    since = f"since the manifest was {f'signed by {done.signer}' if done.signer else 'made'}"
    if done.changed or done.missing or done.unlisted:
        numbers = f"{len(done.changed)} changed, {len(done.missing)} missing, {len(done.unlisted)} not listed"
        yield f"{checked}: {numbers} {since}"
    elif done.distrust:
        yield f"{checked}: as listed, but by whom is not known"
    else:
        yield f"{checked}: unchanged {since}"
        yield _NOT_TRUE


def _row(row: RowChange) -> str:
    if not row.key:
        return f"{row.table}: other columns than listed: {', '.join(row.fields)}"
    fields = f" in {', '.join(row.fields)}" if row.fields else ""
    return f"{row.table} {row.key}: row {row.change}{fields}"
