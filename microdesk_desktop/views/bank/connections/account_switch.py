"""Words of a consent that leaves out the account followed so far."""

from collections.abc import Sequence

from microdesk_desktop.base.format import money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.bank.accounts.switch import is_left_out
from microdesk_desktop.domain.bank.types import AccountChoice
from microdesk_desktop.store.bank.connection import load_connection
from microdesk_desktop.store.database import Reader


def load_left_out(reader: Reader, accounts: Sequence[AccountChoice]) -> str:
    """The IBAN of the connected account if it is certainly not among these; empty otherwise."""
    connection = load_connection(reader)
    iban = connection and connection.iban
    return iban if iban and is_left_out(iban, accounts) else ""


def left_out_text(iban: str) -> str:
    """That the account is left out, and what becomes of it when another is followed."""
    return tr(
        "Votre accord ne couvre pas le compte suivi jusqu'ici, {iban}. Si vous en suivez un autre, ses opérations "
        "restent, mais il n'est plus synchronisé."
    ).format(iban=money.iban(iban))
