"""With what a composer begins, and the words around a message that is being written."""
