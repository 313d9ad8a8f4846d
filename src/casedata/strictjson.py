"""JSON as RFC 8259 has it, and no more: no member twice, no NaN, no depth without end, no half of a character."""

import json
import re
from typing import Any, NoReturn

from casedata.bounds import Bounds
from casedata.errors import PackageError

_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', re.DOTALL)


def read_json(content: bytes, name: str, bounds: Bounds) -> Any:
    """Return the value of a JSON document; `name` is its file, for messages.

    Raises:
        PackageError: it is no JSON in UTF-8, says a member twice, is too deep, or has a number or character that is
            none.
    """
    try:
        text = content.decode("utf-8")
        _check_depth(text, bounds.depth)
        value = json.loads(text, object_pairs_hook=_members, parse_constant=_refuse, parse_float=_finite)
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        said = "half of a character" if isinstance(error, UnicodeEncodeError) else str(error)
        raise PackageError(f"{name}: not JSON in UTF-8: {said}") from error
    return value


def _check_depth(text: str, most: int) -> None:
    depth = 0
    for token in _TOKENS.finditer(text):
        if token[0] in {"[", "{"}:
            depth += 1
        elif token[0] in {"]", "}"}:
            depth -= 1
        if depth > most:
            raise ValueError(f"more than {most} levels of brackets at character {token.start()}")


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"the member {name[:60]!r} is there twice; programs differ in which they read")
        found[name] = value
    return found


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number of JSON")


def _finite(digits: str) -> float:
    value = float(digits)
    if value in {float("inf"), float("-inf")}:
        raise ValueError(f"the number {digits[:20]} is too large")
    return value
