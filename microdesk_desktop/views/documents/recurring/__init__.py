"""Series of documents as their list and form show them."""
