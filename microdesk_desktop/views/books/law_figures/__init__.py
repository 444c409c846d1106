"""The figures of law that the program uses, from the dated tables: each with its value, validity and source."""
