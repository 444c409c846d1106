"""Begin a mail to a client in the composer: whom to write to is asked, and what stands against it is explained first.

« Envoyer » ─▶ no mailbox, or a client who wants no mail ─▶ why, and the way that remains
            └▶ several people ─▶ which one ─▶ composer
"""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.mail.compose.correspondents import Correspondent
from microdesk_desktop.domain.mail.compose.starts import COMPOSER, Origin, Start, StartFile
from microdesk_desktop.domain.mail.types import Person
from microdesk_desktop.gui.forms.form import Form
from microdesk_desktop.gui.forms.inputs import choice_field
from microdesk_desktop.gui.theme.tokens import SMALL
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.window.dialogs import Sheet, SideSheet, can_open_sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.views.documents.mails.outgoing import OutgoingMail
from microdesk_desktop.views.documents.mails.words import correspondent_detail, correspondent_name, unwanted_text
from microdesk_desktop.views.messages.actions import Goal, goal_label

Answer = tuple[str, Callable[[], object]]
"""The words of a button, and its effect."""


class RecipientForm(Form):
    """Which of several people at a client to write to."""

    def __init__(self, people: Sequence[Correspondent]) -> None:
        super().__init__()
        self.person = choice_field(tr("Destinataire"), [(each, correspondent_name(each)) for each in people])
        self.person.edited.connect(self._show_address)
        self.add(self.person)
        self._show_address()

    def _show_address(self) -> None:
        self.person.show_remark(correspondent_detail(self.person.value()), is_wrong=False)


def begin_mail(
    workspace: Workspace,
    owner: QWidget,
    mail: OutgoingMail,
    *,
    files: Sequence[StartFile],
    origin: Origin,
    note: Callable[..., object] | None,
    other_way: Answer | None,
) -> None:
    """Open the composer with this mail, after what is to be asked first; sheets open over `owner`.

    `other_way` remains where nothing is sent from here, such as saving the PDF.
    """
    if not can_open_sheet(owner):
        return

    def write(person: Correspondent | None) -> None:
        to = (Person(name=person.name, address=person.address),) if person else ()
        start = Start(
            to=to,
            subject=mail.text.subject,
            text=mail.text.text,
            files=tuple(files),
            origin=origin,
            nature=mail.nature,
            note=note,
        )
        workspace.navigate(COMPOSER, start)

    if not mail.has_mailbox:
        connect: Answer = (goal_label(Goal.CONNECT_MAIL), lambda: workspace.pursue(Goal.CONNECT_MAIL))
        _explain(owner, tr("Envoyer d'ici"), _no_mailbox_texts(), other_way, connect)
    elif mail.barrier is not None:
        see: Answer = (tr("Voir le client"), lambda: workspace.navigate("client", mail.client_id))
        _explain(owner, tr("Pas de courriel"), [unwanted_text(mail)], other_way, see)
    elif len(mail.people) > 1:
        _ask_recipient(owner, mail, write)
    else:
        write(mail.people[0] if mail.people else None)


def _ask_recipient(owner: QWidget, mail: OutgoingMail, write: Callable[[Correspondent], object]) -> None:
    form = RecipientForm(mail.people)

    def go_on() -> None:
        person = form.person.value()
        sheet.close_sheet()
        write(person)

    title = tr("Écrire à {client}").format(client=mail.client)
    sheet = Sheet(owner, title, form, tr("Préparer le message"), go_on)


def _explain(owner: QWidget, title: str, texts: Sequence[str], other: Answer | None, way_out: Answer) -> SideSheet:
    """Why nothing is sent, with the way that remains and the one that changes it."""
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SMALL)
    for text in texts:
        column.addWidget(labels.body(text))
    column.addStretch()
    sheet = SideSheet(owner, title, body)

    def closing(act: Callable[[], object]) -> Callable[[], None]:
        def close_and_act() -> None:
            sheet.close_sheet()
            act()

        return close_and_act

    if other is not None:
        sheet.add_button(buttons.plain(other[0], closing(other[1]))).setObjectName("other_way")
    primary = sheet.add_button(buttons.primary(way_out[0], closing(way_out[1])))
    primary.setObjectName("way_out")
    primary.setFocus()
    return sheet


def _no_mailbox_texts() -> Sequence[str]:
    return (
        tr(
            "Connectez votre messagerie, Gmail ou n'importe quelle boîte IMAP : vos devis, factures et relances "
            "partent alors d'ici, le message déjà écrit, le PDF joint, et l'envoi noté."
        ),
        tr("Vos messages restent sur leur serveur : MicroDesk n'en garde rien."),
    )
