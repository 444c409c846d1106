"""The import page: past imports, the files being imported, their columns, their rows."""
