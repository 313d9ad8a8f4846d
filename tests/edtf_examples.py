"""The 64 numbered examples of the Extended Date/Time Format specification, and what casedata makes of each.

Source: Library of Congress, 4 February 2019, https://www.loc.gov/standards/datetime/: 13 examples of level 0, 24 of
level 1, 27 of level 2. They are 63 different texts: `2004-06-11%` stands under "Qualification of a date (complete)" and
again under "Group Qualification". The two texts of the running prose (`2005-09-24T10:00:00`, `20050924T100000`) are no
numbered examples.

`earliest` and `latest` follow from the meaning that the specification gives, never from our output. A refused example
has neither; `refusal` is what the message must say.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """One example: the feature it illustrates, what it means, and the bounds or the refusal that are wanted."""

    level: int
    feature: str
    text: str
    meaning: str
    earliest: str | None = None
    latest: str | None = None
    refusal: str | None = None


INTERVAL = "use the start and end columns"
SEVERAL = "several dates are several rows"
YEARS = "the years are 0001 to 9999"
MINUTE = "write 1985-04-12T23:20"
LAST_PARTS = "X replaces the last parts"
ONE_RANGE = "write only"


def _accepted(level: int, feature: str, *rows: tuple[str, str, str | None, str | None]) -> list[Example]:
    return [Example(level, feature, text, meaning, first, last) for text, meaning, first, last in rows]


def _refused(level: int, feature: str, refusal: str, *rows: tuple[str, str]) -> list[Example]:
    return [Example(level, feature, text, meaning, refusal=refusal) for text, meaning in rows]


EXAMPLES: list[Example] = [
    *_accepted(
        0,
        "Date",
        ("1985-04-12", "the calendar date 12 April 1985", "1985-04-12", "1985-04-12"),
        ("1985-04", "the calendar month April 1985", "1985-04-01", "1985-04-30"),
        ("1985", "the calendar year 1985", "1985-01-01", "1985-12-31"),
    ),
    # Sources do not give seconds, so times are written to the minute.
    *_refused(
        0,
        "Date and Time",
        MINUTE,
        ("1985-04-12T23:20:30", "12 April 1985 at 23:20:30 local time"),
        ("1985-04-12T23:20:30Z", "12 April 1985 at 23:20:30 UTC"),
    ),
    *_refused(
        0,
        "Date and Time",
        "write a time as hh:mm",
        ("1985-04-12T23:20:30-04", "12 April 1985 at 23:20:30, 4 hours behind UTC"),
    ),
    *_refused(
        0,
        "Date and Time",
        r"write 1985-04-12T23:20\+04:30",
        ("1985-04-12T23:20:30+04:30", "12 April 1985 at 23:20:30, 4 hours and 30 minutes ahead of UTC"),
    ),
    # A table has one column for the start and one for the end.
    *_refused(
        0,
        "Time Interval",
        INTERVAL,
        ("1964/2008", "from some time in 1964 to some time in 2008"),
        ("2004-06/2006-08", "from some time in June 2004 to some time in August 2006"),
        ("2004-02-01/2005-02-08", "from 1 February 2004 to 8 February 2005"),
        ("2004-02-01/2005-02", "from 1 February 2004 to some time in February 2005"),
        ("2004-02-01/2005", "from 1 February 2004 to some time in 2005"),
        ("2005/2006-02", "from some time in 2005 to some time in February 2006"),
    ),
    *_refused(
        1,
        "Letter-prefixed calendar year",
        YEARS,
        ("Y170000002", "the year 170000002"),
        ("Y-170000002", "the year -170000002"),
    ),
    # The specification gives a season no bounds; ours are the meteorological ones of the northern hemisphere.
    *_accepted(1, "Seasons", ("2001-21", "spring 2001", "2001-03-01", "2001-05-31")),
    *_accepted(
        1,
        "Qualification of a date (complete)",
        ("1984?", "possibly the year 1984, but not definitely", "1984-01-01", "1984-12-31"),
        ("2004-06~", "approximately June 2004", "2004-06-01", "2004-06-30"),
        ("2004-06-11%", "the entire date uncertain and approximate", "2004-06-11", "2004-06-11"),
    ),
    *_accepted(
        1,
        "Unspecified digit(s) from the right",
        ("201X", "a year with one unspecified digit", "2010-01-01", "2019-12-31"),
        ("20XX", "a year with two unspecified digits", "2000-01-01", "2099-12-31"),
        ("2004-XX", "year specified, month unspecified", "2004-01-01", "2004-12-31"),
        ("1985-04-XX", "year and month specified, day unspecified", "1985-04-01", "1985-04-30"),
        ("1985-XX-XX", "year specified, day and month unspecified", "1985-01-01", "1985-12-31"),
    ),
    *_refused(
        1,
        "Extended Interval (L1)",
        INTERVAL,
        ("1985-04-12/..", "from 12 April 1985, end open"),
        ("1985-04/..", "from April 1985, end open"),
        ("1985/..", "from 1985, end open"),
        ("../1985-04-12", "start open, until 12 April 1985"),
        ("../1985-04", "start open, until April 1985"),
        ("../1985", "start open, until 1985"),
        ("1985-04-12/", "from 12 April 1985, end unknown"),
        ("1985-04/", "from April 1985, end unknown"),
        ("1985/", "from 1985, end unknown"),
        ("/1985-04-12", "start unknown, until 12 April 1985"),
        ("/1985-04", "start unknown, until April 1985"),
        ("/1985", "start unknown, until 1985"),
    ),
    *_refused(1, "Negative calendar year", YEARS, ("-1985", "the year -1985")),
    *_refused(2, "Exponential year", YEARS, ("Y-17E7", "the year -170000000")),
    *_refused(
        2,
        "Significant digits",
        YEARS,
        ("1950S2", "some year between 1900 and 1999, estimated to be 1950"),
        ("Y171010000S3", "some year between 171000000 and 171999999, estimated to be 171010000"),
        ("Y3388E2S3", "some year between 338000 and 338999, estimated to be 338800"),
    ),
    # The months say the same: [2001-04..2001-06].
    *_refused(2, "Sub-year groupings", "there is no month 34", ("2001-34", "second quarter of 2001")),
    # A list or one range, not both; the five years may be listed.
    *_refused(2, "One of a set", ONE_RANGE, ("[1667,1668,1670..1672]", "one of the years 1667, 1668, 1670 to 1672")),
    *_accepted(
        2,
        "One of a set",
        ("[..1760-12-03]", "3 December 1760 or some earlier date", None, "1760-12-03"),
        ("[1760-12..]", "December 1760 or some later month", "1760-12-01", None),
    ),
    *_refused(
        2,
        "One of a set",
        ONE_RANGE,
        ("[1760-01,1760-02,1760-12..]", "January, February or December 1760 or some later month"),
    ),
    *_accepted(
        2,
        "One of a set",
        ("[1667,1760-12]", "either the year 1667 or the month December 1760", "1667-01-01", "1760-12-31"),
        ("[..1984]", "the year 1984 or an earlier year", None, "1984-12-31"),
    ),
    *_refused(
        2,
        "All Members",
        SEVERAL,
        ("{1667,1668,1670..1672}", "all of the years 1667, 1668, 1670, 1671, 1672"),
        ("{1960,1961-12}", "the year 1960 and the month December 1961"),
        ("{..1984}", "the year 1984 and all earlier years"),
    ),
    *_accepted(
        2,
        "Group Qualification",
        ("2004-06-11%", "year, month and day uncertain and approximate", "2004-06-11", "2004-06-11"),
    ),
    # One mark at the end qualifies the whole date; which part is doubtful is for the note.
    *_refused(2, "Group Qualification", "write 2004-06-11~", ("2004-06~-11", "year and month approximate")),
    *_refused(2, "Group Qualification", r"write 2004-06-11\?", ("2004?-06-11", "year uncertain")),
    *_refused(
        2,
        "Qualification of Individual Component",
        "at the end",
        ("?2004-06-~11", "year uncertain; month known; day approximate"),
    ),
    *_refused(
        2,
        "Qualification of Individual Component",
        "write 2004-06-11%",
        ("2004-%06-11", "month uncertain and approximate; year and day known"),
    ),
    # The days meant have gaps, or no bound; the dates that are possible can be listed.
    *_refused(
        2,
        "Unspecified Digit",
        LAST_PARTS,
        ("156X-12-25", "25 December sometime during the 1560s"),
        ("15XX-12-25", "25 December sometime during the 1500s"),
        ("XXXX-12-XX", "some day in December in some year"),
        ("1XXX-XX", "some month during the 1000s"),
        ("1XXX-12", "some December during the 1000s"),
        ("1984-1X", "October, November or December 1984"),
    ),
    *_refused(
        2,
        "Interval",
        INTERVAL,
        ("2004-06-~01/2004-06-~20", "from approximately 1 to approximately 20 June 2004"),
        ("2004-06-XX/2004-07-03", "from an unspecified day in June 2004 to 3 July"),
    ),
]
