"""Values of the HTTP client; light to import, unlike the connection that needs httpx."""

import codecs
import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar, cast

from microdesk_desktop.base.caches import impersonal_cache
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job

T = TypeVar("T")
_HEADER_VALUE = re.compile(r"[\t -~]*")
MAX_VALUES = 500_000
"""Values of a JSON answer, as its commas count them: ten thousand transactions of fifty. More would take memory out of
proportion to the bytes, and time in a call that keeps the GIL."""
_MAX_REPAIRED_BYTES = 20_000_000
"""Bytes of an answer once its wrong ones are replaced, each by three: a body of the limit and a few of these."""
_STEP = 1 << 17
_LONGEST_PAIR = 12
LOOPBACK_HOSTS = frozenset(("localhost", "127.0.0.1", "::1"))

# Half of a surrogate pair, as banks leave one where they cut a label inside an emoji: msgspec takes it for no JSON.
_LONE_SURROGATE = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)


class Purpose(StrEnum):
    """Why a request is made, as the network journal keeps it and `views/privacy/network/journal.py` words it.

    Each belongs to a group that the user can close (`base/http/gate.py`).
    """

    BANK_TOKEN = "bank.token"
    BANK_APPLICATION = "bank.application"
    BANK_USER = "bank.user"
    BANK_INSTITUTIONS = "bank.institutions"
    BANK_CONSENT = "bank.consent"
    BANK_ACCOUNTS = "bank.accounts"
    BANK_DETAILS = "bank.details"
    BANK_BALANCES = "bank.balances"
    BANK_REFRESH = "bank.refresh"
    BANK_TRANSACTIONS = "bank.transactions"
    BANK_REVOKE = "bank.revoke"
    GMAIL_CONSENT = "gmail.consent"
    GMAIL_LIST = "gmail.list"
    GMAIL_READ = "gmail.read"
    GMAIL_CHANGE = "gmail.change"
    GMAIL_SEND = "gmail.send"
    GMAIL_REVOKE = "gmail.revoke"
    LOOKUP_COMPANIES = "lookup.companies"
    LOOKUP_ADDRESSES = "lookup.addresses"
    LOOKUP_VAT = "lookup.vat"
    MICROSOFT_CONSENT = "microsoft.consent"
    MICROSOFT_READ = "microsoft.read"
    MICROSOFT_SEND = "microsoft.send"
    MAIL_READ = "mail.read"
    MAIL_SEND = "mail.send"
    MAIL_SETTINGS = "mail.settings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """Status, headers (names in lower case) and body of an HTTP response."""

    host: str
    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    def decode(self, as_type: type[T], job: Job | None = None, max_bytes: int = _MAX_REPAIRED_BYTES) -> T:
        """The JSON body as this type, usually a `msgspec.Struct`; untyped fractions are decoded as text, not as float.

        Raises PROVIDER_DOWN for what is no JSON, such as a body that was cut, PROVIDER_CHANGED for another schema or
        more values than `MAX_VALUES` or bytes than `max_bytes`, and Cancelled.
        """
        import msgspec

        try:
            body = _well_formed(self.body.removeprefix(BOM_UTF8), job or Job())
            if len(body) > max_bytes or _count(body, b",") > MAX_VALUES:
                raise KnownError(ErrorCode.PROVIDER_CHANGED, host=self.host)
            decoded: T = _decoder(cast(Any, as_type)).decode(body)
            return decoded
        except msgspec.ValidationError as error:
            raise KnownError(ErrorCode.PROVIDER_CHANGED, host=self.host) from error
        except (ValueError, RecursionError):
            raise KnownError(ErrorCode.PROVIDER_DOWN, host=self.host) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """Limits of one request: seconds, bytes of the body, attempts; `total_s` covers all its attempts together."""

    connect_s: float = 10
    read_s: float = 30
    total_s: float = 60
    max_bytes: int = 16_000_000
    attempts: int = 3
    backoff_s: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request, ready to be sent.

    The body is `json`, `form` sent as application/x-www-form-urlencoded, or `content` with its type in `headers`.
    """

    method: str
    url: str
    host: str
    purpose: Purpose
    headers: Mapping[str, str]
    params: Mapping[str, str | Sequence[str]] | None
    json: object = None
    form: Mapping[str, str] | None = None
    content: bytes | None = field(default=None, repr=False)
    max_bytes: int = 0


def check_headers(headers: Mapping[str, str], host: str) -> None:
    """Raise CREDENTIALS_REFUSED for a value that no request can carry; only keys and tokens come from outside."""
    if not all(_HEADER_VALUE.fullmatch(value) for value in headers.values()):
        raise KnownError(ErrorCode.CREDENTIALS_REFUSED, host=host)


class ConnectionLost(KnownError):
    """The connection failed or broke: worth a retry, unlike a server that does not answer in time."""

    def __init__(self, host: str) -> None:
        super().__init__(ErrorCode.PROVIDER_DOWN, host=host)


def _well_formed(body: bytes, job: Job) -> bytes:
    """The body with U+FFFD for each half of a surrogate pair and each byte that is no UTF-8: only those are lost.

    Before the first decoding, because rows that are decoded one by one later would each be lost whole. In steps,
    because a codec and a pattern keep the GIL during each call.
    """
    if not body.isascii():
        body = b"".join(_in_utf8(body, job))
    has_surrogates = _count(body, rb"\ud") or _count(body, rb"\uD")
    return b"".join(_without_lone_surrogates(body, job)) if has_surrogates else body


def _in_utf8(body: bytes, job: Job) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    for at in range(0, len(body), _STEP):
        job.checkpoint()
        yield decoder.decode(body[at : at + _STEP]).encode()
    yield decoder.decode(b"", True).encode()


def _without_lone_surrogates(body: bytes, job: Job) -> Iterator[bytes]:
    copied = 0
    for at in range(0, len(body), _STEP):
        job.checkpoint()
        end = at + _STEP
        pieces: list[bytes] = []
        # A pair that begins in this step is seen whole.
        for found in _LONE_SURROGATE.finditer(body, max(at, copied), end + _LONGEST_PAIR):
            if found.start() >= end:
                break
            pieces += body[copied : found.start()], rb"\ufffd"
            copied = found.end()
        yield b"".join(pieces)
    yield body[copied:]


def _count(body: bytes, sought: bytes) -> int:
    """How often the bytes occur; counted in steps."""
    return sum(body.count(sought, at, at + _STEP + len(sought) - 1) for at in range(0, len(body), _STEP))


@impersonal_cache()
def _decoder(as_type: Any) -> Any:
    # Imported here to keep the start of the program fast.
    import msgspec

    return msgspec.json.Decoder(as_type, float_hook=str)
