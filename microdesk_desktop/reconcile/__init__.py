"""Say which open document, receipt or expense each bank transaction settles, and why."""
