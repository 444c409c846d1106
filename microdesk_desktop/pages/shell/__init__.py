"""The window and the frame around its pages."""
