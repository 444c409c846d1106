"""The lists of a mailbox in words: folders, conversations, and what was done with them."""
