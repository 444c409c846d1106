"""Find panes of the settings and their lines by words, by their synonyms too."""

from collections.abc import Sequence
from dataclasses import dataclass

from microdesk_desktop.domain.text import fold
from microdesk_desktop.pages.settings.pane import Line, Pane


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A pane that was found, and those of its lines that have the words; none where its own name has them all."""

    pane: type[Pane]
    lines: Sequence[Line]


def search(panes: Sequence[type[Pane]], text: str) -> Sequence[Found]:
    """The panes whose name or lines have all the words of a text, in their order; all of them for an empty text."""
    words = fold(text).split()
    return [found for pane in panes if (found := _search_in(pane, words)) is not None]


def _search_in(pane: type[Pane], words: Sequence[str]) -> Found | None:
    title = fold(pane.title())
    if all(word in title for word in words):
        return Found(pane=pane, lines=())
    lines = [each for each in pane.lines() if _has_all(f"{title} {fold(each.name)} {fold(each.synonyms)}", words)]
    return Found(pane=pane, lines=lines) if lines else None


def _has_all(text: str, words: Sequence[str]) -> bool:
    return all(word in text for word in words)
