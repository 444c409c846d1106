"""What every bank provider answers: one question per method, and nothing of the store, the window or another provider.

A provider hands over domain values only. What it reads from the bank is reduced at once, and dropped.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from microdesk_desktop.base.clock import Clock
from microdesk_desktop.base.http.client import HttpClient
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import (
    AccountChoice,
    Balance,
    ConsentRequest,
    ConsentState,
    Institution,
    TransactionPage,
)

GENERAL = "requests"
TRANSACTIONS = "transactions"


class Secrets(Protocol):
    """The user's keys and the provider's tokens, at rest in the system keyring only."""

    def get(self, name: str) -> str | None: ...

    def put(self, name: str, secret: str) -> None: ...

    def delete(self, name: str) -> None: ...


class Limits(Protocol):
    """How much the bank still allows, kept across restarts.

    An endpoint is a budget of its own: `TRANSACTIONS`, others that only the provider knows, or `GENERAL` for all.
    """

    def blocked_until(self, endpoint: str) -> datetime | None:
        """When the next request is allowed; None when it is now."""
        ...

    def note(self, endpoint: str, remaining: int | None, renews_at: datetime | None) -> None:
        """Keep what the bank said: how many requests remain until when."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderContext:
    """All that a provider may use of the outside."""

    base_url: str
    http: HttpClient
    secrets: Secrets
    limits: Limits
    clock: Clock


class Provider(Protocol):
    """A service that reads bank accounts with the user's consent.

    Every method may raise KnownError for what the world does wrong, and Cancelled through its job.
    """

    def institutions(self, country: str, job: Job) -> Sequence[Institution]:
        """The banks of a country (two letters)."""
        ...

    def institution(self, institution_id: str, job: Job) -> Institution:
        """One bank. Raises INSTITUTION_UNKNOWN."""
        ...

    def begin_consent(
        self, institution: Institution, *, redirect: str, reference: str, language: str, job: Job
    ) -> ConsentRequest:
        """Ask for the widest consent that the bank grants and the promises allow.

        The bank sends the browser back to `redirect` with `reference`, which must not have served before.
        """
        ...

    def consent_state(self, consent_id: str, job: Job) -> ConsentState:
        """Where the user stands; may be asked again and again while he is at the bank's site."""
        ...

    def consent_end(self, request: ConsentRequest, job: Job) -> datetime:
        """When a linked consent ends."""
        ...

    def accounts(self, consent_id: str, job: Job) -> Sequence[AccountChoice]:
        """The accounts that a linked consent opened, by what it costs nothing to ask."""
        ...

    def account_details(self, account: AccountChoice, job: Job) -> AccountChoice:
        """The chosen account with its name, owner and currency; asked once, because banks count it."""
        ...

    def fetch_balance(self, account_id: str, currency: str, job: Job) -> Balance | None:
        """The account's booked balance, else the closest to it that the bank gives; None when it gives none."""
        ...

    def fetch_transactions(self, account_id: str, history_days: int, job: Job) -> TransactionPage:
        """Everything booked and pending of the last `history_days` days: all of it, or an error."""
        ...

    def revoke(self, consent_id: str, job: Job) -> None:
        """End a consent at the provider; one that is already gone is a success."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderInfo:
    """A provider as the settings show it: `secrets` are the names of the keys that the user must enter."""

    name: str
    title: str
    default_url: str
    secrets: tuple[str, ...]


def window_start(today: date, history_days: int) -> date:
    """The first day of a fetch: never more than 90 days back, whatever was granted."""
    return date.fromordinal(today.toordinal() - min(history_days, 90))
