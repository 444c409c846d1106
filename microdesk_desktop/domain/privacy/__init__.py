"""The rights of people: what they agreed to, what they want to receive, what they ask, what an export holds."""
