"""Responses of the API, as far as they are used; every other field is skipped while decoding.

`Loose` marks the fields that are cleaned where they are used, so that an odd one spoils neither its row nor its page.
"""

from typing import Annotated

import msgspec

from microdesk_desktop.banks.token import Token

Loose = object
# Far above any id or code of the API; what is longer fits into no address.
Id = Annotated[str, msgspec.Meta(pattern=r"\S", max_length=2_000)]


class NewToken(msgspec.Struct):
    """An access token with its life in seconds."""

    access_token: Token
    expires_in: Loose = None


class NewUser(msgspec.Struct):
    """A Tink user just created."""

    user_id: Id


class Code(msgspec.Struct):
    """A code that is exchanged once, for a token or for the session of Tink Link."""

    code: Id


class ProviderData(msgspec.Struct, rename="camel"):
    """One way to reach a bank; a bank may have several."""

    name: Id
    display_name: Loose = None
    access_type: Loose = None
    status: Loose = None
    capabilities: Loose = None
    financial_services: Loose = None


class Providers(msgspec.Struct):
    """The banks of a market, each decoded on its own."""

    providers: list[msgspec.Raw]


class ConsentData(msgspec.Struct, rename="camel"):
    """A consent that the user gave to one bank, and the accounts that it opened; moments in milliseconds."""

    credentials_id: Loose = None
    account_ids: Loose = None
    status: Loose = None
    status_updated: Loose = None
    session_expiry_date: Loose = None
    session_extendable: Loose = None
    provider_name: Loose = None
    detailed_error: Loose = None


class Consents(msgspec.Struct, rename="camel"):
    """The consents of a user, each decoded on its own."""

    provider_consents: list[msgspec.Raw]


class CredentialsData(msgspec.Struct, rename="camel"):
    """The user's login at one bank, with everything of a consent but its accounts."""

    id: Loose = None
    status: Loose = None
    status_updated: Loose = None
    session_expiry_date: Loose = None


class CredentialsList(msgspec.Struct):
    """The logins of a user, each decoded on its own."""

    credentials: list[msgspec.Raw]


class AccountData(msgspec.Struct, rename="camel"):
    """One account."""

    id: Id
    name: Loose = None
    identifiers: Loose = None
    balances: Loose = None
    dates: Loose = None


class Accounts(msgspec.Struct, rename="camel"):
    """One page of accounts, each decoded on its own."""

    accounts: list[msgspec.Raw]
    next_page_token: Loose = None


class TransactionData(msgspec.Struct, rename="camel"):
    """One transaction; only amount and status are dependable."""

    amount: Loose
    status: Loose = None
    id: Loose = None
    account_id: Loose = None
    dates: Loose = None
    booked_date_time: Loose = None
    value_date_time: Loose = None
    transaction_date_time: Loose = None
    descriptions: Loose = None
    counterparties: Loose = None
    reference: Loose = None
    provider_mutability: Loose = None


class Transactions(msgspec.Struct, rename="camel"):
    """One page of transactions, each decoded on its own: an invalid one does not affect the others."""

    transactions: list[msgspec.Raw]
    next_page_token: Loose = None
