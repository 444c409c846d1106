"""Agree to the privacy statement in force, and take that back: one step each, as easy as the other."""

from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.privacy.consents import AgreedText, ConsentWay, Subject, held_consent
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.privacy.statement import current_version, text_digest
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.privacy.consents import add_consent, end_consents, load_consents


def accept_statement(session: Session, language: str, way: ConsentWay) -> ChangeResult:
    """Keep that the user agrees to the version in force, which they read in this language.

    Nothing is added where they agreed to it already. Raises DISK_FULL or READ_ONLY.
    """
    version = current_version()
    text = AgreedText(version=version, digest=text_digest(version, language), language=language)

    def write(writer: Writer) -> None:
        held = held_consent(load_consents(writer), Subject.STATEMENT)
        if held is None or held.text.version != version:
            add_consent(writer, Subject.STATEMENT, text, session.clock.now(), way)

    session.write(write)
    session.gate.set_agreed(True)
    return ChangeResult(changes=Changes.CONSENTS | Changes.NETWORK)


def withdraw_statement(session: Session, way: ConsentWay) -> ChangeResult:
    """Keep that the user takes back their agreement; every connection ends now. Raises DISK_FULL or READ_ONLY."""
    session.write(lambda writer: end_consents(writer, Subject.STATEMENT, session.clock.now(), way))
    session.gate.set_agreed(False)
    return ChangeResult(changes=Changes.CONSENTS | Changes.NETWORK)
