"""Writing a message: what it begins with, its files, its draft at the server, its way out, and the signature."""
