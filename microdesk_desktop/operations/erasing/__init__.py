"""Erasing everything: with the open vault, or without its key at the start that follows a kill."""
