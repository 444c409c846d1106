"""Documents that come again: rhythm, drafts, the words of periods."""
