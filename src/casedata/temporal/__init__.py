"""Temporal networks: whether constraints on times can all hold, why not, what would mend it, and how tight they are."""

from casedata.temporal.bounds import PointBounds
from casedata.temporal.branches import NetworkError
from casedata.temporal.conflicts import Conflict, minimal_conflict
from casedata.temporal.network import Constraint, Cycle, Network
from casedata.temporal.pairs import undecided
from casedata.temporal.paths import Group
from casedata.temporal.repairs import Cluster, Explanation, Repair, explain

__all__ = [
    "Cluster",
    "Conflict",
    "Constraint",
    "Cycle",
    "Explanation",
    "Group",
    "Network",
    "NetworkError",
    "PointBounds",
    "Repair",
    "explain",
    "minimal_conflict",
    "undecided",
]
