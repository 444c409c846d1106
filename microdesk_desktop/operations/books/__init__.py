"""What is done with the legal books."""
