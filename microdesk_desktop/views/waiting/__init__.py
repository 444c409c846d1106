"""What waits for the user, whatever module it comes from: one queue, its counts, and the way through it."""
