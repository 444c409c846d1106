"""The journal of imports, and the mappings of columns that the user made."""
