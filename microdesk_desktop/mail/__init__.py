"""Mailboxes: Gmail, and IMAP with SMTP, behind one contract (`provider.py`)."""
