"""Connecting and disconnecting a bank."""
