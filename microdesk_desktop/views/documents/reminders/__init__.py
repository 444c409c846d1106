"""Reminders and late interest in words."""
