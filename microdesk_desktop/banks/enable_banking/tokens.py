"""Signed tokens (RFC 7519, RS256) that authorise the requests: made here, kept in memory for at most an hour."""

import json
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from microdesk_desktop.banks.provider import ProviderContext
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.addresses import check_address

APPLICATION_ID = "application_id"
PRIVATE_KEY = "private_key"
ISSUER = "enablebanking.com"
AUDIENCE = "api.enablebanking.com"
LIFETIME = timedelta(hours=1)
# A token that ends within five minutes may end on its way, or by a clock that is ahead.
_MARGIN = timedelta(minutes=5)


class TokenSource:
    """The token of one application, signed anew before it ends; the key is loaded once."""

    def __init__(self, context: ProviderContext) -> None:
        self._context = context
        self._signer: tuple[str, RSAPrivateKey] | None = None
        self._token = ""
        self._made_at: datetime | None = None

    def token(self) -> str:
        """A token that is valid now. Raises CREDENTIALS_MISSING or PRIVATE_KEY_UNREADABLE."""
        now = self._context.clock.now()
        if self._made_at is None or not self._made_at <= now < self._made_at + LIFETIME - _MARGIN:
            application_id, key = self._signer = self._signer or self._load()
            self._token, self._made_at = sign(application_id, key, now), now
        return self._token

    def _load(self) -> tuple[str, RSAPrivateKey]:
        secrets = self._context.secrets
        application_id, pem = secrets.get(APPLICATION_ID), secrets.get(PRIVATE_KEY)
        if not application_id or not pem:
            raise KnownError(ErrorCode.CREDENTIALS_MISSING, host=check_address(self._context.base_url))
        return application_id, load_key(pem)


def load_key(pem: str) -> RSAPrivateKey:
    """The RSA key in a PEM text that was checked when it was entered. Raises PRIVATE_KEY_UNREADABLE."""
    try:
        # Checking the numbers again would take up to a second (4,096 bits).
        key = load_pem_private_key(pem.encode(), password=None, unsafe_skip_rsa_key_validation=True)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise KnownError(ErrorCode.PRIVATE_KEY_UNREADABLE) from None
    if not isinstance(key, RSAPrivateKey):
        raise KnownError(ErrorCode.PRIVATE_KEY_UNREADABLE)
    return key


def sign(application_id: str, key: RSAPrivateKey, now: datetime) -> str:
    """A token of one hour for an application, from `now` on."""
    issued_at = int(now.timestamp())
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "iat": issued_at,
        "exp": issued_at + int(LIFETIME.total_seconds()),
    }
    head = _part({"typ": "JWT", "alg": "RS256", "kid": application_id})
    signed = f"{head}.{_part(claims)}"
    return f"{signed}.{_base64(key.sign(signed.encode(), PKCS1v15(), SHA256()))}"


def _part(content: object) -> str:
    return _base64(json.dumps(content, separators=(",", ":")).encode())


def _base64(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()
