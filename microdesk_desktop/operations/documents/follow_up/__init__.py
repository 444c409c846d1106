"""After the issue: payments, sending, reminders, what is given up."""
