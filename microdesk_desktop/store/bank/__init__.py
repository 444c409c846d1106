"""Tables of transactions, attributions, rules and the connection."""
