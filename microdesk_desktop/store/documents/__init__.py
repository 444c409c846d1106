"""Drafts, issued documents, and the chain of their seals."""
