"""Responses of the API, as far as they are used; every other field is skipped while decoding.

`Loose` marks the fields that are cleaned where they are used, so that an odd one spoils neither its row nor its page.
"""

import msgspec

Loose = object


class BankAccount(msgspec.Struct):
    """An account of the organization; an external one is held at another bank."""

    id: Loose = None
    slug: Loose = None
    iban: Loose = None
    name: Loose = None
    currency: Loose = None
    status: Loose = None
    balance: Loose = None
    balance_cents: Loose = None
    authorized_balance: Loose = None
    authorized_balance_cents: Loose = None
    is_external_account: Loose = None


class Organization(msgspec.Struct):
    """The customer; each account is decoded on its own."""

    bank_accounts: list[msgspec.Raw]


class OrganizationAnswer(msgspec.Struct):
    """The response of the endpoint of the organization."""

    organization: Organization


class Meta(msgspec.Struct):
    """Where a page stands; a page that is left out differs from one that is null, which is the last."""

    next_page: Loose = msgspec.UNSET
    total_count: Loose = None


class Transactions(msgspec.Struct):
    """One page of transactions; each is decoded on its own."""

    transactions: list[msgspec.Raw]
    meta: Meta = msgspec.field(default_factory=Meta)


class TransactionKey(msgspec.Struct):
    """What identifies a transaction: a text with its rank on the account, and a UUID."""

    transaction_id: Loose = None
    id: Loose = None


class TransactionData(TransactionKey):
    """One transaction; its amount is in the currency of the account, `local_amount` in that of the payment."""

    amount: Loose = None
    amount_cents: Loose = None
    side: Loose = None
    currency: Loose = None
    label: Loose = None
    reference: Loose = None
    status: Loose = None
    settled_at: Loose = None
    emitted_at: Loose = None
