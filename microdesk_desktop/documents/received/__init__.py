"""Invoices from suppliers: read from CII, UBL and PDF, in a process of its own, without trusting the file."""
