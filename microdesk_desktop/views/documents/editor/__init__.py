"""A draft as its editor shows it: texts to type in, what they are read as, and what stands against the issue."""
