"""Rows and words of the bank page and of the bank commands."""
