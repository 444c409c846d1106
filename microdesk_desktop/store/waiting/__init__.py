"""What waits for the user beside the transactions: late documents, expenses without a voucher."""
