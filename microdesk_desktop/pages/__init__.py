"""Screens: each page reads views, calls operations and shows both with the widgets of `gui/`."""
