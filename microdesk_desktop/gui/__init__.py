"""User interface toolkit: workspace, runner, page, theme, tables, forms, widgets.

Nothing here depends on a subject (bank, records…); `pages/` wires these pieces to views and operations.

PySide6 puts a function of its own in the place of Python's import. It reads the source file of each module that is
imported from then on, and keeps the text in memory, to find out whether the module uses Qt and may ask for
`from __feature__ import …`. No module of this program does. Python's own import is put back here, before the modules
of the window are imported: that takes an eighth less time, and megabytes less memory.
"""

import builtins

import PySide6.QtCore  # noqa: F401 - it replaces the import

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
