"""Whether an erasure of everything waits to be finished; apart, so that a start without one imports no more."""

from pathlib import Path

from microdesk_desktop.vault.erasures import is_all_begun, noted_secrets


def is_erasure_begun(profile: Path) -> bool:
    """Whether a former run began to erase everything here, or left secrets of a vault that is gone."""
    return is_all_begun(profile) or bool(noted_secrets(profile))
