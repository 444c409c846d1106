"""Check the vault's integrity and the permissions of its files."""

import os
from collections.abc import Mapping

from microdesk_desktop.operations.session import Session
from microdesk_desktop.vault.places import private_paths


def verify(session: Session) -> Mapping[str, bool]:
    """The result of each check: pages, integrity, links, schema, header, permissions.

    The header's is whether both its copies are, to the byte, the authentic one with its recovery slot.
    """
    return {
        **session.database.check(),
        "header": session.header.is_intact(),
        "permissions": _are_private(session),
    }


def _are_private(session: Session) -> bool:
    if os.name == "nt":  # no POSIX modes there; the user's profile folder is private by its ACL
        return True
    return not any(path.stat().st_mode & 0o077 for path in private_paths(session.profile))
