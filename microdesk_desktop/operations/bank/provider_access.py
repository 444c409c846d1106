"""How an operation reaches the bank: the chosen provider, what it allows, and the consents that can be revoked."""

import json
from datetime import datetime

from microdesk_desktop.banks.provider import GENERAL, TRANSACTIONS, Provider, ProviderContext
from microdesk_desktop.banks.registry import PROVIDERS, open_provider
from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.connections import Limit, load_limits, load_provider, save_limit
from microdesk_desktop.store.database import Writer
from microdesk_desktop.vault.tokens import TokenStore

BANK_SECRETS = "bank."
_CONSENTS = "bank.consent"


def open_bank(session: Session) -> tuple[str, Provider]:
    """The name of the provider that the user chose, and the provider. Raises CREDENTIALS_MISSING when he chose none."""
    chosen = session.read(load_provider)
    if chosen is None:
        raise KnownError(ErrorCode.CREDENTIALS_MISSING)
    name, base_url = chosen
    return name, _open(session, name, base_url)


def open_named_bank(session: Session, name: str) -> Provider:
    """One provider by its name, at the address that the user chose for it. Raises PROVIDER_UNKNOWN."""
    chosen = session.read(load_provider)
    if chosen is not None and chosen[0] == name:
        return _open(session, *chosen)
    if name not in PROVIDERS:
        raise KnownError(ErrorCode.PROVIDER_UNKNOWN, provider=name)
    return _open(session, name, PROVIDERS[name].default_url)


def _open(session: Session, name: str, base_url: str) -> Provider:
    return open_provider(
        name,
        ProviderContext(
            base_url=base_url,
            http=session.http,
            secrets=session.tokens,
            limits=StoredLimits(session),
            clock=session.clock,
        ),
    )


class StoredLimits:
    """The provider's limits, kept in the vault so that a restart does not forget them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def blocked_until(self, endpoint: str) -> datetime | None:
        now = self._session.clock.now()
        limits = [limit for limit in self._session.read(load_limits) if limit.endpoint == endpoint]
        return next((limit.retry_at for limit in limits if is_spent(limit, now)), None)

    def note(self, endpoint: str, remaining: int | None, renews_at: datetime | None) -> None:
        limit = Limit(endpoint=endpoint, remaining=remaining, retry_at=renews_at)
        self._session.write(lambda writer: save_limit(writer, limit))


def is_spent(limit: Limit, now: datetime) -> bool:
    """Whether a budget is used up and not yet renewed; `retry_at` is when it renews."""
    return not limit.remaining and limit.retry_at is not None and limit.retry_at > now


def sync_blocked_until(limits: list[Limit], now: datetime) -> datetime | None:
    """When transactions may be asked for again; None when they may be now."""
    spent = [
        limit.retry_at
        for limit in limits
        if limit.endpoint in (TRANSACTIONS, GENERAL) and limit.retry_at and is_spent(limit, now)
    ]
    return max(spent, default=None)


def forget_limits(writer: Writer) -> None:
    """A new consent comes with new budgets."""
    for limit in load_limits(writer):
        save_limit(writer, Limit(endpoint=limit.endpoint, remaining=None, retry_at=None))


class Consents:
    """Every consent that was asked for and not revoked yet, in the keyring, so that none is left open by a crash."""

    def __init__(self, tokens: TokenStore) -> None:
        self._tokens = tokens

    def all(self) -> list[str]:
        """Their ids at the provider, oldest first."""
        return list(json.loads(self._tokens.get(_CONSENTS) or "[]"))

    def add(self, consent_id: str) -> None:
        self._tokens.put(_CONSENTS, json.dumps([*self.all(), consent_id]))

    def remove(self, consent_id: str) -> None:
        self._tokens.put(_CONSENTS, json.dumps([each for each in self.all() if each != consent_id]))


def try_revoke(provider: Provider, consents: Consents, consent_id: str, job: Job) -> bool:
    """End a consent if the provider can be reached; one that cannot be ended now is remembered for the next time."""
    try:
        provider.revoke(consent_id, job)
        consents.remove(consent_id)
    except (KnownError, Cancelled):
        return False
    return True
