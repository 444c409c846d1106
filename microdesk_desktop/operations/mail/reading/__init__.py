"""Reading a letter: its text, what it encloses, and its files."""
