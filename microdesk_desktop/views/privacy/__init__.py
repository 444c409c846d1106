"""The connection journal and the privacy statement."""
