"""Keys and tokens: what is accepted, what is signed, and for how long."""

import json
from base64 import urlsafe_b64decode
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from microdesk_desktop.banks.enable_banking import INFO, tokens
from microdesk_desktop.banks.enable_banking.tokens import TokenSource
from microdesk_desktop.banks.provider import KeyField, ProviderContext
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.sandbox.enable_banking.keys import application_key, pem
from tests.contract.flow import refusal
from tests.unit.banks.enable_banking.wiring import Wired

KEY = application_key()
PEM = pem(KEY)
ID = "3fa85f64-5717-4562-b3fc-2c963f66afa6"


def field(name: str) -> KeyField:
    return next(each for each in INFO.keys if each.name == name)


def content(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and claims of a token, once its signature is checked."""
    head, claims, signature = token.split(".")
    KEY.public_key().verify(_bytes(signature), f"{head}.{claims}".encode(), PKCS1v15(), SHA256())
    return json.loads(_bytes(head)), json.loads(_bytes(claims))


def _bytes(part: str) -> bytes:
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))


def source(wired: Wired) -> TokenSource:
    return TokenSource(
        ProviderContext(
            base_url=wired.sandbox.base_url,
            http=wired.http,
            secrets=wired.secrets,
            limits=wired.limits,
            clock=wired.clock,
        )
    )


def test_a_token_names_the_application_and_ends_within_an_hour(wired: Wired) -> None:
    head, claims = content(source(wired).token())
    now = int(wired.clock.now().timestamp())
    assert head == {"typ": "JWT", "alg": "RS256", "kid": wired.sandbox.application_id}
    assert claims == {"iss": "enablebanking.com", "aud": "api.enablebanking.com", "iat": now, "exp": now + 3_600}


def test_a_token_is_kept_until_shortly_before_it_ends_or_the_clock_is_set_back(wired: Wired) -> None:
    tokens_of = source(wired)
    first = tokens_of.token()
    wired.clock.advance(minutes=50)
    assert tokens_of.token() == first
    wired.clock.advance(minutes=6)
    second = tokens_of.token()
    assert content(second)[1]["iat"] == int(wired.clock.now().timestamp())
    wired.clock.set_forward(hours=-1)
    assert content(tokens_of.token())[1]["iat"] == int(wired.clock.now().timestamp())


def test_a_provider_loads_its_key_once_and_keeps_no_token_in_the_keyring(
    wired: Wired, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []
    load = tokens.load_key
    monkeypatch.setattr(tokens, "load_key", lambda text: loaded.append(text) or load(text))  # type: ignore[func-returns-value]
    before = dict(wired.secrets)
    provider = wired.new_provider()
    wired.account(provider)
    wired.clock.advance(hours=5)
    provider.institutions("FR", wired.job)
    assert loaded == [before["private_key"]]
    assert dict(wired.secrets) == before


@pytest.mark.parametrize("missing", ["application_id", "private_key"])
def test_a_missing_key_is_named_as_such(wired: Wired, missing: str) -> None:
    wired.secrets.delete(missing)
    assert refusal(source(wired).token).code is ErrorCode.CREDENTIALS_MISSING


def _certificate() -> str:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "MicroDesk")])
    start = datetime(2026, 1, 1, tzinfo=UTC)
    built = x509.CertificateBuilder(
        issuer_name=name,
        subject_name=name,
        public_key=KEY.public_key(),
        serial_number=1,
        not_valid_before=start,
        not_valid_after=start + timedelta(days=365),
    ).sign(KEY, SHA256())
    return built.public_bytes(Encoding.PEM).decode()


def _traditional() -> str:
    return KEY.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()).decode()


@pytest.mark.parametrize(
    "text",
    [
        PEM,
        _traditional(),
        PEM.strip(),
        PEM.replace("\n", "\r\n"),
        PEM.replace("\n", "\\n"),
        _certificate() + PEM,
        PEM + _certificate(),
    ],
    ids=["PKCS8", "PKCS1", "no last line end", "CRLF", "escaped line ends", "certificate before", "certificate after"],
)
def test_a_key_is_accepted_however_it_was_copied(wired: Wired, text: str) -> None:
    wired.secrets.put("private_key", field("private_key").clean(text))
    assert content(source(wired).token())


def _encrypted() -> str:
    return KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret")).decode()


def _elliptic() -> str:
    key = generate_private_key(SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


@pytest.mark.parametrize(
    "text", [_encrypted(), _elliptic(), _certificate(), PEM[:900], "", "clé"], ids=lambda text: text[:20]
)
def test_anything_but_an_rsa_key_without_a_password_is_refused(text: str) -> None:
    assert refusal(lambda: field("private_key").clean(text)).code is ErrorCode.PRIVATE_KEY_UNREADABLE


@pytest.mark.parametrize("text", [ID, f"  {ID}\n", ID.upper(), f"{ID}.pem"])
def test_an_application_id_is_the_name_of_the_file(text: str) -> None:
    assert field("application_id").clean(text).lower() == ID


@pytest.mark.parametrize("text", ["", "MicroDesk", ID[:-1], ID.replace("-", ""), f"{ID} {ID}", "me@example.org"])
def test_anything_else_is_no_application_id(text: str) -> None:
    with pytest.raises(KnownError) as raised:
        field("application_id").clean(text)
    assert raised.value.code is ErrorCode.APPLICATION_ID_UNREADABLE
