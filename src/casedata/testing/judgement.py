"""The rows of the judgement in a generated package: what it holds of the true world, vaguely or not at all.

What is said of these rows is left to `statements` and `evidence`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casedata import dates
from casedata.testing import cells
from casedata.testing.choices import Choices, Deck, Identifiers
from casedata.testing.documents import Passage
from casedata.testing.files import Rows, row, values
from casedata.testing.measures import Figure, Link
from casedata.testing.parts import Part
from casedata.testing.uncertain import ANY, YEARS, uncertain
from casedata.testing.world import Entry, Event, Person, World


@dataclass(frozen=True, slots=True)
class Account:
    """The true world, and what is to be told of it beside the events."""

    world: World
    parts: Sequence[Part]
    figures: Sequence[Figure]
    links: Sequence[Link]


def judgement_rows(account: Account) -> Rows:
    """Return the rows of people, places, cases, events, roles, figures and links, each in the order of the account."""
    world = account.world
    return {
        "people": [_person_row(person.choose, person) for person in world.people],
        "places": _place_rows(world.places),
        "cases": [_case_row(case.choose, case.id, world.places) for case in world.cases],
        "events": _event_rows(world),
        "roles": [_part_row(part.choose, part) for part in account.parts],
        "figures": [_figure_row(figure.choose, figure) for figure in account.figures],
        "links": [_link_row(link.choose, link) for link in account.links],
    }


def _event_rows(world: World) -> list[dict[str, str]]:
    """Return the rows of the events; titles that call somebody guilty come with a verdict that is dated as they are."""
    found = []
    verdicts: set[str] = set()
    for event in world.events:
        made = _event_row(event.choose, event, world.places)
        is_dated = made["start_date"] != "" and None not in dates.bounds(made["start_date"])
        if is_dated and event.kind == "verdict" and event.is_real:
            verdicts.add(event.case)
        if is_dated and event.case in verdicts and event.choose.yes():
            made["title"] = event.choose.of(cells.GUILTY_TITLES)
        found.append(made)
    return found


def _event_row(choose: Choices, event: Event, places: Sequence[Entry]) -> dict[str, str]:
    start = "" if choose.yes(8) else _uncertain(choose, event.start)
    has_end = start != "" and choose.yes()
    return row(
        "events",
        event_id=event.id,
        case_id=event.case,
        kind=event.kind,
        title=choose.of(cells.TITLES),
        start_date=start,
        end_date=_uncertain(choose, event.end) if has_end else "",
        place_id=choose.of(("", *(place.id for place in places))),
        part_of=event.whole.id if event.whole else "",
        provision=choose.of(("", "", "", *cells.PROVISIONS)),
        status=event.status,
        summary=cells.text(choose),
    )


def _uncertain(choose: Choices, day: int) -> str:
    return uncertain(choose, date.fromordinal(day), ANY)


def _person_row(choose: Choices, person: Person) -> dict[str, str]:
    show_born = person.born is not None and not choose.yes(4)
    show_died = person.died is not None and not choose.yes(4)
    return row(
        "people",
        person_id=person.id,
        kind=person.kind,
        name=choose.of(cells.NAMES),
        born=uncertain(choose, date.fromordinal(person.born), YEARS) if person.born is not None and show_born else "",
        died=_uncertain(choose, person.died) if person.died is not None and show_died else "",
        visibility=person.visibility,
        naming_basis=cells.text(choose) if person.visibility else "",
        description=cells.remark(choose),
        note=cells.remark(choose),
    )


def name_rows(
    deck: Deck, ids: Identifiers, world: World, passages: Sequence[Passage], count: int
) -> list[dict[str, str]]:
    """Return so many rows of names of people and places, if there are any; who is known by a pseudonym has no other."""
    people = {person.id: person for person in world.people}
    bearers = [*people, *(place.id for place in world.places)]
    found = []
    for _ in range(count if bearers and passages else 0):
        choose = deck.deal(16)
        bearer = choose.of(bearers)
        is_pseudonymous = bearer in people and people[bearer].visibility == "pseudonym"
        found.append(
            row(
                "names",
                name_id=ids.new("n"),
                text=choose.of(cells.NAMES),
                language=choose.of(("en", "ru", "ru-Latn")),
                kind="alias" if is_pseudonymous else choose.of(values("names", "kind")),
                passage_id=choose.of(passages).id,
                **{"person_id" if bearer in people else "place_id": bearer},
            )
        )
    return found


def _place_rows(places: Sequence[Entry]) -> list[dict[str, str]]:
    """Return the rows of the places; each lies in an earlier one or in none."""
    return [
        row(
            "places",
            place_id=place.id,
            name=place.choose.of(cells.NAMES),
            kind=place.choose.of(values("places", "kind")),
            part_of=place.choose.of(("", *(each.id for each in places[:number]))),
            note=cells.remark(place.choose),
        )
        for number, place in enumerate(places)
    ]


def _case_row(choose: Choices, case: str, places: Sequence[Entry]) -> dict[str, str]:
    kind, jurisdiction = choose.of(values("cases", "kind")), choose.of(("", *(place.id for place in places)))
    title, summary = choose.of(cells.TITLES), cells.text(choose)
    return row("cases", case_id=case, title=title, kind=kind, jurisdiction=jurisdiction, summary=summary)


def _part_row(choose: Choices, part: Part) -> dict[str, str]:
    return row(
        "roles",
        role_id=part.id,
        event_id=part.event.id,
        person_id=part.person.id,
        role=part.role,
        standing=part.standing,
        note=cells.remark(choose),
    )


def _figure_row(choose: Choices, figure: Figure) -> dict[str, str]:
    return row(
        "figures",
        figure_id=figure.id,
        event_id=figure.event.id,
        person_id=figure.person.id if figure.person else "",
        measure=figure.measure,
        low=figure.low,
        high=figure.high,
        unit=figure.unit,
        note=cells.remark(choose),
    )


def _link_row(choose: Choices, link: Link) -> dict[str, str]:
    return row(
        "links",
        link_id=link.id,
        from_event_id=link.first.id,
        from_point=link.first_point,
        relation=link.relation,
        to_event_id=link.second.id,
        to_point=link.second_point,
        lag_min=link.lags[0],
        lag_max=link.lags[1],
        note=cells.remark(choose),
    )
