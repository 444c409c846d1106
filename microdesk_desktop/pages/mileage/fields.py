"""The field for a distance."""

from PySide6.QtCore import Qt

from microdesk_desktop.base.format.decimals import read_decimal, shown_decimal
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.mileage.trips import MOST_TENTHS
from microdesk_desktop.gui.forms.form import Field, Invalid
from microdesk_desktop.gui.forms.text_fields import connect_edited, new_line_edit
from microdesk_desktop.gui.theme.apply import REGULAR, font
from microdesk_desktop.gui.theme.tokens import BODY


def distance_field(label: str, *, hint: str = "") -> Field[int]:
    """A distance in tenths of a kilometre: « 42 », « 42,5 »."""
    entry = new_line_edit()
    entry.setFont(font(BODY, REGULAR, tabular=True))
    entry.setAlignment(Qt.AlignmentFlag.AlignRight)

    def read() -> int:
        return _tenths(entry.text())

    def write(tenths: int) -> None:
        whole, tenth = divmod(tenths, 10)
        entry.setText(shown_decimal(f"{whole}.{tenth}" if tenth else str(whole)) if tenths else "")

    field = Field(label, entry, read=read, write=write, hint=hint, required=True)
    entry.editingFinished.connect(lambda: field.set_value(read()) if entry.text() and field.check() else None)
    return connect_edited(field, entry)


def _tenths(typed: str) -> int:
    if not typed.strip():
        raise Invalid(tr("À remplir."))
    try:
        text = read_decimal(typed)
    except ValueError as error:
        if str(error) == "ambiguous":
            raise Invalid(tr("Deux lectures possibles : écrivez 1 234 ou 1,2.")) from None
        raise Invalid(tr("Distance illisible. Exemple : 42,5")) from None
    whole, _, fraction = text.partition(".")
    if len(fraction) > 1:
        raise Invalid(tr("Une décimale au plus."))
    tenths = int(whole) * 10 + int(fraction or 0)
    if text.startswith("-") or not tenths:
        raise Invalid(tr("La distance doit être positive."))
    if tenths > MOST_TENTHS:
        raise Invalid(tr("C'est plus que la plus longue route d'Europe."))
    return tenths
