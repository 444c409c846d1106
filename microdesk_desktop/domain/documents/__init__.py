"""Sales documents: their parties, lines, discounts and totals, as values."""
