"""Files on disk: atomic writes, encodings, delimited text."""
