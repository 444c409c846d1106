"""Connecting a mailbox: its servers, its login or its consent, and giving it new ones."""
