"""What every reader does to what a bank sends: texts, labels and account numbers made comparable."""
