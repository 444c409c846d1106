"""The words of an export: its page for people, and what was written or brought back."""
