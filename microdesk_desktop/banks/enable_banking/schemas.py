"""Responses of the API, as far as they are used; every other field is skipped while decoding.

`Loose` marks the fields in which banks send texts, numbers, null or anything else: they are cleaned where they are
used, so that an odd one spoils neither its row nor its page.
"""

from typing import Annotated

import msgspec

Loose = object
# Far above any id or link of the API; what is longer would fill the keyring.
Id = Annotated[str, msgspec.Meta(pattern=r"\S", max_length=2_000)]
Key = Annotated[str, msgspec.Meta(max_length=4_000)]
"""What continues a list; it is sent back as a parameter of the address."""


class ApplicationData(msgspec.Struct):
    """The user's application at the provider."""

    active: Loose = None
    redirect_urls: Loose = None


class Aspsps(msgspec.Struct):
    """The response of the list of banks; each bank is decoded on its own."""

    aspsps: list[msgspec.Raw]


class AspspData(msgspec.Struct):
    """One bank, named by `name` and `country` together."""

    name: Id
    country: Loose = None
    bic: Loose = None
    psu_types: Loose = None
    auth_methods: Loose = None
    maximum_consent_validity: Loose = None
    beta: Loose = None
    group: Loose = None


class AuthorizationData(msgspec.Struct):
    """The page where the user agrees."""

    url: Id


class SessionData(msgspec.Struct):
    """A consent that was given: the response comes once only, so nothing but its id is required."""

    session_id: Id
    accounts: Loose = None
    access: Loose = None


class OpenedSession(msgspec.Struct):
    """A consent that was given before: its accounts are their ids only."""

    status: Loose = None
    accounts: Loose = None
    access: Loose = None


class AccountData(msgspec.Struct):
    """An account of a consent; one that is blocked or closed has no `uid`."""

    uid: Id
    account_id: Loose = None
    all_account_ids: Loose = None
    name: Loose = None
    details: Loose = None
    product: Loose = None
    currency: Loose = None


class Amount(msgspec.Struct):
    """An amount in decimal notation, a text or a number."""

    amount: Loose
    currency: Loose = None


class BalanceData(msgspec.Struct):
    """One balance; a bank may give several of different kinds."""

    balance_amount: Amount
    balance_type: Loose = None
    reference_date: Loose = None
    last_change_date_time: Loose = None


class Balances(msgspec.Struct):
    """The response of the balances endpoint; each balance is decoded on its own."""

    balances: list[msgspec.Raw]


class TransactionData(msgspec.Struct):
    """One transaction; everything but the amount may be missing."""

    transaction_amount: Loose = None
    credit_debit_indicator: Loose = None
    status: Loose = None
    entry_reference: Loose = None
    booking_date: Loose = None
    value_date: Loose = None
    transaction_date: Loose = None
    remittance_information: Loose = None
    creditor: Loose = None
    debtor: Loose = None
    reference_number: Loose = None
    note: Loose = None
    bank_transaction_code: Loose = None


class TransactionsData(msgspec.Struct):
    """One page of transactions, each decoded on its own; `continuation_key` is empty or absent on the last page."""

    transactions: list[msgspec.Raw]
    continuation_key: Key | int | None = None
