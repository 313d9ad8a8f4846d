"""Chronology: whether what sources say of time can all hold, why not, what would mend it, how tight the dates are.

The path of the data: `policy` (what is taken for granted) and `units` (texts as numbers) tell `reading` how the tables
become constraints; `casedata.temporal` solves them; `statements` says in words what each constraint says and what it
costs to set it aside; `settling` asks the disputes; `slips` looks for dates that would fit; `audit` puts the answers
together; `text`, `json` and `checks` tell them. docs/chronology.md describes the method.
"""

from casedata.chronology.audit import Audit, Contradiction, Knot, WayOut
from casedata.chronology.chronology import Chronology, chronology
from casedata.chronology.limits import Limits
from casedata.chronology.reading import Layer
from casedata.chronology.slips import Slip
from casedata.chronology.statements import Quote, Statement
from casedata.chronology.units import Unit

__all__ = [
    "Audit",
    "Chronology",
    "Contradiction",
    "Knot",
    "Layer",
    "Limits",
    "Quote",
    "Slip",
    "Statement",
    "Unit",
    "WayOut",
    "chronology",
]
