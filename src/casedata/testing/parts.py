"""Who takes part in which event, and with what standing: as birth, death and the order of proceedings allow."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from casedata.testing.choices import Choices, Identifiers
from casedata.testing.files import values
from casedata.testing.world import Event, Person, World

_CAPTIVITY = ("detention", "custody", "incommunicado", "imprisonment")
ORDERS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("verdict", "sentence"), ("charge",)),
    (("release",), _CAPTIVITY),
    (("charges_dropped",), ("charge", "suspicion")),
    (("sentence",), ("verdict",)),
)
"""Kinds of events, and the kinds of which one comes first, for each person in each case that has any of these."""
_IN_ALL_CASES = ((("transfer",), ("detention", "custody", "imprisonment")),)
"""The same, whatever the case."""

_AGAINST = ("subject", "accused", "defendant", "suspect")
_ACTS_OF_THE_LIVING = ("speaker", "signatory", "interviewer", "witness")
_HELD_ROLES = ("subject", "victim", "accused", "defendant", "suspect")
_HELD_KINDS = (
    "detention", "custody", "incommunicado", "interrogation", "ill_treatment", "imprisonment", "transfer", "release",
    "testimony", "summons",
)  # fmt: skip
_HERO: Mapping[str, str] = MappingProxyType(
    {
        "charge": "accused", "charges_dropped": "accused", "verdict": "defendant", "sentence": "defendant",
        "trial": "defendant", "suspicion": "suspect", "statement": "speaker", "open_letter": "signatory",
        "petition": "signatory", "ill_treatment": "victim", "killing": "victim", "testimony": "witness",
    }
)  # fmt: skip
"""The part of the person whom a course of events is about; in others they are the subject."""

_STANDINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "suspicion": ("suspected",), "detention": ("suspected",), "charge": ("charged",), "trial": ("charged",),
        "custody": ("charged", "suspected"), "charges_dropped": ("charges_dropped",), "release": ("released",),
        "verdict": ("convicted", "acquitted"), "sentence": ("convicted",), "imprisonment": ("convicted",),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """The part that a person takes in an event."""

    id: str
    choose: Choices
    event: Event
    person: Person
    role: str
    standing: str


def draw_parts(ids: Identifiers, world: World) -> list[Part]:
    """Return parts in the events: those of the people whom they are about, and a few more."""
    judged = world.cases_with(("verdict", "sentence"))
    parts: list[Part] = []
    for event in world.events:
        wanted = [] if event.hero is None else [(event.choose, event.hero, _HERO.get(event.kind, "subject"))]
        if world.people:
            wanted += [(each, each.of(world.people), each.of(values("roles", "role"))) for each in event.more]
        for choose, person, wish in wanted:
            role = _possible(person, event, wish)
            taken = any(part.event is event and part.person is person and part.role == role for part in parts)
            if not taken and _keeps_order(parts, event, person, role):
                standing = _standing(choose, event, role, is_judged=event.case in judged)
                parts.append(Part(ids.new("r"), choose, event, person, role, standing))
    return parts


def _possible(person: Person, event: Event, role: str) -> str:
    """Return the role if birth and death allow it, else that the person is mentioned."""
    unborn = person.born is not None and event.start < person.born
    dead = person.died is not None and person.died < event.start
    held = role in _HELD_ROLES and event.kind in _HELD_KINDS
    return "mentioned" if unborn or (dead and (held or role in _ACTS_OF_THE_LIVING)) else role


def _keeps_order(parts: Iterable[Part], event: Event, person: Person, role: str) -> bool:
    """Tell whether, with this part, the person is not held twice at once and takes no later step before the first ones.

    It has to hold for whichever parts in the first steps count: all, those that are more than a mention, those of whom
    is held, or those of the person whom the proceedings are against.
    """
    own = [(part.event, part.role) for part in parts if part.person is person]
    if role in _HELD_ROLES and any(each in _HELD_ROLES and _excludes(one, event) for one, each in own):
        return False
    own.append((event, role))
    in_case = [each for each in own if each[0].case == event.case]
    return all(
        _begins_first(
            [each for each in taken if each[0].kind in later], [each for each in taken if each[0].kind in first]
        )
        for taken, orders in ((in_case, ORDERS), (own, _IN_ALL_CASES))
        for later, first in orders
    )


def _begins_first(steps: Sequence[tuple[Event, str]], begun: Sequence[tuple[Event, str]]) -> bool:
    """Tell whether some event of `begun` starts when one of `steps` does or earlier, if there are any of both."""
    first_step = min((event.start for event, _ in steps), default=None)
    for counts in (None, set(values("roles", "role")) - {"mentioned"}, _HELD_ROLES, _AGAINST):
        starts = [event.start for event, role in begun if counts is None or role in counts]
        if first_step is not None and starts and first_step < min(starts):
            return False
    return True


def _excludes(one: Event, other: Event) -> bool:
    """Whether one person cannot be held in both: two times in custody that overlap, or a release within one."""
    kinds = {one.kind, other.kind}
    return kinds in ({"custody"}, {"custody", "release"}) and one.start < other.end and other.start < one.end


def _standing(choose: Choices, event: Event, role: str, *, is_judged: bool) -> str:
    if role not in (*_AGAINST, "perpetrator"):
        return ""
    proper: Sequence[str] = _STANDINGS.get(event.kind, ())
    if not is_judged:
        proper = [standing for standing in proper if standing != "convicted"]
    return choose.of((*proper, *proper, "alleged") if role == "perpetrator" else ("", *proper, *proper, "alleged"))
