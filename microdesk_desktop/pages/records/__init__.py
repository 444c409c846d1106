"""Clients, invoices, receipts and expenses."""
