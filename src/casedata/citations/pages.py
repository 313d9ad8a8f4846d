"""Saved web pages: the text that a reader sees, paragraph by paragraph.

What a style sheet hides is not known here and counts as text; what a script would add is not there.
"""

import re
from html.parser import HTMLParser

from casedata.citations.passages import Passage
from casedata.citations.words import normalised_words

PAGE_SUFFIXES = (".html", ".htm")

_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
     "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
     "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "section", "summary",
     "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul")
)  # fmt: skip
_UNSEEN = frozenset(("noscript", "script", "style", "template", "title"))
"""Elements whose text is not seen. All text in a head is in one of these; `head` itself may lack its end."""

_LINE_END = re.compile(r"\s*\n\s*")


def is_page(name: str, text: str) -> bool:
    """Tell whether a file is a web page: by its name, or by how it begins."""
    beginning = text[:1000].lstrip("\ufeff \t\r\n").lower()
    return name.lower().endswith(PAGE_SUFFIXES) or beginning.startswith(("<!doctype html", "<html"))


def split_page(text: str) -> list[Passage]:
    r"""Return the paragraphs of a page that have words, with the lines of the file on which each begins and ends.

    >>> page = split_page("<title>T</title>\n<p>One <b>two</b>&nbsp;three<ul>\n<li>Four")
    >>> [(paragraph.first_line, " ".join(paragraph.words)) for paragraph in page]
    [(2, 'One two three'), (3, 'Four')]
    """
    parser = _Page()
    parser.feed(text)
    parser.close()
    parser.end_paragraph()
    return [Passage(number, first, last, words) for number, (first, last, words) in enumerate(parser.paragraphs, 1)]


class _Page(HTMLParser):
    """Gathers the paragraphs: first line, last line, words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[tuple[int, int, tuple[str, ...]]] = []
        self._pieces: list[str] = []
        self._lines: list[int] = []
        self._unseen = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the base names it
        if tag in _BLOCKS:
            self.end_paragraph()
        if tag == "br" and not self._unseen:
            self._pieces.append("\n")
        if tag == "body":
            self._unseen = ""
        elif tag in _UNSEEN and not self._unseen:
            self._unseen = tag

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_paragraph()
        if tag == self._unseen:
            self._unseen = ""

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        self._pieces.append(data)
        if data.strip():
            line, blank = self.getpos()[0], len(data) - len(data.lstrip())
            self._lines += [line + data.count("\n", 0, blank), line + data.rstrip().count("\n")]

    def end_paragraph(self) -> None:
        """Close the paragraph that is being gathered."""
        words = normalised_words(_LINE_END.sub("\n", "".join(self._pieces)))
        if words:
            self.paragraphs.append((min(self._lines), max(self._lines), tuple(words)))
        self._pieces.clear()
        self._lines.clear()
