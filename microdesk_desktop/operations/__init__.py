"""One user action per file: an operation takes the session, changes the vault, and returns what it changed.

Operations never print, translate or show; `views/` reads, `pages/` and `cli/` show the results.
"""
