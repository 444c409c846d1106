"""Confidentialité: requests of people about their own data, and how long each kind of data stays."""
