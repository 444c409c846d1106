"""The page of the expenses: the list with its panel, the categories, the files that are dropped on it."""
