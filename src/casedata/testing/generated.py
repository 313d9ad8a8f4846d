"""The strategy of valid packages: a true world, what a package holds of it, and who said so.

Every rule holds by construction; nothing is filtered. See `world` for why vague dates of a true world break no rule.
"""

from hypothesis import strategies as st

from casedata.testing.choices import Deck, Identifiers
from casedata.testing.disputes import draw_disputes
from casedata.testing.documents import draw_passages, draw_sources, passage_rows, source_rows
from casedata.testing.evidence import Cell, Evidence
from casedata.testing.files import Rows, in_file_order, tables
from casedata.testing.judgement import Account, judgement_rows, name_rows
from casedata.testing.measures import draw_figures, draw_links, exact
from casedata.testing.parts import draw_parts
from casedata.testing.statements import tell
from casedata.testing.world import draw_world

_CELLS = {
    "events": ("event_id", ("start_date", "end_date", "place_id", "provision")),
    "people": ("person_id", ("born", "died")),
    "roles": ("role_id", ("standing",)),
}
"""The tables with cells that claims name, by the column of claims that names the row."""


@st.composite
def packages(
    draw: st.DrawFn,
    *,
    cases: int = 3,
    min_events: int = 0,
    max_events: int = 6,
    people: int = 5,
    documents: int = 3,
    figures: int = 3,
    links: int = 4,
) -> Rows:
    """Return the text of valid packages: for each table its rows, with all columns in order, blank cells as ''.

    No rule of casedata fires on them. `cases`, `max_events`, `people`, `documents` (sources that were read), `figures`
    and `links` are the most rows of each; all other tables follow from these. Any table may be empty: where no
    document was read there is nothing to cite, and so neither people nor events. The simplest package is empty.

    Raises:
        ValueError: events are wanted, but there are no cases or no documents for them, or more at least than at most.
    """
    if min_events > max_events or (min_events and not (cases and documents)):
        raise ValueError(f"no package has {min_events} to {max_events} events, {cases} cases, {documents} documents")
    deck = Deck(draw)
    read = deck.count(min(min_events, 1), documents)
    happened = deck.count(min_events, max_events) if read and cases else 0
    tried, visited = deck.count(min(happened, 1), cases), deck.count(0, 3)
    known, named = deck.count(0, people) if read else 0, deck.count(0, 3)
    unread, counted, linked = deck.count(0, 1), deck.count(0, figures), deck.count(0, links)
    ids = Identifiers(deck.deal(16))
    world = draw_world(deck, ids, cases=tried, places=visited, people=known, events=happened)
    sources = draw_sources(deck, ids, world, documents=read, unread=unread)
    passages = draw_passages(sources)
    drawn = draw_parts(ids, world), draw_figures(deck, ids, world, counted), draw_links(deck, ids, world, linked)
    account = Account(world, *drawn)
    rows = judgement_rows(account)
    told = Evidence(ids, world.people, [passage for passage in passages if passage.is_quotable])
    tell(told, account, rows)
    rows |= {
        "sources": source_rows(sources),
        "names": name_rows(deck, ids, world, passages, named),
        "passages": passage_rows(passages),
        "claims": told.rows,
        "disputes": draw_disputes(ids, told, _judgement(rows)),
    }
    return {name: in_file_order(name, rows[name]) for name in tables()}


def _judgement(rows: Rows) -> dict[Cell, str]:
    """Return what the rows say in the cells that claims name, and the quantities of figures."""
    quantities = {("figure_id", each["figure_id"], ""): exact(each["low"], each["high"]) for each in rows["figures"]}
    return quantities | {
        (key, cells_of_row[key], column): cells_of_row[column]
        for table, (key, columns) in _CELLS.items()
        for cells_of_row in rows[table]
        for column in columns
    }
