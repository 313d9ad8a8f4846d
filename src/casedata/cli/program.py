"""What all commands share: exit codes, error messages in one line, options, and the ways to print.

Exit codes: 0 well, 1 findings, 2 could not run, 3 not the files that were signed or listed, 4 refused for safety,
5 the system let a file not be read or written, 130 interrupted, 141 nobody reads the output any more.
"""

import csv
import io
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import duckdb

from casedata.errors import CasedataError
from casedata.package import Package
from casedata.relation import Relation
from casedata.report import printable

FINDINGS, COULD_NOT_RUN, NOT_INTACT, NO_ACCESS, INTERRUPTED, NOT_READ = 1, 2, 3, 5, 130, 141

_FALLBACK_COLUMNS = 100

package_option = click.option(
    "--package",
    "-p",
    "path",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="A directory, a datapackage.json or a zip file; without it, the case that comes with casedata.",
)
directory_argument = click.argument("path", metavar="[PATH]", default=".", type=click.Path(path_type=Path))
check_option = click.option("--check", is_flag=True, help="Write nothing; exit 1 if a file would change.")


def format_option(*formats: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the option `--format` with these choices, the first of which is the default."""
    choice = click.Choice(formats)
    return click.option("--format", "form", type=choice, default=formats[0], show_default=True, help="How to print.")


class Program(click.Group):
    """The group of commands. A command returns its exit code, or None if all is well."""

    def main(self, args: Sequence[str] | None = None, **extra: Any) -> Any:  # type: ignore[override] # never returns
        """Run a command and leave with its exit code; what keeps it from running is said in one line."""
        arguments = sys.argv[1:] if args is None else list(args)
        extra |= {"standalone_mode": False, "prog_name": "casedata"}
        try:
            code = super().main(arguments or ["--help"], **extra)
        except click.Abort:
            code = INTERRUPTED
        except click.ClickException as error:
            context = getattr(error, "ctx", None)
            advice = "" if context is None else f"; see {context.command_path} --help"
            code = _complain(error.format_message().rstrip(".") + advice)
        sys.exit(code)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
            ctx.color = False
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except CasedataError as error:
            return _complain(str(error), error.exit_code)
        except BrokenPipeError:
            # The interpreter flushes once more when it ends; that has to succeed.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return NOT_READ
        except OSError as error:
            return _complain(f"{error.filename}: {error.strerror}", NO_ACCESS)
        except (MemoryError, RecursionError, duckdb.Error) as error:
            return _complain(f"{type(error).__name__}: {' '.join(str(error).split())[:200]}; see docs/bounds.md")
        except RuntimeError as error:
            if str(error) != "Query interrupted":  # what DuckDB makes of an interrupt while tables are opened
                raise
            return INTERRUPTED
        return code


@contextmanager
def ended_by_interrupt() -> Iterator[None]:
    """Let an interrupt end the process at once, as shells report by 130: DuckDB does not always hear Python's."""
    heard = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if heard:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        if heard:
            signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def progress_line(steps: int = 0) -> Iterator[Callable[[str], None]]:
    """Give a function that tells on a terminal what is being done, on one line that is gone at the end."""
    done = 0

    def tell(what: str) -> None:
        nonlocal done
        done += 1
        if sys.stderr.isatty():
            line = f"{done}/{steps} {printable(what)}" if steps else printable(what)
            click.echo(f"\r\x1b[K{line[: columns() - 1]}", err=True, nl=False)

    try:
        yield tell
    finally:
        if done and sys.stderr.isatty():
            click.echo("\r\x1b[K", err=True, nl=False)


def _complain(message: str, code: int = COULD_NOT_RUN) -> int:
    click.echo(f"casedata: {printable(message)}", err=True)
    return code


def columns() -> int:
    """Return the width to print for: that of the terminal, or of a page where there is none."""
    return max(shutil.get_terminal_size((_FALLBACK_COLUMNS, 24)).columns, 20)


def print_answer(
    form: str, package: Package, answer: Mapping[str, Any], page: Iterable[str], table: Relation | None = None
) -> None:
    """Print an answer as `page` for people, as `table` in CSV, or as JSON after name and version of the package."""
    if form == "json":
        print_json({"package": {"name": package.name, "version": package.version}, **answer})
    elif form == "csv" and table is not None:
        print_csv(table)
    else:
        print_lines(page)


def print_lines(lines: Iterable[str]) -> None:
    """Print lines for people; colour is taken out unless a terminal shows it."""
    click.echo("\n".join(lines))


def print_json(document: Mapping[str, Any]) -> None:
    """Print a document for programs; no character of it can steer a terminal. NaN and infinity become null."""
    finite = json.loads(json.dumps(document, default=str), parse_constant=lambda _: None)
    text = json.dumps(finite, ensure_ascii=False, indent=2)
    print_file("".join(char if char.isprintable() or char == "\n" else json.dumps(char)[1:-1] for char in text) + "\n")


def print_file(text: str) -> None:
    """Print what is kept in a file or read by a program: as UTF-8 unless a terminal shows it, whatever the locale."""
    click.echo(text if sys.stdout.isatty() else text.encode("utf-8"), nl=False)


def print_csv(table: Relation) -> None:
    """Print a table as CSV, a blank as an empty cell; on a terminal, control characters are written as escapes."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    rows: Iterable[Sequence[Any]] = table.rows
    if sys.stdout.isatty():
        rows = ([printable(str(cell)) if isinstance(cell, str) else cell for cell in row] for row in rows)
    writer.writerows(rows)
    click.echo(text.getvalue(), nl=False, color=True)  # that is: takes nothing for colour and out of the data
