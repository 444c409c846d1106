"""What belongs to the window as a whole: its chrome, shortcuts, idle lock, signals."""
