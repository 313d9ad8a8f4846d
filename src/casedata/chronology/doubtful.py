"""Which groups have to be looked at one by one: all those of a small package, of a large one what screening leaves."""

from collections.abc import Collection

from casedata.chronology.reading import Constraints, Layer

MANY = 20_000
"""Of more constraints than these, all cases are first screened side by side."""


def is_large(constraints: Constraints) -> bool:
    """Return whether all cases are first screened side by side."""
    return constraints.count() > MANY


def doubtful(constraints: Constraints, layer: Layer, aside: Collection[str] = ()) -> tuple[list[str], int]:
    """Return the groups of a layer, without some, that have to be looked at one by one, and how many there are in all.

    Of a large package, what follows for all other points is in `raw._follows` afterwards.
    """
    if is_large(constraints):
        from casedata.chronology.screening import screened  # noqa: PLC0415 - NumPy, for large packages only

        found = screened(constraints, layer, aside)
        return list(found.groups), found.examined
    groups = [str(group) for group in constraints.network(layer).groups if str(group) not in aside]
    return groups, len(groups)
