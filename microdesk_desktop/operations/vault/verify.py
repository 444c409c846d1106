"""Check the vault's integrity and the permissions of its files."""

import os
from collections.abc import Mapping, Sequence, Set

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.documents.chain_report import ChainFlaw
from microdesk_desktop.operations.documents.seal.verify import verify_documents
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.warnings import warnings
from microdesk_desktop.vault.places import private_paths


def verify(session: Session) -> Mapping[str, bool]:
    """The result of each check: pages, integrity, links, schema, wal, header, permissions, documents.

    The wal's is whether no commit was found missing and no older database put back, the header's whether both its
    copies are, to the byte, the authentic one with its recovery slot; the documents' whether all that was issued is as
    it was sealed.
    """
    return {
        **(checks := session.database.check()),
        "wal": session.database.lost_commits == 0 and session.opening.is_latest,
        "header": session.header.is_intact(),
        "permissions": _are_private(session),
        "documents": checks["pages"] and not changed_documents(session),
    }


def changed_documents(session: Session) -> Sequence[ChainFlaw]:
    """What is not as it was sealed; empty where all is."""
    return verify_documents(session).flaws


def faults(session: Session, checks: Mapping[str, bool]) -> Sequence[KnownError]:
    """One error for each kind of check that failed, the worst first."""
    lost = warnings(session)
    failed = {name for name, held in checks.items() if not held} - ({"wal"} if lost else set())
    found = [*_damage(failed - {"documents"}), *lost]
    if "documents" in failed and checks["pages"]:
        subjects = dict.fromkeys(flaw.subject for flaw in changed_documents(session))
        found.append(KnownError(ErrorCode.DOCUMENTS_CHANGED, subjects=list(subjects)[:_MOST_SUBJECTS]))
    return found


_MOST_SUBJECTS = 20
"""Named in one sentence; `documents verify` lists them all."""


def _damage(failed: Set[str]) -> Sequence[KnownError]:
    if failed == {"header"}:
        return [KnownError(ErrorCode.VAULT_DAMAGED, part="header copies")]
    return [KnownError(ErrorCode.VAULT_DAMAGED)] if failed else []


def _are_private(session: Session) -> bool:
    if os.name == "nt":  # no POSIX modes there; the user's profile folder is private by its ACL
        return True
    return not any(path.stat().st_mode & 0o077 for path in private_paths(session.profile))
