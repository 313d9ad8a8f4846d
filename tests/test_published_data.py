"""The published case: what must hold of its rows beyond what schemas and rules say, read with nothing but csv."""

import csv
import hashlib
import json
import re
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest

from casedata.citations import anchor_claims, check_passages, read_texts
from casedata.dates import PATTERN, parse
from documents import ROOT, needs_texts, texts_folder

Row = dict[str, str]
TABLES = sorted(path.stem for path in (ROOT / "data").glob("*.csv"))
SUBJECTS = {
    "event_id": "events", "person_id": "people", "role_id": "roles", "figure_id": "figures", "link_id": "links",
}  # fmt: skip
CITABLE_DATES = ("start_date", "end_date", "born", "died")


def read(table: str) -> list[Row]:
    with (ROOT / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


DATA = {table: read(table) for table in TABLES}
KEYS = {table: next(iter(rows[0])) for table, rows in DATA.items()}
CLAIMS = DATA["claims"]


def subject(row: Row) -> tuple[str, str]:
    """Return the table and the identifier of the row that a claim or a dispute is about."""
    return next((table, row[key]) for key, table in SUBJECTS.items() if row[key])


def claims_by_cell() -> dict[tuple[str, str], list[Row]]:
    cells = defaultdict(list)
    for claim in CLAIMS:
        cells[subject(claim)[1], claim["field"]].append(claim)
    return cells


@pytest.mark.parametrize(
    ("table", "columns"),
    [("events", ["start_date", "end_date"]), ("people", ["born", "died"]), ("sources", ["published"])],
)
def test_columns_of_dates_have_the_pattern_by_which_they_are_known(table: str, columns: list[str]) -> None:
    fields = json.loads((ROOT / "schemas" / f"{table}.json").read_text("utf-8"))["fields"]
    found = [field["name"] for field in fields if field.get("constraints", {}).get("pattern") == PATTERN]
    assert found == columns


def test_it_is_as_large_as_the_documents() -> None:
    """What five documents of this length say, counted by two readers, does not fit into fewer rows."""
    named = [row for row in DATA["people"] if row["kind"] == "person"]
    bodies = [row for row in DATA["people"] if row["kind"] != "person"]
    timed = [row for row in DATA["links"] if row["relation"] in {"before", "after", "same_time", "during"}]
    assert len(DATA["events"]) >= 100
    assert len(DATA["cases"]) >= 24
    assert len(named) >= 33
    assert len(bodies) >= 50
    assert len(DATA["places"]) >= 30
    assert len(timed) >= 60
    assert len(CLAIMS) >= 3 * len(DATA["events"])


@pytest.mark.parametrize("table", sorted(SUBJECTS.values()))
def test_every_judgement_row_has_a_claim(table: str) -> None:
    cited = {identifier for kind, identifier in map(subject, CLAIMS) if kind == table}
    assert [row[KEYS[table]] for row in DATA[table] if row[KEYS[table]] not in cited] == []


def test_every_passage_is_used_or_says_why_not() -> None:
    used = {claim["passage_id"] for claim in CLAIMS}
    for row in DATA["passages"]:
        if row["kind"] == "fact":
            assert row["passage_id"] in used
        elif row["kind"] != "context":
            assert row["passage_id"] not in used
        assert row["kind"] == "fact" or row["reason"]
        assert bool(row["repeats"]) == (row["kind"] == "repeat")


def test_a_repeat_is_the_same_text() -> None:
    digests = {row["passage_id"]: row["sha256"] for row in DATA["passages"]}
    repeats = [row for row in DATA["passages"] if row["repeats"]]
    assert len(repeats) == 38  # passages of the interview, without headlines and buttons
    assert all(row["sha256"] == digests[row["repeats"]] for row in repeats)


@pytest.mark.parametrize("field", ["start_date", "end_date", "place_id", "provision", "born", "died", "standing"])
def test_every_citable_cell_has_a_supporting_claim_with_its_value(field: str) -> None:
    cells = claims_by_cell()
    disputed = {(subject(row)[1], row["field"]) for row in DATA["disputes"]}
    table = {"born": "people", "died": "people", "standing": "roles"}.get(field, "events")
    filled = [row for row in DATA[table] if row[field]]
    assert filled
    for row in filled:
        identifier = row[KEYS[table]]
        values = {claim["value"] for claim in cells[identifier, field] if claim["stance"] == "supports"}
        assert row[field] in values, f"{identifier} {field}"
        if field not in CITABLE_DATES:
            assert values == {row[field]} or (identifier, field) in disputed, f"{identifier} {field}: {values}"


@pytest.mark.parametrize("field", CITABLE_DATES)
def test_dates_that_cannot_both_hold_have_a_dispute(field: str) -> None:
    disputed = {subject(row)[1] for row in DATA["disputes"] if row["field"] == field}
    for (identifier, column), claims in claims_by_cell().items():
        if column != field:
            continue
        dates = [parse(claim["value"]) for claim in claims if claim["value"]]
        apart = any(
            one.latest is not None and other.earliest is not None and one.latest < other.earliest
            for one in dates
            for other in dates
        )
        assert not apart or identifier in disputed, f"{identifier} {field}"


def test_disputes_are_real_and_settled_ones_name_the_claim() -> None:
    cells = claims_by_cell()
    claims = {claim["claim_id"]: claim for claim in CLAIMS}
    for row in DATA["disputes"]:
        identifier = subject(row)[1]
        said = cells[identifier, row["field"]]
        ways = {(claim["stance"], claim["value"]) for claim in said}
        assert len(ways) > 1, f"{row['dispute_id']}: the claims do not differ"
        assert bool(row["preferred_claim_id"]) == (row["resolution"] == "resolved"), row["dispute_id"]
        if row["preferred_claim_id"]:
            preferred = claims[row["preferred_claim_id"]]
            assert (subject(preferred)[1], preferred["field"]) == (identifier, row["field"]), row["dispute_id"]
        assert len(row["reason"].split()) >= 12


def test_contradicting_claims_have_a_dispute_or_a_denied_row() -> None:
    disputed = {(subject(row)[1], row["field"]) for row in DATA["disputes"]}
    for claim in CLAIMS:
        if claim["stance"] == "contradicts":
            assert (subject(claim)[1], claim["field"]) in disputed, claim["claim_id"]


def test_the_known_disagreements_are_there() -> None:
    """The hard points of the five documents, each found at the text."""
    values = {key: {claim["value"] for claim in claims} for key, claims in claims_by_cell().items()}
    assert {"2025-09-04", "2025-09", "2023-09"} <= values["e-re-arrest", "start_date"]
    assert {"2018-01", "2019-01"} <= values["e-device-found", "start_date"]
    assert {"2019-02-01", "2019-02-02T19:10"} <= values["e-first-detention", "start_date"]
    assert {"25", "27..28"} <= values["f-age-at-sentence", ""]
    assert {"≥10", "10", ">10"} <= values["f-others-detained", ""]
    assert {"arson", "smoke device", "broken window"} <= values["e-united-russia-attack", ""]


def test_the_re_arrest_comes_before_the_sentence_it_led_to() -> None:
    events = {row["event_id"]: parse(row["start_date"]) for row in DATA["events"] if row["start_date"]}
    arrest, sentence = events["e-re-arrest"].latest, events["e-second-sentence"].earliest
    assert arrest is not None
    assert sentence is not None
    assert arrest < sentence


def test_inferences_say_how() -> None:
    fields = {*CITABLE_DATES, "place_id", "provision", "standing"}
    assert [c["claim_id"] for c in CLAIMS if c["mode"] == "inference" and c["field"] in fields and not c["note"]] == []


def test_alleged_perpetrators_and_ill_treatment_stay_alleged() -> None:
    status = {row["event_id"]: row["status"] for row in DATA["events"]}
    kinds = {row["event_id"]: row["kind"] for row in DATA["events"]}
    for role in DATA["roles"]:
        if role["role"] == "perpetrator":
            assert role["standing"] == "alleged", role["role_id"]
    for event, kind in kinds.items():
        if kind == "ill_treatment":
            assert status[event] in {"alleged", "reported", "expected"}, event


def test_convicted_only_by_a_verdict_or_a_sentence() -> None:
    kinds = {row["event_id"]: row["kind"] for row in DATA["events"]}
    convicted = {kinds[role["event_id"]] for role in DATA["roles"] if role["standing"] == "convicted"}
    assert convicted <= {"verdict", "sentence", "imprisonment"}


def test_people_are_named_with_a_reason() -> None:
    for row in DATA["people"]:
        if row["kind"] == "person":
            assert row["visibility"], row["person_id"]
            assert row["naming_basis"], row["person_id"]
            assert re.fullmatch(r"\d{4}|", row["born"]), "never more than the year"


def test_no_contact_datum_and_no_exposed_fact() -> None:
    text = "\n".join(path.read_text("utf-8") for path in (ROOT / "data").glob("*.csv"))
    assert not re.search(r"[\w.+-]+@[\w-]+\.\w+", text)
    assert not re.search(r"\+\d[\d ()-]{7,}", text)
    assert not re.search(r"\b(?:ul|ulitsa|street|str)\b\.? ", text, re.IGNORECASE)
    assert not re.search(r"\blgbt|\bhomosex|\bbisex|\btransgender|\bqueer", text, re.IGNORECASE)


def test_quotes_are_two_to_five_words() -> None:
    for claim in CLAIMS:
        assert 2 <= len(claim["quote_start"].split()) <= 5, claim["claim_id"]
        assert not claim["quote_end"] or 2 <= len(claim["quote_end"].split()) <= 5, claim["claim_id"]


# ---------------------------------------------------------------- against the documents


@needs_texts
def test_passages_and_claims_stand_in_the_documents() -> None:
    folder = texts_folder()
    assert folder is not None
    texts = read_texts(folder, DATA["sources"])
    assert texts.missing == ()
    assert list(check_passages(DATA["passages"], texts)) == []
    anchored = anchor_claims(CLAIMS, texts)
    assert anchored.problems == ()
    assert anchored.changed == ()


@needs_texts
def test_every_line_of_the_documents_is_in_a_passage() -> None:
    folder = texts_folder()
    assert folder is not None
    documents = {row["source_id"]: row["document"] for row in DATA["sources"] if row["document"]}
    covered: dict[str, set[int]] = defaultdict(set)
    for row in DATA["passages"]:
        covered[row["source_id"]] |= set(range(int(row["first_line"]), int(row["last_line"]) + 1))
    for source, document in documents.items():
        lines = (folder / document).read_text("utf-8").split("\n")
        assert {n for n, line in enumerate(lines, 1) if line.strip()} == covered[source]


@needs_texts
def test_the_digests_are_those_of_the_documents() -> None:
    folder = texts_folder()
    assert folder is not None
    sums = dict(reversed(line.split()) for line in (ROOT / "seeds" / "SHA256SUMS").read_text().splitlines())
    for row in DATA["sources"]:
        if row["document"]:
            found = hashlib.sha256((folder / row["document"]).read_bytes()).hexdigest()
            assert row["document_sha256"] == found == sums[row["document"]]


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", re.sub(r"https?://\S+", " ", text).lower())


@needs_texts
def test_no_sentence_of_a_document_is_in_the_repository() -> None:
    run = 12
    folder = texts_folder()
    assert folder is not None
    runs = set()
    for document in folder.glob("*.txt"):
        found = words(document.read_text("utf-8"))
        runs |= {tuple(found[i : i + run]) for i in range(len(found) - run + 1)}
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    names = [name for name in listed.stdout.decode().split("\0") if name] or [
        str(path.relative_to(ROOT))
        for part in ("data", "docs", "schemas", "src")
        for path in (ROOT / part).rglob("*.*")
    ]
    for name in names:
        path = Path(ROOT, name)
        if path.suffix in {".py", ".md", ".csv", ".json", ".toml", ".cff", ".sql", ".html"} and path.is_file():
            found = words(path.read_text("utf-8"))
            copied = [found[i : i + run] for i in range(len(found) - run + 1) if tuple(found[i : i + run]) in runs]
            assert copied == [], name
