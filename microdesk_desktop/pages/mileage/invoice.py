"""« Refacturer… »: the trips that are checked become a line of a draft."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.format import money
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.gui.forms.checkbox import CheckBox
from microdesk_desktop.gui.forms.form import Field, Form, Invalid
from microdesk_desktop.gui.forms.inputs import ChoiceBox, amount_field, choice_field
from microdesk_desktop.gui.forms.price_field import price_field
from microdesk_desktop.gui.notices import Toast
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.window.dialogs import Sheet, can_open_sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.mileage.invoice import Charge, invoice_trips
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.pages.shared.new_draft import EDITOR
from microdesk_desktop.views.messages.errors import error_text
from microdesk_desktop.views.mileage.page import OpenDraft, load_open_drafts
from microdesk_desktop.views.mileage.rows import FormChoices, TripRow, TripState
from microdesk_desktop.views.mileage.words import disbursement_text, km_text, trips_count, turnover_text

_CENT = 10_000
_TENTHS = 10


class InvoiceForm(Form):
    """For whom, at what price of a kilometre, into which draft."""

    def __init__(self, rows: Sequence[TripRow], choices: FormChoices, drafts: Sequence[OpenDraft]) -> None:
        super().__init__()
        self._drafts = drafts
        self._tenths = sum(row.trip.driven for row in rows)
        self._sum = labels.heading("")
        self.client = choice_field(tr("Client"), [(None, tr("À choisir")), *choices.clients])
        self.price = price_field(tr("Prix du kilomètre HT"), hint=tr("Votre choix : le barème n'oblige à rien."))
        self.draft, self._box = _draft_field()
        self.add_widget(self._sum)
        self.add(self.client, self.price)
        self.add(self.draft)
        self.add_widget(labels.body(turnover_text()))
        self.has_disbursement = CheckBox(
            tr("Ajouter un débours : péage, parking payé au nom du client"), hint=disbursement_text()
        )
        self.disbursement = amount_field(tr("Montant exact du débours"), may_be_zero=True)
        self.add_widget(self.has_disbursement)
        self.add(self.disbursement)
        self.disbursement.hide()
        self.has_disbursement.toggled.connect(self.disbursement.setVisible)
        named = {row.trip.client_id for row in rows} - {None}
        self.client.set_value(next(iter(named)) if len(named) == 1 else None)
        if choices.price is not None:
            self.price.set_value(choices.price)
        self.client.edited.connect(self._offer_drafts)
        self.price.edited.connect(self._show_sum)
        self._rows = rows
        self._offer_drafts()
        self._show_sum()

    def check(self) -> bool:
        if self.client.value() is None:
            self.client.show_error(tr("Choisissez le client."))
            self.client.setFocus()
            return False
        return super().check()

    def charge(self) -> Charge:
        """To whom, at what price; raises Invalid."""
        client_id = self.client.value()
        assert client_id is not None, "checked before"
        disbursed = self.disbursement.value() if self.has_disbursement.is_checked() else 0
        return Charge(client_id=client_id, price=self.price.value(), disbursement_cents=disbursed)

    def _offer_drafts(self) -> None:
        """Offer a new draft, and those that are open for this client."""
        of_client = [(each.id, each.text) for each in self._drafts if each.client_id == self.client.value()]
        self._box.set_choices([(None, tr("Un nouveau brouillon de facture")), *of_client], None)

    def _show_sum(self) -> None:
        text = f"{trips_count(len(self._rows))}, {km_text(self._tenths)}"
        try:
            price = self.price.value()
        except Invalid:
            self._sum.setText(text)
            return
        cents = (price * self._tenths * 2 + _CENT * _TENTHS) // (2 * _CENT * _TENTHS)
        self._sum.setText(f"{text} × {money.price(price, EUR)} = {money.amount(cents, EUR)}")


def open_invoice(host: QWidget, workspace: Workspace, rows: Sequence[TripRow], choices: FormChoices) -> None:
    """Ask for the client and the price, and put these trips into a draft, which is then shown."""
    taken = [row for row in rows if row.state is not TripState.OPEN]
    if not rows or taken:
        text = tr("Des trajets cochés sont déjà refacturés : décochez-les.") if taken else tr("Cochez des trajets.")
        workspace.notices.toast(lambda: Toast(text=text, tone=Tone.NEUTRAL))
        return
    workspace.load(
        load_open_drafts,
        owner=host,
        on_success=lambda drafts: _open(host, workspace, rows, choices, drafts),
    )


def _open(
    host: QWidget,
    workspace: Workspace,
    rows: Sequence[TripRow],
    choices: FormChoices,
    drafts: Sequence[OpenDraft],
) -> None:
    if not can_open_sheet(host):
        return
    form, ids = InvoiceForm(rows, choices, drafts), [row.id for row in rows]

    def done(result: ChangeResult) -> None:
        sheet.close_sheet()
        workspace.navigate(EDITOR, result.id)

    def save() -> None:
        charge, draft_id = form.charge(), form.draft.value()
        sheet.hold()
        workspace.perform(
            lambda session: invoice_trips(session, ids, charge, draft_id),
            owner=sheet,
            message=lambda: tr("{trips} dans le brouillon.").format(trips=trips_count(len(ids))),
            place=Place(page="mileage", wanted=ids[0]),
            on_success=done,
            on_error=lambda error: sheet.refuse(error_text(error)),
        )

    sheet = Sheet(host, tr("Refacturer"), form, tr("Mettre dans le brouillon"), save)


def _draft_field() -> tuple[Field[int | None], ChoiceBox]:
    """The draft that the line goes into, None for a new one; what is offered follows from the client."""
    box = ChoiceBox()

    def read() -> int | None:
        value = box.value
        return value if isinstance(value, int) else None

    field = Field(tr("Dans"), box, read=read, write=lambda value: box.set_choices(box.choices, value))
    return field, box
