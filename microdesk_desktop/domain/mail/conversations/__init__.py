"""Conversations of a mailbox: how they are grouped, listed, searched and counted."""
