"""Courrier: the mailboxes of the user."""
