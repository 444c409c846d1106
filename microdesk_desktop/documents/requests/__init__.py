"""Letters that answer people about their own data."""
