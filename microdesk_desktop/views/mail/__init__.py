"""Mail accounts, and what they show, in words."""
