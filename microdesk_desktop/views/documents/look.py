"""How documents look, in words and for the command line."""

from collections.abc import Mapping, Sequence

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.documents.look import Look, Template
from microdesk_desktop.store.documents.look import load_look

__all__ = ["load_look"]


def look_json(look: Look) -> Mapping[str, object]:
    """The stable shape of `documents look --json`."""
    return {
        "template": str(look.template),
        "accent": look.accent,
        "has_logo": bool(look.logo),
        "show_qr": look.shows_code,
    }


def look_line(look: Look) -> str:
    """« Sobre, couleur #1f6f5c, avec logo, avec QR code »."""
    logo = tr("avec logo") if look.logo else tr("sans logo")
    code = tr("avec QR code") if look.shows_code else tr("sans QR code")
    colour = tr("couleur {accent}").format(accent=look.accent)
    return ", ".join((dict(template_words())[Template(look.template)], colour, logo, code))


def template_words() -> Sequence[tuple[Template, str]]:
    """The templates by name."""
    return ((Template.SOBER, tr("Sobre")), (Template.MODERN, tr("Moderne")), (Template.COMPACT, tr("Compact")))
