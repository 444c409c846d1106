"""The suites and the stage of the real window."""
