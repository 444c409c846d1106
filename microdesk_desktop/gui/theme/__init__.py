"""Colours and measures by name, and how they reach Qt."""
