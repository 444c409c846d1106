"""The lists that are exported and printed: the columns and the rows of each."""
