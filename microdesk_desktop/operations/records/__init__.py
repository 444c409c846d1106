"""Verbs on clients, documents, receipts and expenses."""
