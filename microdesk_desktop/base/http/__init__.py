"""The application's only HTTP client, and the return address of consent flows: arrivals and the loopback listener."""
