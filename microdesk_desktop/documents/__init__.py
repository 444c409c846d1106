"""Sales documents and the records that other tools leave."""
