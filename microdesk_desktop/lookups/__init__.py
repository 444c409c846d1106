"""Public registers that fill a form when the user asks: companies, addresses, VAT numbers."""
