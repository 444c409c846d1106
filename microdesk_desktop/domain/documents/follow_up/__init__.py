"""What happens to a document after its issue."""
