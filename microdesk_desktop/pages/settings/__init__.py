"""Settings, one module per section."""
