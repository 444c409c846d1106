"""Widgets that pages are built of."""
