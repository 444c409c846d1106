"""Verbs on bank transactions and on the bank connection."""
