"""The page « Courrier » on a simulated mailbox: list, folders, search, several checked, each menu and sheet."""

from collections.abc import Callable, Iterator
from email.message import EmailMessage

from microdesk_desktop.pages.mail.page import MailPage
from microdesk_desktop.pages.shell.shell import Shell
from microdesk_desktop.sandbox.gmail.service import SandboxGmail
from microdesk_desktop.sandbox.gmail.state import Label

LETTERS = (
    ("Léa Martin <lea@nova.example>", "Devis refonte du site : une question sur la maquette", "INBOX UNREAD"),
    ("OVHcloud <factures@ovh.example>", "Votre facture n° FR61234567 est disponible", "INBOX Label_1"),
    ("Paul Roy <paul.roy@atelier-roy.example>", "Rendez-vous de jeudi", "INBOX UNREAD STARRED Label_2"),
    ("Boulangerie Sud <contact@boulangerie-sud.example>", "Merci pour les affiches !", "INBOX"),
    ("Impots.gouv.fr <ne-pas-repondre@dgfip.example>", "Votre avis de CFE 2026 est en ligne", "INBOX STARRED"),
    ("Atelier Brun <compta@brun.example>", "Facture F-2026-0040 : règlement demain", "INBOX UNREAD Label_2"),
    ("Lettre du graphisme <lettre@graphisme.example>", "Douze caractères libres à essayer cet automne", "INBOX"),
)


def fill(gmail: SandboxGmail, copies: int = 12) -> None:
    """Put letters and labels into a mailbox: enough for two pages of the list."""
    colours = (
        {"backgroundColor": "#16a766", "textColor": "#ffffff"},
        {"backgroundColor": "#4a86e8", "textColor": "#ffffff"},
    )
    for number, (name, colour) in enumerate(zip(("Fournisseurs", "Clients/En cours"), colours, strict=True), 1):
        gmail.state.labels[f"Label_{number}"] = Label(id=f"Label_{number}", name=name, is_system=False, color=colour)
    for copy in range(copies):
        for sender, subject, labels in reversed(LETTERS):
            given = labels.split() if copy == copies - 1 else ["INBOX"]
            message = EmailMessage()
            message.set_content("Bonjour,\n\nvoici ce dont nous avons parlé hier. Bonne journée !")
            gmail.deliver(
                subject if copy == copies - 1 else f"{subject} ({copy + 1})",
                sender=sender,
                labels=given,
                message=message,
            )


def scenes(shell: Shell, settle: Callable[[], None]) -> Iterator[str]:
    """Play the states one after another, and name each when it can be pictured."""
    shell.navigate("mail")
    settle()
    page = shell.current()
    assert isinstance(page, MailPage)
    yield "mail-list"
    page.conversations.table.view.select_row(2)
    settle()
    yield "mail-selected"
    page.selection.open()
    settle()
    yield "mail-open"
    page.on_escape()
    page.conversations.table.checks.set(
        [row.key for row in page.conversations.table.rows_in_order()[:3]], is_checked=True
    )
    settle()
    yield "mail-checked"
    page.on_escape()
    page.conversations.search.setText("facture")
    page.conversations.search.entered.emit()
    settle()
    yield "mail-search"
    page.conversations.search.setText("introuvable")
    page.conversations.search.entered.emit()
    settle()
    yield "mail-nothing"
    page.conversations.search.setText("")
    settle()
