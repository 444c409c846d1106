"""Lists that leave the window: exported to a file, or printed."""
