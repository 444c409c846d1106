"""Keys and secrets: the slots that wrap the data key, the system keyring, the files of a profile and its lock."""
