"""The cards of a document's page."""
