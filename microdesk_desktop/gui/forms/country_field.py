"""A field for a country."""

from microdesk_desktop.base.format.countries import country_code, country_names
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import one_line
from microdesk_desktop.gui.forms.form import Field, Invalid
from microdesk_desktop.gui.forms.text_fields import complete, connect_edited, new_line_edit

FRANCE = "FR"


def country_field(label: str, *, empty: str) -> Field[str]:
    """A country, shown by its name, typed by its name or its two letters; `empty` is the value of an empty field."""
    names = country_names()
    entry = new_line_edit(names[FRANCE])

    def read() -> str:
        text = one_line(entry.text())
        code = country_code(text) if text else empty
        if code is None:
            raise Invalid(tr("Pays inconnu. Écrivez son nom, ou ses deux lettres : FR, BE, CH…"))
        return code

    field = Field(label, entry, read=read, write=lambda code: entry.setText(names.get(code, code)))
    complete(field, tuple(names.values()))
    return connect_edited(field, entry)
