"""GoCardless Bank Account Data (formerly Nordigen), API v2, with keys that the user holds himself."""

from microdesk_desktop.banks.gocardless.provider import INFO, GoCardless

__all__ = ["INFO", "GoCardless"]
