"""Passphrases: proposed, measured and changed."""
