"""CSV statements: the bank's layout, its columns, its values."""
