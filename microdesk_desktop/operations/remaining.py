"""What an erasure leaves: every annotated column is read again for what recognises a person or a module.

before: what recognises them ─▶ the erasure ─▶ after: rows by category, copies elsewhere
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from functools import partial

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.domain.mail.account import Account, AccountKind
from microdesk_desktop.domain.privacy.mentions import names_any, names_of
from microdesk_desktop.domain.remaining import UNKNOWN, Remaining
from microdesk_desktop.domain.text import fold
from microdesk_desktop.operations.copies import found_copies
from microdesk_desktop.operations.session import Session
from microdesk_desktop.privacy.inventory import load_inventory
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.privacy.mentions import (
    Recognises,
    count_attributed_payments,
    count_invoiced_trips,
    count_mentions,
    count_requests_for,
    count_vouchers,
    load_account_texts,
    load_labels,
)

Look = Callable[[Reader], Mapping[str, int]]
"""What is left once the erasure is done, by category."""
_JOURNAL = "journal"


def find_remaining(session: Session, look: Look) -> Remaining:
    """What is left, and the copies elsewhere; it is unknown where a damaged page cannot be read."""
    try:
        rows, copies = session.read(look), found_copies(session)
    except KnownError:
        return UNKNOWN
    return Remaining(
        rows={name: rows[name] for name in load_inventory().categories if rows.get(name)},
        copies=tuple(map(str, copies)),
    )


def find_copies(session: Session) -> Remaining:
    """The copies elsewhere alone, where what is to be looked for is no longer known."""
    try:
        return Remaining(copies=tuple(map(str, found_copies(session))), is_known=False)
    except KnownError:
        return UNKNOWN


def look_for(recognises: Recognises, leaving_out: Collection[str] = ()) -> Look:
    """Count the rows in which a text is recognised, but for those of some categories."""

    def look(reader: Reader) -> Mapping[str, int]:
        found: Counter[str] = Counter()
        for table, entry in load_inventory().tables.items():
            for category in set(entry.columns.values()) - {*leaving_out}:
                found[category] += count_mentions(reader, table, entry.columns_in(category), recognises)
        return found

    return look


def look_for_person(recognises: Recognises, kept: Collection[int]) -> Look:
    """Count what still names a person, with the files of the records that are kept, which are not read."""
    texts = look_for(recognises)

    def look(reader: Reader) -> Mapping[str, int]:
        vouchers = load_inventory().tables["voucher"].columns["content"]
        return Counter(texts(reader)) + Counter({vouchers: count_vouchers(reader, kept)})

    return look


def prepare(session: Session, load: Callable[[Reader], Look]) -> Look:
    """What is to be looked for, read before it goes; what cannot be read stops no erasure, and is unknown then."""
    try:
        return session.read(load)
    except KnownError as error:
        return partial(_fail, error)


def look_for_bank(reader: Reader) -> Look:
    """What comes from the bank and stays: payments, records with its labels, and lines of the journal."""
    labels, names, payments = (
        load_labels(reader),
        names_of(load_account_texts(reader)),
        count_attributed_payments(reader),
    )
    texts = look_for(lambda text: fold(text) in labels or names_any(text, names), leaving_out={_JOURNAL})

    def look(reader: Reader) -> Mapping[str, int]:
        found = Counter(texts(reader))
        found["receipts"] += payments
        found[_JOURNAL] += _requests_to(reader, "bank_provider")
        return found

    return look


def look_for_mailboxes(accounts: Collection[Account]) -> Look:
    """What names mailboxes or their servers and stays, with the lines of the journal."""
    servers = [each.host for account in accounts for each in (account.incoming, account.outgoing) if each]
    names = names_of([*(account.address for account in accounts), *servers])
    texts = look_for(lambda text: names_any(text, names), leaving_out={_JOURNAL})
    recipients = {_recipient(account) for account in accounts}

    def look(reader: Reader) -> Mapping[str, int]:
        requests = sum(_requests_to(reader, recipient) for recipient in recipients)
        return Counter(texts(reader)) + Counter({_JOURNAL: requests})

    return look


def _recipient(account: Account) -> str:
    """Who is reached for this mailbox, as the inventory names them."""
    if account.kind is AccountKind.GMAIL:
        return "google"
    return "mail_server" if account.authority is None else "microsoft"


def look_for_trips(reader: Reader) -> Look:
    """The drafts and the documents with lines that invoiced trips."""
    drafts, documents = count_invoiced_trips(reader)
    return lambda _: {"drafts": drafts, "documents": documents}


def _fail(error: KnownError, _: Reader) -> Mapping[str, int]:
    raise error


def _requests_to(reader: Reader, recipient: str) -> int:
    return count_requests_for(reader, load_inventory().connections[recipient].purposes)
