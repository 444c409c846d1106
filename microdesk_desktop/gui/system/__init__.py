"""What comes from outside the window: the system's signals, its screen lock, native input, Qt's own texts."""
