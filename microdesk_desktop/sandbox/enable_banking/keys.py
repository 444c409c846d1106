"""The user's application and the check of its tokens, as strict as RFC 7519 and the API's description allow."""

import json
from base64 import urlsafe_b64decode
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from microdesk_desktop.base.caches import impersonal_cache

_LONGEST_S = 86_400
_AHEAD_S = 60


@impersonal_cache()
def application_key() -> RSAPrivateKey:
    """A key of 2,048 bits, made once in a process: it protects nothing but a simulation."""
    return generate_private_key(public_exponent=65_537, key_size=2_048)


def pem(key: RSAPrivateKey) -> str:
    """The text of the file that the user downloads."""
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def token_flaw(token: str, application_id: str, key: RSAPublicKey, now: datetime) -> str:
    """What is wrong with a token; empty when nothing is."""
    parts = token.split(".")
    if len(parts) != 3:
        return "not a signed token"
    try:
        head, claims = _decoded(parts[0]), _decoded(parts[1])
        key.verify(_bytes(parts[2]), f"{parts[0]}.{parts[1]}".encode(), PKCS1v15(), SHA256())
    except (ValueError, InvalidSignature):
        return "signature"
    return _head_flaw(head, application_id) or _claims_flaw(claims, now)


def _head_flaw(head: dict[str, Any], application_id: str) -> str:
    wanted = {"typ": "JWT", "alg": "RS256", "kid": application_id}
    return next((name for name, value in wanted.items() if head.get(name) != value), "")


def _claims_flaw(claims: dict[str, Any], now: datetime) -> str:
    for name, value in {"iss": "enablebanking.com", "aud": "api.enablebanking.com"}.items():
        if claims.get(name) != value:
            return name
    issued, ends, current = claims.get("iat"), claims.get("exp"), now.timestamp()
    if not isinstance(issued, int) or issued > current + _AHEAD_S:
        return "iat"
    if not isinstance(ends, int) or ends <= current or ends - issued > _LONGEST_S:
        return "exp"
    return ""


def _decoded(part: str) -> dict[str, Any]:
    found = json.loads(_bytes(part))
    if not isinstance(found, dict):
        raise ValueError("not an object")
    return found


def _bytes(part: str) -> bytes:
    if "=" in part:
        raise ValueError("padded")
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))
