"""Connecting, reconnecting and removing mail accounts."""
