"""User interface toolkit: workspace, runner, page, theme, tables, forms, widgets.

Nothing here depends on a subject (bank, records…); `pages/` wires these pieces to views and operations.
"""
