"""The known habits of spreadsheet programs: a stable code for each, what it does, and whether it can be mended.

How each is recognised is left to the other modules of this folder.
"""

from collections.abc import Iterator
from dataclasses import dataclass

ALWAYS = "yes"
OLD = "with --against"
ONE_READING = "if only one reading fits, else with --against"
NEVER = "no, only told"


@dataclass(frozen=True, slots=True)
class Habit:
    """What a program does to a table: its code, what it means in one sentence, and when it is mended."""

    code: str
    says: str
    mended: str


HABITS = (
    Habit("byte-order-mark", "The file begins with an invisible mark that some programs put before UTF-8.", ALWAYS),
    Habit("utf-16", "The file was saved as UTF-16 (in Excel: Unicode text) and not as UTF-8.", ALWAYS),
    Habit(
        "encoding",
        "The file was saved in an older Windows encoding, cp1252 or cp1251.",
        "if words of the rest of the package or of --against confirm which",
    ),
    Habit("separator-line", "The first line is sep=; or the like, a note to Excel and no header.", ALWAYS),
    Habit("delimiter", "Cells are separated by semicolons or tabs and not by commas.", ALWAYS),
    Habit("line-ends", "Lines end with a carriage return (CR, or CR LF) and not with LF alone.", ALWAYS),
    Habit("header-spelling", "Names of columns have other capitals, or blanks around them.", ALWAYS),
    Habit("column-order", "The columns stand in another order than in the schema.", ALWAYS),
    Habit("header", "Columns of the schema are missing, or there are others.", NEVER),
    Habit("empty-columns", "Empty columns without a name were added.", ALWAYS),
    Habit("empty-rows", "Rows without any cell filled in were added.", ALWAYS),
    Habit("row-as-cell", "A whole row stands in quotation marks, as if it were one cell.", ALWAYS),
    Habit("curly-quotes", "Curly quotation marks stand around cells where straight ones belong.", ALWAYS),
    Habit("stray-quotes", "A quotation mark stands in a cell that is not in quotation marks.", ALWAYS),
    Habit(
        "row-width",
        "A row has more or fewer cells than the header.",
        "with --against, where blank cells at its end are missing",
    ),
    Habit("unreadable", "The file cannot be read as a table from some line on.", NEVER),
    Habit("date-form", "A date is written in another way than EDTF, and can be read in one way only.", ALWAYS),
    Habit("date-order", "A date has day and month in an order that cannot be known, such as 10/8/2010.", OLD),
    Habit("two-digit-year", "A date has a year of two digits, and the century is not known.", OLD),
    Habit("serial-date", "A date became the number of a day, or a year became a day of 1905.", OLD),
    Habit("date-narrowed", "A month or a year became its first day.", NEVER),
    Habit("date-swapped", "Day and month have changed places.", NEVER),
    Habit("truth-value", "A truth value is written in capitals or in the program's language.", ALWAYS),
    Habit("number-form", "A number has a decimal comma, a mark between thousands, or needless decimals.", ALWAYS),
    Habit("number-ambiguous", "A number such as 1,234 has a mark that can be for decimals or for thousands.", OLD),
    Habit("number-rewritten", "A number is written in another way, such as 1.5 for 1.50.", OLD),
    Habit("digits-lost", "A long number was shortened, as in 1E+05; the digits are lost.", OLD),
    Habit("leading-zeros", "Noughts at the beginning are gone.", ONE_READING),
    Habit("text-mark", "An apostrophe that marks a cell as text became part of it.", ALWAYS),
    Habit("blanks-around", "Blanks stand before or after a value.", ALWAYS),
    Habit("capitals", "A value or identifier got capitals, as by automatic correction.", ALWAYS),
    Habit("typography", "Dashes, dots or quotation marks in a value were made typographic.", ALWAYS),
    Habit("text-cut", "A text was cut off after 32,767 characters, the most that a cell of Excel holds.", OLD),
    Habit(
        "error-value",
        "The cell holds what the program shows when it cannot show a value.",
        "with --against, if the row is otherwise the same",
    ),
    Habit("formula-result", "A text was taken for a formula, and its result stands in the cell.", OLD),
    Habit("text-as-date", "A text such as 1-2 was taken for a date.", OLD),
    Habit("time-form", "A time of day is written in another way.", OLD),
    Habit("line-breaks", "Line breaks inside a cell were changed.", OLD),
    Habit("mojibake", "Letters became two or three others each: UTF-8 was read as something else.", OLD),
    Habit("lost-characters", "Letters that an encoding does not have became question marks.", OLD),
    Habit("filled-series", "References were counted on by a fill handle: e-1, e-2, e-3, which exist nowhere.", OLD),
    Habit("column-sorted", "One column was sorted apart from the others.", OLD),
)

CODES = {habit.code: habit for habit in HABITS}


def table_of_codes() -> Iterator[str]:
    """Yield the lines of a Markdown table of all codes, as docs/doctor.md has it."""
    yield "| code | what it means | mended |"
    yield "| --- | --- | --- |"
    yield from (f"| `{habit.code}` | {habit.says} | {habit.mended} |" for habit in HABITS)
