"""The rows of generated cases, one case after the other: events in a plausible course, and the evidence for each.

Every event has true days; what is written holds them, however vague it is, so that no rule on dates can be broken.
Writing the rows to files is left to `generate.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

import vocabulary as words
from vocabulary import Step, pick

CASE = len(words.BEGINNING) + len(words.ENDINGS[0])
"""The events of a case."""

Row = list[str | int]

LONGEST = 1200
"""A case and its last report are over within so many days; no case begins later than that before the last day."""

CITED = {"start_date": 4, "end_date": 5, "place_id": 6, "provision": 8}
STATUS = 9
"""Where the columns of events that want a claim stand in a row, and where the status."""


@dataclass(slots=True)
class Source:
    """A report: the day it came out, its passages so far, and how many claims the last of them still takes."""

    id: str
    published: int
    passages: list[Row] = field(default_factory=list)
    line: int = 0
    room: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """An event with its true first and last day, counted from `vocabulary.FIRST_DAY`."""

    id: str
    step: Step
    start: int
    end: int
    row: Row


@dataclass(slots=True)
class Case:
    """What is known of the case in hand while its rows are made."""

    id: str
    person: str
    events: list[Event]
    sources: list[Source]
    actors: dict[str, str] = field(default_factory=dict)
    born: int = 0

    def event(self, kind: str) -> Event | None:
        """Return the first event of a kind, if the course came so far."""
        return next((event for event in self.events if event.step.kind == kind), None)


class Cases:
    """Makes rows; `tables` holds those made since it was last emptied."""

    def __init__(self, seed: int, tables: Sequence[str]) -> None:
        self.random = Random(seed)
        self.days = words.spellings()
        self.tables: Mapping[str, list[Row]] = {name: [] for name in tables}
        self.counts = dict.fromkeys(tables, 0)

    def prelude(self) -> None:
        """Make what all cases share: places and bodies, and an early report that names them."""
        source = self._source(0)
        for number, (name, kind) in enumerate(words.PLACES, 1):
            above = {"country": "", "region": "l-1"}.get(kind, f"l-{2 + number % 2}")
            self.tables["places"].append([self._id("places", "l"), name, kind, above, ""])
        for name in words.BODIES:
            body = self._id("people", "p")
            self.tables["people"].append([body, "organization", name, "", "", "", "", "Named in many reports.", ""])
            self._claim(source, "person", body)
        self.tables["passages"] += source.passages

    def add(self, events: int) -> Case:
        """Make a case of the first `events` steps of a course."""
        given, family = pick(words.GIVEN, self.random), pick(words.FAMILY, self.random)
        case = Case(self._id("cases", "k"), f"{given[0]} {family[0]}", [], [])
        self.tables["cases"].append(
            [case.id, f"The case of {case.person}", "criminal_case", "l-1", f"Charges against {case.person}."]
        )
        self._events(case, [*words.BEGINNING, *pick(words.ENDINGS, self.random)][:events])
        told = [event for event in case.events if event.step.status != "expected"]
        early, late = told[len(told) // 2], max(event.end for event in told)
        case.sources = [self._source(early.start + self._below(4)), self._source(late + 1 + self._below(30))]
        self._people(case, f"{given[1]} {family[1]}")
        for event in case.events:
            self._evidence(case, event)
            self._role(case, event)
            self._figure(case, event)
        self._links(case)
        self._finish_sources(case)
        return case

    def _id(self, table: str, prefix: str) -> str:
        self.counts[table] += 1
        return f"{prefix}-{self.counts[table]}"

    def _below(self, limit: int) -> int:
        return int(self.random.random() * limit)

    def _digest(self) -> str:
        return f"{self.random.getrandbits(256):064x}"

    def _written(self, day: int) -> str:
        return self.days[day][pick(words.SHARES, self.random)]

    def _source(self, published: int, original: str = "") -> Source:
        found = Source(self._id("sources", "s"), published)
        number, day = self.counts["sources"], self.days[published][0]
        publisher = f"p-{1 + words.PUBLISHER + self._below(5)}"
        language, basis = pick(("en", "ru"), self.random), pick(("stated", "url"), self.random)
        self.tables["sources"].append(
            [found.id, f"Report of {day[:7]}", "news_report", publisher, "", language, self._written(published), basis,
             f"https://example.org/{day[:4]}/{number}", "", f"report-{number}.txt", self._digest(), original, ""]
        )  # fmt: skip
        return found

    def _passage(self, source: Source, kind: str, reason: str = "") -> None:
        number, first = len(source.passages) + 1, source.line + 2
        source.line = first + self._below(4)
        source.passages.append(
            [f"{source.id}#{number}", source.id, number, first, source.line, kind, 20 + self._below(90),
             self._digest(), "", "", reason]
        )  # fmt: skip

    def _cited(self, source: Source) -> str:
        """Return the passage on which the next claim from this source rests."""
        if not source.room:
            if not source.passages:
                self._passage(source, "boilerplate", "Head of the page.")
            elif not self._below(12):
                self._passage(source, "opinion", "Says nothing about a case, only what the author thinks.")
            self._passage(source, "fact")
            source.room = 4 + self._below(6)
        source.room -= 1
        return str(source.passages[-1][0])

    def _claim(
        self, source: Source, subject: str, row: str, column: str = "", value: str = "", *, mode: str = "report",
        speaker: str = "", stance: str = "supports",
    ) -> str:  # fmt: skip
        """Add a claim on a row, or on one column of it, and return its identifier."""
        claim = self._id("claims", "c")
        subjects = [row if subject == name else "" for name in ("event", "person", "role", "figure", "link")]
        start, end = pick(words.QUOTES, self.random)
        note = "" if self._below(15) else pick(words.NOTES, self.random)
        self.tables["claims"].append(
            [claim, *subjects, column, value, stance, mode, speaker, self._cited(source), start, end,
             3 + self._below(16), self._digest(), words.READING if mode == "inference" else note]
        )  # fmt: skip
        return claim

    def _events(self, case: Case, course: Sequence[Step]) -> None:
        day = self._below(len(self.days) - LONGEST)
        for step in course:
            whole = case.event(step.within) if step.within else None
            if whole is None:
                start = day + self._below(step.gap + 1)
            else:
                start = whole.start + self._below(whole.end - whole.start + 1)
            end = start + 1 + self._below(step.lasts) if step.lasts else start
            day = max(day, end)
            row = self._event_row(case, step, whole, start, end)
            case.events.append(Event(str(row[0]), step, start, end, row))
            self.tables["events"].append(row)

    def _event_row(self, case: Case, step: Step, whole: Event | None, start: int, end: int) -> Row:
        place, other = self._below(6 * len(words.PLACES)) + 1, pick(words.PLACES, self.random)[0]
        return [
            self._id("events", "e"),
            case.id,
            step.kind,
            step.title.format(name=case.person),
            self._written(start) if step.lasts or self._below(25) else "",
            self._written(end) if step.lasts else "",
            f"l-{place}" if place <= len(words.PLACES) else "",
            "" if whole is None else whole.id,
            pick(words.PROVISIONS, self.random) if step.kind == "charge" else "",
            step.status,
            pick(words.SUMMARIES, self.random).format(name=case.person, place=other),
        ]

    def _people(self, case: Case, native: str) -> None:
        """Make the accused and an ally; every thirtieth accused is known by a pseudonym only."""
        source, year = case.sources[1], pick(words.BIRTH_YEARS, self.random)
        hidden = not self._below(30)
        case.born = year
        visibility = "pseudonym" if hidden else pick(("private", "named_by_choice"), self.random)
        born = "" if hidden else words.birth_spelling(year, self.random)
        died = "" if hidden or self._below(100) else self.days[-1][2]
        for actor, name, dates, seen in (
            ("accused", case.person, (born, died), visibility),
            ("ally", " ".join(pick(pool, self.random)[0] for pool in (words.GIVEN, words.FAMILY)), ("", ""), "private"),
        ):
            person = case.actors[actor] = self._id("people", "p")
            basis = "Named in published reports."
            self.tables["people"].append([person, "person", name, *dates, seen, basis, f"Named as {actor}.", ""])
            self._claim(case.sources[actor == "ally"], "person", person)
            for column, value in zip(("born", "died"), dates, strict=True):
                if value:
                    self._claim(source, "person", person, column, value)
        if not self._below(3):
            text, kind = (case.person, "alias") if hidden else (native, "native")
            language = "ru-Latn" if hidden else "ru-Cyrl"
            self.tables["names"].append(
                [self._id("names", "n"), case.actors["accused"], "", text, language, kind, source.passages[-1][0]]
            )

    def _teller(self, case: Case, event: Event) -> Source:
        """Return a source that can tell of an event: the early one only if it came out after the event began."""
        early, late = case.sources
        return early if event.start <= early.published and self._below(3) else late

    def _speaker(self, case: Case, step: Step) -> str:
        speakers = {
            "allegation": case.actors["accused"],
            "testimony": case.actors["ally"],
            "official_claim": f"p-{1 + words.INVESTIGATORS}",
            "court_finding": f"p-{1 + words.COURT}",
        }
        return speakers.get(step.mode, "")

    def _evidence(self, case: Case, event: Event) -> None:
        """Add the claims on an event: on each filled cell that wants one, or on the row if there is none."""
        step, teller = event.step, self._teller(case, event)
        mode, speaker = step.mode, self._speaker(case, step)
        claims = []
        for column, place in CITED.items():
            value = str(event.row[place])
            if value:
                inferred = step.status == "reported" and mode == "report" and not self._below(10)
                told = "inference" if inferred else mode
                claims.append(self._claim(teller, "event", event.id, column, value, mode=told, speaker=speaker))
        if not claims:
            self._claim(teller, "event", event.id, mode=mode, speaker=speaker)
        elif step.status == "reported" and not self._below(20):
            self._claim(case.sources[1], "event", event.id, mode="testimony", speaker=case.actors["ally"])
        if step.status == "alleged" and not self._below(40):
            self._denial(case, event)
        if event.row[CITED["start_date"]] == self.days[event.start][0] and not self._below(400):
            self._other_day(case, event, claims[0])

    def _denial(self, case: Case, event: Event) -> None:
        """Let the police deny an event, and leave open who is right."""
        late = case.sources[1]
        event.row[STATUS] = "disputed"
        self._claim(late, "event", event.id, mode="allegation", speaker=case.actors["accused"])
        police = f"p-{1 + words.POLICE}"
        self._claim(late, "event", event.id, mode="denial", speaker=police, stance="contradicts")
        self._dispute(event, "", "open", "", "The police deny it, and nobody else was there to see.")

    def _other_day(self, case: Case, event: Event, preferred: str) -> None:
        """Let a later report give another day, and settle which one is right."""
        other = self.days[event.start + 40][0]
        self._claim(case.sources[1], "event", event.id, "start_date", other)
        reason = "The later report gives a day that the court papers, as quoted, do not allow."
        self._dispute(event, "start_date", "resolved", preferred, reason)

    def _dispute(self, event: Event, column: str, resolution: str, preferred: str, reason: str) -> None:
        self.tables["disputes"].append(
            [self._id("disputes", "d"), event.id, "", "", "", "", column, resolution, preferred, reason, words.DECIDED]
        )

    def _role(self, case: Case, event: Event) -> None:
        """Add the actor of an event, and a claim on the standing or on the row."""
        step = event.step
        if step.actor is None:
            return
        actor = case.actors[step.actor] if isinstance(step.actor, str) else f"p-{1 + step.actor}"
        role = self._id("roles", "r")
        note = "" if self._below(20) else "Not named in the first report, but in the second."
        self.tables["roles"].append([role, event.id, actor, step.role, step.standing, note])
        column = "standing" if step.standing else ""
        told = {"mode": step.mode, "speaker": self._speaker(case, step)}
        self._claim(self._teller(case, event), "role", role, column, step.standing, **told)

    def _figure(self, case: Case, event: Event) -> None:
        """Add the quantity of an event, if it has one; an age is counted from a birthday in the middle of the year."""
        if event.step.quantity is None:
            return
        measure, unit, least, most = event.step.quantity
        low, high, person = least + self._below(most - least + 1), 0, ""
        if measure == "age":
            low, high, person = self._age(case, event), 1, case.actors["accused"]
        figure = self._id("figures", "f")
        limits: tuple[str | int, str | int] = (low, "" if measure == "signatures" else low + high)
        self.tables["figures"].append([figure, event.id, person, measure, *limits, unit, ""])
        self._claim(self._teller(case, event), "figure", figure, value=f">{low - 1}" if limits[1] == "" else str(low))

    def _age(self, case: Case, event: Event) -> int:
        """Return the age before the birthday of the year, on its last day that after it; the figure allows one more."""
        day, year = self.days[event.start][0], self.days[event.start][2]
        return int(year) - case.born - (not day.endswith("-12-31"))

    def _links(self, case: Case) -> None:
        """Add stated orders and intervals between the events, all of them true."""
        for first, point, relation, second, exact in words.RELATIONS:
            one, other = case.event(first), case.event(second)
            if one is None or other is None:
                continue
            days = (other.end if point == "end" else other.start) - one.start
            lag = f"P{days}D" if exact else "P0D" if relation == "before" else ""
            link = self._id("links", "x")
            row: Row = [link, one.id, "start", relation, other.id, point, lag, lag if exact else "", ""]
            self.tables["links"].append(row)
            self._claim(case.sources[1], "link", link, value=lag if exact else "")

    def _finish_sources(self, case: Case) -> None:
        """Hand over the passages; every fiftieth late report was printed a second time, word for word."""
        late = case.sources[1]
        self.tables["passages"] += [row for source in case.sources for row in source.passages]
        if self._below(50):
            return
        copy = self._source(late.published + 1 + self._below(30), late.id)
        for row in late.passages:
            name = f"{copy.id}#{row[2]}"
            again: Row = [name, copy.id, *row[2:5], "repeat", *row[6:8], row[0], "", "Printed before."]
            self.tables["passages"].append(again)
