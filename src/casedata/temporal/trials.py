"""Trials: whether the groups of a part can all hold without some of them, asked many times in a row."""

from collections.abc import Sequence

from casedata.temporal.hitting import Groups
from casedata.temporal.kept import Kept
from casedata.temporal.network import Network
from casedata.temporal.paths import Group


class Trials:
    """The groups of a part of a network, ready to be tried.

    Labels at which everything held once are a good beginning for the next trial: only the constraints of groups that
    were set aside then and are not now can fail.
    """

    def __init__(self, network: Network, groups: Sequence[Group]) -> None:
        self._all = frozenset(groups)
        self._kept = Kept(network, groups, near=groups)
        self._out: Groups = frozenset()
        self._good: tuple[Groups, dict[int, int]] | None = None

    def refutation(self, aside: Groups) -> list[list[int]]:
        """Return the cycles that show that what is not set aside cannot all hold, none if it can."""
        kept, out = self._kept, aside & self._all
        if self._good is None:
            kept.change(out - self._out, self._out - out, {})
            kept.start()
        else:
            without, labels = self._good
            kept.change(out - self._out, self._out - out, labels)
            kept.relax(without - out)
        self._out = out
        cycles = kept.refute()
        if not kept.cycle:
            self._good = out, kept.state.labels
        return cycles
