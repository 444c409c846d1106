"""The labels of bank transactions: their parts, and the names that are found in them."""
