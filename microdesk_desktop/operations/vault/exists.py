"""Whether a folder holds a vault: what the first screen asks before anything heavier is imported."""

from microdesk_desktop.vault.places import vault_exists

__all__ = ["vault_exists"]
