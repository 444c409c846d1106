"""Which account a statement belongs to, and what changes when another one is connected."""
