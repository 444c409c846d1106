"""What the contract suite needs of a stand-in: the bank as its customer sees it, and what was sent to it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Protocol, Self

from microdesk_desktop.banks.provider import ProviderInfo
from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.operations.consent_page import Announce
from microdesk_desktop.sandbox.faults import Fault, Faults

CANARY = "CANARI"


class Fact(NamedTuple):
    """A transaction on the bank's side; `identifier` None leaves it out, "" makes one up."""

    on: date
    cents: int
    label: str
    identifier: str | None = ""
    is_pending: bool = False


class Answer(StrEnum):
    """What the user does at the bank, and how the browser comes back."""

    AGREE = "agree"
    REFUSE = "refuse"
    NOTHING = "nothing"
    # agree, but the browser never comes back, or first with another reference
    LOST = "lost"
    WRONG_REFERENCE = "wrong_reference"


class StandIn(Protocol):
    """One provider that runs on this computer."""

    info: ProviderInfo
    institution_id: str
    # what a user pastes or types, right and wrong
    keys: Mapping[str, str]
    wrong_keys: Mapping[str, str]
    # parts of the paths of the requests
    transactions_path: str
    balance_path: str
    polling_path: str
    # what each refusal of a request for transactions becomes
    refusals: Sequence[tuple[Fault, ErrorCode]]
    # None where no consent is asked
    consent_expired: Fault | None
    # method and part of the path of the request that ends a consent
    revoking: tuple[str, str]
    # how many requests for transactions are allowed in a day; None where nothing is counted
    daily: int | None
    # whether the user agrees on a page, and to something that can be revoked; without, the keys are enough
    asks_consent: bool
    # whether a consent is found linked although the browser never comes back
    can_be_polled: bool
    # whether a pending transaction that is no longer listed is gone
    lists_all_pending: bool

    def __enter__(self) -> Self: ...

    def __exit__(self, *raised: object) -> None: ...

    @property
    def base_url(self) -> str: ...

    @property
    def faults(self) -> Faults: ...

    @property
    def requests(self) -> Sequence[tuple[str, str]]: ...

    def stop(self) -> None:
        """Become unreachable."""

    def open_account(self, iban: str) -> None:
        """Give the customer one more account; every field that must not be kept holds the canary."""

    def put(self, iban: str, *facts: Fact) -> None:
        """Let exactly these transactions stand on the account."""

    def put_odd_row(self, iban: str, odd: Mapping[str, object]) -> None:
        """Add a row of which some fields have any content."""

    def odd_fields(self) -> Sequence[str]:
        """The names of the fields of a row."""

    def user(self, answer: Answer) -> Announce:
        """What `connect` calls to show the page of the consent."""

    def open_consents(self) -> int:
        """How many consents could be used now; 0 where none is asked."""

    def granted_end(self) -> datetime:
        """When the last consent that was given ends; not called where none is asked."""

    def accounts_read(self) -> set[str]:
        """The IBANs of the accounts of which something was read that banks count."""

    def first_day_asked(self) -> date:
        """The first day of the last request for transactions."""

    def break_page(self, url: str) -> bool:
        """Announce this address as the page of the next consent; False where the program makes it up itself."""

    def add_odd_institution(self) -> None:
        """List a bank of which only the id is as it should be."""

    def renew_limits(self) -> None:
        """Restore the budgets that the bank counts."""

    def forget_tokens(self) -> None:
        """Refuse every token issued so far."""

    def issue(self, text: str) -> Fault | None:
        """The answer that issues this text as a token; None where the provider issues none."""

    def close_accounts(self) -> None:
        """Let consents open no account."""
