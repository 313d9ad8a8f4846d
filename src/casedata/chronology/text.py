"""A chronology as text: what cannot all hold as readable arguments, what would mend it, and how tight the dates are."""

from collections.abc import Iterable, Iterator, Sequence

from casedata.chronology.audit import Audit, Contradiction, Knot
from casedata.chronology.chronology import Chronology
from casedata.chronology.limits import Limits
from casedata.chronology.slips import Slip
from casedata.chronology.statements import Quote, Statement, length
from casedata.chronology.units import Unit, moment
from casedata.report import printable
from casedata.report.wording import counted
from casedata.terminal import unstyled, wrap

_SHOWN = 4
"""So many ways out of a knot are shown, and five times as many dates, unless all are asked for."""


def to_text(found: Chronology, columns: int, *, everything: bool = False) -> Iterator[str]:
    """Yield the lines of a chronology, for a terminal of that width; lists are cut unless `everything` is shown."""
    shown = 1_000_000 if everything else _SHOWN
    page = _Page(found, columns, shown)
    yield f"{printable(found.name)} {printable(found.version)}: chronology, counted in {found.audit.unit}s"
    yield from page.verdict()
    for number, knot in enumerate(found.knots, 1):
        yield from page.knot(number, knot)
    yield from page.finer()
    yield from page.unsettled()
    yield from page.dates()
    yield from page.words()


def explained(found: Chronology, identifier: str, columns: int) -> Iterator[str]:
    """Yield why a row or a claim stands where it does in time, and the contradictions in which it has a part."""
    page = _Page(found, columns, 1_000_000)
    limits = [each for each in found.audit.limits if each.point.partition(" ")[0] == identifier]
    for each in limits:
        yield from page.because(each)
    contradictions = [each for each in found.contradictions if page.has_part(each, identifier)]
    if not limits and not contradictions:
        yield f"{printable(identifier)}: nothing is said of it in time"
    for contradiction in contradictions:
        yield ""
        yield from page.contradiction(contradiction, found.audit)


class _Page:
    """Writes the parts of a page."""

    def __init__(self, found: Chronology, columns: int, shown: int) -> None:
        self._found, self._columns, self._shown = found, columns, shown
        self._unit: Unit = found.audit.unit

    def verdict(self) -> Iterator[str]:
        """Yield whether it can all hold."""
        found, judged = self._found, self._found.judgement
        can = "can all hold together" if judged.consistent else "cannot all hold"
        yield from self._wrapped(f"The dates, intervals and orders that the package holds {can}.")
        if found.audit.layer == "judgement":
            return
        if found.audit.consistent:
            yield from self._wrapped("So can all that the sources say.")
            return
        count = counted(len(found.contradictions), "contradiction")
        least = "" if found.audit.complete else "at least "
        settled = "disputes settle them" if found.audit.settled else "disputes do not settle them"
        knots = counted(len(found.knots), "knot")
        yield from self._wrapped(f"What the sources say cannot all hold: {knots}, {least}{count}; {settled}.")
        yield from self._wrapped(
            "A contradiction is a set of statements that cannot all hold; if any one of the set is left out, the rest "
            "of the set can. Sets that share a statement make a knot: they are many, the disagreement behind them is "
            "often one. An inference of the package is its own reading of the words quoted. To set a statement aside "
            "is to leave it out of the reckoning; a cost only puts the ways out in an order, the cheapest is not the "
            "truest. Nothing is changed."
        )

    def knot(self, number: int, knot: Knot) -> Iterator[str]:
        """Yield one knot: its contradictions, the ways out, and slips that would fit."""
        audit = self._found.audit
        names = knot.ways_out[0].statements if knot.ways_out else knot.contradictions[0].statements
        about = dict.fromkeys(audit.statements[name].subject for name in names)
        yield ""
        count = counted(len(knot.contradictions), "contradiction")
        yield from self._hung(f"Knot {number}: {count}, about", ", ".join(about), 2)
        shown = knot.contradictions if self._shown > _SHOWN else knot.telling
        for each in shown:
            yield ""
            yield from self.contradiction(each, audit)
        yield from self._more(len(knot.contradictions), "contradiction", shown=len(shown))
        yield ""
        yield from self._ways(knot)
        yield from self._slips(knot.slips)

    def contradiction(self, each: Contradiction, audit: Audit) -> Iterator[str]:
        """Yield one contradiction as an argument: each statement, who says it and where, how far they are apart."""
        several = len(each.statements) > 1
        head = f"These {len(each.statements)} statements cannot all hold" if several else "This statement cannot hold"
        apart = f"they miss each other by {length(each.gap, audit.unit)}" if several else "it contradicts itself"
        kind = "  Tension. " if each.is_tension else "  "
        yield from self._hung(f"{kind}{head}; {apart}:", "", 4)
        for name in each.statements:
            yield from self._statement(audit.statements[name])
        words = dict.fromkeys(word for name in each.statements for word in audit.statements[name].words)
        for word in words:
            reading = word.reading or f"{word.least or '0'} to {word.most or 'any length'}"
            yield from self._hung("    read so: ", f"“{word.word}”: {reading}", 6)
        if each.settled_by:
            aside = [name for name in each.statements if name in audit.aside]
            yield from self._hung("    set aside: ", ", ".join(f"{name} ({audit.aside[name]})" for name in aside), 6)

    def _statement(self, each: Statement) -> Iterator[str]:
        yield from self._hung("    - ", each.says, 6)
        if not each.quotes:
            yield from self._hung("      ", _basis(each), 8)
        for quote in each.quotes:
            yield from self._hung("      ", _quoted(quote), 8)

    def _ways(self, knot: Knot) -> Iterator[str]:
        yield "  What would mend it, cheapest first:"
        for way in knot.ways_out[: self._shown]:
            yield from self._hung("    set aside ", f"{self._named(way.statements)} (cost {way.cost})", 6)
        yield from self._more(len(knot.ways_out), "way", "    ")
        ties = len(knot.cheapest)
        if ties > 1:
            yield from self._hung("    ", f"{ties} ways out are equally cheap; the cost prefers none of them.", 4)

    def _named(self, names: Iterable[str]) -> str:
        statements = self._found.audit.statements
        return ", ".join(f"{name} ({statements[name].value})" if statements[name].value else name for name in names)

    def _slips(self, slips: Sequence[Slip]) -> Iterator[str]:
        for each in slips:
            value = self._found.audit.statements[each.statement].value
            says = f"{each.statement} gives {value}; {each.value} would fit ({each.kind}). Look it up at the source."
            yield from self._hung("  Perhaps a slip: ", says, 4)

    def finer(self) -> Iterator[str]:
        """Yield what only shows in minutes."""
        found = self._found
        for each in found.finer:
            if found.to_the_minute is not None:
                yield ""
                yield "To the minute:"
                yield from self.contradiction(each, found.to_the_minute)

    def unsettled(self) -> Iterator[str]:
        """Yield the contradictions that disputes leave, and dates of the package where they cannot be."""
        found = self._found
        if found.audit.layer == "claims" and found.audit.unsettled:
            yield ""
            yield f"No dispute settles: {counted(len(found.audit.unsettled), 'contradiction')}"
            for each in found.audit.unsettled[: self._shown]:
                yield from self.contradiction(each, found.audit)
            yield from self._more(len(found.audit.unsettled), "contradiction")
        if found.outside:
            yield ""
            yield f"Dated where it cannot have been: {counted(len(found.outside), 'date')}"
            for limits in found.outside:
                yield from self._hung("  ", self._limits(limits), 4)

    def dates(self) -> Iterator[str]:
        """Yield the dates that can be told more tightly, and how many orders are not known."""
        tighter = self._found.tighter
        if tighter:
            yield ""
            yield f"What is accepted allows less than the package says: {counted(len(tighter), 'date')}"
            for each in tighter[: self._shown * 5]:
                yield from self._hung("  ", self._limits(each), 4)
            yield from self._more(len(tighter), "date", "  ", self._shown * 5)
        audit = self._found.audit
        yield ""
        if audit.undecided is None:
            yield from self._wrapped("Orders that are not known were not counted.")
        else:
            said = f"Orders not known: of {audit.pairs} pairs of events {audit.undecided} can come in either order."
            yield from self._wrapped(said)

    def words(self) -> Iterator[str]:
        """Yield the words that nobody reads."""
        if self._found.audit.unread:
            words = ", ".join(f"“{word}”" for word in self._found.audit.unread)
            yield from self._hung("Not read, and so without effect: ", f"{words}; add them to rules/words.csv", 2)

    def because(self, each: Limits) -> Iterator[str]:
        """Yield the limits of a point and the statements that they follow from."""
        yield from self._hung("", self._limits(each, because=False), 2)
        sides = (("not earlier", each.earliest, each.earliest_because), ("not later", each.latest, each.latest_because))
        for word, limit, names in sides:
            if limit is not None:
                yield from self._hung(f"  {word} than {moment(limit, self._unit)}, because:", "", 4)
                for name in names:
                    if name in self._found.audit.statements:
                        yield from self._statement(self._found.audit.statements[name])

    def has_part(self, each: Contradiction, identifier: str) -> bool:
        """Whether a row or a claim has a part in a contradiction."""
        statements = [self._found.audit.statements[name] for name in each.statements]
        names = {name for one in statements for name in (one.id, one.subject)}
        names |= {quote.claim_id for one in statements for quote in one.quotes}
        return identifier in names | set(each.settled_by)

    def _limits(self, each: Limits, *, because: bool = True) -> str:
        names = dict.fromkeys([*each.earliest_because, *each.latest_because]) if because else ()
        told = [name for name in names if name in self._found.audit.statements]
        why = f", because of {', '.join(told)}" if told else ""
        judged = ""
        if each.judged is not None and each.comparison in {"tighter", "outside"}:
            judged = f", the package says {_range(each.judged.low, each.judged.high, self._unit)}"
        return f"{each.point}: {_range(each.earliest, each.latest, self._unit)}{judged}{why}"

    def _more(self, count: int, noun: str, indent: str = "  ", shown: int | None = None) -> Iterator[str]:
        rest = count - (shown or self._shown)
        if rest > 0:
            yield f"{indent}and {counted(rest, f'more {noun}')}; --all shows them, or --format json"

    def _wrapped(self, text: str) -> Iterator[str]:
        yield from wrap([(printable(text), unstyled)], self._columns)

    def _hung(self, first: str, text: str, indent: int) -> Iterator[str]:
        """Wrap a text that begins so; its later lines are indented."""
        lead = " " * (len(first) - len(first.lstrip()))
        said = printable(" ".join(filter(None, (first.strip(), text))))
        for number, line in enumerate(wrap([(said, unstyled)], max(self._columns - indent, 1))):
            yield (" " * indent if number else lead) + line


def _quoted(quote: Quote) -> str:
    speaker = f", {quote.speaker} says" if quote.speaker else ""
    mode = "inference of the package" if quote.mode == "inference" else quote.mode.replace("_", " ")
    return f"{quote.claim_id} ({mode}{speaker}), {quote.passage_id}: “{quote.words}”"


def _basis(each: Statement) -> str:
    """Return what a statement rests on that no claim makes."""
    match each.kind:
        case "order":
            return f"{each.id.partition(' ')[0]}, an order of kinds" + ("" if each.is_certain else ", usually so")
        case "publication":
            return f"{each.id}, date of publication"
        case "part":
            return f"{each.subject}, part_of"
        case _:
            return f"{each.subject}" + (f", {each.field}" if each.field else "")


def _range(low: int | None, high: int | None, unit: Unit) -> str:
    if low is None and high is None:
        return "any day"
    if high is None:
        return f"{moment(low or 0, unit)} or later"
    if low is None:
        return f"{moment(high, unit)} or earlier"
    return moment(low, unit) if low == high else f"{moment(low, unit)} to {moment(high, unit)}"
