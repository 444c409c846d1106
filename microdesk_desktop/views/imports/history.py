"""Past imports, and what is built on one."""

from microdesk_desktop.domain.imports.history import PastImport, Standing
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.imports import journal
from microdesk_desktop.store.imports.undo import plan_undo


def load_imports(reader: Reader) -> tuple[PastImport, ...]:
    """Every file that was imported and not taken back, the latest first."""
    return tuple(journal.load_imports(reader))


def what_stands_on(reader: Reader, import_id: int) -> Standing:
    """What taking this import back would remove, restore and release, counted now; nothing for an unknown import."""
    return plan_undo(reader, import_id).standing
