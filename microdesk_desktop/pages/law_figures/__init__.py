"""The figures of law that the program uses."""
