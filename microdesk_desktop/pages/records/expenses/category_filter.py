"""The menu that keeps the expenses of one category; the chips then count within it."""

from collections.abc import Callable, Sequence

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.text import fold
from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.forms.inputs import ChoiceBox

_BETWEEN = "\0"
"""Between a chip and a category in the key of both; no category contains it."""


class CategoryFilter(ChoiceBox):
    """`category` is the chosen one, "" for the expenses without one, None for all."""

    def __init__(self) -> None:
        super().__init__([(None, tr("Toutes les catégories"))], None)
        screen_reader.name(self, tr("Catégorie à montrer"))
        self.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)

    @property
    def category(self) -> str | None:
        """The chosen category."""
        return self.value if isinstance(self.value, str) else None

    def offer(self, categories: Sequence[str]) -> None:
        """Offer these; the chosen one is kept where it is still among them, else all are shown."""
        offered = sorted(set(categories), key=lambda each: (not each, fold(each), each))
        words = [(each, each or tr("Sans catégorie")) for each in offered]
        kept = self.category if self.category in offered else None
        self.set_choices([(None, tr("Toutes les catégories")), *words], kept)

    def choose(self, category: str | None) -> None:
        """Choose a category that is offered, or all."""
        self.set_choices(self.choices, category)

    def key(self, chip: str) -> str:
        """The key of a chip within the chosen category."""
        return chip if self.category is None else keys_with([chip], self.category)[-1]

    def on_chosen(self, act: Callable[[], object]) -> None:
        """Call `act` when the user has chosen."""
        self.chosen.connect(lambda _: act())


def keys_with(chips: Sequence[str], category: str) -> tuple[str, ...]:
    """The keys of chips that keep an expense, then those of each with its category."""
    return (*chips, *(f"{chip}{_BETWEEN}{category}" for chip in chips))
