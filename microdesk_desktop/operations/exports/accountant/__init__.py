"""The folder for the accountant."""
