"""Confidentialité: the requests of people about their own data."""
