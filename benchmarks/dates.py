"""Parse rates of casedata against the library `edtf`, in one run: CPU time, medians. Run: python benchmarks/dates.py.

Each text is distinct and no answer is kept from an earlier round, so a cache helps nobody. The library parses fewer
texts because it is slow; both rates are per text.
"""

import random
import time
from calendar import monthrange
from collections.abc import Callable, Sequence
from statistics import median

from edtf import parse_edtf

from casedata.dates import bounds, parse

ROUNDS = 5


def texts() -> dict[str, list[str]]:
    """Distinct texts of each form, in random order."""
    days = [
        f"{year}-{month:02}-{day:02}"
        for year in range(1960, 2025)
        for month in range(1, 13)
        for day in range(1, monthrange(year, month)[1] + 1)
    ]
    months = [f"{year:04}-{month:02}" for year in range(1000, 3000) for month in range(1, 13)]
    forms = {
        "days": days,
        "months": months,
        "masks and marks": [f"{month}{tail}" for month in months[:8000] for tail in ("-XX", "~", "-XX?")],
        "ranges": [f"[{first}..{last}]" for first, last in zip(days, days[9:], strict=False)],
        "lists": [f"[{first},{last}]" for first, last in zip(days, days[9:], strict=False)],
        "times": [f"{day}T19:10+03:00" for day in days],
    }
    shuffle = random.Random(0).shuffle
    for form in forms.values():
        shuffle(form)
    return forms | {"all forms": [text for form in zip(*forms.values(), strict=False) for text in form]}


def rate(read: Callable[[str], object], sample: Sequence[str]) -> float:
    """Texts read in a second of CPU time, the median of the rounds."""
    seconds = []
    for _ in range(ROUNDS):
        parse.cache_clear()
        start = time.process_time()
        for text in sample:
            read(text)
        seconds.append(time.process_time() - start)
    return len(sample) / median(seconds)


def main() -> None:
    """Print one row for each form."""
    print(f"{'form':<16}{'texts':>8}{'parse/s':>12}{'bounds/s':>12}{'edtf/s':>10}{'ratio':>9}")
    for form, sample in texts().items():
        ours, both = rate(parse, sample), rate(bounds, sample)
        judged = [text for text in sample[:300] if "T" not in text]  # edtf wants seconds
        theirs = rate(parse_edtf, judged) if judged else None
        against = f"{'-':>10}{'-':>9}" if theirs is None else f"{theirs:>10,.0f}{ours / theirs:>9,.0f}"
        print(f"{form:<16}{len(sample):>8,}{ours:>12,.0f}{both:>12,.0f}{against}")


if __name__ == "__main__":
    main()
