"""Proposals for what is not certain: what is worth showing, how likely it is, and in what order."""
