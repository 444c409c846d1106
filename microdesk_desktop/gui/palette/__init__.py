"""The command palette: every action and every record, found by what is typed."""
