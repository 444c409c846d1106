"""The life cycle of an e-invoice: statuses that its seller and its buyer send, as messages CDAR (UN/CEFACT D22B)."""
