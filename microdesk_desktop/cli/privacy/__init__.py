"""`privacy …` on the command line."""
