"""The company that the vault belongs to."""
