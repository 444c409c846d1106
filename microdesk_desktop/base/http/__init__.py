"""The application's only HTTP client, and the loopback listener of consent flows."""
