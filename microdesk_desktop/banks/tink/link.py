"""Tink Link, the page in the browser where the user gives a consent: its address, and the errors that it returns.

Pure. Parameters and errors are those of the Tink Link web reference (Transactions, Connect accounts).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.http.types import LOOPBACK_HOSTS

MARKET = "FR"
_HOST = "https://link.tink.com"
CONNECT = "/1.0/transactions/connect-accounts"
EXTEND = "/1.0/transactions/extend-consent"
_LOCALES = {"fr": "fr_FR", "en": "en_US"}


def locale(language: str) -> str:
    """The locale of a user of this language."""
    return _LOCALES.get(language, _LOCALES["fr"])


def page_address(base_url: str, page: str, parameters: Mapping[str, str], language: str) -> str:
    """The address of a page, `CONNECT` or `EXTEND`; a simulated Tink on this computer has them under its own origin.

    Market and locale are always given: Tink's own defaults are Sweden and English.
    """
    parts = urlsplit(base_url)
    is_simulated = parts.hostname in LOOPBACK_HOSTS
    site = f"{parts.scheme}://{parts.netloc}/link" if is_simulated else _HOST
    query = urlencode({**parameters, "market": MARKET, "locale": locale(language)})
    return f"{site}{page}?{query}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorRule:
    """One line of the table: it applies when `error` is equal, if given, and `error_reason` holds the words."""

    code: ErrorCode
    error: str = ""
    reason: str = ""

    def applies(self, error: str, reason: str) -> bool:
        return self.error in ("", error) and self.reason in reason


RULES = (
    ErrorRule(code=ErrorCode.RETURN_NOT_REGISTERED, reason="REDIRECT_URI"),
    # Tink's other reason for an application without this address.
    ErrorRule(code=ErrorCode.RETURN_NOT_REGISTERED, reason="OAUTH_DESCRIBE"),
    ErrorRule(code=ErrorCode.APPLICATION_INACTIVE, reason="PERMANENT_USER"),
    ErrorRule(code=ErrorCode.ACCOUNTS_NOT_LINKED, reason="NO_ACCOUNTS"),
    ErrorRule(code=ErrorCode.CONSENT_REFUSED, error="USER_CANCELLED"),
    ErrorRule(code=ErrorCode.CONSENT_REFUSED, error="AUTHENTICATION_ERROR"),
    ErrorRule(code=ErrorCode.REQUEST_REFUSED, error="BAD_REQUEST"),
    ErrorRule(code=ErrorCode.REQUEST_REFUSED, error="INVALID_STATE"),
    ErrorRule(code=ErrorCode.PROVIDER_DOWN, error="TEMPORARY_ERROR"),
    ErrorRule(code=ErrorCode.PROVIDER_DOWN, error="INTERNAL_ERROR"),
)


def arrival_error(arrival: Mapping[str, str]) -> ErrorCode | None:
    """Why the browser came back without a consent; None when it came back with one."""
    if "error" not in arrival:
        return None
    error = arrival["error"].strip().upper()
    # NO_ACCOUNTS is documented as a reason, and was seen as a type.
    reason = f"{arrival.get('error_reason', '')} {arrival.get('error_type', '')}".upper()
    return next((rule.code for rule in RULES if rule.applies(error, reason)), ErrorCode.CONSENT_REFUSED)


def is_duplicate(arrival: Mapping[str, str]) -> bool:
    """Whether the user has these credentials already: an earlier return was lost, and the consent stands."""
    return "error" in arrival and "DUPLICATE_CREDENTIALS" in arrival.get("error_reason", "").upper()


def credentials_of(arrival: Mapping[str, str] | None) -> str:
    """The credentials that the arrival names, in the current or the former spelling; empty without."""
    names = ("credentials_id", "credentialsId", "credentials")
    return next((arrival[name] for name in names if arrival and arrival.get(name)), "")
