"""The e-invoice of a document: its fields by the business terms of EN 16931, checked and written as CII or UBL."""
