"""The panel beside the recipients: one of them, with all that it may learn."""

from microdesk_desktop.base.format import counts, dates, sizes
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.gui.layout.cards import rule
from microdesk_desktop.gui.layout.side_panel import SidePanel
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.views.privacy.network.recipients import RecipientRow


class RecipientPanel(SidePanel):
    """The selected recipient in full: the list cuts what it may learn."""

    def __init__(self) -> None:
        super().__init__(tr("Destinataire choisi"))
        self._host = labels.by_others(labels.heading(""))
        self._host.setWordWrap(True)
        self._who = labels.muted("")
        self._rule = rule()
        self._title = labels.caption(tr("Ce qu'il peut apprendre"))
        self._learns = labels.body("")
        self._where = labels.body("")
        self._sums = labels.muted("")
        for widget in (self._host, self._who, self._rule, self._title, self._learns, self._where, self._sums):
            self.body.addWidget(widget)
        self.body.addStretch()
        self.show_recipient(None)

    def show_recipient(self, row: RecipientRow | None) -> None:
        """Show a recipient, or how to choose one."""
        for widget in (self._host, self._rule, self._title, self._learns, self._where, self._sums):
            widget.setVisible(row is not None)
        if row is None:
            self._who.setText(tr("Choisissez un destinataire pour tout lire."))
            return
        self._host.setText(row.host)
        self._who.setText(begun(row.who or row.what_for))
        self._learns.setText(f"{begun(row.learns)}.")
        self._where.setText(f"{begun(where_text(row))}.")
        self._sums.setText(_sums_text(row))


def begun(text: str) -> str:
    """A text as the beginning of a line."""
    return text[:1].upper() + text[1:]


def where_text(row: RecipientRow) -> str:
    """The countries, and the recipient's own rules."""
    return " · ".join(filter(None, (row.where or tr("pays de l'hébergeur"), row.policy)))


def _sums_text(row: RecipientRow) -> str:
    number = ntr("{count} connexion", "{count} connexions", row.requests).format(count=counts.count(row.requests))
    text = tr("{number}, dont la dernière le {moment} : {sent} envoyés, {received} reçus.")
    sent, received = sizes.size(row.bytes_out), sizes.size(row.bytes_in)
    return text.format(number=number, moment=dates.moment(row.last_at), sent=sent, received=received)
