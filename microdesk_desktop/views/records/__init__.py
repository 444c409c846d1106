"""Rows of clients, documents, receipts and expenses."""
