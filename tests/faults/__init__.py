"""A catalogue of faults: each breaks a sound package in one known way, and says what must be found, and where.

What is expected is worked out by the corruptor from its own edit, never from what casedata says. `catalogue` has all.
"""

from faults.base import Damage, Expected, Fault, sound
from faults.catalogue import CATALOGUE

__all__ = ["CATALOGUE", "Damage", "Expected", "Fault", "sound"]
