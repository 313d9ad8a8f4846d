"""Prints the pages of docs/rules/ from the rules themselves: `python docs/print_rules.py` writes them.

`--check` writes nothing, and exits with 1 if a page is not as it would be written.
"""

import sys
from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import groupby
from pathlib import Path

from casedata.chronology.checks import RULES as OF_ALL
from casedata.package import open_package
from casedata.rules import ColumnRule, QueryRule, Rule, bundled_rules, schema_rules

FOLDER = Path(__file__).resolve().parent / "rules"
PRINTED = "<!-- Printed by docs/print_rules.py from the rules themselves; do not edit. -->\n"


def family_text(family: str) -> tuple[str, str]:
    """Return the title of a family, and what it is for."""
    text = files("casedata.rules").joinpath(family.lower(), "family.txt").read_text("utf-8")
    title, _, paragraph = text.partition("\n\n")
    return title.split(maxsplit=1)[1], paragraph.strip()


def pages() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each page."""
    rules = sorted([*bundled_rules(), *OF_ALL], key=lambda rule: rule.id)
    families = {family: list(group) for family, group in groupby(rules, key=lambda rule: rule.family)}
    for family, group in families.items():
        yield f"{family}.md", "\n".join(family_page(family, group))
    yield "README.md", "\n".join(index(families, schema_rules(open_package().tables)))


def family_page(family: str, rules: Sequence[Rule]) -> Iterator[str]:
    """Yield the lines of the page of a family."""
    title, paragraph = family_text(family)
    yield from (f"# {family}: {title}\n", PRINTED, f"{paragraph}\n")
    for rule in rules:
        yield f"## {rule.id}\n"
        yield f"**{rule.statement}**" + (" *(a warning)*" if rule.severity == "warning" else "") + "\n"
        yield f"{rule.why}\n"
        yield f"Over `{rule.over}`. What to do: {rule.hint}.\n"
        if isinstance(rule, QueryRule):
            yield f"```sql\n{rule.query};\n```\n"
        else:
            yield "Asked of the whole chronology: [chronology-method.md](../chronology-method.md).\n"


def index(families: dict[str, list[Rule]], stated: Sequence[ColumnRule]) -> Iterator[str]:
    """Yield the lines of the page that lists all."""
    total = sum(map(len, families.values()))
    yield from ("# The rules\n", PRINTED)
    yield (
        f"{total} rules are listed here, most in files of their own; {len(stated)} more follow from the table\n"
        "schemas of the published case ([validation.md](../validation.md)). [writing-rules.md](../writing-rules.md)\n"
        "tells how a rule is written. `casedata rules CHR-01` prints one with the fault that it must catch.\n"
    )
    for family, rules in families.items():
        yield f"## [{family}: {family_text(family)[0]}]({family}.md)\n"
        yield "| rule | over | what it says |\n| --- | --- | --- |"
        for rule in rules:
            yield f"| [{rule.id}]({family}.md#{rule.id.lower()}) | {rule.over} | {rule.statement} |"
        yield ""


def main() -> int:
    """Write the pages, or compare them."""
    stale = []
    for name, text in pages():
        path = FOLDER / name
        if not path.exists() or path.read_text("utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv:
                FOLDER.mkdir(exist_ok=True)
                path.write_text(text, "utf-8")
    sys.stdout.write("".join(f"{name}\n" for name in stale))
    return int("--check" in sys.argv and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
