"""Connecting a mailbox, in words: what to know of a provider, and the steps."""
