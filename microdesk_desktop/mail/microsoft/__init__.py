"""Consent and access tokens of Microsoft 365, with a client that the user has registered there."""
