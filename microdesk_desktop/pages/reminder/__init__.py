"""The page that writes a reminder."""
