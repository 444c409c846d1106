"""The encrypted database: all SQL of the program by subject, and its migrations."""
