"""Note what a client chose to receive, and send nothing against it."""

from collections.abc import Iterable
from dataclasses import replace

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mail.compose.wishes import Barrier, Nature, barrier_of
from microdesk_desktop.domain.parties import Client, ClientKind, MailPreference
from microdesk_desktop.domain.privacy.communications import Choice
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.mail.wishes import load_wishes
from microdesk_desktop.store.privacy.communications import add_choice
from microdesk_desktop.store.privacy.suppressed import release
from microdesk_desktop.store.records.clients import load_client
from microdesk_desktop.store.records.documents import find_client

LONGEST_TEXT = 2_000
"""Of the words of a choice: those of a letter."""


def note_choice(session: Session, client_id: int, choice: Choice) -> ChangeResult:
    """Keep what a client chose, with its proof; a former choice stays in the history.

    Agreeing to everything ends a refusal that outlived a former record of the same addresses. Raises CLIENT_NOT_FOUND
    (`client`), INVALID_VALUE (`field`: preference, words, chosen_on); an individual's agreement needs its words, which
    are its proof.
    """
    if choice.preference is MailPreference.UNSAID:
        raise KnownError(ErrorCode.INVALID_VALUE, field="preference")
    if len(choice.words) > LONGEST_TEXT:
        raise KnownError(ErrorCode.INVALID_VALUE, field="words")
    if choice.chosen_on is None or choice.chosen_on > session.clock.today():
        raise KnownError(ErrorCode.INVALID_VALUE, field="chosen_on")
    noted = replace(choice, noted_at=session.clock.now())

    def write(writer: Writer) -> None:
        client = load_client(writer, client_id)
        if client is None:
            raise KnownError(ErrorCode.CLIENT_NOT_FOUND, client=str(client_id))
        is_agreement = choice.preference is MailPreference.EVERYTHING
        if is_agreement and client.kind is ClientKind.INDIVIDUAL and not choice.words.strip():
            raise KnownError(ErrorCode.INVALID_VALUE, field="words", part="proof")
        add_choice(writer, client_id, noted)
        if choice.preference is MailPreference.EVERYTHING:
            release(writer, client.emails)

    session.write(write)
    return ChangeResult(changes=Changes.CLIENTS | Changes.CONSENTS, id=client_id)


def require_mail_allowed(session: Session, document_ids: Iterable[int]) -> None:
    """Raise MAIL_UNWANTED as `require_wanted` for the first document whose client wants no mail at all."""

    def find(reader: Reader) -> tuple[Client, Barrier] | None:
        for document_id in document_ids:
            client_id = find_client(reader, document_id)
            client = load_client(reader, client_id) if client_id is not None else None
            barrier = barrier_of(client.mail_preference, client.kind, Nature.BUSINESS) if client is not None else None
            if client is not None and barrier is not None:
                return client, barrier
        return None

    found = session.read(find)
    if found is not None:
        client, barrier = found
        raise KnownError(ErrorCode.MAIL_UNWANTED, address=client.email, client=client.name, part=barrier.value)


def require_wanted(session: Session, addresses: Iterable[str], nature: Nature) -> None:
    """Raise MAIL_UNWANTED (`address`, `client`, `part`: the barrier) for the first recipient who is not to be reached.

    It is asked before anything leaves, by every operation that sends.
    """
    found = session.read(load_wishes).unwanted(addresses, nature)
    if found is not None:
        who = found.client or found.address
        raise KnownError(ErrorCode.MAIL_UNWANTED, address=found.address, client=who, part=found.barrier.value)
