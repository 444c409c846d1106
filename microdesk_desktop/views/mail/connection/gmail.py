"""What the user reads when a Gmail account is connected: the steps at Google, and what came of them."""

from collections.abc import Sequence
from datetime import datetime

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.mail.account import Account


def gmail_steps() -> Sequence[str]:
    """The steps on Google's site, in the order of the clicks there (as of November 2026)."""
    return (
        tr("Sur console.cloud.google.com, créez un projet."),
        tr("Dans la bibliothèque d'API, activez « Gmail API »."),
        tr(
            "Ouvrez « Google Auth Platform », cliquez « Premiers pas » : un nom, votre adresse, l'audience "
            "« Externe », puis acceptez."
        ),
        tr("Sous « Accès aux données », ajoutez l'autorisation gmail.modify."),
        tr(
            "Sous « Audience », cliquez « Publier l'application » : sans cela, Google coupe l'accès tous les sept "
            "jours. Aucune vérification n'est nécessaire pour votre propre usage."
        ),
        tr(
            "Sous « Clients », créez un client du type « Application de bureau » et téléchargez son fichier JSON : "
            "Google ne montre le secret qu'une fois."
        ),
        tr(
            "Donnez ce fichier à MicroDesk. Sur la page de Google : « Paramètres avancés », « Accéder à … (non "
            "sécurisé) », laissez la case de Gmail cochée, puis autorisez."
        ),
    )


CONSOLE = "https://console.cloud.google.com"
GMAIL_PAGES: Sequence[str] = (
    f"{CONSOLE}/projectcreate",
    f"{CONSOLE}/apis/library/gmail.googleapis.com",
    f"{CONSOLE}/auth/overview",
    f"{CONSOLE}/auth/scopes",
    f"{CONSOLE}/auth/audience",
    f"{CONSOLE}/auth/clients",
)
"""The page of Google's console for each of the first steps of `gmail_steps`, in their order."""


def added_lines(account: Account, ends_at: datetime | None) -> list[str]:
    """That the account is connected, and what to do where its access would end by itself."""
    lines = [tr("{address} est connectée.").format(address=visible(account.address))]
    if ends_at is not None:
        text = tr(
            "Votre client Google est encore « En test » : l'accès s'arrêtera le {day}. Pour qu'il dure, ouvrez "
            "« Audience » dans la console de Google, cliquez « Publier l'application », puis connectez la boîte de "
            "nouveau."
        )
        lines.append(text.format(day=dates.long_day(ends_at.astimezone().date())))
    return lines
