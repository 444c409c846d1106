"""Verbs on sales documents: write, check, issue, credit, export."""
