"""Enable Banking on this computer: an API that refuses what the real one refuses, with its banks and their pages.

Sources: the API's OpenAPI description (1.0.0, 2026), its documentation, and answers that users published.
"""

from microdesk_desktop.sandbox.enable_banking.service import EnableBankingSandbox

__all__ = ["EnableBankingSandbox"]
