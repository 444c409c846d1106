"""Accounts, transactions, targets, attributions, rules, the connection and its limits; erasure of all of these."""
