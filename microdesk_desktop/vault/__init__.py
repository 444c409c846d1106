"""Keys and secrets: the slots that wrap the data key, the system keyring, and the one-process lock."""
