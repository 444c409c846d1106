"""Find what the user's mailboxes hold about a client or a document: asked at the servers each time, kept nowhere."""

from collections.abc import Sequence

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.account import Account
from microdesk_desktop.domain.mail.conversations.found import FoundConversation, FoundConversations
from microdesk_desktop.mail.provider import SEARCHES_TEXTS
from microdesk_desktop.operations.mail.accounts import list_accounts
from microdesk_desktop.operations.mail.conversations.listing import Wanted, list_conversations
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.operations.session import Session

MOST_ROWS = 20
"""Conversations that are shown: Gmail counts ten units for each (mail.md 4), and the others are a search away."""


def find_conversations(
    session: Session, searches: Sequence[str], job: Job, *, in_texts: bool = False
) -> FoundConversations:
    """The conversations that agree with one of these searches, in the syntax of `Mailbox.page`, in every account.

    `in_texts` searches plain words in the texts of letters too, which takes some servers seconds. An account that
    cannot be asked does not hide what the others have. Raises Cancelled.
    """
    found: dict[tuple[str, str], FoundConversation] = {}
    failed: list[tuple[Account, KnownError]] = []
    is_cut = may_be_in_texts = False
    for account in list_accounts(session):
        try:
            for words in searches:
                wanted = Wanted(words=words, limit=MOST_ROWS, in_texts=in_texts)
                page = list_conversations(session, account.id, wanted, job)
                is_cut = is_cut or page.next is not None
                for row in page.rows:
                    each = FoundConversation(account=account, row=row, words=words, in_texts=in_texts)
                    found.setdefault((account.id, row.key), each)
            searches_texts = in_texts or SEARCHES_TEXTS in open_mailbox(session, account.id).can
            may_be_in_texts = may_be_in_texts or not searches_texts
        except KnownError as error:
            failed.append((account, error))
    newest = sorted(found.values(), key=lambda each: each.row.when, reverse=True)
    return FoundConversations(
        rows=tuple(newest[:MOST_ROWS]),
        is_cut=is_cut or len(newest) > MOST_ROWS,
        may_be_in_texts=may_be_in_texts,
        failed=tuple(failed),
    )
