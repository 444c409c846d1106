"""Settings: appearance, pages, shortcuts, and the program itself."""
