"""A field for the price of one unit."""

from PySide6.QtCore import Qt

from microdesk_desktop.base.format import money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.money import parse_price
from microdesk_desktop.gui.forms.form import Field, Invalid
from microdesk_desktop.gui.forms.text_fields import connect_edited, new_line_edit
from microdesk_desktop.gui.theme.apply import REGULAR, font
from microdesk_desktop.gui.theme.tokens import BODY


def price_field(label: str, *, hint: str = "") -> Field[int]:
    """A price in millionths, exact to six decimals, not below zero; reformatted when the field loses the focus."""
    entry = new_line_edit()
    entry.setFont(font(BODY, REGULAR, tabular=True))
    entry.setAlignment(Qt.AlignmentFlag.AlignRight)

    def read() -> int:
        try:
            price = parse_price(entry.text())
        except ValueError as error:
            raise Invalid(_fault(str(error), entry.text())) from error
        if price < 0:
            raise Invalid(tr("Un prix n'est pas négatif : pour réduire, mettez une remise sur la ligne."))
        return price

    def write(price: int) -> None:
        entry.setText(money.typed_price(price))

    field = Field(label, entry, read=read, write=write, hint=hint, required=True)
    entry.editingFinished.connect(lambda: field.set_value(read()) if entry.text() and field.check() else None)
    return connect_edited(field, entry)


def _fault(code: str, typed: str) -> str:
    if not typed.strip():
        return tr("À remplir.")
    texts = {
        "amount_ambiguous": tr("« {typed} » se lit de deux façons. Écrivez 1 250 ou 1,25.").format(typed=typed.strip()),
        "amount_too_precise": tr("Un prix a six décimales au plus."),
        "amount_too_large": tr("Ce prix est trop grand."),
    }
    return texts.get(code, tr("Prix illisible. Exemple : 1 250,50"))
