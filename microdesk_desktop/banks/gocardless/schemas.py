"""Responses of the API, as far as they are used; every other field is skipped while decoding.

`Loose` marks the fields in which banks send texts, numbers, null or anything else: they are cleaned where they are
used, so that an odd one spoils neither its row nor its page.
"""

from datetime import datetime
from typing import Annotated

import msgspec

from microdesk_desktop.banks.token import Token

Moment = Annotated[datetime, msgspec.Meta(tz=True)]
Loose = object
# Far above any id or link of the API; what is longer would fill the keyring.
Id = Annotated[str, msgspec.Meta(pattern=r"\S", max_length=2_000)]


class NewToken(msgspec.Struct):
    """An access token and its renewal, with their lives in seconds."""

    access: Token
    access_expires: int
    refresh: Token
    refresh_expires: int


class RenewedToken(msgspec.Struct):
    """An access token that was renewed."""

    access: Token
    access_expires: int


class KeptToken(msgspec.Struct, frozen=True):
    """A token as it is kept in the keyring, and the root of the API that issued it."""

    root: str
    token: Token
    ends_at: Moment
    refresh: Token
    refresh_ends_at: Moment


class InstitutionData(msgspec.Struct):
    """One bank; its numbers of days are texts."""

    id: Id
    name: Loose = None
    bic: Loose = None
    transaction_total_days: Loose = None
    max_access_valid_for_days: Loose = None
    supported_features: Loose = None


class Agreement(msgspec.Struct):
    """The terms of a consent; `accepted` is a moment once the user agreed."""

    id: Id
    access_valid_for_days: Loose = None
    max_historical_days: Loose = None
    access_scope: Loose = None
    accepted: Loose = None


class NewRequisition(msgspec.Struct):
    """A consent just asked for, and the page where the user gives it."""

    id: Id
    link: Id


class Requisition(msgspec.Struct):
    """A consent, and the accounts that it opened."""

    id: Id
    status: Loose = None
    accounts: list[Id] | None = None


class ListedRequisition(msgspec.Struct):
    """A consent in a list, with the reference of its request."""

    id: Id
    reference: Loose = None


class RequisitionPage(msgspec.Struct):
    """A page of the consents that the keys have."""

    results: list[ListedRequisition]


class AccountData(msgspec.Struct):
    """An account as the API describes it without asking the bank."""

    iban: Loose = None
    name: Loose = None
    owner_name: Loose = None


class AccountDetails(msgspec.Struct, rename="camel"):
    """An account as the bank describes it."""

    iban: Loose = None
    display_name: Loose = None
    name: Loose = None
    owner_name: Loose = None
    currency: Loose = None


class Details(msgspec.Struct):
    """The response of the details endpoint."""

    account: AccountDetails


class Amount(msgspec.Struct):
    """An amount in decimal notation, a text or a number."""

    amount: Loose
    currency: Loose = None


class BalanceData(msgspec.Struct, rename="camel"):
    """One balance; a bank may give several of different kinds."""

    balance_amount: Amount
    balance_type: Loose = None
    reference_date: Loose = None
    last_change_date_time: Loose = None


class Balances(msgspec.Struct):
    """The response of the balances endpoint; each balance is decoded on its own."""

    balances: list[msgspec.Raw]


class TransactionData(msgspec.Struct, rename="camel"):
    """One transaction; only the amount is dependable."""

    transaction_amount: Amount
    transaction_id: Loose = None
    internal_transaction_id: Loose = None
    booking_date: Loose = None
    booking_date_time: Loose = None
    value_date: Loose = None
    value_date_time: Loose = None
    creditor_name: Loose = None
    ultimate_creditor: Loose = None
    debtor_name: Loose = None
    ultimate_debtor: Loose = None
    end_to_end_id: Loose = None
    remittance_information_unstructured: Loose = None
    remittance_information_unstructured_array: Loose = None
    remittance_information_structured: Loose = None
    remittance_information_structured_array: Loose = None
    additional_information: Loose = None
    bank_transaction_code: Loose = None
    proprietary_bank_transaction_code: Loose = None


class TransactionLists(msgspec.Struct):
    """Booked and pending transactions, each decoded on its own: an invalid one does not affect the others."""

    booked: list[msgspec.Raw]
    pending: list[msgspec.Raw] | None = None


class Transactions(msgspec.Struct):
    """The response of the transactions endpoint."""

    transactions: TransactionLists
