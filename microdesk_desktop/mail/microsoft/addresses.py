"""Where Microsoft is reached: the public addresses, or a stand-in on this computer."""

from dataclasses import dataclass

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.addresses import check_address
from microdesk_desktop.base.http.types import LOOPBACK_HOSTS

_PUBLIC = "https://login.microsoftonline.com"


@dataclass(frozen=True, slots=True, kw_only=True)
class Microsoft:
    """The addresses of the consent page and of the token server."""

    consent: str
    token: str


def microsoft_at(base_url: str | None) -> Microsoft:
    """Microsoft's addresses, or those of a stand-in. Raises ADDRESS_REFUSED for one that is not on this computer."""
    if base_url is not None and (host := check_address(base_url)) not in LOOPBACK_HOSTS:
        raise KnownError(ErrorCode.ADDRESS_REFUSED, host=host)
    # "common": accounts of any organisation; the mailbox itself decides whether it can be read.
    base = f"{(base_url or _PUBLIC).rstrip('/')}/common/oauth2/v2.0"
    return Microsoft(consent=f"{base}/authorize", token=f"{base}/token")
