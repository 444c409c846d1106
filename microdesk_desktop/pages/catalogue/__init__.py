"""The catalogue: what the user sells."""
