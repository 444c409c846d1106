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
    """The tables of the export in the order of their names, each with its columns in the order of the schema.

    The reader may be that of an older schema.
    """
    derived = {name for name, entry in load_inventory().tables.items() if entry.is_derived}
    return load_tables(reader, without=(derived - _ALSO) | _OF_THIS_FILE)
