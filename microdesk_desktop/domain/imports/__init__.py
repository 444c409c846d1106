"""Files that the user brings: what they hold, how their columns are read, what becomes of their rows."""
