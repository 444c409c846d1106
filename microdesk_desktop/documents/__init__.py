"""Sales documents: totals, numbers, mentions and checks; and the import of records that other tools exported."""
