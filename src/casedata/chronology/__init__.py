"""Chronology: whether constraints on dates can all hold, why not, what would mend it, and how tight they are."""

from casedata.chronology.bounds import PointBounds
from casedata.chronology.branches import NetworkError
from casedata.chronology.conflicts import Conflict, minimal_conflict
from casedata.chronology.network import Constraint, Cycle, Network
from casedata.chronology.repairs import Cluster, Explanation, Repair, explain

__all__ = [
    "Cluster",
    "Conflict",
    "Constraint",
    "Cycle",
    "Explanation",
    "Network",
    "NetworkError",
    "PointBounds",
    "Repair",
    "explain",
    "minimal_conflict",
]
