"""The bank page."""
