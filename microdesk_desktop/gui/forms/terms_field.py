"""A field for payment terms, written in words."""

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.calendar.payment_terms import parse_terms
from microdesk_desktop.domain.identifiers import Flaw, FlawKind
from microdesk_desktop.gui.forms.form import Field, Invalid
from microdesk_desktop.gui.forms.text_fields import complete, connect_edited, new_line_edit
from microdesk_desktop.views.messages.flaws import flaw_text
from microdesk_desktop.views.records.client_words import read_terms, terms_words, usual_terms_words


def terms_field(label: str, *, hint: str = "", placeholder: str = "") -> Field[str]:
    """Terms as `PaymentTerms.text` writes them; those beyond what companies may agree on are remarked, not refused."""
    entry = new_line_edit(placeholder)

    def read() -> str:
        try:
            return read_terms(one_line(entry.text()))
        except ValueError:
            raise Invalid(flaw_text(Flaw(kind=FlawKind.TERMS))) from None

    def remark() -> None:
        if not field.check() or not field.value() or not parse_terms(field.value()).exceeds_law():
            return
        field.show_remark(
            tr("Entre entreprises, la loi admet 60 jours, ou 45 jours fin de mois (C. com. art. L441-10)."),
            is_wrong=False,
        )

    field = Field(label, entry, read=read, write=lambda text: entry.setText(terms_words(text)), hint=hint)
    complete(connect_edited(field, entry), usual_terms_words())
    entry.editingFinished.connect(remark)
    return field
