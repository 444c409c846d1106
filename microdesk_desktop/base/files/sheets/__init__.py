"""Tables written for spreadsheet programs, row after row, without a copy of them in memory or in another file."""
