"""Documents that come again."""
