"""What a message begins with: the words of the letter that it answers, the files that go with it, the signature."""

from dataclasses import replace

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.compose.compositions import Gathered, Ties, tied_again
from microdesk_desktop.domain.mail.compose.starts import Start, StartKind
from microdesk_desktop.domain.mail.types import Letter
from microdesk_desktop.mail.outgoing.message import new_message_id
from microdesk_desktop.mail.provider import Mailbox
from microdesk_desktop.operations.mail.accounts import find_account
from microdesk_desktop.operations.mail.compose.files import letter_files, read_start_file
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.operations.mail.reading.read_letter import read_letter
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.mail.writing import load_signature

_ANSWERS = frozenset((StartKind.ANSWER, StartKind.ANSWER_ALL))
_WITH_FILES = frozenset((StartKind.FORWARD, StartKind.DRAFT))


def gather(session: Session, account_id: str, start: Start, job: Job) -> Gathered:
    """Read what the message begins with; a new one needs no network.

    Raises what `read_letter`, `Mailbox.part` and the files of the start raise.
    """
    account = find_account(session, account_id)
    signature = session.read(lambda reader: load_signature(reader, account.address))
    files = tuple(read_start_file(session, each, job) for each in start.files)
    mailbox = open_mailbox(session, account_id)
    if start.letter is None:
        return Gathered(
            address=account.address,
            own=mailbox.own,
            ties=Ties(message_id=new_message_id(account.address)),
            signature=signature,
            files=files,
        )
    reading = read_letter(session, account_id, start.letter.key, job, prefers_text=True).reading
    if start.kind in _WITH_FILES:
        files += letter_files(mailbox, start.letter, job)
    return Gathered(
        address=account.address,
        own=mailbox.own,
        ties=_ties(mailbox, account.address, start.kind, start.letter, job),
        signature=signature,
        quoted=reading.text,
        files=files,
        loses_form=start.kind is StartKind.DRAFT and reading.has_html,
        is_cut=start.kind in _WITH_FILES and reading.is_cut,
    )


def tied_anew(ties: Ties, address: str) -> Ties:
    """The ties of another message for the same conversation."""
    return replace(ties, message_id=new_message_id(address))


def _ties(mailbox: Mailbox, address: str, kind: StartKind, letter: Letter, job: Job) -> Ties:
    answers = letter if kind in _ANSWERS else _begun_for(mailbox, letter, job) if kind is StartKind.DRAFT else None
    conversation = letter.conversation if answers is not None else None
    return Ties(message_id=new_message_id(address), answers=answers, conversation=conversation)


def _begun_for(mailbox: Mailbox, draft: Letter, job: Job) -> Letter | None:
    """The letter that a draft answers."""
    named = tied_again(draft)
    if named is None:
        return None
    letters = mailbox.conversation(draft.conversation, job)
    return next((each for each in letters if each.message_id == named.message_id), named)
