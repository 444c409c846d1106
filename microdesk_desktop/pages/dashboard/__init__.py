"""The home page: what came in and went out, what is due, and the first steps."""
