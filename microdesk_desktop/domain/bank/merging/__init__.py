"""Transactions that come meet those that are kept: new, the same, or a correction."""
