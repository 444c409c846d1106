"""The draft of a message at the server: one draft, replaced by each newer state."""

from dataclasses import dataclass

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.compose.compositions import Composition, Ties
from microdesk_desktop.domain.mail.types import Draft, Person
from microdesk_desktop.mail.outgoing.message import Attachment, NewMessage, build_message
from microdesk_desktop.operations.mail.accounts import find_account
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.vault.company import load_company


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDraft:
    """A draft at the server; `account_id` is that of the mailbox where it is, `key` None where it cannot be found."""

    account_id: str
    key: str | None


def keep_draft(
    session: Session, composition: Composition, ties: Ties, former: KeptDraft | None, job: Job, *, expects: bool = True
) -> KeptDraft:
    """Keep the message as a draft in place of its former state, which another account may have.

    With `expects`, raises MAIL_GONE where the former state is no longer there: it was changed, sent or deleted
    elsewhere. After a saving whose answer was lost it may be that one which changed it. Raises what `open_mailbox` and
    `Mailbox.save` raise.
    """
    message = built(session, composition, ties, is_draft=True)
    mailbox = open_mailbox(session, composition.account_id)
    is_same = former is not None and former.account_id == composition.account_id
    key = former.key if former is not None and is_same else None
    if expects and key is not None and not mailbox.has_draft(key, job):
        raise KnownError(ErrorCode.MAIL_GONE)
    # From here on a cancellation would leave open whether the draft is there.
    saved = mailbox.save(Draft(message=message, key=key, answers=_answered(ties)), Job())
    if former is not None and not is_same:
        drop_draft(session, former, job)
    return KeptDraft(account_id=composition.account_id, key=saved.key)


def drop_draft(session: Session, draft: KeptDraft, job: Job) -> None:
    """Remove a draft from the server; one that is gone already is a success. Raises as `keep_draft` does."""
    if draft.key is None:
        return
    try:
        open_mailbox(session, draft.account_id).drop(draft.key, job)
    except KnownError as error:
        if error.code not in (ErrorCode.MAIL_GONE, ErrorCode.MAIL_ACCOUNT_UNKNOWN):
            raise


def built(session: Session, composition: Composition, ties: Ties, *, is_draft: bool = False) -> bytes:
    """The message in RFC 5322 form. Raises MAIL_ADDRESS_UNUSABLE; MAIL_NO_RECIPIENT unless it is a draft."""
    account = find_account(session, composition.account_id)
    company = session.read(load_company)
    return build_message(
        NewMessage(
            message_id=ties.message_id,
            at=session.clock.now(),
            sender=Person(company.trade_name or company.name, account.address),
            to=composition.to,
            cc=composition.cc,
            bcc=composition.bcc,
            subject=composition.subject,
            text=composition.text,
            attachments=tuple(
                Attachment(name=file.name, kind=file.kind, content=file.content) for file in composition.files
            ),
            answers=ties.answers,
        ),
        is_draft=is_draft,
    )


def _answered(ties: Ties) -> str | None:
    return ties.answers.key or None if ties.answers is not None else None
