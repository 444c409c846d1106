"""Imports of files: opened, previewed, kept in one step each, and taken back."""
