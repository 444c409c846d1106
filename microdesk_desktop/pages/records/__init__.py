"""Receipts and expenses, with their vouchers."""
