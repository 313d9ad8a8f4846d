"""How long `casedata verify` takes: an invented document and claims on it, and copies of it in several layouts.

Run: python benchmarks/verify.py [--words N] [--claims M] [--runs K]. The words are drawn so that few are frequent and
many are rare; passages have up to 300 words, quotations up to 40. The medians of the runs are printed: the CPU time of
the library's one call, which opens the package, reads the copy and looks for everything, and of the whole command.
"""

import argparse
import csv
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from html import escape
from pathlib import Path

from casedata.citations import Texts, anchor_claims, split_passages
from casedata.verification import verify

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = "document.txt"
UNIT = 200_000


def invented(words: int, rng: random.Random) -> str:
    """Return a text of so many words, in paragraphs."""
    vocabulary = ["".join(rng.choices("abcdefghijklmnoprstuvw", k=rng.randint(2, 9))) for _ in range(20_000)]
    weights = [1 / rank for rank in range(1, len(vocabulary) + 1)]
    drawn = iter(rng.choices(vocabulary, weights, k=words))
    paragraphs = []
    while paragraph := [word for _, word in zip(range(rng.randint(1, 300)), drawn, strict=False)]:
        marks = rng.choices(["", ",", ".", "’s"], [20, 2, 1, 1], k=len(paragraph))
        paragraphs.append(" ".join(map(str.__add__, paragraph, marks)))
    return "\n\n".join(paragraphs) + "\n"


def quotations(text: str, count: int, rng: random.Random) -> Iterator[dict[str, str]]:
    """Yield rows of claims that quote the text, anchored as `casedata anchor` does it."""
    passages = [passage for passage in split_passages(text) if len(passage.words) >= 12]
    rows = []
    for number in range(1, count + 1):
        passage = rng.choice(passages)
        begin = rng.randrange(len(passage.words) - 8)
        stop = min(begin + rng.randint(8, 40), len(passage.words))
        start, end = passage.words[begin : begin + 4], passage.words[stop - 4 : stop]
        rows.append(
            {"claim_id": f"c-{number}", "passage_id": f"s-one#{passage.number}", "quote_start": " ".join(start),
             "quote_end": " ".join(end), "quote_words": "", "quote_sha256": ""}
        )  # fmt: skip
    anchored = anchor_claims(rows, Texts({"s-one": text}, ()))
    problems = {problem.claim_id for problem in anchored.problems}
    yield from (row for row in anchored.rows if row["claim_id"] not in problems)


def write_package(folder: Path, text: str, claims: list[dict[str, str]]) -> None:
    """Write a package of one document, its passages and these claims; the other tables are empty."""
    passages = [
        {"passage_id": f"s-one#{it.number}", "source_id": "s-one", "number": it.number, "words": len(it.words),
         "first_line": it.first_line, "last_line": it.last_line, "sha256": it.sha256}
        for it in split_passages(text)
    ]  # fmt: skip
    rows: Mapping[str, list[dict[str, object]]] = {
        "sources": [{"source_id": "s-one", "document": DOCUMENT}], "passages": passages, "claims": [*claims],
    }  # fmt: skip
    shutil.copytree(ROOT / "schemas", folder / "schemas")
    (folder / "data").mkdir()
    descriptor = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        resource |= {"bytes": 1, "hash": f"sha256:{'0' * 64}"}  # nobody validates this package
        schema = json.loads((ROOT / resource["schema"]).read_text(encoding="utf-8"))
        with (folder / resource["path"]).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [field["name"] for field in schema["fields"]], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows.get(resource["name"], []))
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")


def spoilt(text: str) -> str:
    """Return the text with the last letter of every thousandth word changed."""
    words = text.split(" ")
    return " ".join(word[:-1] + "z" if number % 1000 == 500 else word for number, word in enumerate(words))


COPIES: Mapping[str, Callable[[str], str]] = {
    "intact": str,
    "one paragraph": lambda text: " ".join(text.split()),
    "one word a line": lambda text: "\n".join(text.split()),
    "page": lambda text: "<nav>Home</nav><p>" + escape(text).replace("\n\n", "</p>\n<p>") + "<footer>End</footer>",
    "1 word in 1,000 changed": spoilt,
}


def measured(folder: Path, texts: Path) -> tuple[float, float]:
    """Return the CPU seconds of the call and of the command."""
    begin = time.process_time()
    verify(folder, texts)
    call = time.process_time() - begin
    before = os.times()
    command = [sys.executable, "-m", "casedata", "verify", str(folder), "--texts", str(texts)]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return call, used


def main() -> None:
    """Measure each copy and print a row for it."""
    parser = argparse.ArgumentParser(description="Measure casedata verify.")
    parser.add_argument("--words", type=int, default=UNIT, metavar="N")
    parser.add_argument("--claims", type=int, default=5_000, metavar="M")
    parser.add_argument("--runs", type=int, default=3, metavar="K")
    asked = parser.parse_args()
    rng = random.Random(0)
    text = invented(asked.words, rng)
    claims = list(quotations(text, asked.claims, rng))
    print(f"{asked.words:,} words, {len(claims):,} claims; CPU seconds for {UNIT:,} words\n")
    print("| copy | found | call | command |\n| --- | --: | --: | --: |")
    with tempfile.TemporaryDirectory() as name:
        folder, texts = Path(name) / "package", Path(name) / "texts"
        folder.mkdir()
        texts.mkdir()
        write_package(folder, text, claims)
        for kind, laid_out in COPIES.items():
            shutil.rmtree(texts)
            texts.mkdir()
            (texts / DOCUMENT).with_suffix(".html" if kind == "page" else ".txt").write_text(
                laid_out(text), encoding="utf-8"
            )
            found = verify(folder, texts).counts["claims"]["found"]
            runs = [measured(folder, texts) for _ in range(asked.runs)]
            call, command = (statistics.median(times) * UNIT / asked.words for times in zip(*runs, strict=True))
            print(f"| {kind} | {found:,} | {call:.2f} | {command:.2f} |")


if __name__ == "__main__":
    main()
