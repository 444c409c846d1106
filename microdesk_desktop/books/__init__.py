"""What the law derives from the records of a business: pure computations on values that others read from the vault."""
