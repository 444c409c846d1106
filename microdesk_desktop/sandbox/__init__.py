"""Simulators of outside services on this computer, and a sample company; for the demonstration and the tests."""
