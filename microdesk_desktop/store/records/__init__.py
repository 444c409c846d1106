"""Tables of clients, documents, receipts and expenses."""
