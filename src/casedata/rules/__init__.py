"""The rules a package must keep: what each says, how it is asked of the tables, and asking it.

What is done with the answers is left to `casedata.validate`.
"""

from casedata.rules.derived import Rule, derived_rules
from casedata.rules.run import Answer, Violation, ask, violations

__all__ = ["Answer", "Rule", "Violation", "ask", "derived_rules", "violations"]
