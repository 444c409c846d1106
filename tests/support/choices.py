"""What clients choose to receive, as tests note it."""

from microdesk_desktop.domain.parties import MailPreference
from microdesk_desktop.domain.privacy.communications import Choice, ChoiceWay
from microdesk_desktop.operations.privacy.choices import note_choice
from microdesk_desktop.operations.session import Session


def choose(session: Session, client_id: int, preference: MailPreference, words: str = "d'accord") -> None:
    """Note that the client chose this today."""
    today = session.clock.today()
    choice = Choice(preference=preference, person="Inès Roussel", way=ChoiceWay.MAIL, words=words, chosen_on=today)
    note_choice(session, client_id, choice)
