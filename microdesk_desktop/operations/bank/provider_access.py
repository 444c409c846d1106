"""How operations reach a provider: which one and where, its secrets and limits, and the consents open at each."""

import json
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from microdesk_desktop.banks.provider import GENERAL, TRANSACTIONS, Provider, ProviderContext
from microdesk_desktop.banks.registry import open_provider, provider_info
from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import Connection, ProviderChoice
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.erased_modules import BANK_SECRETS
from microdesk_desktop.operations.vault.erasure import keep_bug_report
from microdesk_desktop.store.bank.connection import load_provider
from microdesk_desktop.store.bank.limits import Limit, load_limits, save_limit
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.vault.keyring import LONGEST_SECRET
from microdesk_desktop.vault.tokens import TokenStore

_CONSENTS = "bank.consent"
# Printable ASCII, and the line ends of a private key.
_SENDABLE = re.compile(rf"[ -~\r\n]{{1,{LONGEST_SECRET}}}")


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
            consents=lambda: [each.id for each in Consents(session).all() if each.provider == choice],
        ),
    )


class StoredSecrets:
    """Keys and tokens of one provider at one address: they are never sent to another address of the same provider.

    Only texts that a request can carry are kept or returned, whatever a provider, a user or the keyring gives.
    """

    def __init__(self, tokens: TokenStore, choice: ProviderChoice) -> None:
        self._tokens = tokens
        self.since = tokens.erasures
        self._prefix = _prefix(choice)
        self._former_prefix = f"{BANK_SECRETS}{choice.name}."

    def get(self, name: str) -> str | None:
        """The secret; None when there is none, or when the keyring returns what no request could carry."""
        secret = self._tokens.get(self._prefix + name) or self._tokens.get(self._former_prefix + name)
        return secret if secret and is_sendable(secret) else None

    def put(self, name: str, secret: str) -> None:
        """Keep a secret. Raises CREDENTIALS_REFUSED for one that no request could carry.

        Raises CREDENTIALS_MISSING when the bank was disconnected meanwhile, KEYRING_UNAVAILABLE or KEYRING_LOCKED.
        """
        if not is_sendable(secret):
            raise KnownError(ErrorCode.CREDENTIALS_REFUSED)
        self._tokens.put(self._prefix + name, secret, since=self.since)

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
                secret = self._tokens.get(name)
                if secret and is_sendable(secret):
                    self.put(name.removeprefix(self._former_prefix), secret)
                self._tokens.delete(name)


def is_sendable(secret: str) -> bool:
    """Whether a request can carry a key or a token: printable ASCII, or a private key in several lines."""
    return _SENDABLE.fullmatch(secret) is not None


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
        limit = self._session.read(lambda reader: self._load(reader, endpoint))
        return limit.retry_at if limit and is_spent(limit, self._session.clock.now()) else None

    def note(self, endpoint: str, remaining: int | None, renews_at: datetime | None) -> None:
        self._session.write(lambda writer: self._save(writer, endpoint, remaining, renews_at))

    def spend(self, endpoint: str, allowed: int, period: timedelta) -> None:
        def count(writer: Writer) -> None:
            now, limit = self._session.clock.now(), self._load(writer, endpoint)
            if limit and is_spent(limit, now):
                raise KnownError(ErrorCode.RATE_LIMITED, until=limit.retry_at)
            is_running = limit and limit.remaining is not None and limit.retry_at is not None and limit.retry_at > now
            if limit and is_running:
                self._save(writer, endpoint, (limit.remaining or 0) - 1, limit.retry_at)
            else:
                self._save(writer, endpoint, allowed - 1, now + period)

        self._session.write(count)

    def _load(self, reader: Reader, endpoint: str) -> Limit | None:
        limits = load_limits(reader)
        return next((each for each in limits if (each.provider, each.endpoint) == (self._provider, endpoint)), None)

    def _save(self, writer: Writer, endpoint: str, remaining: int | None, renews_at: datetime | None) -> None:
        """Keep a budget, unless the bank was disconnected while its response was on the way."""
        if load_provider(writer) is not None:
            limit = Limit(provider=self._provider, endpoint=endpoint, remaining=remaining, retry_at=renews_at)
            save_limit(writer, limit)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenConsents:
    """The consents that are open, oldest first; `is_complete` is False when some entries could not be read."""

    consents: Sequence[Consent]
    is_complete: bool


class Consents:
    """Every consent asked for and not revoked yet, kept in the keyring, so that a crash leaves none open."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._since = session.tokens.erasures

    def load(self) -> OpenConsents:
        """The open consents; what the keyring returns of another shape is skipped.

        Raises KEYRING_UNAVAILABLE or KEYRING_LOCKED.
        """
        return self._parse(self._session.tokens.get(_CONSENTS))

    def all(self) -> Sequence[Consent]:
        """The open consents that can be read. Raises as `load` does."""
        return self.load().consents

    def add(self, consent: Consent, *, instead_of: Consent | None = None) -> None:
        """Note a consent, in the place of what was noted before it had its id.

        Raises CREDENTIALS_MISSING when the bank was disconnected after this object was made.
        """
        self._change(lambda consents: [*(each for each in consents if each != instead_of), consent])

    def remove(self, consent: Consent) -> None:
        self._change(lambda consents: [each for each in consents if each != consent])

    def adopt_former(self) -> None:
        """Note where consents were given of which former versions kept the id only: call before the choice changes."""
        self._change(list)

    def _change(self, change: Callable[[Sequence[Consent]], Sequence[Consent]]) -> None:
        def apply(text: str | None) -> str | None:
            consents = change(self._parse(text).consents)
            return _format(consents) if consents else None

        self._session.tokens.update(_CONSENTS, apply, since=self._since)

    def _parse(self, text: str | None) -> OpenConsents:
        if not text:
            return OpenConsents(consents=(), is_complete=True)
        try:
            entries = json.loads(text)
        except (ValueError, RecursionError):
            entries = None
        if not isinstance(entries, list):
            return OpenConsents(consents=(), is_complete=False)
        consents = [consent for each in entries if (consent := self._read(each))]
        return OpenConsents(consents=consents, is_complete=len(consents) == len(entries))

    def _read(self, kept: object) -> Consent | None:
        match kept:
            case str():
                choice = self._session.read(load_provider)
                return Consent(provider=choice, id=kept) if choice else None
            case {"provider": str(name), "base_url": str(base_url), "id": str(id_)}:
                return Consent(provider=ProviderChoice(name, base_url), id=id_)
        return None


def _format(consents: Sequence[Consent]) -> str:
    entries = [{"provider": each.provider.name, "base_url": each.provider.base_url, "id": each.id} for each in consents]
    return json.dumps(entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation:
    """Whether a consent was revoked, and where; `report` is the bug report when a bug prevented it."""

    is_done: bool
    report: Path | None = None
    provider: str = ""


def try_revoke(session: Session, consent: Consent, job: Job) -> Revocation:
    """Revoke a consent where it was given, if that provider can be reached; otherwise it is kept for the next time.

    Nothing that goes wrong is raised: it must stop neither an erasure nor the end of an attempt to connect.
    """
    is_done, name = False, consent.provider.name
    try:
        with session.gate.revoking():
            provider_client(session, consent.provider).revoke(consent.id, job)
        is_done = True
        Consents(session).remove(consent)
    except (KnownError, Cancelled):
        return Revocation(is_done=is_done, provider=name)
    except Exception as error:  # noqa: BLE001 - a bug in what is best effort is reported, and stops nothing
        return Revocation(is_done=is_done, report=keep_bug_report(session, error), provider=name)
    return Revocation(is_done=True, provider=name)
