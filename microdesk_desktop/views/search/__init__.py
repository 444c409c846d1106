"""Finding any record by its name, number, amount or day, for the command palette."""
