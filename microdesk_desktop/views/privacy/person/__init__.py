"""The copy of one person's data."""
