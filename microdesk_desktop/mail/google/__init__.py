"""The user's consent at Google, and the access tokens that come of it."""
