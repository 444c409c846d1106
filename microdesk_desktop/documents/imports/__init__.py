"""Records exported by other tools: columns, values and checks."""
