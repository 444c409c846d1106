"""Whether there is a vault to open; light, for the first screen asks it before anything else is loaded."""

from pathlib import Path

from microdesk_desktop.vault import places


def vault_exists(profile: Path) -> bool:
    """Whether the folder holds a vault, whole or damaged; a new one is never made over it."""
    return places.vault_exists(profile)
