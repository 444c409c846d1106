"""Simulated Gmail on this computer: Google's consent page, token server and the part of its API that is in use."""
