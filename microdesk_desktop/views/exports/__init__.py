"""What lists hold when they are exported or printed: their head, their columns, their rows."""
