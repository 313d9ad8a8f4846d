"""A short run of the fuzzers, and every mutant that once broke something."""

from pathlib import Path

import pytest

from fuzz import CORPUS, TARGETS, fuzz


@pytest.mark.parametrize(("name", "count"), [("csv", 4000), ("descriptor", 250), ("text", 3000)])
def test_nothing_breaks(name: str, count: int) -> None:
    assert fuzz(name, count, seed=1) == 0


@pytest.mark.parametrize("path", sorted(CORPUS.rglob("*.bin")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_broke_once_does_not_break_again(path: Path) -> None:
    TARGETS[path.parent.name][1](path.read_bytes())
