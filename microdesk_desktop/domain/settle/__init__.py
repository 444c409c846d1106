"""The link between bank transactions and what they settle: targets, attributions, shares, rules, reasons."""
