"""The rows that the user has checked in a list, by their identifiers, to act on them together."""

from collections.abc import Hashable, Iterable

from PySide6.QtCore import QObject, Signal


class Checks(QObject):
    """A set of identifiers; `changed` comes after every change of it."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: dict[Hashable, None] = {}

    @property
    def ids(self) -> tuple[Hashable, ...]:
        """The identifiers checked, in the order in which they were."""
        return tuple(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, wanted: object) -> bool:
        return wanted in self._ids

    def toggle(self, wanted: Hashable) -> None:
        """Check this one, or no longer."""
        self.set((wanted,), is_checked=wanted not in self._ids)

    def set(self, ids: Iterable[Hashable], *, is_checked: bool) -> None:
        """Check these, or no longer."""
        before = len(self._ids)
        for each in ids:
            if is_checked:
                self._ids[each] = None
            else:
                self._ids.pop(each, None)
        if len(self._ids) != before:
            self.changed.emit()

    def keep_only(self, ids: Iterable[Hashable]) -> None:
        """Check no longer those that are not among these."""
        kept = set(ids)
        self.set([each for each in self._ids if each not in kept], is_checked=False)

    def clear(self) -> bool:
        """Check nothing any more; False when nothing was."""
        had = bool(self._ids)
        self._ids.clear()
        if had:
            self.changed.emit()
        return had
