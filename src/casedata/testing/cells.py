"""Texts for free cells: many scripts, several lines, quotation marks, long ones, and nothing that the rules forbid.

The texts are put together from phrases, not from letters: a word of letters drawn by chance may turn out to be one that
a rule looks for. Digits stand between letters, so that no run of them looks like a telephone number.
"""

from hypothesis import strategies as st

from casedata.testing.choices import Choices

PHRASES = (
    "one", "the court", "was detained", "on suspicion", "after 72 hours", "over 250 people", "art. 213(2) applies",
    "café", "Łódź", "O’Neill", "İstanbul", "Азат Мифтахов", "задержан", "суд", "ёлка", "Қазақстан", "әділет",
    "λόγος", "სიტყვა", "文字", "كلمة", "שלום", "नमस्ते", "🕊", "⚖", "NA", "null", "a,b", "and so on", "x" * 99,
)  # fmt: skip
_BETWEEN = (" ", ", ", "; ", " — ", "\n", "\n\n", "... ", " / ")
_AROUND = (("", ""), ('"', '"'), ("«", "»"), ("“", "”"), ("(", ")"), ("", "."), ("'", "'"))

TITLES = (
    "One", "The court decides", "Azat Miftakhov is detained", "Азат Мифтахов задержан", "“Quoted”, with a comma",
    'He is said to have "confessed"', "🕊 Release", ("a title as long as a title may be, " * 4)[:119] + "g",
)  # fmt: skip
"""Texts of one line and 120 characters at most."""

GUILTY_TITLES = ("The court finds him guilty of hooliganism", "Found to be an offender", "The court calls him a bomber")
"""Titles that only a verdict allows."""

NAMES = (
    "Anna", "Азат Мифтахов", "Azat Mivtahov", "Jean-Pierre O’Neill", "Қайрат", "The Library", "A, B and Sons",
    'The "Network"', "李华", "Émile",
)  # fmt: skip

REASONS = (
    "Only one document says so.",
    "Both can hold on a fair reading, as the words stand.",
    "Один документ говорит прямо, другой нет.",
    "The first is earlier,\nthe second only repeats it.",
    'Nobody says "never" or "always"; see the other claims.',
)
"""Reasons in five words and more."""

PROVISIONS = ("Criminal Code, art. 213(2)", "ст. 213 УК РФ", "Criminal Code, art. 205", "Administrative Code, art. 275")
WORDS = (
    "he", "was", "held", "for", "six", "days", "and", "then", "released", "Мифтахов", "был", "задержан", "“said",
    "so”", "letter,", "250", "people", "signed",
)  # fmt: skip
"""Words of quotations; two numbers never stand side by side."""


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Return texts that a free cell may hold: NFC, several scripts, lines, quotation marks, emoji, short and long."""
    return composed(Choices.drawn(draw))


def composed(choose: Choices) -> str:
    """Put a text together from phrases."""
    text = choose.of(PHRASES)
    for _ in range(choose.upto(4)):
        text += choose.of(_BETWEEN) + choose.of(PHRASES)
    before, after = choose.of(_AROUND)
    times = choose.of((*(1,) * 19, 40))
    return " ".join([f"{before}{text}{after}"] * times)


def text(choose: Choices) -> str:
    """Return a text for a cell that must be filled."""
    return composed(choose) if choose.yes(4) else choose.of(PHRASES)


def remark(choose: Choices) -> str:
    """Return a text for a cell that is mostly blank."""
    return text(choose) if choose.yes(8) else ""


def quotation(first: int, count: int) -> str:
    """Return so many words, the first of them that with the number `first`."""
    return " ".join(WORDS[(first + step) % len(WORDS)] for step in range(count))
