"""The ceilings of the turnover in words, for the dashboard, the queue and the command line."""
