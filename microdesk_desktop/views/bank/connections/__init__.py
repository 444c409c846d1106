"""The bank connections as they are shown: providers, accounts, consent, and what a disconnect left."""
