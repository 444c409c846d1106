"""The window's kit: theme, icons, labels, tables, forms, banners, and the runner that keeps work off the main thread.

Nothing here knows the trade; `pages/` wires these pieces to views and operations.
"""
