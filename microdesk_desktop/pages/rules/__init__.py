"""The user's rules."""
