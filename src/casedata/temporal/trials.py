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
        self._place = {group: place for place, group in enumerate(groups)}
        self._kept = Kept(network, groups, near=groups)
        self._out: Groups = frozenset()
        self._good: tuple[Groups, dict[int, int]] | None = None

    def refutation(self, aside: Groups) -> list[list[int]]:
        """Return the cycles that show that what is not set aside cannot all hold, none if it can."""
        kept, out = self._kept, frozenset(aside & self._place.keys())
        without, labels = self._good or (frozenset(), {})
        kept.change(self._in_order(out - self._out), self._in_order(self._out - out), labels)
        if self._good is None:
            kept.start()
        else:
            kept.relax(self._in_order(without - out))
        self._out = out
        cycles = kept.refute()
        if not kept.cycle:
            self._good = out, kept.state.labels
        return cycles

    def _in_order(self, groups: Groups) -> list[Group]:
        """Return groups in the order of the part, so that the same question always has the same answer."""
        return sorted(groups, key=self._place.__getitem__)
