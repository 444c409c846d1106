"""Say whether the vault is whole, on the disk as it is now."""

import os
from collections.abc import Mapping

from microdesk_desktop.operations.session import Session
from microdesk_desktop.vault.places import private_paths


def verify(session: Session) -> Mapping[str, bool]:
    """What holds, by name: pages, integrity, links, schema, permissions."""
    return {**session.database.check(), "permissions": _are_private(session)}


def _are_private(session: Session) -> bool:
    if os.name == "nt":  # modes mean nothing there, and the user's own folder is private
        return True
    return not any(path.stat().st_mode & 0o077 for path in private_paths(session.profile))
