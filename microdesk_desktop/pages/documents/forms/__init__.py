"""The sheets that ask for a payment, a day of sending, an answer or a part."""
