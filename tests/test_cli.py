"""The command: every command by its help, its JSON and its exit codes; what reaches a terminal; what is loaded."""

import csv
import hashlib
import io
import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from casedata.citations import span_digest, split_passages
from casedata.cli import main
from casedata.cli.words import quantity
from casedata.csvfile import canonical_csv
from casedata.date_words import date_in_words, period_in_words
from casedata.evidence import COLUMNS as EVIDENCE_COLUMNS
from casedata.package import TABLES
from casedata.search import COLUMNS as SEARCH_COLUMNS
from casedata.terminal import width
from casedata.timeline import COLUMNS as TIMELINE_COLUMNS
from documents import ROOT, needs_texts, texts_folder
from packages import HOSTILE, MODELS, full_rows, write_package
from small import event, link, write_small

ESCAPE = "\x1b"
QUESTIONS = {
    "timeline": (),
    "show": ("e-1",),
    "evidence": ("e-1",),
    "search": ("Event",),
    "query": ("from events join people on true",),
}
PUBLISHED = {
    "timeline": (),
    "show": ("p-miftakhov",),
    "evidence": ("e-first-detention",),
    "search": ("Мифтахов",),
    "query": ("select event_id, title, summary, start_date from events",),
    "validate": (),
}


def run(*arguments: str, **environment: str) -> Result:
    result = CliRunner(env={"NO_COLOR": "", "COLUMNS": "", **environment}).invoke(main, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def refused(*arguments: str) -> str:
    """Run a command that cannot run; return the one line that says why."""
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert re.fullmatch("casedata: [^\n]+\n", result.stderr), result.stderr
    return result.stderr


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_has_help_and_refuses_what_it_does_not_know(name: str) -> None:
    told = run(name, "--help")
    assert told.exit_code == 0
    for parameter in main.commands[name].params:
        assert isinstance(parameter, click.Argument) or getattr(parameter, "help", None), parameter.name
        assert parameter.opts[0] in told.output or isinstance(parameter, click.Argument)
    assert "No such option" in refused(name, "--nothing")
    assert f"see casedata {name} --help" in refused(name, "--nothing")


def test_the_program_itself() -> None:
    assert run("--version").output == "casedata 0.1.0\n"
    assert run().output == run("--help").output
    assert run().exit_code == 0
    assert "No such command 'tell'" in refused("tell")
    others = {
        "chronology",
        "validate",
        "fmt",
        "build",
        "anchor",
        "rules",
        "coverage",
        "claims",
        "verify",
        "doctor",
        "manifest",
    }
    assert {*QUESTIONS, *others} == set(main.commands)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A package whose texts hold everything that could steer a terminal."""
    hostile = [text for text in HOSTILE if text.strip() and len(text) < 100]
    named = [{"person_id": f"p-{i}", "name": f"Event {text}"} for i, text in enumerate(hostile)]
    events = [event(i, "2019", title=f"Event {text}", summary=text) for i, text in enumerate(hostile)]
    roles = [
        {"role_id": f"r-{i}", "event_id": "e-1", "person_id": f"p-{i}", "note": text} for i, text in enumerate(hostile)
    ]
    claims = [
        {"claim_id": f"c-{i}", "event_id": "e-1", "field": "start_date", "value": text, "passage_id": "s-1#1",
         "speaker_id": f"p-{i}", "quote_start": text, "quote_end": text, "note": text}
        for i, text in enumerate(hostile)
    ]  # fmt: skip
    return write_small(
        tmp_path,
        sources=[{"source_id": "s-1", "title": "".join(hostile), "url": "https://example.org/a"}],
        passages=[{"passage_id": "s-1#1", "source_id": "s-1"}],
        people=named,
        events=events,
        roles=roles,
        links=[link(1, "e-1", "before", "e-2")],
        figures=[{"figure_id": "f-1", "event_id": "e-1", "low": "1.5"}],
        claims=claims,
        disputes=[
            {"dispute_id": "d-1", "event_id": "e-1", "field": "start_date", "preferred_claim_id": "c-2",
             "reason": "".join(hostile), "decided_on": "2026-11-21"}
        ],
    )  # fmt: skip


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("name", [*QUESTIONS, "validate"])
def test_no_character_of_the_data_can_steer_a_terminal(made: Path, name: str, form: str) -> None:
    where = [str(made)] if name == "validate" else ["--package", str(made)]
    result = run(name, *QUESTIONS.get(name, ()), *where, "--format", form)
    assert result.exit_code == (1 if name == "validate" else 0), result.stderr
    assert len(result.stdout) > 1000
    assert [character for character in result.stdout if not (character.isprintable() or character == "\n")] == []
    if form == "json" and name in {"timeline", "evidence", "search", "query"}:
        assert "\\u001b[31m" in json.dumps(json.loads(result.stdout))


@pytest.mark.parametrize("identifier", [f"{prefix}-1" for prefix in "spnlkerfxcd"] + ["s-1#1", "z-1"])
def test_every_kind_of_row_can_be_shown(tmp_path: Path, identifier: str) -> None:
    folder = write_package(tmp_path, full_rows())
    result = run("show", identifier, "-p", str(folder))
    assert result.exit_code == 0, result.stderr
    assert identifier in result.stdout


@pytest.mark.parametrize("name", TABLES)
def test_every_row_of_the_published_case_can_be_shown(name: str) -> None:
    identifier = next(iter(csv.reader((ROOT / "data" / f"{name}.csv").read_text(encoding="utf-8").splitlines()[1:])))[0]
    assert run("show", identifier).exit_code == 0


def answer(*arguments: str) -> dict[str, Any]:
    result = run(*arguments, "--format", "json")
    assert result.exit_code == 0, result.stderr
    document: dict[str, Any] = json.loads(result.stdout)
    assert document.pop("package") == {"name": "azat-miftakhov-case", "version": "0.1.0"}
    return document


def test_json_of_the_questions_has_the_members_that_are_documented() -> None:
    events = answer("timeline", "--person", "p-miftakhov", "--kind", "detention", "--kind", "release")["events"]
    assert isinstance(events, list)
    assert {event["kind"] for event in events} == {"detention", "release"}
    assert {tuple(event) for event in events} == {tuple(TIMELINE_COLUMNS)}
    shown = answer("show", "e-first-detention")
    assert list(shown) == ["table", "id", "cells", "referring"]
    assert shown["cells"]["start_date"] == "2019-02-01"
    assert "r-first-detention-miftakhov" in shown["referring"]["roles"]
    behind = answer("evidence", "e-re-arrest", "start_date")
    assert list(behind) == ["table", "id", "cells", "claims", "disputes"]
    assert {tuple(claim) for claim in behind["claims"]} == {tuple(EVIDENCE_COLUMNS)}
    assert [dispute["dispute_id"] for dispute in behind["disputes"]] == ["d-re-arrest-date"]
    found = answer("search", "Азат", "Мифтахов")["found"]
    assert found[0] == {
        "id": "p-miftakhov", "table": "people", "name": "Azat Miftakhov", "text": "Azat Miftakhov", "how": "folded",
    }  # fmt: skip
    assert tuple(found[0]) == tuple(SEARCH_COLUMNS)
    rows = answer(
        "query", "select 1 as n, null as nothing, 'nan'::double as odd, date '2019-02-01' as day, [1] as list"
    )
    assert rows == {"rows": [{"n": 1, "nothing": None, "odd": None, "day": "2019-02-01", "list": [1]}]}


@pytest.mark.parametrize(("name", "column"), [("timeline", "event_id"), ("search", "id"), ("query", "event_id")])
def test_csv_is_the_same_answer(name: str, column: str) -> None:
    key = {"timeline": "events", "search": "found", "query": "rows"}[name]
    rows = answer(name, *PUBLISHED[name])[key]
    text = run(name, *PUBLISHED[name], "--format", "csv").stdout
    assert [row[column] for row in csv.DictReader(io.StringIO(text))] == [row[column] for row in rows]
    assert "None" not in {cell for row in csv.reader(io.StringIO(text)) for cell in row}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["show", "e-sentense"], "no row has the identifier 'e-sentense'; did you mean e-sentence"),
        (["show", "zzz"], "casedata search 'zzz' looks for it in names and titles"),
        (
            ["evidence", "l-moscow"],
            "claims are about events, people, roles, figures, links; l-moscow is a row of places",
        ),
        (["evidence", "e-sentence", "titel"], "not made about 'titel'; use one of start_date"),
        (["timeline", "--since", "1.2.2019"], "'1.2.2019' is not a date in EDTF: write 2019-02-01"),
        (["timeline", "--kind", "arrest"], "no event has the kind 'arrest'; use one of attack"),
        (["timeline", "--person", "miftakhov"], "did you mean p-miftakhov"),
        (["search", "—"], "nothing to search for in '—'"),
        (["search"], "Missing argument 'TEXT...'; see casedata search --help"),
        (["query", "select nonsense"], "nonsense"),
        (["query", "drop table events"], "not a single SELECT"),
        (["query", "select cast(title as integer) from events"], "Conversion Error"),
        (["query", "from 'data/events.csv'"], "events.csv"),
        (["validate", "nowhere"], "nowhere: no such file or directory"),
        (["timeline", "--package", "nowhere"], "nowhere: no such file or directory"),
        (["timeline", "--format", "xml"], "'xml' is not one of 'text', 'json', 'csv'"),
        (["fmt", "nowhere"], "nowhere: no such file or directory"),
        (["build", str(ROOT / "README.md")], "not a package"),
        (["anchor", str(ROOT), "--texts", "nowhere"], "nowhere: not a folder"),
        (["anchor", str(ROOT)], "Missing option '--texts'"),
    ],
)
def test_what_cannot_run_is_said_in_one_line(arguments: list[str], message: str) -> None:
    assert message in refused(*arguments)


def test_a_full_disk_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "data/events.csv")

    monkeypatch.setattr("casedata.cli.upkeep.format_package", fill)
    result = run("fmt")
    assert (result.exit_code, result.stdout) == (5, "")
    assert result.stderr == "casedata: data/events.csv: No space left on device\n"


@pytest.mark.parametrize("error", [KeyboardInterrupt(), RuntimeError("Query interrupted")])
def test_an_interrupt_ends_with_130(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def interrupt(*_: object) -> None:
        raise error

    monkeypatch.setattr("casedata.cli.questions.open_tables", interrupt)
    result = run("timeline")
    assert result.exit_code == 130
    assert "Traceback" not in result.output


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "casedata", *arguments]


def test_a_signal_interrupts_a_long_query() -> None:
    long = "select count(*) from range(100000) a(i), range(100000) b(j), range(1000) c(k) where i * j % 7 = k"
    # A test run in the background may ignore interrupts, and its children would inherit that.
    heed = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    code = [sys.executable, "-c", f"{heed}; from casedata.cli import main; main()", "query", long]
    with subprocess.Popen(code, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            time.sleep(3)
            process.send_signal(signal.SIGINT)
            _, complaint = process.communicate(timeout=20)
        finally:
            process.kill()
    assert process.returncode in {130, -signal.SIGINT}, complaint  # by either a shell reports 130
    assert "Traceback" not in complaint


@pytest.mark.parametrize("name", ["timeline", "query"])
def test_a_reader_who_leaves_is_no_error(name: str) -> None:
    arguments = command(name, *PUBLISHED[name])
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_what_an_encoding_does_not_have_is_written_as_an_escape() -> None:
    environment = os.environ | {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    done = subprocess.run(command("show", "e-first-custody"), env=environment, capture_output=True, check=True)
    assert b"\\u2014" in done.stdout
    assert "·".encode("latin-1") in done.stdout


def on_a_terminal(columns: int, *arguments: str, **environment: str) -> str:
    """Return what a command prints on a terminal of that many columns."""
    parent, child = pty.openpty()
    settings = os.environ | {"TERM": "xterm", "COLUMNS": str(columns), "PYTHONUTF8": "1", **environment}
    if "NO_COLOR" not in environment:
        settings.pop("NO_COLOR", None)
    printed = b""
    with subprocess.Popen(command(*arguments), stdout=child, stderr=subprocess.STDOUT, env=settings) as process:
        os.close(child)
        while True:
            try:
                piece = os.read(parent, 65536)
            except OSError:
                break
            if not piece:
                break
            printed += piece
    os.close(parent)
    assert process.returncode == 0
    return printed.decode().replace("\r\n", "\n")


def test_colour_is_for_terminals_and_for_those_who_want_it() -> None:
    on = on_a_terminal(100, "timeline")
    assert ESCAPE in on
    assert re.sub(r"\x1b\[[0-9;]*m", "", on) == on_a_terminal(100, "timeline", NO_COLOR="1")
    assert ESCAPE not in on_a_terminal(100, "timeline", TERM="dumb")
    assert ESCAPE in on_a_terminal(100, "timeline", NO_COLOR="")
    assert ESCAPE not in run("timeline").stdout


@pytest.mark.parametrize("columns", [60, 100, 160])
@pytest.mark.parametrize("name", [name for name in PUBLISHED if name != "validate"])
def test_lines_fit_the_terminal(name: str, columns: int) -> None:
    result = run(name, *PUBLISHED[name], COLUMNS=str(columns))
    assert result.exit_code == 0
    addresses = [line for line in result.stdout.splitlines() if "https://" in line]
    assert all(len(line.split()) == 1 for line in addresses)  # each whole on a line of its own
    assert max(width(line) for line in result.stdout.splitlines() if line not in addresses) <= columns


def test_a_csv_on_a_terminal_cannot_steer_it(made: Path) -> None:
    assert "\\x1b[31m" in on_a_terminal(100, "query", "select name from people", "-p", str(made), "--format", "csv")
    piped = subprocess.run(
        command("query", "select name from people", "-p", str(made), "--format", "csv"), capture_output=True, check=True
    )
    assert b"\x1b[31m" in piped.stdout


def test_the_timeline_says_the_status_and_the_year() -> None:
    lines = run("timeline", "--person", "p-miftakhov", "--until", "2019-03", "--no-undated").stdout.splitlines()
    years = [line for line in lines if re.fullmatch("[0-9]{4}", line)]
    assert years == sorted(set(years))
    assert "2019" in years
    first = r"^  1 Feb  .*(?:\n {8}.*)*\be-first-detention\b"
    assert re.search(first, "\n".join(lines), re.MULTILINE)
    assert "d-first-detention-date" in "".join(lines)
    assert any("[alleged]" in line for line in lines)
    assert "[established]" not in "".join(lines)


def test_evidence_shows_both_dates_and_why_one_is_preferred() -> None:
    text = " ".join(run("evidence", "e-re-arrest", "start_date").stdout.split())
    assert "start_date: 2023-09-04 2023-09-04 (preferred)" in text
    assert "2025-09-04" in text
    assert "s-urgent-action#19" in text
    assert "dispute resolved, following 2023-09-04 (d-re-arrest-date, decided" in text
    assert "28 March 2024" in text


def test_search_finds_nothing_without_failing() -> None:
    result = run("search", "xyzxyzxyz")
    assert (result.exit_code, result.stdout) == (0, "nothing found\n")
    assert run("search", "Mivtahov").stdout.split()[0] == "p-miftakhov"


@pytest.mark.parametrize(
    ("text", "year", "words"),
    [
        ("2019-02-01", None, "1 Feb 2019"), ("2019-02-01", 2019, "1 Feb"), ("2019-02-01", 2018, "1 Feb 2019"),
        ("2019-02", 2019, "Feb"), ("2019", 2019, "2019"), ("2019-XX", 2019, "2019"), ("2019-02-XX", 2019, "Feb"),
        ("199X", None, "1990s"), ("19XX", None, "1900s"), ("XXXX", None, "some time"), ("2019-22", 2019, "summer"),
        ("2019-24?", None, "winter 2019?"), ("2019~", None, "about 2019"), ("2019-02%", 2019, "about Feb?"),
        ("2019-02-02T19:10", 2019, "2 Feb 19:10"), ("2019-02-02T19:10+03:00", None, "2 Feb 2019 19:10+03:00"),
        ("[2019-02-01..2019-02-07]", 2019, "1..7 Feb"), ("[2019-02-01..2019-03-07]", None, "1 Feb..7 Mar 2019"),
        ("[2018-12-30..2019-01-02]", 2018, "30 Dec..2 Jan 2019"), ("[2018..2019]", 2018, "2018..2019"),
        ("[2019-02..2019-05]", 2019, "Feb..May"), ("[2019-02-01..]", 2019, "from 1 Feb"), ("[..2018]", None, "by 2018"),
        ("[2019-02,2019-05-01]", 2019, "Feb or 1 May"),
    ],
)  # fmt: skip
def test_dates_in_words(text: str, year: int | None, words: str) -> None:
    assert date_in_words(text, year) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2019-02-01", None, "1 Feb"), (None, None, ""), (None, "2019-02", "until Feb"),
        ("2018-02", "2019-03", "Feb 2018–Mar"),
        ("2019-02-01", "2019-02-07", "1–7 Feb"), ("2019~", "2019-02-07", "about 2019 – 7 Feb"),
        ("2019-02-01", "[2019-02-02..2019-02-03]", "1 Feb – 2..3 Feb"), ("2019", "2020", "2019–2020"),
    ],
)  # fmt: skip
def test_periods_in_words(start: str | None, end: str | None, words: str) -> None:
    assert period_in_words(start, end, 2019) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (10, 10, "10"), (3.5, 18, "3.5 to 18"), (251, None, "at least 251"), (None, 9, "at most 9"), (0, 0, "0"),
        (0, None, "at least 0"), (None, None, "not known"),
    ],
)  # fmt: skip
def test_quantities_in_words(low: float | None, high: float | None, words: str) -> None:
    assert quantity(low, high) == words


@pytest.fixture
def copied(tmp_path: Path) -> Iterator[Path]:
    """A copy of the published package, in the current directory."""
    for name in ("data", "schemas"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "datapackage.json", tmp_path)
    before = Path.cwd()
    os.chdir(tmp_path)
    yield tmp_path
    os.chdir(before)


def test_validate_tells_findings_by_its_exit_code(copied: Path) -> None:
    assert run("validate", ".").exit_code == 0
    assert "for the package in this directory: casedata validate ." in run("validate").stderr
    assert run("validate", ".").stderr == ""
    events = copied / "data" / "events.csv"
    events.write_bytes(events.read_bytes().replace(b",established,", b",certain,", 1))
    result = run("validate", ".", "--format", "json")
    report = json.loads(result.stdout)
    assert result.exit_code == 1
    assert not report["ok"]
    assert "certain" in [finding["value"] for finding in report["findings"]]
    assert "STR-enum.events.status" in run("validate", ".").stdout


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("name", ["fmt", "build"])
def test_files_are_checked_written_and_then_up_to_date(copied: Path, name: str, form: str) -> None:
    events = copied / "data" / "events.csv"
    lines = events.read_bytes().splitlines(keepends=True)
    events.write_bytes(b"".join([lines[0], *reversed(lines[1:])]))
    stale = "data/events.csv" if name == "fmt" else "datapackage.json"
    read = {path: path.read_bytes() for path in copied.rglob("*") if path.is_file()}

    for arguments, code, told in (
        (["--check"], 1, [stale]), ([], 0, [stale]), (["--check"], 0, []), ([], 0, []),
    ):  # fmt: skip
        result = run(name, *arguments, "--format", form)
        assert result.exit_code == code
        if form == "json":
            assert json.loads(result.stdout) == {"ok": code == 0, "check": bool(arguments), "files": told}
        elif told:
            assert stale in result.stdout
        else:
            assert result.stdout == "up to date\n"
        if code == 1:
            assert {path: path.read_bytes() for path in read} == read
    assert events.read_bytes().startswith(lines[0])
    assert (events.read_bytes() == b"".join(lines)) == (name == "fmt")


@needs_texts
def test_the_published_claims_and_passages_are_anchored(copied: Path) -> None:
    arguments = ["anchor", "--texts", str(texts_folder()), "--passages"]
    result = run(*arguments, "--check")
    assert result.exit_code == 0, result.stdout
    assert "0 problems" in result.stdout


DOCUMENT = "A first line\nof two.\n\nHe was held on 1 February, and released six days later.\n\nNobody said more.\n"


@pytest.fixture
def anchored(tmp_path: Path) -> Path:
    """A package with a document of three passages, of which one has a row, and three claims, of which one is right."""
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text(DOCUMENT, encoding="utf-8")
    passages = [
        {"passage_id": "s-1#2", "source_id": "s-1", "number": "2", "first_line": "9", "kind": "fact"},
        {"passage_id": "s-2#1", "source_id": "s-2", "number": "1", "first_line": "9", "kind": "fact"},
    ]
    quotes = [("c-1", "was held", "days later"), ("c-2", "was arrested", ""), ("c-3", "He", "")]
    claims = [
        {"claim_id": name, "person_id": "p-1", "passage_id": "s-1#2", "quote_start": start, "quote_end": end}
        for name, start, end in quotes
    ]
    digest = hashlib.sha256(DOCUMENT.encode()).hexdigest()
    return write_small(
        tmp_path,
        sources=[
            {"source_id": "s-1", "document": "a.txt", "document_sha256": digest},
            {"source_id": "s-2", "document": "b.txt", "document_sha256": "0" * 64},
        ],
        people=[{"person_id": "p-1", "name": "One"}],
        passages=passages,
        claims=claims,
    )


def table(folder: Path, name: str) -> dict[str, dict[str, str]]:
    text = (folder / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return {row[MODELS[name].primary_key]: row for row in csv.DictReader(io.StringIO(text))}


def test_anchor_fills_in_what_it_finds_and_lists_the_rest(anchored: Path) -> None:
    passages, claims = table(anchored, "passages"), table(anchored, "claims")
    result = run("anchor", str(anchored), "--texts", str(anchored / "texts"), "--format", "json")
    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert told["files"] == ["data/claims.csv"]
    assert told["changed"] == ["c-1"]
    assert told["missing"] == ["s-2"]
    assert [problem.partition(":")[0] for problem in told["problems"]] == ["s-1#1", "s-1#2", "s-1#3", "c-2", "c-3"]
    words = split_passages(DOCUMENT)[1].words[1:]
    filled = {"quote_words": str(len(words)), "quote_sha256": span_digest(words)}
    assert table(anchored, "claims") == claims | {"c-1": claims["c-1"] | filled}
    assert table(anchored, "passages") == passages
    assert (
        "c-2: “was arrested” is not in s-1#2" in run("anchor", str(anchored), "--texts", str(anchored / "texts")).stdout
    )


def test_anchor_writes_passages_when_asked(anchored: Path) -> None:
    passages = table(anchored, "passages")
    arguments = ["anchor", str(anchored), "--texts", str(anchored / "texts"), "--passages", "--format", "json"]
    checked = json.loads(run(*arguments, "--check").stdout)
    assert table(anchored, "passages") == passages
    told = json.loads(run(*arguments).stdout)
    assert checked == told | {"check": True}
    assert told["changed"] == ["s-1#2", "s-1#1", "s-1#3", "c-1"]
    written = table(anchored, "passages")
    assert list(written) == ["s-1#1", "s-1#2", "s-1#3", "s-2#1"]
    assert written["s-2#1"] == passages["s-2#1"]
    for passage in split_passages(DOCUMENT):
        row = written[f"s-1#{passage.number}"]
        assert (row["first_line"], row["last_line"]) == (str(passage.first_line), str(passage.last_line))
        assert (row["words"], row["sha256"]) == (str(len(passage.words)), passage.sha256)
        assert row["kind"] == ("fact" if passage.number == 2 else "")
    content = (anchored / "data" / "passages.csv").read_bytes()
    assert content == canonical_csv(MODELS["passages"], written.values())
    again = json.loads(run(*arguments, "--check").stdout)
    assert (again["files"], again["changed"]) == ([], [])
    assert [problem.partition(":")[0] for problem in again["problems"]] == ["c-2", "c-3"]


@pytest.mark.parametrize("name", [*PUBLISHED, "fmt", "build"])
def test_no_command_loads_pandas(name: str) -> None:
    arguments = [str(ROOT), "--check"] if name in {"fmt", "build"} else list(PUBLISHED[name])
    code = (
        "import sys\nfrom casedata.cli import main\n"
        f"try:\n    main({[name, *arguments]!r})\nexcept SystemExit as end:\n"
        "    print(end.code, 'pandas' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, capture_output=True, cwd="/")
    assert done.stderr.decode().split()[-2:] in (["None", "False"], ["0", "False"], ["1", "False"])


def test_anchor_fills_in_a_digest_that_is_blank(anchored: Path) -> None:
    sources = table(anchored, "sources")
    path = anchored / "data" / "sources.csv"
    path.write_text(path.read_text("utf-8").replace(sources["s-1"]["document_sha256"], ""), encoding="utf-8")
    arguments = ["anchor", str(anchored), "--texts", str(anchored / "texts")]
    assert "s-1" not in json.loads(run(*arguments, "--format", "json").stdout)["changed"]
    assert "s-1" in json.loads(run(*arguments, "--passages", "--format", "json").stdout)["changed"]
    assert table(anchored, "sources") == sources
