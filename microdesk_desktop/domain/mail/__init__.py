"""The values and rules of mail that need neither network nor storage."""
