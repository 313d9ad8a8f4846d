"""How a report words things for people: safe text, numbers with their noun, what a finding says.

What is told is left to `casedata.report.model`, its layout to the formats.
"""


def escaped(char: str) -> str:
    r"""Return what stands for a character that cannot be seen, such as `\x1b`."""
    return char.encode("unicode_escape").decode()


def printable(text: str, width: int | None = None) -> str:
    r"""Return `text` on one line, safe for a terminal: what cannot be seen is written as an escape, the rest cut off.

    >>> print(printable("red \x1b[31m, next\nline"), printable("Азат Мифтахов", 7))
    red \x1b[31m, next\nline Азат М…
    """
    if width is not None and len(text) > width:
        text = text[: width - 1] + "…"
    return text if text.isprintable() else "".join(char if char.isprintable() else escaped(char) for char in text)


def counted(count: int, noun: str) -> str:
    """Return a number and its noun, as in `1 error` and `2 errors`."""
    return f"{count} {noun}" + ("" if count == 1 else "s")
