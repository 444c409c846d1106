"""Whether a folder holds a vault; apart from the other operations, so that the first screen imports none of them."""

from microdesk_desktop.vault.places import vault_exists

__all__ = ["vault_exists"]
