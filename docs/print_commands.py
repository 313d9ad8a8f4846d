"""Prints docs/commands.md from the commands themselves: `python docs/print_commands.py > docs/commands.md`."""

import inspect
import sys
from collections.abc import Iterator

import click

from casedata.cli import main

INTRODUCTION = """# The command `casedata`

<!-- Printed by docs/print_commands.py from the commands themselves; do not edit. -->

Exit codes: 0 all is well; 1 there are findings (`validate`, `anchor`, `verify`,
`coverage` under a minimum, `rules test`, and `--check`); 2 the command could not run, and
one line on the standard error output, `casedata: ...`, says why; 3 files are not those that the descriptor, a manifest
or a signature was made for, and nothing else is wrong; 4 refused for safety: a link or a device, or a file beyond the
[bounds](bounds.md); 5 the system did not let a file be read or written; 130 interrupted from the keyboard; 141 the
reader of the output left.

Text is laid out for the width of the terminal, or for 100 columns where there is none. Colour is used on a terminal
only, and not if `NO_COLOR` is set. Control characters in the data are written as escapes. JSON keeps its form within a
major version; members may be added. In it a blank cell is `null`, an uncertain date is EDTF text, a bound is a day as
ISO 8601 text, and a number that JSON cannot write (NaN, infinity) is `null`.
"""


def pages() -> Iterator[str]:
    """Yield the parts of the page: the introduction, then each command."""
    yield INTRODUCTION
    for name, command in main.commands.items():
        context = click.Context(command, info_name=f"casedata {name}")
        yield f"## casedata {name}\n"
        yield f"```\n{command.get_usage(context).removeprefix('Usage: ')}\n```\n"
        yield f"{inspect.cleandoc(command.help or '')}\n"
        records = [
            parameter.get_help_record(context) for parameter in command.params if isinstance(parameter, click.Option)
        ]
        rows = (" | ".join(part.replace("|", "\\|") for part in record) for record in records if record)
        yield "| option | |\n| --- | --- |\n" + "".join(f"| {row} |\n" for row in rows)
        yield f"JSON: `{(command.epilog or '').removeprefix('JSON: ')}`\n"


if __name__ == "__main__":
    sys.stdout.write("\n".join(pages()))
