"""The command `rules`: lists and explains the rules of a package, writes a new one, tries every fault."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from casedata.cli.program import (
    FINDINGS,
    columns,
    format_option,
    package_option,
    print_answer,
    print_json,
    print_lines,
    progress_line,
)
from casedata.errors import RuleError
from casedata.package import RULES, open_package
from casedata.report import printable
from casedata.rulebook import all_rules, as_sql, find_rules, rules_of, skeleton, try_rules
from casedata.rules import ColumnRule, Rule
from casedata.rules.faults import Trial
from casedata.terminal import grid, unstyled
from casedata.writing import replace_file

_JSON = (
    "JSON: {package: {name, version}, rules: [{id, statement, over, severity, why, hint, also, sql}]}; "
    "of `rules test`: {ok, package, trials: [{rule, edit, row, state, others}]}"
)


@click.command("rules", epilog=_JSON)
@click.argument("words", metavar="[ID | new ID | test [PATH]]", nargs=-1)
@package_option
@click.option(
    "--rows", default=1, show_default=True, type=click.IntRange(1), help="On how many rows to try each fault."
)
@format_option("text", "json")
def rules_command(words: tuple[str, ...], path: Path | None, rows: int, form: str) -> int:
    """List the rules; explain one or a family; write a new one; try every rule's faults.

    `casedata rules CHR-01` prints a rule with its reason, its query and its fault, `casedata rules CHR` each rule of a
    family. `casedata rules new OWN-01` writes `rules/OWN-01.sql` beside the descriptor in the current directory (or of
    `--package`): a rule that works, to be overwritten. `casedata rules test` applies the faults of every rule to the
    package, one after the other, in memory, and shows which were caught; exit 1 if one was not.
    """
    match words:
        case ("new", name):
            return _new(path or Path(), name)
        case ("test",):
            return _test(path, rows, form)
        case ("test", where) if path is None:
            return _test(Path(where), rows, form)
        case () | (_,):
            return _list(path, form, *words)
        case _:
            raise click.UsageError(f"{' '.join(words)!r} is not an id, 'new ID' or 'test [PATH]'")


def _list(path: Path | None, form: str, name: str = "") -> int:
    package = open_package(path)
    rules = all_rules(package)
    chosen = find_rules(rules, name) if name else rules
    answer = [
        {"id": rule.id, "statement": rule.statement, "over": rule.over, "severity": rule.severity, "why": rule.why,
         "hint": rule.hint, "also": list(rule.also), "sql": as_sql(rule)}
        for rule in chosen
    ]  # fmt: skip
    page = _explanation(chosen) if name and len(chosen) < len(rules) else _overview(chosen)
    print_answer(form, package, {"rules": answer}, page)
    return 0


def _overview(rules: Sequence[Rule]) -> Iterator[str]:
    """Yield the rules from files one by one, those of schemas by their kinds."""
    stated = [(rule.id, rule.over, rule.statement) for rule in rules if not isinstance(rule, ColumnRule)]
    yield from grid(stated, columns(), [unstyled] * 3)
    kinds = Counter(rule.id.partition(".")[0] for rule in rules if isinstance(rule, ColumnRule))
    yield ""
    yield "from the schemas: " + ", ".join(f"{number} {kind}" for kind, number in kinds.items())
    yield f"{len(rules)} rules; casedata rules ID explains one"


def _explanation(rules: Sequence[Rule]) -> Iterator[str]:
    for number, rule in enumerate(rules):
        yield from [""] * bool(number)
        yield from (printable(line) for line in as_sql(rule).splitlines())


def _new(path: Path, name: str) -> int:
    folder = path.parent if path.is_file() else path
    package = open_package(folder)
    if name in {rule.id for rule in all_rules(package)}:
        raise RuleError(f"{name} is there already; give the new rule another id")
    file = folder / RULES / f"{name}.sql"
    content = skeleton(name).encode()
    replace_file(file, content, read=None)
    print_lines([f"written: {printable(str(file))}", f"now overwrite it; casedata rules test {folder} tries it"])
    return 0


def _test(path: Path | None, rows: int, form: str) -> int:
    package = open_package(path)
    rules = rules_of(package)
    with progress_line(len(rules)) as progress:
        trials = list(try_rules(package, rules, rows, progress))
    ok = all(trial.ok or trial.state == "no row" for trial in trials)
    if form == "json":
        answer = [
            {"rule": each.rule, "edit": each.edit, "row": each.row, "state": each.state, "others": list(each.others)}
            for each in trials
        ]
        print_json({"ok": ok, "package": {"name": package.name, "version": package.version}, "trials": answer})
    else:
        print_lines(_trials_page(rules, trials))
    return 0 if ok else FINDINGS


def _trials_page(rules: Sequence[Rule], trials: Sequence[Trial]) -> Iterator[str]:
    """Yield a line for each family or kind of rule, then what was not as it should be."""
    kinds: dict[str, list[Trial]] = {}
    for trial in trials:
        kinds.setdefault(_kind(trial.rule), []).append(trial)
    for kind, found in kinds.items():
        states, names = Counter(trial.state for trial in found), {trial.rule for trial in found}
        told = ", ".join(f"{number} {state}" for state, number in states.items())
        yield f"{kind:<14}{len(names):>4} {'rule: ' if len(names) == 1 else 'rules:'} {told}"
    yield ""
    for trial in trials:
        if not trial.ok:
            others = f": {', '.join(trial.others)}" if trial.others else ""
            yield f"{trial.rule}, {trial.edit}, {printable(trial.row or 'the package')}: {trial.state}{others}"
    faults = [trial for trial in trials if trial.edit.startswith("fault")]
    caught, tried = sum(trial.state == "caught" for trial in faults), sum(trial.row is not None for trial in faults)
    untried = sorted({rule.id for rule in rules if not rule.faults})
    yield f"{len(rules)} rules; {caught} of {tried} faults caught" + (", each by its own rule" * (caught == tried))
    yield from [f"without a fault: {', '.join(untried)}"] * bool(untried)


def _kind(rule: str) -> str:
    """Return the kind of a rule: the family of a rule from a file, the kind of a rule from a schema."""
    return rule.partition(".")[0] if "." in rule else rule[:3]
