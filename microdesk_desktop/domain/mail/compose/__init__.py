"""A message that is written: to whom, with what it begins, and what may stand against it."""
