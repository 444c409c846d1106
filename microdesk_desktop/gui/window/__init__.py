"""Parts of the main window: sidebar, dialogs, shortcuts, idle lock, signals."""
