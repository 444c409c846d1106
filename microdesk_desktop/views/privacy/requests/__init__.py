"""The requests of people about their own data: rows, words, letters."""
