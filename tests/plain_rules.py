"""What the rules on packages ask, in plain Python on the text of the rows: an outside judge of rules and strategies."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import pairwise, permutations

from casedata.dates import bounds, parse
from casedata.testing import Rows, tables

Row = dict[str, str]
Span = tuple[str | None, str | None]
Cell = tuple[str, str, str]

SUBJECTS = {"event_id": "events", "person_id": "people", "role_id": "roles", "figure_id": "figures", "link_id": "links"}
DATES = ("start_date", "end_date", "born", "died")
FREE = [
    (name, field.name)
    for name, table in tables().items()
    for field in table.fields
    if field.type == "string"
    and not (field.enum or field.pattern or field.name in {key.field for key in table.foreign_keys})
]
"""The columns of free text: strings without list, pattern or foreign key."""


class Reading:
    """The rows of a package, and how they refer to each other."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.by_id = {name: {row[tables()[name].primary_key]: row for row in rows[name]} for name in rows}
        self.claims: dict[Cell, list[Row]] = {}
        for claim in rows["claims"]:
            self.claims.setdefault(cell(claim), []).append(claim)
        self.disputes = {cell(dispute): dispute for dispute in rows["disputes"]}

    def source(self, claim: Row) -> Row:
        return self.by_id["sources"][self.by_id["passages"][claim["passage_id"]]["source_id"]]

    def published(self, claim: Row) -> str:
        """Return when the passage of a claim was published: on a day of its own, or with its source."""
        return self.by_id["passages"][claim["passage_id"]]["published"] or self.source(claim)["published"]

    def on(self, column: str, identifier: str, field: str | None = None, stance: str = "") -> list[Row]:
        """Return the claims on a row or one cell of it."""
        return [
            claim
            for (subject, subject_id, name), claims in self.claims.items()
            for claim in claims
            if (subject, subject_id) == (column, identifier)
            and field in {None, name}
            and stance in {"", claim["stance"]}
        ]

    def parts(self) -> Iterator[tuple[Row, Row, Row]]:
        """Yield each role with its event and person."""
        for role in self.rows["roles"]:
            yield role, self.by_id["events"][role["event_id"]], self.by_id["people"][role["person_id"]]

    def people_in(self, event: Row) -> set[str]:
        return {role["person_id"] for role in self.rows["roles"] if role["event_id"] == event["event_id"]}

    def differ(self, one: str, other: str) -> bool:
        """Tell whether two places, provisions or standings are not the same, and no place lies in the other."""
        return one.lower() != other.lower() and other not in self.around(one) and one not in self.around(other)

    def around(self, place: str) -> list[str]:
        """Return the places in which a place lies, the nearest first; none of what is no place."""
        found: list[str] = []
        while place := self.by_id["places"].get(place, {}).get("part_of", ""):
            found.append(place)
        return found

    def in_case(self, case: str, kinds: Iterable[str]) -> list[Row]:
        return [event for event in self.rows["events"] if event["case_id"] == case and event["kind"] in kinds]


def cell(row: Row) -> Cell:
    column = next(column for column in SUBJECTS if row[column])
    return column, row[column], row["field"]


def span(text: str) -> Span:
    return bounds(text) if text else (None, None)


def before(one: str, other: str) -> bool:
    """Tell whether the first date is surely earlier."""
    last, first = span(one)[1], span(other)[0]
    return last is not None and first is not None and last < first


def days(first: str | None, last: str | None) -> int | None:
    if first is None or last is None:
        return None
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


CHECKS: dict[str, Callable[[Reading], Iterator[bool]]] = {}
"""For each rule what it asks of each row that it can say something about: whether the row keeps it."""

Check = Callable[[Reading], Iterator[bool]]


def check(rule: str) -> Callable[[Check], Check]:
    def register(function: Check) -> Check:
        CHECKS[rule] = function
        return function

    return register


def on_rows(rule: str, table: str, applies: Callable[[Row], object], holds: Callable[[Row], object]) -> None:
    """Register a check that looks at one row at a time."""
    CHECKS[rule] = lambda read: (bool(holds(row)) for row in read.rows[table] if applies(row))


def always(_: Row) -> bool:
    return True


def limits(figure: Row) -> list[float]:
    return [float(figure[column]) for column in ("low", "high") if figure[column]]


on_rows("DAT-01", "events", lambda row: row["end_date"], lambda row: row["start_date"])
on_rows("DAT-02", "sources", lambda row: row["published"], lambda row: None not in span(row["published"]))
on_rows("FIG-01", "figures", lambda row: len(limits(row)) == 2, lambda row: limits(row) == sorted(limits(row)))
on_rows("FIG-02", "figures", always, limits)
on_rows("FIG-03", "figures", lambda row: row["unit"] == "percent", lambda row: all(0 <= x <= 100 for x in limits(row)))
on_rows("FIG-04", "figures", always, lambda row: all(x >= 0 for x in limits(row)))
on_rows(
    "FIG-05",
    "figures",
    lambda row: row["measure"] == "age",
    lambda row: row["unit"] == "years" and row["person_id"],
)
on_rows("CHR-01", "events", lambda row: row["end_date"], lambda row: not before(row["end_date"], row["start_date"]))
on_rows("CHR-05", "people", lambda row: row["died"], lambda row: not before(row["died"], row["born"]))
on_rows(
    "CHR-06",
    "people",
    lambda row: row["died"],
    lambda row: (days(span(row["born"])[1], span(row["died"])[0]) or 0) <= 43830,
)
on_rows(
    "CHR-15",
    "links",
    lambda row: row["from_event_id"] == row["to_event_id"],
    lambda row: (row["from_point"], row["relation"], row["to_point"]) == ("start", "before", "end"),
)


@check("CHR-02")
def _(read: Reading) -> Iterator[bool]:
    for part in read.rows["events"]:
        if part["part_of"]:
            whole = read.by_id["events"][part["part_of"]]
            yield not (
                before(part["start_date"], whole["start_date"])
                or before(whole["end_date"], part["start_date"])
                or before(whole["end_date"], part["end_date"])
            )


@check("CHR-03")
def _(read: Reading) -> Iterator[bool]:
    for role, event, person in read.parts():
        if role["role"] != "mentioned" and person["born"]:
            yield not before(event["start_date"], person["born"])


HELD = {
    "detention", "custody", "incommunicado", "interrogation", "ill_treatment", "imprisonment", "transfer", "release",
    "testimony", "summons",
}  # fmt: skip


@check("CHR-04")
def _(read: Reading) -> Iterator[bool]:
    for role, event, person in read.parts():
        alive = role["role"] in {"speaker", "signatory", "interviewer", "witness"}
        held = role["role"] in {"subject", "victim", "accused", "defendant", "suspect"} and event["kind"] in HELD
        if person["died"] and (alive or held):
            yield not before(person["died"], event["start_date"])


CAPTIVITY = ("detention", "custody", "incommunicado", "imprisonment")
ORDERS = (
    ("CHR-07", ("verdict", "sentence"), ("charge",)),
    ("CHR-08", ("release",), CAPTIVITY),
    ("CHR-09", ("charges_dropped",), ("charge", "suspicion")),
    ("CHR-10", ("sentence",), ("verdict",)),
)


def order(later: Iterable[str], first: Iterable[str]) -> Check:
    def ask(read: Reading) -> Iterator[bool]:
        for event in read.rows["events"]:
            if event["kind"] in later:
                for person in read.people_in(event):
                    firsts = [each for each in read.in_case(event["case_id"], first) if person in read.people_in(each)]
                    if firsts:
                        yield not all(before(event["start_date"], each["start_date"]) for each in firsts)

    return ask


for name, later_kinds, first_kinds in ORDERS:
    CHECKS[name] = order(later_kinds, first_kinds)


def points(read: Reading, link: Row) -> tuple[str, str]:
    one, other = read.by_id["events"][link["from_event_id"]], read.by_id["events"][link["to_event_id"]]
    return one[f"{link['from_point']}_date"], other[f"{link['to_point']}_date"]


@check("CHR-11")
def _(read: Reading) -> Iterator[bool]:
    for link in read.rows["links"]:
        one, other = points(read, link)
        if link["relation"] in {"before", "after"}:
            yield not (before(other, one) if link["relation"] == "before" else before(one, other))


@check("CHR-12")
def _(read: Reading) -> Iterator[bool]:
    for link in read.rows["links"]:
        one, other = points(read, link)
        if link["relation"] == "same_time" and one and other:
            yield not (before(one, other) or before(other, one))


@check("CHR-13")
def _(read: Reading) -> Iterator[bool]:
    for link in read.rows["links"]:
        if link["relation"] == "during":
            one, other = read.by_id["events"][link["from_event_id"]], read.by_id["events"][link["to_event_id"]]
            yield not (
                before(one["start_date"], other["start_date"])
                or before(other["end_date"], one["start_date"])
                or before(other["end_date"], one["end_date"])
            )


@check("CHR-14")
def _(read: Reading) -> Iterator[bool]:
    for figure in read.rows["figures"]:
        if figure["measure"] == "age":
            born = span(read.by_id["people"][figure["person_id"]]["born"])
            start = span(read.by_id["events"][figure["event_id"]]["start_date"])
            least, most = days(born[1], start[0]), days(born[0], start[1])
            if figure["high"] and least is not None:
                yield least < (float(figure["high"]) + 1) * 366
            if figure["low"] and most is not None:
                yield most >= float(figure["low"]) * 365


@check("CIT-01")
def _(read: Reading) -> Iterator[bool]:
    for claim in read.rows["claims"]:
        yield read.by_id["passages"][claim["passage_id"]]["kind"] in {"fact", "context"}


@check("CIT-02")
def _(read: Reading) -> Iterator[bool]:
    used = {claim["passage_id"] for claim in read.rows["claims"]}
    for passage in read.rows["passages"]:
        if passage["kind"] == "fact":
            yield passage["passage_id"] in used


on_rows("CIT-03", "passages", lambda row: row["kind"] != "fact", lambda row: row["reason"])
on_rows("CIT-04", "passages", always, lambda row: (row["kind"] == "repeat") == bool(row["repeats"]))
on_rows("CIT-06", "passages", always, lambda row: int(row["last_line"]) >= int(row["first_line"]))
on_rows("CIT-09", "passages", always, lambda row: row["passage_id"] == f"{row['source_id']}#{row['number']}")


@check("CIT-05")
def _(read: Reading) -> Iterator[bool]:
    for passage in read.rows["passages"]:
        if passage["repeats"]:
            first = read.by_id["passages"][passage["repeats"]]
            yield first["sha256"] == passage["sha256"] and first["kind"] != "repeat"


def documents(read: Reading) -> Iterator[list[Row]]:
    for source in read.rows["sources"]:
        found = [row for row in read.rows["passages"] if row["source_id"] == source["source_id"]]
        if found:
            yield sorted(found, key=lambda row: int(row["number"]))


@check("CIT-07")
def _(read: Reading) -> Iterator[bool]:
    for document in documents(read):
        yield [int(row["number"]) for row in document] == list(range(1, len(document) + 1))


@check("CIT-08")
def _(read: Reading) -> Iterator[bool]:
    for document in documents(read):
        for one, other in pairwise(document):
            yield int(other["first_line"]) > int(one["last_line"])


@check("CIT-10")
def _(read: Reading) -> Iterator[bool]:
    for claim in read.rows["claims"]:
        yield int(claim["quote_words"]) <= int(read.by_id["passages"][claim["passage_id"]]["words"])


def short(quote: str) -> bool:
    return 2 <= len(quote.split(" ")) <= 5 and quote.split(" ") == quote.split()


on_rows(
    "CIT-11",
    "claims",
    always,
    lambda row: short(row["quote_start"]) and (not row["quote_end"] or short(row["quote_end"])),
)
on_rows("CIT-12", "claims", lambda row: row["mode"] == "inference" and row["field"], lambda row: row["note"])
on_rows("CIT-13", "claims", lambda row: row["stance"] == "supports" and row["field"], lambda row: row["value"])


@check("CIT-14")
def _(read: Reading) -> Iterator[bool]:
    columns = ("value", "stance", "mode", "speaker_id", "passage_id", "quote_start", "quote_end")
    same = [(cell(row), *(row[column] for column in columns)) for row in read.rows["claims"]]
    yield len(same) == len(set(same))


@check("CIT-row")
def _(read: Reading) -> Iterator[bool]:
    for column, table in SUBJECTS.items():
        for identifier in read.by_id[table]:
            yield read.on(column, identifier) != []


@check("CIT-cell")
def _(read: Reading) -> Iterator[bool]:
    """Ask for more than the rule: one of the claims gives the very value."""
    for column, table in SUBJECTS.items():
        for field in tables()[table].fields:
            if field.citable and field.name in tables()["claims"].field("field").enum:
                for identifier, row in read.by_id[table].items():
                    if row[field.name]:
                        claims = read.on(column, identifier, field.name, "supports")
                        yield row[field.name] in [claim["value"] for claim in claims]


@check("CIT-field")
def _(read: Reading) -> Iterator[bool]:
    for row in (*read.rows["claims"], *read.rows["disputes"]):
        if row["field"]:
            yield tables()[SUBJECTS[cell(row)[0]]].field(row["field"]).citable


@check("CIT-value")
def _(read: Reading) -> Iterator[bool]:
    for row in read.rows["claims"]:
        if row["field"] in DATES and row["value"]:
            yield str(parse(row["value"])) == row["value"]
        elif row["field"] == "place_id" and row["value"]:
            yield row["value"] in read.by_id["places"]
        elif row["field"] == "standing" and row["value"]:
            yield row["value"] in tables()["roles"].field("standing").enum


@check("DIS-01")
def _(read: Reading) -> Iterator[bool]:
    for claim in read.rows["claims"]:
        if claim["stance"] == "contradicts":
            yield cell(claim) in read.disputes


@check("DIS-02")
def _(read: Reading) -> Iterator[bool]:
    for about, claims in read.claims.items():
        given = [
            claim["value"] for claim in claims if claim["stance"] == "supports" and claim["value"][-1:] not in "?~%"
        ]
        if about[2] in DATES and any(before(one, other) for one, other in permutations(given, 2)):
            yield about in read.disputes and read.disputes[about]["resolution"] != "apparent"


@check("DIS-03")
def _(read: Reading) -> Iterator[bool]:
    for about, claims in read.claims.items():
        given = {claim["value"] for claim in claims if claim["stance"] == "supports"}
        if about[2] in {"place_id", "provision", "standing"} and any(
            read.differ(*two) for two in permutations(given, 2)
        ):
            yield about in read.disputes


@check("DIS-04")
def _(read: Reading) -> Iterator[bool]:
    for about in read.disputes:
        yield len({(claim["stance"], claim["value"]) for claim in read.claims[about]}) > 1


on_rows("DIS-05", "disputes", always, lambda row: (row["resolution"] == "resolved") == bool(row["preferred_claim_id"]))
on_rows("DIS-08", "disputes", always, lambda row: len(row["reason"].split()) >= 5)


@check("DIS-06")
def _(read: Reading) -> Iterator[bool]:
    for about, dispute in read.disputes.items():
        if dispute["preferred_claim_id"]:
            yield cell(read.by_id["claims"][dispute["preferred_claim_id"]]) == about


@check("DIS-07")
def _(read: Reading) -> Iterator[bool]:
    if read.disputes:
        yield len(read.disputes) == len(read.rows["disputes"])


@check("DIS-09")
def _(read: Reading) -> Iterator[bool]:
    for about, dispute in read.disputes.items():
        for claim in read.claims[about]:
            yield not before(dispute["decided_on"], read.source(claim)["published"])


@check("DIS-10")
def _(read: Reading) -> Iterator[bool]:
    for (column, identifier, field), dispute in read.disputes.items():
        if dispute["resolution"] == "resolved" and field:
            preferred = read.by_id["claims"][dispute["preferred_claim_id"]]
            yield read.by_id[SUBJECTS[column]][identifier][field] == preferred["value"]


def quantity(text: str, unit: str) -> tuple[float, float] | None:
    """Return the least and the greatest number that a claim on a figure allows; None if it gives none."""
    number = r"(?:[0-9]+(?:\.[0-9]+)?)?"
    found = re.fullmatch(rf"([<>≤≥]?)({number})(\.\.)?({number})(?: ([a-z]+))?", text)
    if found is None or not found[2] + found[4]:
        return None
    sizes = {"hours": ("h", 1), "days": ("h", 24), "months": ("m", 1), "years": ("m", 12)}
    written, own = sizes.get(found[5] or unit), sizes.get(unit)
    if found[5] not in {None, unit} and (written is None or own is None or written[0] != own[0]):
        return None
    factor = written[1] / own[1] if written and own else 1.0
    step = 1e-9 if own or unit == "percent" else 1.0
    low, high = (found[2], found[4]) if found[3] else (found[2] + found[4],) * 2
    least, most = float(low or 0) * factor, float(high or "inf") * factor
    return {
        ">": (least + step, float("inf")), "≥": (least, float("inf")), "<": (0.0, most - step), "≤": (0.0, most)
    }.get(found[1], (least, most))  # fmt: skip


def on_figures(read: Reading) -> Iterator[tuple[Cell, Row, list[tuple[float, float] | None]]]:
    """Yield the cell of each figure with claims, its row, and the quantities that supporting claims give."""
    for about, claims in read.claims.items():
        if about[0] == "figure_id":
            figure = read.by_id["figures"][about[1]]
            supporting = [claim for claim in claims if claim["stance"] == "supports"]
            yield about, figure, [quantity(claim["value"], figure["unit"]) for claim in supporting]


@check("DIS-11")
def _(read: Reading) -> Iterator[bool]:
    for about, _, given in on_figures(read):
        if any(one[1] < other[0] for one, other in permutations(filter(None, given), 2)):
            yield about in read.disputes


@check("DIS-12")
def _(read: Reading) -> Iterator[bool]:
    for (column, identifier, _), dispute in read.disputes.items():
        if column == "figure_id" and dispute["preferred_claim_id"]:
            figure = read.by_id["figures"][identifier]
            given = quantity(read.by_id["claims"][dispute["preferred_claim_id"]]["value"], figure["unit"])
            if given is not None:
                yield given == (float(figure["low"] or 0), float(figure["high"] or "inf"))


@check("DIS-13")
def _(read: Reading) -> Iterator[bool]:
    for about, dispute in read.disputes.items():
        claims = read.claims[about]
        given = {claim["value"] for claim in claims}
        if dispute["resolution"] == "apparent" or {claim["stance"] for claim in claims} != {"supports"}:
            continue
        if about[2] in DATES and len(given) > 1 and not any(re.search(r"[?~%,T]|-24|XXXX", value) for value in given):
            yield any(before(one, other) for one, other in permutations(given, 2))
        if about[0] == "figure_id" and len(given) > 1:
            ranges = [quantity(value, read.by_id["figures"][about[1]]["unit"]) for value in given]
            if None not in ranges:
                yield any(one[1] < other[0] for one, other in permutations(filter(None, ranges), 2))


@check("LAW-01")
def _(read: Reading) -> Iterator[bool]:
    for role, event, _person in read.parts():
        if role["standing"] == "convicted":
            judged = read.in_case(event["case_id"], ("verdict", "sentence"))
            yield event["kind"] in {"verdict", "sentence", "imprisonment"} and judged != []


on_rows("LAW-02", "roles", lambda row: row["role"] == "perpetrator", lambda row: row["standing"])
WHERE = {"acquitted": "verdict", "charges_dropped": "charges_dropped", "released": "release"}


@check("LAW-03")
def _(read: Reading) -> Iterator[bool]:
    for role, event, _person in read.parts():
        if role["standing"] in WHERE:
            yield event["kind"] == WHERE[role["standing"]]


def statuses(status: str, kind: str | None, fits: Callable[[Row], object]) -> Check:
    """Ask whether each event of a status has a claim that fits."""

    def ask(read: Reading) -> Iterator[bool]:
        for event in read.rows["events"]:
            if event["status"] == status and kind in {None, event["kind"]}:
                yield any(fits(claim) for claim in read.on("event_id", event["event_id"]))

    return ask


def supports(*modes: str) -> Callable[[Row], bool]:
    return lambda claim: claim["stance"] == "supports" and claim["mode"] in modes


SURE = ("report", "testimony", "denial", "official_claim", "court_finding")
CHECKS["LAW-04"] = statuses("established", "ill_treatment", supports("court_finding"))
CHECKS["LAW-05"] = statuses("alleged", None, supports("allegation"))
CHECKS["LAW-07"] = statuses("established", None, supports(*SURE))
CHECKS["LAW-09"] = statuses("expected", None, lambda claim: claim["mode"] == "expectation")
CHECKS["LAW-11"] = statuses("denied", None, lambda claim: claim["stance"] == "contradicts" or claim["mode"] == "denial")
for some in ("established", "reported", "alleged", "disputed", "denied"):
    CHECKS[f"LAW-10 {some}"] = statuses(some, None, lambda claim: claim["mode"] != "expectation")


@check("LAW-06")
def _(read: Reading) -> Iterator[bool]:
    for claim in read.rows["claims"]:
        if claim["mode"] in {"allegation", "denial"}:
            source = read.source(claim)
            yield (claim["speaker_id"] or source["publisher_id"] or source["author"]) != ""


@check("LAW-08")
def _(read: Reading) -> Iterator[bool]:
    for event in read.rows["events"]:
        if event["status"] == "disputed":
            yield any(about[:2] == ("event_id", event["event_id"]) for about in read.disputes)


GUILT = re.compile(r"culprit|murderer|killer|arsonist|offender|torturer|bomber|is guilty|guilty of", re.IGNORECASE)


@check("LAW-12")
def _(read: Reading) -> Iterator[bool]:
    for event in read.rows["events"]:
        if GUILT.search(event["title"]):
            verdicts = read.in_case(event["case_id"], ("verdict",))
            yield any(not before(event["start_date"], each["start_date"]) for each in verdicts)


@check("LAW-13")
def _(read: Reading) -> Iterator[bool]:
    for (column, identifier, _field), claims in read.claims.items():
        if any(claim["mode"] == "court_finding" for claim in claims):
            event = read.by_id["events"].get(read.by_id[SUBJECTS[column]][identifier].get("event_id", ""), {})
            kinds = ("verdict", "sentence", "custody_ruling", "court_hearing", "trial")
            yield read.in_case(event.get("case_id", ""), kinds) != []


on_rows("PRV-01", "people", lambda row: row["visibility"] == "pseudonym", lambda row: not (row["born"] or row["died"]))
on_rows("PRV-03", "people", lambda row: row["kind"] == "person", lambda row: row["visibility"] and row["naming_basis"])
on_rows("PRV-04", "people", lambda row: row["born"], lambda row: "-" not in row["born"])


@check("PRV-02")
def _(read: Reading) -> Iterator[bool]:
    for row in read.rows["names"]:
        if row["person_id"] and read.by_id["people"][row["person_id"]]["visibility"] == "pseudonym":
            yield row["kind"] == "alias"


@check("SRC-01")
def _(read: Reading) -> Iterator[bool]:
    for claim in read.rows["claims"]:
        if claim["event_id"] and claim["stance"] == "supports" and claim["mode"] not in {"expectation", "inference"}:
            event = read.by_id["events"][claim["event_id"]]
            if event["status"] != "expected":
                yield not before(read.published(claim), event["start_date"])


on_rows("SRC-02", "sources", lambda row: row["url"], lambda row: not re.search(r"utm_|clid=|@|[?&]si=", row["url"]))
on_rows("SRC-03", "sources", always, lambda row: bool(row["published"]) == bool(row["published_basis"]))
on_rows("SRC-04", "sources", always, lambda row: bool(row["document"]) == bool(row["document_sha256"]))
on_rows("SRC-07", "sources", always, lambda row: row["url"] or row["document"])


@check("SRC-05 and 08")
def _(read: Reading) -> Iterator[bool]:
    cut_up = {row["source_id"] for row in read.rows["passages"]}
    for source in read.rows["sources"]:
        yield (source["source_id"] in cut_up) == bool(source["document"])


@check("SRC-09")
def _(read: Reading) -> Iterator[bool]:
    for passage in read.rows["passages"]:
        yield not before(passage["published"], read.by_id["sources"][passage["source_id"]]["published"])


@check("SRC-06")
def _(read: Reading) -> Iterator[bool]:
    for source in read.rows["sources"]:
        if source["derived_from"]:
            yield not before(source["published"], read.by_id["sources"][source["derived_from"]]["published"])


TREES = (("events", "part_of"), ("places", "part_of"), ("passages", "repeats"), ("sources", "derived_from"))


@check("KEY-tree")
def _(read: Reading) -> Iterator[bool]:
    for table, column in TREES:
        for identifier in read.by_id[table]:
            seen = {identifier}
            while (identifier := read.by_id[table][identifier][column]) and identifier not in seen:
                seen.add(identifier)
            yield not identifier


def is_safe(text: str) -> bool:
    """Tell whether a text keeps the rules TXT and PRV on free cells, by the character database."""
    for word in re.findall(r"\w+", text):
        scripts = {unicodedata.name(letter, "").split()[0] for letter in word if letter.isalpha()}
        if "LATIN" in scripts and scripts & {"CYRILLIC", "GREEK"}:
            return False
    return (
        unicodedata.is_normalized("NFC", text)
        and text == text.strip() != ""
        and all(letter == "\n" or unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn"} for letter in text)
        and text[0] not in "=@+-\t"
        and not re.search(r"@|\ufffd|#[A-Z/]+[!?]|####|[ÃÐÑâ][\u0080-\u00bf€]", text)
    )


def has_no_number_of_a_person(text: str) -> bool:
    """Tell whether no run of digits and what stands between them in telephone numbers has seven digits."""
    return all(len(re.findall(r"\d", run)) < 7 for run in re.findall(r"[\d ()./+-]+", text))


@check("TXT and PRV on cells")
def _(read: Reading) -> Iterator[bool]:
    for table, column in FREE:
        for row in read.rows[table]:
            if row[column]:
                is_date = column == "value" and row["field"] in DATES
                yield is_safe(row[column]) and (is_date or has_no_number_of_a_person(row[column]))
