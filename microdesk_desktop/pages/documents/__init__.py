"""Invoices, credit notes and quotes: their lists, and the page of one."""
