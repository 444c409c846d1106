"""The legal books: what their lines are read from, and those that were validated."""
