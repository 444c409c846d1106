"""A letter as it is read: its text, its links, its files."""
