"""The sidebar: the way to every page, and the state of the vault."""
