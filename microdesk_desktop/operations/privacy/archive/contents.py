"""Which tables and columns an export has: those that the inventory annotates, but for what is computed from others."""

from collections.abc import Sequence

from microdesk_desktop.privacy.inventory import load_inventory
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.privacy.whole_tables import Table, load_tables

_OF_THIS_FILE = frozenset({"commit_count", "header_generation"})
"""What ties a vault to its own files on the disk means nothing in another one."""
_ALSO = frozenset({"suggestion"})
"""Computed, but the user saw them: who brings the export back finds the same questions."""


def exported_tables(reader: Reader) -> Sequence[Table]:
    """The tables of the export in the order of their names, each with its columns in the order of the schema."""
    annotated = load_inventory().tables
    wanted = {
        name: entry.columns
        for name, entry in annotated.items()
        if (not entry.is_derived or name in _ALSO) and name not in _OF_THIS_FILE
    }
    return load_tables(reader, wanted)
