"""Where sources come from: those that derive from each other are one origin, so that reprints count once."""

from collections.abc import Mapping, Sequence


def origins(sources: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return for each source the first from which it derives, itself if from none; a circle is one origin.

    >>> row = {"source_id": "s-copy", "derived_from": "s-original"}
    >>> origins([row, {"source_id": "s-original", "derived_from": ""}])
    {'s-copy': 's-original', 's-original': 's-original'}
    """
    above = {row["source_id"]: row["derived_from"] for row in sources}
    found = {}
    for name in above:
        chain = [name]
        while (parent := above.get(chain[-1], "")) and parent not in chain:
            chain.append(parent)
        circle = chain[chain.index(parent) :] if parent else chain[-1:]
        found[name] = min(circle)
    return found
