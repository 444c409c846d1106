"""Notes and files beside documents, which never change."""
