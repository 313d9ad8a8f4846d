"""Rules in files: what is wrong with one is said plainly; a package's own rules run like ours; waivers."""

import json
import shutil
from pathlib import Path

import pytest

from casedata.errors import NotFoundError, PackageError, RuleError
from casedata.package import open_package
from casedata.report import Finding
from casedata.rulebook import as_sql, find_rules, own_rules, rules_of, skeleton, try_rules
from casedata.rules import ColumnRule, QueryRule, bundled_rules, check_portable, read_rule
from casedata.tables import connect
from casedata.testing import Rows, tables, write
from casedata.validation import validate
from fired import pool
from packages import ROOT

GOOD = skeleton("OWN-01")
EVENTS = "select event_id as id, null as field, 'x' as message from events"


def rule(query: str, over: str = "events", fault: str = "delete from events where event_id = $row") -> QueryRule:
    text = f"-- OWN-01  One.\n-- over: {over}\n-- why: It is so.\n-- hint: mend it\n{query};\n-- fault:\n{fault};\n"
    return read_rule("OWN-01.sql", text)


def case(folder: Path, **rules: str) -> Path:
    """Write the fullest generated package, with rules of its own."""
    write(pool()[0], folder)
    (folder / "rules").mkdir()
    for name, text in rules.items():
        (folder / "rules" / f"{name.replace('_', '-')}.sql").write_text(text, "utf-8")
    return folder


# --- the form --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"OWN-01.sql:1: not the title of a rule; write '-- ABC-01  One sentence.'"),
        (GOOD.replace("-- OWN-01  ", "-- OWN-01 "), "OWN-01.sql:1: not the title"),
        (GOOD.replace("-- OWN-01", "-- OWN-02"), "the rule is called OWN-02; call the file OWN-02.sql"),
        (GOOD.replace("-- why:", "-- because:"), "OWN-01.sql:3: '-- because: .*' is not a line of the header"),
        (GOOD.replace("-- over: events\n", ""), "OWN-01.sql:1: the header has no over"),
        (GOOD.replace("-- over: events", "-- over: events\n-- over: cases"), "OWN-01.sql:3: over is there twice"),
        (GOOD.replace("-- over:", "-- severity: grave\n-- over:"), "severity is 'grave'; write error or warning"),
        (GOOD.replace("-- fault:", "-- mistake:"), "OWN-01.sql:7: '-- mistake: summary' begins no section"),
        (GOOD.replace("= 'to do';", "= 'to do'"), "OWN-01.sql:5: a statement here does not end"),
        (GOOD + "-- examined:\n", "the section examined is empty"),
        (GOOD + "-- rows:\nselect 1 as id;\nselect 2 as id;\n", "2 statements in the section rows; write one"),
        (GOOD.partition("select")[0], "there is no query; write a SELECT"),
        (GOOD.replace("over: events", "over: cells"), "does not say where it is; write '-- fault: table.column'"),
        (GOOD.replace("fault: summary", "fault: events.summary"), "does not say where it is; write '-- fault: column'"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_file_is_said_with_its_line(text: str, message: str) -> None:
    with pytest.raises(RuleError, match=message) as caught:
        read_rule("OWN-01.sql", text)
    assert "\n" not in str(caught.value)


def test_a_rule_is_read_as_it_stands() -> None:
    found = read_rule("OWN-01.sql", GOOD.replace("-- hint", "--   Two lines.\n-- also: CHR-01 CIT-\n-- hint"))
    assert (found.id, found.over, found.severity, found.also) == ("OWN-01", "events", "error", ("CHR-01", "CIT-"))
    assert found.why == "Say why it matters, as you would to a lawyer or an archivist. Two lines."
    assert (found.faults[0].field, found.faults[0].at, len(found.near_misses)) == ("summary", "$row", 1)


@pytest.mark.parametrize("found", bundled_rules(), ids=lambda found: found.id)
def test_a_rule_that_is_printed_is_a_file_again(found: QueryRule) -> None:
    assert read_rule(f"{found.id}.sql", as_sql(found)) == found


def test_a_rule_of_a_schema_is_printed_as_a_file_that_asks_the_raw_table() -> None:
    (found,) = (each for each in rules_of(open_package()) if each.id == "STR-required.events.title")
    assert isinstance(found, ColumnRule)
    lines = as_sql(found).splitlines()
    assert f"-- {found.id}  {found.statement}" == lines[0]
    assert f"select * from raw.{found.over} cell where ({found.examines}) and ({found.breaks});" in lines


def test_a_skeleton_is_a_rule_by_its_name() -> None:
    assert skeleton("OWN-07").startswith("-- OWN-07  ")
    with pytest.raises(RuleError, match=r"own-7\.sql:1: not the title of a rule"):
        skeleton("own-7")


def test_there_are_enough_rules_and_each_says_why() -> None:
    rules = bundled_rules()
    assert len(rules) >= 30
    assert {found.family for found in rules} >= {"DAT", "CHR", "CIT", "DIS", "LAW", "PRV", "SRC", "TXT"}
    assert [found.id for found in rules if len(found.why.split()) < 12 or not found.faults] == []


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("select cast(event_id as varchar) as id, null as field, 'x' as message from events", "a cast"),
        ("select event_id::text as id, null as field, 'x' as message from events", "a cast"),
        (EVENTS + " where start_date > date '2019-01-01'", "a cast"),
        (EVENTS + " where title like 'A%'", "function ~~"),
        (EVENTS + " where year(now()) > 2000", "function year"),
        ("select event_id as id, null as field, title || '!' as message from events", r"function \|\|"),
        (EVENTS + " order by 1", "order is not in the subset"),
        (EVENTS + " limit 1", "limit is not in the subset"),
        (EVENTS + " where kind is distinct from 'x'", "DISTINCT_FROM"),
        ("with recursive a as (select 'x' as id union all select id from a) select id, id, id from a", "recursive"),
        ("select 'x' as id, null as field, 'x' as message from range(3)", "a table function"),
        (EVENTS + " a full join cases b on a.case_id = b.case_id", "outer join|full join"),
        ("delete from events", "not one SELECT"),
        ("select 'x' as id, null as field, 'x' as message from read_csv('/etc/passwd')", "a table function"),
    ],
)  # fmt: skip
def test_what_engines_do_not_share_is_refused(query: str, message: str) -> None:
    with connect() as connection, pytest.raises(RuleError, match=f"OWN-01, query: .*(?:{message})"):
        check_portable(connection, rule(query))


@pytest.mark.parametrize(
    "fault",
    [
        "drop table events",
        "update events set title = cast(1 as text)",
        "copy events to 'x'",
        "delete from x returning *",
    ],
)
def test_edits_that_engines_do_not_share_are_refused(fault: str) -> None:
    with connect() as connection, pytest.raises(RuleError, match="OWN-01, fault or near miss: "):
        check_portable(connection, rule(EVENTS, fault=fault))


# --- a package's own rules -------------------------------------------------------------------------------------------


def broken_row(folder: Path) -> None:
    file = folder / "data" / "events.csv"
    package = open_package(folder)
    rows = package.rows("events")
    assert rows
    text = file.read_text("utf-8")
    file.write_text(text.rstrip("\n") + "\ne-zz,,other,It,,,,,,reported,To do\n", "utf-8")


def test_own_rules_run_like_ours(tmp_path: Path) -> None:
    folder = case(tmp_path, OWN_01=GOOD)
    assert validate(folder).ok
    broken_row(folder)
    (found,) = [finding for finding in validate(folder).findings if finding.rule == "OWN-01"]
    assert (found.table, found.id, found.field, found.value) == ("events", "e-zz", "summary", "To do")
    assert found.hint == "say what to do about a row that breaks it"
    archive = shutil.make_archive(str(tmp_path / "zipped"), "zip", folder)
    assert found in validate(archive).findings


def test_findings_of_a_rule_stand_in_the_order_of_rows_then_of_columns(tmp_path: Path) -> None:
    query = (
        "select event_id as id, 'summary' as field, 'b' as message from events "
        "union all select event_id, 'title', 'b' from events union all select event_id, 'title', 'a' from events "
        "union all select event_id, null, 'c' from events"
    )
    folder = case(tmp_path, OWN_01=GOOD.replace(GOOD[GOOD.index("select") : GOOD.index(";")], query))
    found = [each for each in validate(folder).findings if each.rule == "OWN-01"]
    ids = [row["event_id"] for row in open_package(folder).rows("events")]
    one = [(None, "c"), ("title", "a"), ("title", "b"), ("summary", "b")]
    assert [(each.id, each.field, each.message) for each in found] == [(row, *each) for row in ids for each in one]


def test_what_is_tried_is_told_and_tried_once_unless_more_is_asked(tmp_path: Path) -> None:
    package = open_package(case(tmp_path, OWN_01=GOOD))
    told: list[str] = []
    rules = own_rules(package)
    trials = list(try_rules(package, rules, progress=told.append))
    assert told == ["OWN-01"]
    assert [trial.edit for trial in trials] == ["fault 1", "near miss 1"]
    assert len(list(try_rules(package, rules, limit=3))) == 2 * min(3, len(package.rows("events")))


def test_faults_are_not_tried_on_data_whose_structure_is_broken(tmp_path: Path) -> None:
    folder = case(tmp_path, OWN_01=GOOD)
    file = folder / "data" / "events.csv"
    file.write_text(file.read_text("utf-8") + "e-zz,,nothing,It,,,,,,reported,\n", "utf-8")
    package = open_package(folder)
    with pytest.raises(
        PackageError, match=r"STR-required\.events\.case_id is broken; run casedata validate, faults are tried"
    ):
        list(try_rules(package, own_rules(package)))


def test_own_rules_are_tried_like_ours(tmp_path: Path) -> None:
    package = open_package(
        case(tmp_path, OWN_01=GOOD, OWN_02=GOOD.replace("OWN-01", "OWN-02").replace("'to do'", "'x'"))
    )
    states = {(trial.rule, trial.edit): trial.state for trial in try_rules(package, own_rules(package))}
    assert states == {
        ("OWN-01", "fault 1"): "caught", ("OWN-01", "near miss 1"): "let pass",
        ("OWN-02", "fault 1"): "missed", ("OWN-02", "near miss 1"): "let pass",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("CHR-01", GOOD.replace("OWN", "CHR"), "CHR-01 is a rule of casedata; give yours another id"),
        ("OWN-01", GOOD.replace("over: events", "over: evnts"), "there is no table 'evnts'; the tables are sources, "),
        ("OWN-01", GOOD.replace("from events where", "from evnts where"), "there is no table 'evnts'"),
        ("OWN-01", GOOD.replace("lower(summary)", "reverse(summary)"), "the function reverse is not in the subset"),
        ("OWN-01", GOOD.replace("from events where", "from from"), "OWN-01, query: not one SELECT"),
    ],
)
def test_own_rules_that_cannot_be_used_are_refused(name: str, text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=message) as caught:
        validate(case(tmp_path, **{name.replace("-", "_"): text}))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("select summary as id, 'summary' as field, 'x' as message from events", "the id '.*', which is not in events"),
        (EVENTS.replace("null", "'born'"), "returns the field 'born', which events does not"),
        ("select event_id as id, 'x' as message from events", "the query returns id, message; it must return id"),
        ("select event_id as id, 'title' as field, unknown as message from events", "OWN-01: cannot be asked: "),
    ],
)  # fmt: skip
def test_a_query_that_returns_something_else_is_told(query: str, message: str, tmp_path: Path) -> None:
    text = f"-- OWN-01  One.\n-- over: events\n-- why: So.\n-- hint: mend it\n{query};\n"
    with pytest.raises(RuleError, match=message):
        validate(case(tmp_path, OWN_01=text))


def test_findings_name_other_rows_only_where_the_query_does(tmp_path: Path) -> None:
    folder = case(tmp_path, OWN_01=GOOD)
    broken_row(folder)
    (found,) = [finding for finding in validate(folder).findings if finding.rule == "OWN-01"]
    assert found.related == ()


def test_a_rule_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    folder = case(tmp_path)
    (folder / "rules" / "OWN-01.sql").write_bytes(b"-- OWN-01  \xff")
    with pytest.raises(Exception, match=r"rules/OWN-01\.sql: not UTF-8"):
        validate(folder)


def test_rules_are_found_by_id_and_by_beginning() -> None:
    rules = rules_of(open_package(ROOT))
    assert [found.id for found in find_rules(rules, "CHR-01")] == ["CHR-01"]
    assert {found.family for found in find_rules(rules, "CHR")} == {"CHR"}
    with pytest.raises(NotFoundError, match="no rule has the id XYZ"):
        find_rules(rules, "XYZ")


# --- waivers ---------------------------------------------------------------------------------------------------------


def with_waivers(folder: Path, *waivers: tuple[str, str]) -> Path:
    """Write a package whose first event ends before it starts, and these waivers (rule, row)."""
    rows: Rows = {name: list(some) for name, some in pool()[0].items()}
    first = rows["events"][0] | {"start_date": "2001", "end_date": "2000"}
    rows["events"] = [first, *rows["events"][1:]]
    write(rows, folder)
    document = json.loads((folder / "datapackage.json").read_text("utf-8"))
    schema = json.loads((ROOT / "schemas" / "waivers.json").read_text("utf-8"))
    document["resources"].append(
        {**document["resources"][0], "name": "waivers", "path": "data/waivers.csv", "schema": schema}
    )
    (folder / "datapackage.json").write_text(json.dumps(document), "utf-8")
    named = [(rule, first["event_id"] if row == "first" else row) for rule, row in waivers]
    lines = [f"w-{number},{rule},{row},Because.,2026-11-21\n" for number, (rule, row) in enumerate(named)]
    (folder / "data" / "waivers.csv").write_text("waiver_id,rule,row_id,reason,decided_on\n" + "".join(lines), "utf-8")
    return folder


def stale(folder: Path) -> list[Finding]:
    return [finding for finding in validate(folder).findings if finding.rule == "WAV-stale"]


def test_a_waived_finding_is_told_and_does_not_count(tmp_path: Path) -> None:
    report = validate(with_waivers(tmp_path, ("CHR-01", "first")))
    assert [each.finding.rule for each in report.waived] == ["CHR-01"]
    assert (report.waived[0].reason, report.waived[0].decided_on) == ("Because.", "2026-11-21")
    assert {finding.rule for finding in report.findings} & {"CHR-01", "WAV-stale"} == set()
    (outcome,) = [outcome for outcome in report.rules if outcome.id == "CHR-01"]
    assert (outcome.state, outcome.findings, outcome.waived) == ("held", 0, 1)


MEND = "correct the data; structure, keys and dates have to hold"


@pytest.mark.parametrize(
    ("waiver", "field", "message", "hint"),
    [
        (("CHR-01", "e-nobody"), "row_id", "is not found by CHR-01 any more", "remove the waiver"),
        (("CHR-99", "e-1"), "rule", "is no rule of this package", "see casedata rules for the ids"),
        (("STR-enum.events.kind", "e-1"), "rule", "cannot be waived", MEND),
        (("WAV-stale", "e-1"), "rule", "cannot be waived", MEND),
    ],
)
def test_a_waiver_that_covers_nothing_is_an_error(
    waiver: tuple[str, str], field: str, message: str, hint: str, tmp_path: Path
) -> None:
    folder = with_waivers(tmp_path, ("CHR-01", "first"), waiver)
    value = waiver[1] if field == "row_id" else waiver[0]
    assert stale(folder) == [
        Finding(
            "WAV-stale", "error", "waivers", "data/waivers.csv", 3, "w-1", field, value, message, hint, code="WAV-stale"
        )
    ]
    (outcome,) = (each for each in validate(folder).rules if each.id == "WAV-stale")
    assert (outcome.over, outcome.examined, outcome.findings, outcome.state) == ("waivers", 2, 1, "broken")
    assert outcome.statement == "each waiver covers a finding"


def test_a_waiver_is_not_stale_while_its_rule_cannot_be_asked(tmp_path: Path) -> None:
    folder = with_waivers(tmp_path, ("CHR-01", "first"))
    (folder / "data" / "events.csv").write_bytes(b"\xff")
    assert stale(folder) == []


def test_a_structural_finding_is_never_waived(tmp_path: Path) -> None:
    folder = with_waivers(tmp_path, ("STR-enum.events.kind", "first"))
    file = folder / "data" / "events.csv"
    kind = open_package(folder).rows("events")[0]["kind"]
    file.write_text(file.read_text("utf-8").replace(f",{kind},", ",nothing,", 1), "utf-8")
    assert "STR-enum.events.kind" in {finding.rule for finding in validate(folder).findings}


def test_the_strategies_know_the_tables_of_the_package() -> None:
    assert set(tables()) == set(open_package(ROOT).tables)


def test_a_fault_that_cannot_be_applied_is_told_and_leaves_the_tables_as_they_were(tmp_path: Path) -> None:
    package = open_package(case(tmp_path, OWN_01=GOOD.replace("set summary =", "set sumary =", 1)))
    (found,) = own_rules(package)
    with pytest.raises(RuleError, match=r"OWN-01.*a fault cannot be applied: .*sumary"):
        list(try_rules(package, [found]))
    assert validate(tmp_path).ok
