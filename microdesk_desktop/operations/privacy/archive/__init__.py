"""Everything that the vault holds, written into open files, and brought back from them."""
