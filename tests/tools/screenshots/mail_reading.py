"""Letters in the reading pane: one that deceives, one with files and an invitation, and the question before a link."""

from collections.abc import Callable, Iterator
from email.message import EmailMessage

from PySide6.QtWidgets import QApplication, QDialog

from microdesk_desktop.pages.mail.page import MailPage
from microdesk_desktop.pages.shell.shell import Shell
from microdesk_desktop.sandbox.gmail.service import SandboxGmail

DECEIVING = """<div style="display:none">aperçu</div><img src="https://traceur.example/p.gif" alt="impots.gouv.fr">
<p>Chère contribuable, cher contribuable,</p><p>Vous êtes éligible à un remboursement de <b>348,60 €</b>.</p>
<p><a href="https://impots-remboursement.example/">https://www.impots.gouv.fr/espace-particulier</a></p>"""
INVOICE = """<p>Bonjour,</p><p>Voici le détail de votre commande.</p><table>
<tr><th>Article</th><th align="right">Prix</th></tr>
<tr><td>Tirage sur papier mat, 50 × 70 cm</td><td align="right">228,00 €</td></tr>
<tr><td>Livraison</td><td align="right">24,00 €</td></tr></table>
<blockquote>Le 24 novembre, Jeanne a écrit :<br>Pouvez-vous l'envoyer ?</blockquote>"""
CALENDAR = (
    "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:Retrait des tirages\r\nDTSTART:20261201T090000Z\r\n"
    "DTEND:20261201T100000Z\r\nLOCATION:12 rue des Faures\\, Bordeaux\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def fill(gmail: SandboxGmail) -> None:
    """Put the letters on top of a mailbox."""
    invoice = _written(INVOICE)
    invoice.add_attachment(b"%PDF-1.7" + bytes(214_000), "application", "pdf", filename="Facture 2026-1187.pdf")
    invoice.add_attachment(b"MZ" + bytes(4_000), "application", "octet-stream", filename="suivi.pdf.exe")
    invoice.add_attachment(CALENDAR.encode(), "text", "calendar", filename="invitation.ics")
    gmail.deliver("Vos tirages sont prêts", sender="Atelier Lumen <atelier@lumen.example>", message=invoice)
    sender = "impots.gouv.fr <remboursement@impots-remboursement.example>"
    gmail.deliver("Remboursement\u00a0: action requise", sender=sender, message=_written(DECEIVING))


def scenes(shell: Shell, settle: Callable[[], None]) -> Iterator[str]:
    """Play the states one after another, and name each when it can be pictured."""
    shell.navigate("mail")
    settle()
    page = shell.current()
    assert isinstance(page, MailPage)
    _open(page, 0, settle)
    yield "mail-reading-deceiving"
    text = page.reading.cards[-1].text
    link = text.link_at("link:0") if text is not None else None
    if text is not None and link is not None:
        text.link_chosen.emit(link)
        settle()
        yield "mail-reading-link"
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, QDialog):
                dialog.reject()
    _open(page, 1, settle)
    yield "mail-reading-files"
    page.on_escape()


def _open(page: MailPage, place: int, settle: Callable[[], None]) -> None:
    page.conversations.table.view.select_row(place)
    settle()
    page.selection.open()
    settle()


def _written(html: str) -> EmailMessage:
    message = EmailMessage()
    message.set_content("Ce message a une mise en page.")
    message.add_alternative(html, subtype="html")
    return message
