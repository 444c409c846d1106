"""The main window, and the shell around the pages."""
