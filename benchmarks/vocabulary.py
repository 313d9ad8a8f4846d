"""What a generated case is made of: words, the course that a case takes, and how a day is written as an uncertain date.

Nobody in it exists. Putting cases together is left to `generate.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TypeVar

Choice = TypeVar("Choice")

FIRST_DAY, LAST_DAY = date(2004, 1, 5), date(2026, 1, 4)
BIRTH_YEARS = range(1940, 1986)

GIVEN = (
    ("Lev", "Лев"), ("Mark", "Марк"), ("Vera", "Вера"), ("Nina", "Нина"), ("Timur", "Тимур"), ("Alina", "Алина"),
    ("Roman", "Роман"), ("Rustam", "Рустам"), ("Marat", "Марат"), ("Polina", "Полина"), ("Anton", "Антон"),
    ("Inga", "Инга"), ("Damir", "Дамир"), ("Karina", "Карина"), ("Gleb", "Глеб"), ("Zarina", "Зарина"),
)  # fmt: skip
FAMILY = (
    ("Ozernyak", "Озерняк"), ("Lugovin", "Луговин"), ("Beregan", "Береган"), ("Polevak", "Полевак"),
    ("Rechnoy", "Речной"), ("Snegar", "Снегарь"), ("Gornak", "Горнак"), ("Lesnyak", "Лесняк"), ("Morozan", "Морозан"),
    ("Vetrin", "Ветрин"), ("Travkan", "Травкан"), ("Kamnev", "Камнев"), ("Dolinar", "Долинар"), ("Rosan", "Росан"),
)  # fmt: skip
PLACES = (
    ("Zarechye", "country"), ("North Zarechye", "region"), ("South Zarechye", "region"), ("Lugovsk", "city"),
    ("Beregovo", "city"), ("Verkhny Brod", "city"), ("Sosnovka", "village"), ("Kamennoye", "village"),
    ("Remand prison of Lugovsk", "institution"), ("City Court of Lugovsk", "institution"), ("Polevoy", "city"),
    ("Ozerny", "city"), ("Colony 4", "institution"), ("District Court of Beregovo", "institution"),
    ("Rechitsa", "city"),
)  # fmt: skip
BODIES = (
    "City Court of Lugovsk", "District Court of Beregovo", "Investigative Committee of Zarechye", "Police of Lugovsk",
    "Prosecution of North Zarechye", "Prison Service", "The Lugovsk Gazette", "Zarechye Rights Monitor",
    "Committee of Relatives", "Academic Solidarity Group", "River Radio", "Union of Lawyers of the South",
)  # fmt: skip
COURT, INVESTIGATORS, POLICE, PUBLISHER = 0, 2, 3, 6
"""Where some of the bodies stand in BODIES."""

PROVISIONS = (
    "Criminal Code, art. 213(2)", "Criminal Code, art. 223.1", "Criminal Code, art. 205.2(2)",
    "Criminal Code, art. 318", "Code of Administrative Offences, art. 20.2",
)  # fmt: skip
SUMMARIES = (
    "{name} and the people around the case are named in the report.",
    "According to the report, {name} was in {place} at the time, and a lawyer was present.",
    "The monitors, who were there, describe what happened in {place}.",
    "Told by one source only.",
    "The report says little about {name} beyond this, and gives no more than the month.",
    "The lawyer said that it was “expected”.",
    'The press service called it "routine"; relatives of {name} did not agree.',
    "Two reports agree.\nThe second of them adds that the hearing was closed.",
    "Дело рассматривали без публики, и адвокат просил отвода судьи.",
    "Сведения из одного источника.",
    "The hearing in {place} began late.",
    "No document tells what {name} answered.",
)
QUOTES = (
    ("was detained early", "in the morning"), ("said, the lawyer", ""), ("on that day", "for two months"),
    ("the court ruled", "until the trial"), ("his relatives who", "at the gates"), ("refused to testify", ""),
    ("according to the", "press service"), ('he "did not', 'sign anything"'), ("no explanation was", "given to them"),
    ("a hearing took", "place behind doors"), ("several dozen people", ""), ("she told the", "radio by telephone"),
    ("as the monitors", "wrote that week"), ("dozens of letters", "were sent"), ("the term of", "his imprisonment"),
    ("адвокат сообщил, что", "был задержан"), ("at the station", "for several hours"), ("the second search", ""),
    ("a witness whom", "nobody could name"), ("in the corridor", "of the court"), ("the appeal was", "not heard"),
    ("по словам родных", "так и не ответили"), ("the same charge", "against the others"),
    ("his lawyer learned", "from the news"),
)  # fmt: skip
NOTES = (
    "Read narrowly.", "The month is taken from the page before, where it is printed.", "Named by one speaker only.",
)  # fmt: skip
READING = "The day is read from the date of publication."


@dataclass(frozen=True, slots=True)
class Step:
    """An event in the course of a case: who takes part as what, what it leads to, and how long it may last in days.

    `actor` is accused, ally (another person of the case), a place in BODIES, or None; `within` is the kind of the
    event that this one is part of; `quantity` is measure, unit, and the limits of its figure.
    """

    kind: str
    title: str
    actor: str | int | None
    role: str = ""
    standing: str = ""
    status: str = "reported"
    gap: int = 25
    lasts: int = 0
    within: str = ""
    mode: str = "report"
    quantity: tuple[str, str, int, int] | None = None


BEGINNING = (
    Step("media_report", "A newspaper names {name}", PUBLISHER, "publisher"),
    Step("raid", "The home of {name} is searched", "accused", "target"),
    Step("detention", "{name} is detained", "accused", "subject", "suspected", "established", lasts=3,
         quantity=("age", "years", 0, 0)),
    Step("interrogation", "{name} is questioned", None, within="detention"),
    Step("ill_treatment", "{name} speaks of ill-treatment", "accused", "victim", status="alleged", within="detention",
         mode="allegation"),
    Step("suspicion", "Investigators name {name} a suspect", None, mode="official_claim"),
    Step("custody_ruling", "A court rules on the custody of {name}", COURT, "court", gap=2),
    Step("custody", "{name} is held in custody", "accused", "subject", "", "established", 3, 90),
    Step("charge", "{name} is charged", "accused", "accused", "charged", "established", 10, mode="official_claim"),
    Step("statement", "A lawyer speaks about {name}", "ally", "speaker"),
    Step("open_letter", "Colleagues write a letter for {name}", None, quantity=("signatures", "number", 20, 3000)),
    Step("protest", "People stand in line for {name}", "ally", "participant",
         quantity=("participants", "persons", 2, 900)),
    Step("court_hearing", "A court hears the appeal of {name}", "accused", "defendant"),
    Step("testimony", "A witness is heard about {name}", "ally", "witness", mode="testimony"),
    Step("trial", "The trial of {name}", "accused", "defendant", "", "established", lasts=30),
)  # fmt: skip
ENDINGS = (
    (
        Step("verdict", "A court gives its verdict on {name}", "accused", "defendant", "convicted", "established",
             mode="court_finding"),
        Step("sentence", "{name} is sentenced", "accused", "defendant", "", "established", 0,
             quantity=("sentence", "years", 1, 9)),
        Step("imprisonment", "{name} is sent to a colony", "accused", "subject"),
        Step("transfer", "{name} is moved to another colony", "accused", "subject"),
        Step("planned_release", "{name} is to be released", None, status="expected", gap=300, mode="expectation"),
    ),
    (
        Step("verdict", "A court gives its verdict on {name}", "accused", "defendant", "acquitted", "established",
             mode="court_finding"),
        Step("release", "{name} is released", "accused", "subject", "released", "established", 2),
        Step("statement", "{name} speaks after the release", "accused", "speaker"),
        Step("recognition", "Monitors recognise {name} as a political prisoner", None),
        Step("publication", "A report on the case of {name} comes out", None),
    ),
    (
        Step("charges_dropped", "The charges against {name} are dropped", "accused", "subject", "charges_dropped",
             "established", mode="official_claim"),
        Step("release", "{name} is released", "accused", "subject", "released", "established", 2),
        Step("statement", "{name} speaks after the release", "accused", "speaker"),
        Step("appeal_for_action", "Monitors ask for letters to {name}", None),
        Step("publication", "A report on the case of {name} comes out", None,
             quantity=("share", "percent", 40, 100)),
    ),
)  # fmt: skip
"""Each course is in order; five steps follow the fifteen of the beginning."""


def spellings() -> list[tuple[str, ...]]:
    """Return for each day from FIRST_DAY how it is written: exactly, and in five vaguer ways that hold it."""
    found = []
    for number in range((LAST_DAY - FIRST_DAY).days + 1):
        day = FIRST_DAY + timedelta(number)
        month, monday = f"{day:%Y-%m}", day - timedelta(day.weekday())
        week = f"[{monday}..{monday + timedelta(6)}]"
        found.append((str(day), month, str(day.year), week, f"{month}~", f"{month}-XX"))
    return found


RELATIONS = (
    ("detention", "start", "before", "charge", False),
    ("custody", "end", "before", "custody", True),
    ("custody_ruling", "start", "before", "custody", True),
    ("verdict", "start", "same_time", "sentence", False),
    ("charge", "start", "before", "charges_dropped", True),
    ("interrogation", "start", "during", "detention", False),
)
"""From the start of which event to which point of which other, and whether the lag is stated to the day."""

DECIDED = "2026-02-01"
"""When every dispute was decided: after the last report."""

SHARES = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 3, 3, 4, 5)
"""Of twenty dates, which of the spellings they take."""


def birth_spelling(year: int, random: Random) -> str:
    """Return a birth year as it is written: mostly exactly, sometimes by decade or with a doubt."""
    return pick((f"{year}", f"{year}", f"{year}", f"{year}~", f"{year // 10}X", f"[{year - 1}..{year}]"), random)


def pick(choices: Sequence[Choice], random: Random) -> Choice:
    """Return one of the choices; much faster than `Random.choice`."""
    return choices[int(random.random() * len(choices))]
