"""Prints the tables of docs/findings.md and docs/bounds.md from the code; see docs/commands.md for the commands.

Run from the root of the repository: python docs/print_findings.py
"""

from collections import Counter
from pathlib import Path

from casedata.bounds import VARIABLE, Bounds
from casedata.finding_codes import FILE_CODES
from casedata.package import open_package
from casedata.rulebook import all_rules

HERE = Path(__file__).parent

FINDINGS = """# The codes of findings

<!-- Printed by docs/print_findings.py from the code; do not edit. -->

Every finding has a `code`, in JSON and SARIF. A code that was published once is never renamed and never means something
else. One fault has one finding: what only follows from it is told with it (`consequences`), not beside it. A table
whose file has a fault is not looked into, and the rules over it are not run; where it is not sure how a file goes on
after a fault, nothing is claimed for the rest of it.

Of a fault of the file itself, a finding tells the physical line (from 1), the character of the line (from 1), the byte
of the file (from 0) and the number of the record (1 is the header), and what stands there, at most 80 characters.

Exit codes of `casedata validate`: 0 there is no error; 1 there is one; 3 the only errors are `file-bytes` and
`file-hash`: the files are not those that the descriptor was built for, and nothing else is wrong; 4 a file is beyond a
[bound](bounds.md) or was refused for safety; 2, 5 and 130 as for [all commands](commands.md).

## Faults of files

| code | what it means |
| --- | --- |
{files}

`file-undeclared` is a warning, all others are errors.

## Faults that rules find

The code is the rule's name before the first dot. [The rules](rules/README.md) have a page for each family, with the
reason, what to do, and an example of each fault.

| code | rules | of the published package |
| --- | --: | --- |
{rules}
"""

BOUNDS = """# How large an input may be

<!-- Printed by docs/print_findings.py from the code; do not edit. -->

A package from a stranger may be made to exhaust memory or time. What is beyond these bounds is refused, with a finding
(`bound-...`) or an error of its own, and with exit code 4. They are far above what a case needs.

| name | bound | what it counts |
| --- | --: | --- |
{bounds}

For all commands the environment variable `{variable}` sets others: `{variable}=cell=1000000,findings=50 casedata
validate .` In Python: `casedata.validate(path, bounds=Bounds(rows=1000))` and `open_package(path, bounds=...)`, with
`from casedata.bounds import Bounds`.

Beside the bounds:

- Real files are asked, not their names: a link that leaves the package, a device, a FIFO or a directory in the place of
  a file is refused without being read. Of a zip file, links, two files of one name, and files that would unpack to many
  times their size are refused.
- Patterns of schemas are run by RE2, in time that grows with the text only.
- JSON is read strictly: no member twice, no NaN, no number that is none.
- No command uses the network.
- Writing never leaves half a file ([integrity.md](integrity.md)).
"""


def pages() -> dict[str, str]:
    """Return the two pages by the names of their files."""
    files = "\n".join(f"| `{code}` | {meaning} |" for code, meaning in FILE_CODES.items())
    names = [rule.id.partition(".")[0] for rule in all_rules(open_package())]
    first = {rule.id.partition(".")[0]: rule.statement for rule in reversed(all_rules(open_package()))}
    rules = "\n".join(
        f"| `{code}` | {count} | {'for example: ' if count > 1 else ''}{_cell(first[code])} |"
        for code, count in Counter(names).items()
    )
    bounds = "\n".join(f"| `{name}` | {number:,} | {meaning} |" for name, number, meaning in Bounds().described())
    return {
        "findings.md": FINDINGS.format(files=files, rules=rules),
        "bounds.md": BOUNDS.format(bounds=bounds, variable=VARIABLE),
    }


def _cell(text: str) -> str:
    return text.rstrip(".").replace("|", "\\|")


if __name__ == "__main__":
    for page, text in pages().items():
        (HERE / page).write_text(text, encoding="utf-8")
