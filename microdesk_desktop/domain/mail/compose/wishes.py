"""Whether a message may be written to somebody: what it is, what its recipient chose, and what the law asks.

a document, a reminder     belongs to a contract: all but who wants no mail at all
an answer, an exchange     between two people: always, once the user states that it is one
anything else, commercial  an individual must have agreed, a professional may refuse (CPCE art. L. 34-5)
"""

import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from microdesk_desktop.domain.parties import ClientKind, MailPreference


class Nature(StrEnum):
    """What a message is."""

    BUSINESS = "business"
    """It brings a document or a reminder."""
    EXCHANGE = "exchange"
    """It answers a letter, or belongs to a conversation about work."""
    COMMERCIAL = "commercial"
    """Whatever else the user writes of their own accord."""


class Barrier(StrEnum):
    """Why a message is not sent."""

    NO_MAIL = "no_mail"
    """The client wants no mail at all."""
    NO_COMMERCIAL = "no_commercial"
    """The client refused commercial messages."""
    NOT_AGREED = "not_agreed"
    """An individual who never agreed to commercial messages."""
    ERASED = "erased"
    """Somebody who refused before they were erased."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a client wants to receive, by one of their addresses."""

    client_id: int
    client: str
    kind: ClientKind
    preference: MailPreference


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwanted:
    """The first recipient whom a message must not reach; `client_id` is None for somebody who was erased."""

    address: str
    barrier: Barrier
    client: str = ""
    client_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """All that stands against messages: the wishes of clients by folded address, and refusals by their keyed hash."""

    by_address: Mapping[str, Sequence[Wish]] = field(default_factory=dict, repr=False)
    suppressed: Mapping[str, MailPreference] = field(default_factory=dict, repr=False)
    key: bytes = field(default=b"", repr=False)

    def unwanted(self, addresses: Iterable[str], nature: Nature) -> Unwanted | None:
        """The first of these recipients whom a message of this nature must not reach."""
        return next(filter(None, (self._unwanted(each, nature) for each in addresses)), None)

    def _unwanted(self, address: str, nature: Nature) -> Unwanted | None:
        for wish in self.by_address.get(folded_address(address), ()):
            barrier = barrier_of(wish.preference, wish.kind, nature)
            if barrier is not None:
                return Unwanted(address=address, barrier=barrier, client=wish.client, client_id=wish.client_id)
        refused = self.suppressed.get(address_hash(self.key, address)) if self.suppressed else None
        if refused is None or barrier_of(refused, ClientKind.COMPANY, nature) is None:
            return None
        return Unwanted(address=address, barrier=Barrier.ERASED)


def barrier_of(preference: MailPreference, kind: ClientKind, nature: Nature) -> Barrier | None:
    """What stands against a message of this nature to somebody; None where it may be sent."""
    if nature is Nature.EXCHANGE:
        return None
    if preference is MailPreference.NONE:
        return Barrier.NO_MAIL
    if nature is Nature.BUSINESS or preference is MailPreference.EVERYTHING:
        return None
    if preference is MailPreference.BUSINESS:
        return Barrier.NO_COMMERCIAL
    return Barrier.NOT_AGREED if kind is ClientKind.INDIVIDUAL else None


def folded_address(address: str) -> str:
    """An address as it is compared."""
    return address.strip().casefold()


def address_hash(key: bytes, address: str) -> str:
    """The HMAC-SHA256 of a folded address, as hexadecimal digits."""
    return hmac.new(key, folded_address(address).encode(), "sha256").hexdigest()
