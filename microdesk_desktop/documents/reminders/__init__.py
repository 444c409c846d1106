"""Reminders of late documents: interest, tones and texts."""
