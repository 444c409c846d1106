"""Clients, sales documents, the catalogue, receipts and expenses."""
