"""The legal books: their lines, what is validated, and what leaves the program."""
