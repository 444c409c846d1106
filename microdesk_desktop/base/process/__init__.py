"""What the process itself does: limits on what it leaves behind, its memory, its garbage collector."""
