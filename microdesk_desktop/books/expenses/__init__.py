"""What expenses have in common: the category that a new one most likely has, and those that come again."""
