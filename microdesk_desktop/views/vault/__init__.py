"""The state of the vault."""
