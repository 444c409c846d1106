"""A field for an identifier that is checked offline while it is typed: a SIREN, a VAT number."""

from collections.abc import Callable

from microdesk_desktop.domain.identifiers import Flaw, FlawKind, compact
from microdesk_desktop.gui.forms.form import Field, Invalid
from microdesk_desktop.gui.forms.text_fields import connect_edited, new_line_edit
from microdesk_desktop.views.messages.flaws import flaw_text


def identifier_field(
    label: str, flaw: Callable[[str], Flaw | None], *, keep: Callable[[str], str] = lambda number: number
) -> Field[str]:
    """An optional identifier without its separators, as `keep` returns it.

    `flaw` finds what is wrong with one. What the field was filled with is accepted as it is: it may come from another
    tool, and is no reason to refuse the correction of something else.
    """
    entry = new_line_edit()
    filled = ""

    def found() -> Flaw | None:
        number = compact(entry.text())
        return flaw(number) if number and number != filled else None

    def read() -> str:
        wrong = found()
        if wrong is not None:
            raise Invalid(flaw_text(wrong))
        number = compact(entry.text())
        return number if number == filled else keep(number)

    def write(number: str) -> None:
        nonlocal filled
        filled = compact(number)
        entry.setText(number)

    def check() -> None:
        """Show what is wrong while it is typed; too short is no error yet."""
        wrong = found()
        if wrong is not None and not _is_begun(wrong):
            field.show_error(flaw_text(wrong))

    field = connect_edited(Field(label, entry, read=read, write=write), entry)
    field.edited.connect(check)
    return field


def _is_begun(flaw: Flaw) -> bool:
    return flaw.kind is FlawKind.LENGTH and flaw.length < max(flaw.lengths, default=0)
