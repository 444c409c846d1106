"""The fields of an expense that a receipt has not: category, method of payment, VAT."""
