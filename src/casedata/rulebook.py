"""The rules of one package: those of its schemas, those that come with casedata, and its own in `rules/`.

Also the page that explains a rule, the skeleton of a new one, and the trial of every rule's faults on the package.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath

from casedata.chronology.checks import RULES as OF_THE_WHOLE
from casedata.errors import NotFoundError, PackageError, RuleError
from casedata.package import RULES, Package
from casedata.rules import (
    CELLS,
    ColumnRule,
    QueryRule,
    Rule,
    bundled_rules,
    check_portable,
    read_rule,
    schema_rules,
    tables_of,
)
from casedata.rules.faults import Bench, Trial, try_rule
from casedata.tables import connect

_SKELETON = """\
-- {id}  Say in one sentence what has to be so.
-- over: events
-- why: Say why it matters, as you would to a lawyer or an archivist.
-- hint: say what to do about a row that breaks it
select event_id as id, 'summary' as field, 'says nothing but "to do"' as message
from events where lower(summary) = 'to do';
-- fault: summary
update events set summary = 'To do' where event_id = $row;
-- near miss:
update events set summary = 'To do: the summary' where event_id = $row;
"""


def rules_of(package: Package) -> list[Rule]:
    """Return all rules of a package.

    Raises:
        RuleError: a rule of the package's own cannot be used.
    """
    return [*schema_rules(package.tables), *bundled_rules(), *own_rules(package)]


def all_rules(package: Package) -> list[Rule]:
    """Return all rules of a package, and those that are asked of the whole chronology and have no query of their own.

    Raises:
        RuleError: as `rules_of`.
    """
    return [*rules_of(package), *OF_THE_WHOLE]


def own_rules(package: Package) -> list[QueryRule]:
    """Return the rules that stand in `rules/` of a package, checked.

    Raises:
        RuleError: one has not the form of a rule, is not portable SQL, asks a table that is not there, or has an id
            that another rule has.
    """
    files = package.rule_files()
    if not files:
        return []
    rules = [read_rule(PurePosixPath(name).name, text) for name, text in files.items()]
    taken = {rule.id for rule in (*bundled_rules(), *OF_THE_WHOLE)}
    with connect() as connection:
        for rule in rules:
            if rule.id in taken:
                raise RuleError(f"{RULES}/{rule.id}.sql: {rule.id} is a rule of casedata; give yours another id")
            check_portable(connection, rule)
            for table in tables_of(connection, rule) - package.tables.keys() - {CELLS}:
                known = ", ".join(package.tables)
                raise RuleError(f"{RULES}/{rule.id}.sql: there is no table {table!r}; the tables are {known}")
    return rules


def find_rules(rules: Sequence[Rule], name: str) -> list[Rule]:
    """Return the rule with this id, or those whose ids begin so.

    Raises:
        NotFoundError: there is none.
    """
    found = [rule for rule in rules if rule.id == name] or [rule for rule in rules if rule.id.startswith(name)]
    if not found:
        raise NotFoundError(f"no rule has the id {name}, and none begins so; casedata rules lists them")
    return found


def as_sql(rule: Rule) -> str:
    """Return a rule as its file states it; for a rule of a schema, as a file that asks the raw table would."""
    lines = [f"-- {rule.id}  {rule.statement}", f"-- over: {rule.over}", f"-- severity: {rule.severity}"]
    lines += [f"-- {key}: {text}" for key, text in (("why", rule.why), ("hint", rule.hint)) if text]
    lines += [f"-- also: {' '.join(rule.also)}"] if rule.also else []
    lines += ["-- asked of the whole chronology: casedata chronology"] if rule in OF_THE_WHOLE else []
    if isinstance(rule, QueryRule):
        lines += [f"-- suspects: {rule.suspects}"] if rule.suspects else []
        lines += [f"{rule.query};"]
        lines += _section("examined", rule.examined) + _section("undetermined", rule.undetermined)
    elif isinstance(rule, ColumnRule):
        condition = f"({rule.examines}) and ({rule.breaks})"
        lines += [f"select * from raw.{rule.over} cell where {condition};"]  # noqa: S608 - shown, never run
    lines += _section("rows", rule.rows)
    for fault in rule.faults:
        target = f"{fault.table}.{fault.field}" if rule.over == CELLS else fault.field or ""
        lines += [f"-- fault: {target}".rstrip(), *(f"{statement};" for statement in fault.statements)]
    for edit in rule.near_misses:
        lines += ["-- near miss:", *(f"{statement};" for statement in edit.statements)]
    return "\n".join(lines) + "\n"


def _section(name: str, query: str | None) -> list[str]:
    return [] if query is None else [f"-- {name}:", f"{query};"]


def skeleton(name: str) -> str:
    """Return the text of a file for a new rule: it works, and is to be overwritten piece by piece.

    Raises:
        RuleError: the name is not three capital letters, a hyphen and two digits.
    """
    text = _SKELETON.format(id=name)
    read_rule(f"{name}.sql", text)
    return text


def try_rules(
    package: Package, rules: Sequence[Rule], limit: int = 1, progress: Callable[[str], None] = lambda _: None
) -> Iterator[Trial]:
    """Yield what becomes of every fault and near miss of `rules` on the package, on up to `limit` rows each.

    Raises:
        PackageError: a file of the package cannot be read.
        RuleError: a fault cannot be applied.
    """
    contents = {name: package.csv(name).rows for name in package.tables}
    everything = rules_of(package)
    bench = Bench(package.tables, contents, everything)
    try:
        if bench.structure:
            raise PackageError(f"{bench.structure[0]} is broken; run casedata validate, faults are tried on sound data")
        for rule in rules:
            progress(rule.id)
            yield from try_rule(bench, rule, everything, limit)
    finally:
        bench.close()
