"""Prints docs/chronology.md: the method in short, the tables it rests on, and the chronology of the published case.

`python docs/print_chronology.py` writes the page. `--check` writes nothing, and exits with 1 if it is not as it would
be written.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from casedata.chronology import chronology
from casedata.chronology.policy import Policy, read_policy
from casedata.chronology.statements import BASES, CELL, MODES, ORDER
from casedata.chronology.text import to_text
from casedata.package import open_package
from casedata.tables import open_tables

PAGE = Path(__file__).resolve().parent / "chronology.md"
COLUMNS = 110

METHOD = """\
# The chronology of a case

<!-- Printed by docs/print_chronology.py; do not edit. The method is told in chronology-method.md. -->

`casedata chronology` asks of all dates, intervals and orders together what no rule on single rows can ask: **can they
all hold?** If not, it names the smallest sets of statements that cannot all hold, says who makes each of them and
where, and what would mend it. It decides nothing: what is set aside, a dispute row sets aside, with a reason.

In short: every event has a start and an end; every dated claim, every stated interval and every order of kinds of event
limits how far apart two of these times can be, or how far from the calendar. That is a *simple temporal network*. It
can hold exactly when no circle of limits asks for less than nothing; such a circle is the argument against it, and the
shortest paths from and to the calendar are the tightest dates. [chronology-method.md](chronology-method.md) tells what
becomes a limit, what is only approximate, and what others have done.

## What is taken for granted

Orders of kinds of event. A package adds its own in `rules/chronology.csv`, or switches one of these off.
"""

WORDS = """\
Vague words, as they are read. A package adds its own in `rules/words.csv`. A word that begins with `~` is the mark of
an approximate date of that precision, and *most* its reach to each side.
"""

CREDIT = """\
What a day in custody before judgment counts towards a term, from `rules/credit.csv` of the published case.
"""

COSTS = """\
What it costs to set a statement aside; this puts the ways out in an order and says nothing of the truth. A claim costs
by its mode, times the number of independent origins that say the same; a date marked `?` half of that.
"""

RESULT = """\
## The published case

The whole of `casedata chronology --all`, but that no more than sixty contradictions are looked for. First what the
documents hide, in a few words:

- **The arrest of 2025.** The urgent action prints 4 September 2025 as the day of the planned release and September
  2025 for the arrest on leaving the colony, and tells that arrest before the sentence of 28 March 2024 on the charge
  that followed it. That order cannot stand beside the year 2025. The term of six years speaks against it too, if it
  ran from February 2019. What the package reads instead, the year 2023, is its own inference: where a line says
  *inference of the package*, the words quoted are those that are printed, the value is not.
- **The device.** January 2018 in one document, January 2019, as the package reads it, in the other, which prints no
  year: a contradiction if both mean the same find.
- **The first detention.** 1 February by two documents, 2 February at 19:10 by the investigator, as the update of a
  post tells it: a contradiction if both mean the same act. A third text says that the time was misstated; it does not
  say which. That it means the investigator's hour is how this package reads it.
- **The first release.** Six days after 1 February is 7 February, if they are counted from the detention; the texts
  that say six days are copies of one wording. "Several days" can mean that. The new detention followed "immediately",
  so on that day or the next: nothing contradicts it, once the investigator's hour is set aside.
- **The age.** 25 in January 2021 does not go with a birth in 1993. The two ways out are equally cheap: the network does
  not say which is right.
"""


def page() -> str:
    """Return the text of the page."""
    tables = open_tables(open_package())
    policy = read_policy(tables.package)
    output = "\n".join(to_text(chronology(tables), COLUMNS, everything=True))
    return "\n".join([METHOD, *_tables(policy), RESULT, f"```text\n{output}\n```", ""])


def _tables(policy: Policy) -> Iterator[str]:
    yield "| order | from | relation | to | scope | unless | |\n| --- | --- | --- | --- | --- | --- | --- |"
    for order in policy.orders:
        scope = " and ".join(["case"] * order.same_case + ["person"] * order.same_person)
        usual = "" if order.severity == "error" else " *(usually)*"
        kinds = [", ".join(names).replace("*", "any") for names in (order.from_kinds, order.to_kinds)]
        relation, unless = order.relation.replace("_", " "), ", ".join(order.unless)
        yield f"| {order.id} | {kinds[0]} | {relation} | {kinds[1]} | same {scope} | {unless} | {order.reason}{usual} |"
    yield f"\n{WORDS}\n| word | least | most | |\n| --- | --- | --- | --- |"
    for word in policy.words.values():
        yield f"| {word.word} | {word.least} | {word.most} | {word.reading} |"
    yield f"\n{CREDIT}\n| jurisdiction | least | most | |\n| --- | --- | --- | --- |"
    for credit in policy.credits:
        yield f"| {credit.jurisdiction} | {float(credit.least):g} | {float(credit.most):g} | {credit.reason} |"
    yield f"\n{COSTS}\n| what | cost |\n| --- | --- |"
    for mode, cost in MODES.items():
        yield f"| claim: {mode.replace('_', ' ')} | {cost} |"
    for basis, cost in BASES.items():
        yield f"| date of publication: {basis} | {cost} |"
    yield f"| cell of the package | {CELL} |"
    yield f"| order of kinds | {ORDER} at least, always more than any claim |\n"


def main() -> int:
    """Write the page, or compare it."""
    text = page()
    is_stale = not PAGE.exists() or PAGE.read_text("utf-8") != text
    if is_stale and "--check" not in sys.argv:
        PAGE.write_text(text, "utf-8")
    return int("--check" in sys.argv and is_stale)


if __name__ == "__main__":
    sys.exit(main())
