"""Sales documents, receipts and expenses, and the report of their import."""
