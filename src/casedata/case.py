"""The case that people work with: tables as DataFrames, and answers to the questions they ask.

Each answer is worked out by a module of its own (`timeline`, `search`, `evidence`, `standing`, `lookup`); this one
makes DataFrames of them.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Literal, get_args

import pandas as pd

from casedata.chronology import Chronology, Layer, Unit, chronology
from casedata.chronology.audit import LIMIT
from casedata.coverage import BY, Coverage, coverage
from casedata.errors import NotFoundError, QueryError
from casedata.evidence import evidence
from casedata.frames import frame, table_frame
from casedata.lookup import Row, find
from casedata.package import Package, open_package
from casedata.relation import ask
from casedata.search import Index, index
from casedata.standing import standing, standings
from casedata.tables import Tables, open_tables
from casedata.timeline import timeline
from casedata.verification import Verification, verify


def load(path: str | Path | None = None) -> "Case":
    """Load the package at `path` (a directory, a `datapackage.json` or a zip file), or the bundled case.

    >>> case = load()
    >>> case.events.loc["e-sentence", "start_date"]
    '2021-01-18'

    Raises:
        PackageError: there is no package, or a file of it cannot be read; `casedata.validate` tells everything that is
            wrong with it.
        SchemaError: a table schema cannot be used.
    """
    return Case(open_tables(open_package(path)))


class Case:
    """A loaded package. Each table is an attribute: `case.events`, `case.people`, and so on; see `table`.

    >>> case = load()
    >>> case
    <Case azat-miftakhov-case 0.1.0>
    >>> case.people.loc["p-sidorkina", "name"]
    'Svetlana Sidorkina'
    """

    sources: pd.DataFrame
    people: pd.DataFrame
    names: pd.DataFrame
    places: pd.DataFrame
    cases: pd.DataFrame
    events: pd.DataFrame
    roles: pd.DataFrame
    figures: pd.DataFrame
    links: pd.DataFrame
    passages: pd.DataFrame
    claims: pd.DataFrame
    disputes: pd.DataFrame

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._frames: dict[str, pd.DataFrame] = {}

    def __repr__(self) -> str:
        return f"<Case {self.package.name} {self.package.version}>"

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or name not in self.package.tables:
            raise AttributeError(f"a case has no {name!r}; its tables are {', '.join(self.package.tables)}", name=name)
        return self.table(name)

    def __dir__(self) -> Iterable[str]:
        return [*super().__dir__(), *self.package.tables]

    @property
    def package(self) -> Package:
        """The package that was loaded: its name, version, descriptor and table schemas."""
        return self._tables.package

    def table(self, name: str) -> pd.DataFrame:
        """Return a table of the package; its key is the index. What is done to the DataFrame stays with the caller.

        Text has dtype `string`, numbers `Int64` and `Float64`, blanks are `<NA>`. An uncertain date stays as written
        (EDTF) and is followed by its bounds as `datetime64[s]`, `NaT` where open: after `start_date` come
        `start_earliest` and `start_latest`. The status of events is an ordered category, the surest first.

        >>> case = load()
        >>> case.table("events").loc["e-second-sentence", ["start_date", "start_latest"]].to_list()
        ['2024-03-28', Timestamp('2024-03-28 00:00:00')]
        >>> bool((case.events["status"] <= "reported").any())
        True

        Raises:
            NotFoundError: the package has no such table.
        """
        if name not in self.package.tables:
            raise NotFoundError(f"the package has no table {name!r}; it has {', '.join(self.package.tables)}")
        if name not in self._frames:
            self._frames[name] = table_frame(self._tables, name)
        return self._frames[name].copy()

    def timeline(
        self,
        person: str | None = None,
        kind: str | Iterable[str] | None = None,
        case: str | None = None,
        since: str | None = None,
        until: str | None = None,
        status: str | Iterable[str] | None = None,
        *,
        undated: bool = True,
        tight: bool = False,
    ) -> pd.DataFrame:
        """Return the events that may meet every condition, in order; those of which no day is known come last.

        `person` and `case` are identifiers; `kind` and `status` are one or several values of those columns; `since`
        and `until` are EDTF dates. By its date an event is left out only if it certainly lies outside; with
        `undated=False` events without any date are left out too. With `tight`, columns follow with the first and last
        day of start and end that the accepted claims allow (`tight_start_earliest` and so on; see `chronology`). The
        index is the event's identifier.

        >>> load().timeline(case="k-united-russia-office", kind="sentence").index.to_list()
        ['e-sentence']

        Raises:
            NotFoundError: there is no such person or case.
            QueryError: `kind` or `status` is not a value of the column.
            DateError: `since` or `until` is not a date.
        """
        answer = timeline(
            self._tables,
            person=person,
            kind=kind,
            case=case,
            since=since,
            until=until,
            status=status,
            undated=undated,
            tight=tight,
        )
        return self._with_status(frame(answer, "event_id"))

    def search(self, text: str) -> pd.DataFrame:
        """Return people, places, cases and events with these words in a name or title, the best match first.

        Case, accents, punctuation and the system of transliteration do not matter, and Cyrillic is read. The columns
        are `table`, `name` (as the package has it), `text` (as it was found) and `how`: exact, folded (spelled or
        written in another way) or close (one slip in a word of four letters, two in a word of eight, or a word only
        begun). The index is the identifier.

        >>> case = load()
        >>> [case.search(name).index[0] for name in ("Mivtahov", "Мифтахов", "miftachov")]
        ['p-miftakhov', 'p-miftakhov', 'p-miftakhov']

        Raises:
            QueryError: there is no word in the text.
        """
        return frame(self._index.search(text), "id")

    def evidence(self, identifier: str, field: str | None = None) -> pd.DataFrame:
        """Return the claims behind a row, or behind one column of it; see `casedata.evidence.evidence`.

        One row a claim, its identifier the index: what it is about (`table`, `id`, `field`), the `value` that it
        gives, `stance` and `mode`, who says it, source, date of publication, passage and lines, the first and last
        words, a link that opens the page at these words, and, where claims disagree, the dispute and whether this is
        the claim `preferred` in it.

        >>> claims = load().evidence("e-re-arrest", "start_date")
        >>> sorted(set(claims["value"]))
        ['2023-09', '2023-09-04', '2025-09', '2025-09-04']
        >>> claims.loc[claims["preferred"], "value"].to_list()
        ['2023-09-04']

        Raises:
            NotFoundError: no row has the identifier.
            QueryError: claims are not made about rows of that table, or not about that column.
        """
        return frame(evidence(self._tables, identifier, field).claims, "claim_id")

    def coverage(self, by: str = "table") -> Coverage:
        """Return how much of the case is supported by claims, and how much of its documents is used.

        `by` groups it: `table`, `source`, `case` or `person`. docs/coverage.md says what counts.

        >>> found = load().coverage()
        >>> found.cell_share, found.passage_share, found.bare
        (Fraction(1, 1), Fraction(1, 1), ())

        Raises:
            QueryError: `by` is none of these.
        """
        if by not in BY:
            raise QueryError(f"coverage is not grouped by {by!r}; use one of {', '.join(BY)}")
        return coverage(self.package, by=by)

    def chronology(
        self, of: Layer = "claims", unit: Unit | Literal["auto"] = "auto", *, limit: int = LIMIT
    ) -> Chronology:
        """Return whether what is said of time can all hold, why not, what would mend it, and how tight the dates are.

        `of` is `claims` (what the sources say) or `judgement` (what the package holds); `unit` is `day`, `minute`, or
        `auto`: in days, and in minutes too where a source gives a time. When `limit` contradictions are known, no more
        are looked for. docs/chronology.md tells the method.

        >>> found = load().chronology()
        >>> found.judgement.consistent, found.consistent, found.ok
        (True, False, True)

        Raises:
            PackageError: the time zone of the package is not known.
            QueryError: `of` or `unit` is none of these.
            RuleError: a table of orders, words or credit of the package cannot be used.
            SchemaError: the package lacks a table or a column that is needed.
        """
        for name, value, allowed in (("of", of, get_args(Layer)), ("unit", unit, (*get_args(Unit), "auto"))):
            if value not in allowed:
                raise QueryError(f"{name} is {value!r}; use one of {', '.join(allowed)}")
        return chronology(self._tables, of=of, unit=unit, limit=limit)

    def verify(self, texts: str | Path) -> Verification:
        """Look for every passage and every quotation in copies of the documents, in the folder `texts`.

        The result has `documents`, `passages` and `claims` with what became of each, `counts`, and `ok`;
        docs/citations.md says what is forgiven.

        Raises:
            PackageError: no source has a document, or the digests were made with another version of the normaliser.
            TextsError: the folder does not exist, or holds no files.
        """
        return verify(self.package, texts)

    def standing(self, person: str, on: str | None = None, *, case: str | None = None) -> str | None:
        """Return the last legal standing that events give the person, None if there is none.

        With `on`, an EDTF date, the last whose event certainly lies on or before it; with `case`, only
        events of that case. Which is the last: see `standings`.

        >>> load().standing("p-miftakhov", on="2020-06-01")
        'charged'

        Raises:
            NotFoundError: there is no such person or case.
            DateError: `on` is not a date.
        """
        return standing(self._tables, person, case=case, on=on)

    def standings(self, person: str, *, case: str | None = None) -> pd.DataFrame:
        """Return every standing that events give the person, the earliest first; the index is the role's identifier.

        An event is placed by the first day on which it can have happened, then by the last; within one day by links
        that say which came first, then by the order in which the schema lists the standings. Undated events come
        first: they decide nothing as long as a dated one does. What was only expected, or is denied, gives no
        standing.

        Raises:
            NotFoundError: there is no such person or case.
        """
        return self._with_status(frame(standings(self._tables, person, case=case), "role_id"))

    def get(self, identifier: str) -> Row:
        """Return one row by its identifier: its `table`, `id` and `cells`.

        >>> row = load().get("k-explosives")
        >>> row.table, row.cells["kind"]
        ('cases', 'criminal_case')

        Raises:
            NotFoundError: no row has the identifier; the message proposes what may have been meant.
        """
        return find(self._tables, identifier)

    def sql(self, query: str, parameters: Sequence[object] = ()) -> pd.DataFrame:
        """Run one SELECT (DuckDB) over the tables and return its rows; `parameters` are the values of its `?`.

        Dates are text, bounds too (ISO 8601), so that they compare as they are; schema `raw` has the cells as they
        stand in the files. Neither files nor the network can be reached.

        >>> load().sql("select title from events where event_id = ?", ["e-sentence"])["title"].to_list()
        ['Miftakhov is sentenced to six years']

        Raises:
            QueryError: the query is not one SELECT, or cannot be run.
        """
        return frame(ask(self._tables, query, parameters))

    @cached_property
    def _index(self) -> Index:
        return index(self._tables)

    def _with_status(self, answer: pd.DataFrame) -> pd.DataFrame:
        return answer.astype({"status": self.events["status"].dtype})
