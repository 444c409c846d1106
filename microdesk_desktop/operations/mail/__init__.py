"""Mail accounts: adding, listing and removing them, and the mailboxes that are open."""
