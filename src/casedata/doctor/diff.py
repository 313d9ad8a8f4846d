"""A unified diff of a file whose records are known before and after: no search for what is the same."""

from collections.abc import Iterator, Sequence

_AROUND = 1
"""So many lines that stay are shown before and after a change."""


def unified_diff(path: str, records: Sequence[tuple[str, str]]) -> str:
    r"""Return the diff of records, each as it was and as it is to be ('' if it is to go); '' if all stay.

    >>> print(unified_diff("a.csv", [("id,n\n", "id,n\n"), ("1,a\r\n", "1,a\n")]).encode())
    b'--- a.csv\n+++ a.csv\n@@ -1,2 +1,2 @@\n id,n\n-1,a\r\n+1,a\n'
    """
    changes = [line for before, after in records for line in _change(before, after)]
    hunks = "".join(_hunks(changes))
    return f"--- {path}\n+++ {path}\n{hunks}" if hunks else ""


def _change(before: str, after: str) -> Iterator[tuple[str, str]]:
    if before == after:
        yield from ((" ", line) for line in _lines(before))
    else:
        yield from (("-", line) for line in _lines(before))
        yield from (("+", line) for line in _lines(after))


def _lines(text: str) -> list[str]:
    """Return the lines of a record; after the last there may be no line end."""
    lines = [f"{line}\n" for line in text.split("\n")]
    if text.endswith("\n") or not text:
        return lines[:-1]
    return lines if text.endswith("\r") else [*lines[:-1], f"{lines[-1]}\\ No newline at end of file\n"]


def _hunks(changes: Sequence[tuple[str, str]]) -> Iterator[str]:
    at = 0
    old, new = 1, 1
    for first, last in _stretches(changes):
        for sign, _ in changes[at:first]:
            old, new = old + (sign != "+"), new + (sign != "-")
        shown = changes[first:last]
        before, after = sum(sign != "+" for sign, _ in shown), sum(sign != "-" for sign, _ in shown)
        yield f"@@ -{_range(old, before)} +{_range(new, after)} @@\n"
        yield from (sign + line for sign, line in shown)
        old, new, at = old + before, new + after, last


def _range(start: int, count: int) -> str:
    return f"{start if count else start - 1},{count}"


def _stretches(changes: Sequence[tuple[str, str]]) -> Iterator[tuple[int, int]]:
    """Yield from where to where lines are shown: those that change, and a few around them."""
    first, last = 0, 0
    for place, (sign, _) in enumerate(changes):
        if sign == " ":
            continue
        if place - _AROUND > last:
            if last:
                yield first, last
            first = place - _AROUND
        last = min(place + 1 + _AROUND, len(changes))
    if last:
        yield first, last
