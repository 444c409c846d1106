"""Sales documents, receipts and expenses."""
