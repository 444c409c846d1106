"""The journal of outbound connections."""
