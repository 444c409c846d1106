"""The business that the vault belongs to."""
