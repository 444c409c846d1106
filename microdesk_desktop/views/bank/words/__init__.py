"""Sentences about transactions, decisions and rules."""
