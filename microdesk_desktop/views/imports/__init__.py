"""Past imports, and the words and JSON of previews and imports."""
