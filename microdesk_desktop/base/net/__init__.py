"""Encrypted connections for the protocols that are not HTTP: IMAP and SMTP."""
