"""All that waits for the user, in one queue."""
