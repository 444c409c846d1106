"""Remove what backups and exports that were killed left behind: beside the vault, and in the user's folders."""

import os
from contextlib import suppress
from pathlib import Path

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.files.atomic import translate_os_errors
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.backups.make import own_backups
from microdesk_desktop.operations.vault.partial_exports import discard_partial_export
from microdesk_desktop.store.backup import discard_partial, discard_partials


def remove_leftovers(session: Session) -> None:
    """Remove the partial files; to be called before any backup begins.

    Those on a disk that is not there now, or that cannot be removed, are tried again at the next opening.
    """
    with suppress(KnownError), translate_os_errors():
        discard_partials(own_backups(session.profile))
    gone = [path for path in session.outside.noted() if _is_gone(path)]
    if gone:
        with suppress(KnownError):
            session.outside.forget(gone)


def _is_gone(path: Path) -> bool:
    try:
        if not path.parent.is_dir():
            return False
        discard_partial(path)
        discard_partial_export(path)
    except OSError:
        return False
    return not os.path.lexists(path)
