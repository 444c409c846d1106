"""The rules of an e-invoice, named as in the official schematrons; and those that no official rule states (MD-…)."""
