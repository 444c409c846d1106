"""Where Google is reached: the public addresses, or a stand-in on this computer."""

from dataclasses import dataclass

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.addresses import check_address
from microdesk_desktop.base.http.types import LOOPBACK_HOSTS

API_PATH = "/gmail/v1/users/me/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Google:
    """The addresses of the consent page, the token server, its revocation, and the Gmail API without its path."""

    consent: str
    token: str
    revoke: str
    api: str


PUBLIC = Google(
    consent="https://accounts.google.com/o/oauth2/v2/auth",
    token="https://oauth2.googleapis.com/token",
    revoke="https://oauth2.googleapis.com/revoke",
    api="https://gmail.googleapis.com",
)


def google_at(base_url: str | None) -> Google:
    """Google's addresses, or those of a stand-in. Raises ADDRESS_REFUSED for one that is not on this computer.

    The addresses inside of a client file are never used: whoever gave the file could receive the user's tokens.
    """
    if base_url is None:
        return PUBLIC
    host = check_address(base_url)
    if host not in LOOPBACK_HOSTS:
        raise KnownError(ErrorCode.ADDRESS_REFUSED, host=host)
    base = base_url.rstrip("/")
    return Google(consent=f"{base}/o/oauth2/v2/auth", token=f"{base}/token", revoke=f"{base}/revoke", api=base)
