"""The way back from what was just done: a banner with « Annuler », and Ctrl+Z."""

from collections.abc import Callable
from dataclasses import dataclass

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.widgets.banner import UNDO_LASTS_MS, Banner, BannerArea

KEY = "undo"
DEPTH = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing done, in words, and how to take it back."""

    text: str
    take_back: Callable[[], object]


class UndoStack:
    """What can still be taken back, the latest first; forgotten when the vault locks."""

    def __init__(self, banners: BannerArea) -> None:
        self._banners = banners
        self._steps: list[Step] = []

    def push(self, step: Step) -> None:
        """Remember a step and offer to take it back."""
        self._steps = [*self._steps, step][-DEPTH:]
        self._banners.show_banner(
            Banner(
                key=KEY,
                text=step.text,
                tone=Tone.POSITIVE,
                action=(tr("Annuler (Ctrl+Z)"), lambda: self.take_back(step)),
                lasts_ms=UNDO_LASTS_MS,
            )
        )

    def take_back(self, step: Step | None = None) -> None:
        """Take back a step, the latest unless one is named; nothing when there is none."""
        step = step or (self._steps[-1] if self._steps else None)
        if step is not None and step in self._steps:
            self._steps.remove(step)
            self._banners.dismiss(KEY)
            step.take_back()

    def clear(self) -> None:
        """Forget every step."""
        self._steps.clear()
