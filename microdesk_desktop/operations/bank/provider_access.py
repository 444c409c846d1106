"""How operations reach a provider: which one and where, its secrets and limits, and the consents open at each."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from microdesk_desktop.banks.provider import GENERAL, TRANSACTIONS, Provider, ProviderContext
from microdesk_desktop.banks.registry import open_provider, provider_info
from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import Connection, ProviderChoice
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.connection import load_provider
from microdesk_desktop.store.bank.limits import Limit, load_limits, save_limit
from microdesk_desktop.store.database import Writer
from microdesk_desktop.vault.tokens import TokenStore

BANK_SECRETS = "bank."
_CONSENTS = "bank.consent"


def chosen_provider(session: Session) -> ProviderChoice:
    """The provider that the user chose. Raises CREDENTIALS_MISSING before."""
    choice = session.read(load_provider)
    if choice is None:
        raise KnownError(ErrorCode.CREDENTIALS_MISSING)
    return choice


def named_provider(session: Session, name: str) -> ProviderChoice:
    """A provider by its name, at the address that the user chose for it. Raises PROVIDER_UNKNOWN."""
    choice = session.read(load_provider)
    if choice is not None and choice.name == name:
        return choice
    return ProviderChoice(name, provider_info(name).default_url)


def connected_provider(session: Session, connection: Connection) -> ProviderChoice:
    """The provider of the connection, also after another one was chosen: then where its consent was given."""
    choice = named_provider(session, connection.provider)
    if choice == session.read(load_provider):
        return choice
    given = [each.provider for each in Consents(session).all() if each.provider.name == connection.provider]
    return given[-1] if given else choice


def provider_client(session: Session, choice: ProviderChoice) -> Provider:
    """The provider, ready for calls. Raises PROVIDER_UNKNOWN."""
    return open_provider(
        choice.name,
        ProviderContext(
            base_url=choice.base_url,
            http=session.http,
            secrets=StoredSecrets(session.tokens, choice),
            limits=StoredLimits(session, choice.name),
            clock=session.clock,
        ),
    )


class StoredSecrets:
    """Keys and tokens of one provider at one address: they are never sent to another address of the same provider."""

    def __init__(self, tokens: TokenStore, choice: ProviderChoice) -> None:
        self._tokens = tokens
        self._prefix = _prefix(choice)
        self._former_prefix = f"{BANK_SECRETS}{choice.name}."

    def get(self, name: str) -> str | None:
        return self._tokens.get(self._prefix + name) or self._tokens.get(self._former_prefix + name)

    def put(self, name: str, secret: str) -> None:
        self._tokens.put(self._prefix + name, secret)

    def delete(self, name: str) -> None:
        self._tokens.delete(self._prefix + name)

    def delete_tokens(self, keys: Collection[str]) -> None:
        """Forget everything but these keys: tokens were issued for the former ones."""
        for name in self._tokens.names():
            if name.startswith(self._prefix) and name.removeprefix(self._prefix) not in keys:
                self._tokens.delete(name)

    def adopt_former(self) -> None:
        """Take over the secrets of versions that kept one set for all addresses of a provider."""
        for name in self._tokens.names():
            if name.startswith(self._former_prefix):
                self.put(name.removeprefix(self._former_prefix), self._tokens.get(name) or "")
                self._tokens.delete(name)


def _prefix(choice: ProviderChoice) -> str:
    return f"{BANK_SECRETS}{choice.name}@{choice.base_url}#"


def delete_unused_secrets(session: Session, choice: ProviderChoice) -> None:
    """Keep the keys of this choice, and those that can still revoke a consent; forget the others."""
    used = [choice, *(consent.provider for consent in Consents(session).all())]
    kept = (_CONSENTS, *map(_prefix, used))
    for name in session.tokens.names():
        if name.startswith(BANK_SECRETS) and not name.startswith(kept):
            session.tokens.delete(name)


class StoredLimits:
    """The limits of one provider, kept in the vault so that a restart does not forget them."""

    def __init__(self, session: Session, provider: str) -> None:
        self._session = session
        self._provider = provider

    def blocked_until(self, endpoint: str) -> datetime | None:
        limit = self._load(endpoint)
        return limit.retry_at if limit and is_spent(limit, self._session.clock.now()) else None

    def note(self, endpoint: str, remaining: int | None, renews_at: datetime | None) -> None:
        limit = Limit(provider=self._provider, endpoint=endpoint, remaining=remaining, retry_at=renews_at)
        self._session.write(lambda writer: save_limit(writer, limit))

    def spend(self, endpoint: str, allowed: int, period: timedelta) -> None:
        now, limit = self._session.clock.now(), self._load(endpoint)
        if limit and is_spent(limit, now):
            raise KnownError(ErrorCode.RATE_LIMITED, until=limit.retry_at)
        is_running = limit and limit.remaining is not None and limit.retry_at is not None and limit.retry_at > now
        if limit and is_running:
            self.note(endpoint, (limit.remaining or 0) - 1, limit.retry_at)
        else:
            self.note(endpoint, allowed - 1, now + period)

    def _load(self, endpoint: str) -> Limit | None:
        limits = self._session.read(load_limits)
        return next((each for each in limits if (each.provider, each.endpoint) == (self._provider, endpoint)), None)


def is_spent(limit: Limit, now: datetime) -> bool:
    """Whether a budget is used up and not yet renewed; `retry_at` is when it renews."""
    return not limit.remaining and limit.retry_at is not None and limit.retry_at > now


def sync_blocked_until(limits: list[Limit], now: datetime) -> datetime | None:
    """When transactions may be requested again; None when they may be now."""
    spent = [
        limit.retry_at
        for limit in limits
        if limit.endpoint in (TRANSACTIONS, GENERAL) and limit.retry_at and is_spent(limit, now)
    ]
    return max(spent, default=None)


def forget_limits(writer: Writer, provider: str) -> None:
    """Drop the budgets of a provider: a new consent comes with new ones."""
    for limit in load_limits(writer):
        if limit.provider == provider:
            save_limit(writer, Limit(provider=provider, endpoint=limit.endpoint, remaining=None, retry_at=None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """A consent that is open, and where it was given: only there can it be revoked."""

    provider: ProviderChoice
    id: str


class Consents:
    """Every consent asked for and not revoked yet, kept in the keyring, so that a crash leaves none open."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> list[Consent]:
        """Oldest first. Raises KEYRING_UNAVAILABLE when the keyring returns something else than was put there."""
        text = self._session.tokens.get(_CONSENTS) or "[]"
        try:
            return [self._read(each) for each in json.loads(text)]
        except (ValueError, TypeError, KeyError):
            raise KnownError(ErrorCode.KEYRING_UNAVAILABLE) from None

    def add(self, consent: Consent) -> None:
        self._save([*self.all(), consent])

    def remove(self, consent: Consent) -> None:
        self._save([each for each in self.all() if each != consent])

    def adopt_former(self) -> None:
        """Note where consents were given of which former versions kept the id only: call before the choice changes."""
        consents = self.all()
        if consents:
            self._save(consents)

    def _read(self, kept: str | Mapping[str, str]) -> Consent:
        if isinstance(kept, str):
            return Consent(provider=self._session.read(load_provider) or ProviderChoice("", ""), id=kept)
        return Consent(provider=ProviderChoice(kept["provider"], kept["base_url"]), id=kept["id"])

    def _save(self, consents: list[Consent]) -> None:
        entries = [
            {"provider": each.provider.name, "base_url": each.provider.base_url, "id": each.id} for each in consents
        ]
        self._session.tokens.put(_CONSENTS, json.dumps(entries))


def try_revoke(session: Session, consent: Consent, job: Job) -> bool:
    """Revoke a consent where it was given, if that provider can be reached; otherwise it is kept for the next time."""
    try:
        provider_client(session, consent.provider).revoke(consent.id, job)
        Consents(session).remove(consent)
    except (KnownError, Cancelled):
        return False
    return True
