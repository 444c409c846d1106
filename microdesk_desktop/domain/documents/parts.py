"""How much of a document the next one of its chain takes."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """How much of a document the next one takes: all that remains, unless one of these is given.

    `percent` of the whole document, in hundred-thousandths of a percent. `incl_tax` is an amount in cents with tax,
    `excl_tax` one without.
    `quantities` has ten-thousandths by the position of the line, from 1; a line that is not named is not taken.
    """

    percent: int | None = None
    incl_tax: int | None = None
    excl_tax: int | None = None
    quantities: Mapping[int, int] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether it is all that remains."""
        return self.percent is None and not self.is_amount and not self.quantities

    @property
    def is_amount(self) -> bool:
        """Whether it is an amount of money, with or without tax."""
        return self.incl_tax is not None or self.excl_tax is not None


WHOLE = Part()
