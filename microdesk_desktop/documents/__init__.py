"""Sales documents; so far, the import of records that other tools exported."""
