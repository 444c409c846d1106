"""The contract of a bank provider: what it declares, what it may use, and the calls that operations make.

A provider returns domain values only, and keeps nothing of what it reads. It is one package below `banks/`, one line in
`registry.py`, and its stand-in; `tests/contract` is what it must pass.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol, runtime_checkable

from microdesk_desktop.base.clock import Clock
from microdesk_desktop.base.http.client import HttpClient
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import (
    AccountChoice,
    Balance,
    ConsentProgress,
    ConsentRequest,
    Institution,
    TransactionPage,
)

GENERAL = "requests"
TRANSACTIONS = "transactions"
MAX_HISTORY_DAYS = 90

Text = Callable[[], str]
"""A text in the language of the moment, for data that is built when modules are loaded."""


class Secrets(Protocol):
    """The user's keys and the provider's tokens, in the system keyring, for one provider at one address."""

    def get(self, name: str) -> str | None: ...

    def put(self, name: str, secret: str) -> None: ...

    def delete(self, name: str) -> None: ...


class Limits(Protocol):
    """How many requests one provider still allows, kept across restarts.

    Each endpoint has its own budget: `TRANSACTIONS`, others that only the provider knows, or `GENERAL` for all.
    """

    def blocked_until(self, endpoint: str) -> datetime | None:
        """When the next request is allowed; None when it is allowed now."""
        ...

    def note(self, endpoint: str, remaining: int | None, renews_at: datetime | None) -> None:
        """Keep the budget that the provider announced: how many requests remain until when."""
        ...

    def spend(self, endpoint: str, allowed: int, period: timedelta) -> None:
        """Count a request where the provider announces no budget: at most `allowed` in each `period`.

        Raises RATE_LIMITED when the budget is used up.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderContext:
    """Everything outside of its package that a provider may use.

    `consents` lists the ids of the consents that are open at this address, as `revoke` takes them, oldest first: the
    keyring holds them, and they are stored nowhere else.
    """

    base_url: str
    http: HttpClient
    secrets: Secrets
    limits: Limits
    clock: Clock
    consents: Callable[[], Sequence[str]] = tuple


class Provider(Protocol):
    """A service that reads bank accounts with the user's consent.

    Every method may raise KnownError for what goes wrong outside of this program, and Cancelled through its job.
    """

    def return_addresses(self, job: Job) -> Sequence[str]:
        """The return addresses registered at the provider; empty when any address on this computer is accepted."""
        ...

    def institutions(self, country: str, job: Job) -> Sequence[Institution]:
        """The banks of a country (two letters)."""
        ...

    def institution(self, institution_id: str, job: Job) -> Institution:
        """One bank. Raises INSTITUTION_UNKNOWN."""
        ...

    def claim(self, reference: str) -> str:
        """The id by which `revoke` finds what `begin_consent` opens with this reference, if its answer never comes.

        It is kept before `begin_consent` is called; empty where nothing can be found so. It may be the consent's id.
        """
        ...

    def begin_consent(
        self, institution: Institution, *, redirect: str, reference: str, language: str, job: Job
    ) -> ConsentRequest:
        """Ask for the widest consent that the bank grants and the privacy statement allows.

        The bank redirects the browser to `redirect` with `reference` as `ref` or `state`; it is used once only.
        Raises RETURN_NOT_REGISTERED with `address`.
        """
        ...

    def consent_state(self, request: ConsentRequest, arrival: Mapping[str, str] | None, job: Job) -> ConsentProgress:
        """The progress of a consent; called repeatedly while the user is at the bank's site.

        `arrival` is the query of the return address once the browser came back. A provider that cannot be polled
        answers WAITING without a request until then, and exchanges the code that it holds once.
        """
        ...

    def consent_end(self, consent_id: str, request: ConsentRequest, job: Job) -> datetime | None:
        """When a linked consent ends; None where it has no end."""
        ...

    def accounts(self, consent_id: str, job: Job) -> Sequence[AccountChoice]:
        """The accounts of a linked consent, using only endpoints that banks do not count.

        Raises ACCOUNTS_NOT_LINKED where the user must first link accounts at the provider.
        """
        ...

    def account_details(self, account: AccountChoice, job: Job) -> AccountChoice:
        """The chosen account with its name, owner and currency; called once, because banks count it."""
        ...

    def fetch_balance(self, account_id: str, currency: str, job: Job) -> Balance | None:
        """The account's booked balance, else the closest to it that the bank gives; None when it gives none."""
        ...

    def fetch_transactions(self, account_id: str, history_days: int, job: Job) -> TransactionPage:
        """Everything booked and pending of the last `history_days` days: all of it, or an error."""
        ...

    def revoke(self, consent_id: str, job: Job) -> None:
        """End a consent at the provider; a success where it no longer exists, or where there is none to end."""
        ...


@runtime_checkable
class Extending(Protocol):
    """A provider whose open consents can be extended: the user confirms, without a login at the bank."""

    def begin_extension(
        self, institution: Institution, *, redirect: str, reference: str, language: str, job: Job
    ) -> ConsentRequest | None:
        """Ask to extend the open consent of this bank, with `extends`; None where there is none, or its bank does not.

        The rest is as with `begin_consent`.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyField:
    """One key that the user enters: its name in the keyring and in `Secrets`, and its label.

    A secret is hidden on the screen, and read from a file by the command line, whose arguments other programs see.
    `is_file`: the window reads it from a file too. `clean` returns what is kept, or raises KnownError.
    """

    name: str
    label: Text
    is_secret: bool = True
    is_file: bool = False
    clean: Callable[[str], str] = str.strip

    @property
    def option(self) -> str:
        """The option of the command line."""
        return f"--{self.name.replace('_', '-')}{'-file' if self.is_secret else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderInfo:
    """What a provider declares: everything that the window and the command line need to offer it.

    `steps` are the instructions for the provider's site, `warning` is shown above the fields of the keys.
    `return_addresses` are those that the user must register there, when they do not depend on the user's keys.
    `access_stays` is the way for the user to end the access there, where no program can; else None.
    """

    name: str
    title: str
    default_url: str
    open: Callable[[ProviderContext], Provider]
    keys: tuple[KeyField, ...]
    return_addresses: tuple[str, ...] = ()
    steps: tuple[Text, ...] = ()
    warning: Text | None = None
    access_stays: Text | None = None


def window_start(today: date, history_days: int) -> date:
    """The first day of a fetch: never more than 90 days back, whatever was granted."""
    return date.fromordinal(today.toordinal() - min(history_days, MAX_HISTORY_DAYS))
