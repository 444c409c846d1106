"""Whether an erasure of everything waits to be finished; apart, so that a start without one imports no more."""

from contextlib import suppress
from pathlib import Path

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.vault.erasures import is_all_begun, noted_secrets


def is_erasure_begun(profile: Path) -> bool:
    """Whether a former run began to erase everything here, or left secrets of a vault that is gone.

    Nothing began in a folder that cannot be one or be listed: whoever opens it next meets the error itself.
    """
    with suppress(KnownError):
        return is_all_begun(profile) or bool(noted_secrets(profile))
    return False
