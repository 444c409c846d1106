"""Expenses and their vouchers, as their lists, their form and the command line show them."""
