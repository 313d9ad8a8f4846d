"""What a cell can have been before a program rewrote it: one reading, several, or none."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """What a program did to a cell, and the texts that it can have held; only a sure one is taken without more."""

    code: str
    meaning: str
    candidates: tuple[str, ...] = ()
    is_sure: bool = False

    @property
    def mend(self) -> str | None:
        """The text that the cell is to hold, None if that is not sure."""
        return self.candidates[0] if self.is_sure and len(self.candidates) == 1 else None
