"""Bank transactions: their values, their labels, and how fetched rows meet stored ones."""
