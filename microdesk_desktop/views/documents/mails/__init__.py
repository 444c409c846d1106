"""With what the mails about documents begin."""
