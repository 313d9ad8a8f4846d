"""Evidence: against the claims and disputes of the published case read with nothing but csv, and small packages."""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedata.coverage import coverage
from casedata.errors import NotFoundError, QueryError
from casedata.evidence import COLUMNS, deep_link, evidence
from casedata.package import open_package
from casedata.tables import Tables, open_tables
from documents import ROOT
from small import event, link, small

SUBJECTS = {
    "events": "event_id", "people": "person_id", "roles": "role_id", "figures": "figure_id", "links": "link_id",
}  # fmt: skip


@cache
def rows(table: str) -> list[dict[str, str]]:
    with (ROOT / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def subjects_of_event(event_id: str) -> Iterator[tuple[str, str]]:
    """Yield column and identifier of everything that belongs to an event."""
    yield "event_id", event_id
    for table, keys in (
        ("roles", ["event_id"]),
        ("figures", ["event_id"]),
        ("links", ["from_event_id", "to_event_id"]),
    ):
        column = SUBJECTS[table]
        yield from ((column, row[column]) for row in rows(table) if event_id in [row[key] for key in keys])


@pytest.fixture(scope="module")
def published() -> Tables:
    return open_tables(open_package())


def test_behind_an_event_stand_all_claims_on_it_and_on_what_hangs_on_it(published: Tables) -> None:
    for event_id in [row["event_id"] for row in rows("events")][::4]:
        wanted = set(subjects_of_event(event_id))
        found = evidence(published, event_id)
        expected = {
            c["claim_id"] for c in rows("claims") if any((column, c[column]) in wanted for column in SUBJECTS.values())
        }
        assert {row[0] for row in found.claims.rows} == expected
        assert len(found.claims.rows) == len(expected)
        disputed = {d["dispute_id"] for d in rows("disputes") if any((c, d[c]) in wanted for c in SUBJECTS.values())}
        assert {dispute.id for dispute in found.disputes} == disputed


@pytest.mark.parametrize("table", ["people", "roles", "figures", "links"])
def test_behind_any_other_row_stand_the_claims_on_it(published: Tables, table: str) -> None:
    column = SUBJECTS[table]
    for identifier in [row[column] for row in rows(table)][::9]:
        found = evidence(published, identifier).claims.records()
        assert [claim["claim_id"] for claim in found] == [
            claim["claim_id"]
            for claim in sorted(rows("claims"), key=lambda claim: (claim["field"] != "", int(claim["claim_id"][2:])))
            if claim[column] == identifier
        ]
        assert {(claim["table"], claim["id"]) for claim in found} <= {(table, identifier)}


def test_a_claim_comes_with_its_source_passage_and_speaker(published: Tables) -> None:
    claims = {claim["claim_id"]: claim for claim in rows("claims")}
    passages = {passage["passage_id"]: passage for passage in rows("passages")}
    sources = {source["source_id"]: source for source in rows("sources")}
    people = {person["person_id"]: person for person in rows("people")}
    for found in evidence(published, "e-first-detention").claims.records():
        claim = claims[found["claim_id"]]
        passage = passages[claim["passage_id"]]
        source = sources[passage["source_id"]]
        for column in (
            "field",
            "value",
            "stance",
            "mode",
            "speaker_id",
            "passage_id",
            "quote_start",
            "quote_end",
            "note",
        ):
            assert (found[column] or "") == claim[column]
        assert found["quote_words"] == int(claim["quote_words"])
        assert (found["first_line"], found["last_line"]) == (int(passage["first_line"]), int(passage["last_line"]))
        assert (found["source_id"], found["source"]) == (source["source_id"], source["title"])
        assert (found["published"] or "") == source["published"]
        assert (found["speaker"] or "") == (people[claim["speaker_id"]]["name"] if claim["speaker_id"] else "")
        assert (found["url"] or "").partition("#")[0] == source["url"]


def test_every_dispute_is_seen_from_its_claims(published: Tables) -> None:
    for dispute in rows("disputes"):
        identifier = next(dispute[column] for column in SUBJECTS.values() if dispute[column])
        found = evidence(published, identifier)
        assert dispute["dispute_id"] in [row.id for row in found.disputes]
        in_cell = [claim for claim in found.claims.records() if claim["dispute_id"] == dispute["dispute_id"]]
        assert in_cell, dispute["dispute_id"]
        assert {(claim["id"], claim["field"] or "") for claim in in_cell} == {(identifier, dispute["field"])}
        preferred = {claim["claim_id"] for claim in in_cell if claim["preferred"]}
        assert preferred == ({dispute["preferred_claim_id"]} - {""})
        assert {claim["preferred"] for claim in in_cell} <= ({True, False} if preferred else {None})


@pytest.mark.parametrize(
    ("identifier", "field", "wanted"),
    [
        (
            "e-re-arrest",
            "start_date",
            {"c-514": "disagrees", "c-515": "disagrees", "c-516": "coarser", "c-517": "agrees"},
        ),
        ("f-custody-days", None, {"c-250": "cannot be compared"}),
        ("x-six-days-to-release", None, {"c-213": "agrees", "c-214": "cannot be compared"}),
    ],
)
def test_a_claim_says_how_it_stands_to_the_judgement(
    identifier: str, field: str | None, wanted: dict[str, str], published: Tables
) -> None:
    found = {claim["claim_id"]: claim["compared"] for claim in evidence(published, identifier, field).claims.records()}
    assert wanted.items() <= found.items()


def test_the_place_around_a_place_says_less_and_does_not_disagree(tmp_path: Path) -> None:
    places = [("l-country", ""), ("l-city", "l-country"), ("l-prison", "l-city"), ("l-other", "l-country")]
    said = {"c-1": "l-country", "c-2": "l-city", "c-3": "l-other", "c-4": "l-prison"}
    tables = small(
        tmp_path,
        places=[{"place_id": name, "name": name, "part_of": whole} for name, whole in places],
        events=[event(1, "2019", place_id="l-prison")],
        claims=[
            {"claim_id": name, "event_id": "e-1", "field": "place_id", "value": value} for name, value in said.items()
        ],
    )
    compared = {claim["claim_id"]: claim["compared"] for claim in evidence(tables, "e-1", "place_id").claims.records()}
    assert compared == {"c-1": "coarser", "c-2": "coarser", "c-3": "disagrees", "c-4": "agrees"}
    (cell,) = (each for each in coverage(tables.package).cells if (each.id, each.field) == ("e-1", "place_id"))
    assert (cell.claims, cell.against) == (("c-4",), ("c-3",))


def test_the_re_arrest_shows_both_years_and_the_first_detention_the_investigator(published: Tables) -> None:
    values = {
        claim["value"]: claim["preferred"]
        for claim in evidence(published, "e-re-arrest", "start_date").claims.records()
    }
    assert values["2023-09-04"] is True
    assert values["2025-09"] is False
    claims = evidence(published, "e-first-detention", "start_date").claims.records()
    assert {claim["speaker_id"] for claim in claims if claim["value"] == "2019-02-02T19:10"} >= {"p-investigator"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """A package with claims on every column of an event and of what hangs on it."""
    about = [
        ({"event_id": "e-1"}, ["", "start_date", "end_date"]),
        ({"role_id": "r-1"}, ["", "standing"]),
        ({"figure_id": "f-1"}, [""]),
        ({"link_id": "x-1"}, [""]),
        ({"event_id": "e-2"}, ["start_date"]),
        ({"person_id": "p-1"}, ["born"]),
    ]
    claims = [
        {**subject, "field": field, "claim_id": f"c-{number}", "passage_id": "s-1#1", "quote_start": "two words"}
        for number, (subject, field) in enumerate((subject, field) for subject, fields in about for field in fields)
    ]
    return small(
        tmp_path_factory.mktemp("made"),
        sources=[{"source_id": "s-1", "title": "A source", "url": "https://example.org/a"}],
        passages=[{"passage_id": "s-1#1", "source_id": "s-1", "number": "1", "first_line": "1", "last_line": "2"}],
        people=[{"person_id": "p-1", "name": "One"}],
        events=[event(1, "2019"), event(2)],
        roles=[{"role_id": "r-1", "event_id": "e-1", "person_id": "p-1"}],
        figures=[{"figure_id": "f-1", "event_id": "e-1", "person_id": "p-1"}],
        links=[link(1, "e-2", "before", "e-1")],
        claims=claims,
        disputes=[
            {"dispute_id": "d-1", "event_id": "e-1", "field": "start_date", "preferred_claim_id": "c-1"},
            {"dispute_id": "d-2", "event_id": "e-1", "field": "place_id"},
            {"dispute_id": "d-3", "link_id": "x-1"},
        ],
    )


@pytest.mark.parametrize(
    ("identifier", "field", "claims", "disputes"),
    [
        ("e-1", None, "c-0 c-1 c-2 c-3 c-4 c-5 c-6", "d-1 d-2 d-3"),
        ("e-1", "start_date", "c-1", "d-1"),
        ("e-1", "place_id", "", "d-2"),
        ("e-1", "standing", "c-4", ""),
        ("e-1", "low", "c-5", ""),
        ("e-1", "lag_max", "c-6", "d-3"),
        ("e-2", None, "c-7 c-6", "d-3"),
        ("x-1", None, "c-6", "d-3"),
        ("x-1", "lag_min", "c-6", "d-3"),
        ("r-1", "standing", "c-4", ""),
        ("f-1", "high", "c-5", ""),
        ("p-1", None, "c-8", ""),
    ],
)
def test_a_field_chooses_claims_and_disputes(
    made: Tables, identifier: str, field: str | None, claims: str, disputes: str
) -> None:
    found = evidence(made, identifier, field)
    assert list(found.claims.columns) == list(COLUMNS)
    assert " ".join(row[0] for row in found.claims.rows) == claims
    assert " ".join(dispute.id for dispute in found.disputes) == disputes


@pytest.mark.parametrize(
    ("identifier", "field", "error", "message"),
    [
        ("e-9", None, NotFoundError, "no row has the identifier 'e-9'; did you mean e-2 or e-1"),
        ("s-1", None, QueryError, "claims are about events, people, roles, figures, links; s-1 is a row of sources"),
        ("e-1", "title", QueryError, "claims on events are not made about 'title'; use one of start_date, .*, lag_max"),
        ("p-1", "standing", QueryError, "claims on people are not made about 'standing'; use one of born, died"),
    ],
)
def test_wrong_questions_are_refused(
    made: Tables, identifier: str, field: str | None, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        evidence(made, identifier, field)


@given(st.text(min_size=1), st.none() | st.text(min_size=1))
def test_a_deep_link_holds_the_words_and_nothing_that_a_browser_reads_as_syntax(start: str, end: str | None) -> None:
    address = deep_link("https://example.org/a?b=1", start, end) or ""
    page, _, fragment = address.partition("#:~:text=")
    assert page == "https://example.org/a?b=1"
    assert not set(fragment.replace(",", "", 1) if end else fragment) & set("-,& #")
    assert [unquote(part) for part in fragment.split(",")] == [part for part in (start, end) if part]


def test_a_deep_link_keeps_the_fragment_of_an_address() -> None:
    assert deep_link("https://example.org/a#part", "two words", None) == "https://example.org/a#part:~:text=two%20words"
    assert deep_link(None, "two words", None) is None
