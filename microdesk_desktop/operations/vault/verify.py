"""Check the vault's integrity and the permissions of its files."""

import os
from collections.abc import Mapping, Sequence

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.warnings import warnings
from microdesk_desktop.vault.places import private_paths


def verify(session: Session) -> Mapping[str, bool]:
    """The result of each check: pages, integrity, links, schema, wal, header, permissions.

    The wal's is whether no commit was found missing and no older database put back, the header's whether both its
    copies are, to the byte, the authentic one with its recovery slot.
    """
    return {
        **session.database.check(),
        "wal": session.database.lost_commits == 0 and session.opening.is_latest,
        "header": session.header.is_intact(),
        "permissions": _are_private(session),
    }


def faults(session: Session, checks: Mapping[str, bool]) -> Sequence[KnownError]:
    """One error for each kind of check that failed, the worst first."""
    lost = warnings(session)
    failed = {name for name, held in checks.items() if not held} - ({"wal"} if lost else set())
    if failed == {"header"}:
        return [KnownError(ErrorCode.VAULT_DAMAGED, part="header copies"), *lost]
    return [*([KnownError(ErrorCode.VAULT_DAMAGED)] if failed else []), *lost]


def _are_private(session: Session) -> bool:
    if os.name == "nt":  # no POSIX modes there; the user's profile folder is private by its ACL
        return True
    return not any(path.stat().st_mode & 0o077 for path in private_paths(session.profile))
