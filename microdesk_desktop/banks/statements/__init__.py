"""Readers of statement files, one module per format, and the detection of the format."""
