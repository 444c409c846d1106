"""A field for a text that is checked offline when it is left: an e-mail address, a phone number."""

from collections.abc import Callable

from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.identifiers import Flaw
from microdesk_desktop.gui.forms.form import Field, Invalid
from microdesk_desktop.gui.forms.text_fields import connect_edited, new_line_edit
from microdesk_desktop.views.messages.flaws import flaw_text


def checked_text_field(
    label: str, flaw: Callable[[str], Flaw | None], *, hint: str = "", placeholder: str = ""
) -> Field[str]:
    """An optional text without a flaw; what the field was filled with is accepted, as in `identifier_field`."""
    entry = new_line_edit(placeholder)
    filled = ""

    def read() -> str:
        text = one_line(entry.text())
        wrong = flaw(text) if text and text != filled else None
        if wrong is not None:
            raise Invalid(flaw_text(wrong))
        return text

    def write(text: str) -> None:
        nonlocal filled
        filled = one_line(text)
        entry.setText(text)

    field = connect_edited(Field(label, entry, read=read, write=write, hint=hint), entry)
    entry.editingFinished.connect(field.check)
    return field
