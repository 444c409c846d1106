"""The attribution of bank transactions by themselves: run, kept, with the fees that it finds."""
