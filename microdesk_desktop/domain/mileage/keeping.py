"""How long trips are kept: whole years, so that what the scale gives for a year does not change while it goes."""

from dataclasses import dataclass
from datetime import date

KEPT_YEARS = (1, 3, 6, 10)
"""What the user may choose. In three years the tax office can come back to an income (LPF art. L. 169), in six it may
ask for the papers (art. L. 102 B), accounts are kept for ten (Code de commerce art. L. 123-22)."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """The years that trips stay after the end of their own; None where they are never erased."""

    years: int | None

    def first_kept(self, today: date) -> date | None:
        """The first day of the oldest year that stays; None where all do."""
        return None if self.years is None else date(today.year - self.years, 1, 1)


USUAL = Keeping(6)
"""Without a choice: as long as the tax office may ask for the papers; as in `resources/tables/retention.toml`."""
