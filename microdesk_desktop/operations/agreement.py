"""Whether the user agrees to the privacy statement in force."""

from microdesk_desktop.domain.privacy.consents import Subject, held_consent
from microdesk_desktop.privacy.statement import needs_answer
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.privacy.consents import load_consents


def is_statement_agreed(reader: Reader) -> bool:
    """Whether an agreement holds, and no version since then changed anything that matters."""
    held = held_consent(load_consents(reader), Subject.STATEMENT)
    return not needs_answer(held.text.version if held else None)
