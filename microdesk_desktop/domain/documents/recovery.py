"""The fixed indemnity that a client who pays late owes for the costs of recovery."""

RECOVERY_CENTS = 40_00
"""Code de commerce art. D. 441-5: in euros, once for each invoice that is paid late, never from a consumer."""
