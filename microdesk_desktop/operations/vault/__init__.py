"""Verbs on the vault: create, open, back up, restore."""
