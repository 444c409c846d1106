"""What is declared and by when, and one declaration with the figures to copy."""
