"""The folder for the accountant: its plan, its index, its words."""
