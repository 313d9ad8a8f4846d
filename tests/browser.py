"""A real browser for tests: Debian's or another Chromium, driven by Playwright, with the rules of axe-core."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

needs_browser = pytest.mark.skipif(
    CHROMIUM is None,
    reason="no Chromium; apt-get install chromium",
)

_FLAGS = [
    "--disable-background-networking", "--disable-component-update", "--disable-gpu", "--disable-sync",
    "--no-first-run",
]  # fmt: skip


@contextmanager
def browser() -> Iterator[Any]:
    """Start the browser; root needs it without its sandbox."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - not needed where there is no browser

    flags = [*_FLAGS, "--no-sandbox"] if os.geteuid() == 0 else _FLAGS
    with sync_playwright() as playwright:
        program = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        try:
            yield program
        finally:
            program.close()


def violations(page: Any) -> list[tuple[str, str]]:
    """Return what axe-core finds wrong with a page: the rule and the first place."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    found = Axe().run(page).response["violations"]
    return [(each["id"], each["nodes"][0]["html"]) for each in found]
