"""What people open in a browser, opened in one: the coverage page, and the links to quoted words."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browser import browser, needs_browser, violations
from casedata.coverage import coverage
from casedata.coverage.html import to_html
from casedata.evidence import deep_link
from casedata.package import open_package

pytestmark = needs_browser

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as program:
        yield program


@pytest.fixture(scope="module")
def coverage_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    package = open_package()
    titles = {row["source_id"]: row["title"] for row in package.rows("sources")}
    path = tmp_path_factory.mktemp("coverage-page") / "coverage.html"
    path.write_text(to_html(coverage(package), titles), encoding="utf-8")
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_coverage_page_can_be_read_by_everybody(
    size: dict[str, int], scheme: str, chromium: Any, coverage_page: Path
) -> None:
    told: list[str] = []
    page = chromium.new_page(viewport=size, color_scheme=scheme)
    page.on("console", lambda message: told.append(message.text))
    page.on("request", lambda request: told.append(request.url))
    page.goto(coverage_page.as_uri())
    assert told == [coverage_page.as_uri()]  # the page itself, no complaint about its policy, and nothing else
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    strips = page.locator("svg.strip")
    assert strips.count() == len({row["source_id"] for row in open_package().rows("passages")})
    box = strips.first.bounding_box()
    assert box["width"] > size["width"] / 2
    colours = page.locator("svg.strip rect.used").first.evaluate("each => getComputedStyle(each).fill")
    assert colours not in {"rgb(0, 0, 0)", "none"}  # the style was allowed
    page.close()

    context = chromium.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)  # axe is a script
    page = context.new_page()
    page.goto(coverage_page.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert violations(page) == []
    context.close()


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("held for six", "and a half days"),
        ("one, two - and", "three & four"),
        ("100% of “those”", "who were re-arrested"),
        ("Азат Мифтахов был", "задержан в Москве"),
        ("a+b = c", None),
    ],
)
def test_a_link_to_quoted_words_is_followed_by_a_browser(
    start: str, end: str | None, chromium: Any, tmp_path: Path
) -> None:
    between = " words that stand between " if end else ""
    text = f"Before it. {start}{between}{end or ''} and after it.".replace("&", "&amp;")
    filler = "<p>Nothing of it here.</p>" * 200
    path = tmp_path / "page.html"
    path.write_text(f"<!DOCTYPE html><meta charset=utf-8><title>A page</title>{filler}<p>{text}</p>{filler}", "utf-8")
    page = chromium.new_page(viewport=DESKTOP)
    page.goto(path.as_uri())
    assert page.evaluate("scrollY") == 0
    page.goto("about:blank")
    page.goto(str(deep_link(path.as_uri(), start, end)))
    page.wait_for_function("scrollY > 1000", timeout=5000)
    page.goto("about:blank")
    page.goto(str(deep_link(path.as_uri(), "words that", "are not there")))
    assert page.evaluate("scrollY") == 0
    page.close()
