"""The reading pane: the letters of one conversation, with their texts, links and files."""
