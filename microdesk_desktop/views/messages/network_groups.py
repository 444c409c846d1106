"""The groups of purposes that the user closes and opens, in words."""

from collections.abc import Callable, Mapping

from microdesk_desktop.base.http.gate import NetworkGroup
from microdesk_desktop.base.i18n import tr


def group_name(group: NetworkGroup) -> str:
    """« Banque », « Recherche d'entreprises » …"""
    return _NAMES[group]()


_NAMES: Mapping[NetworkGroup, Callable[[], str]] = {
    NetworkGroup.BANK: lambda: tr("Banque"),
    NetworkGroup.GMAIL: lambda: "Gmail",
    NetworkGroup.MICROSOFT: lambda: "Microsoft 365",
    NetworkGroup.MAIL: lambda: tr("Autres messageries"),
    NetworkGroup.MAIL_SETTINGS: lambda: tr("Réglages des messageries"),
    NetworkGroup.COMPANIES: lambda: tr("Recherche d'entreprises"),
    NetworkGroup.ADDRESSES: lambda: tr("Recherche d'adresses"),
    NetworkGroup.VAT: lambda: tr("Vérification de la TVA"),
}


def group_hint(group: NetworkGroup) -> str:
    """What stops while the group is closed."""
    return _HINTS[group]()


_HINTS: Mapping[NetworkGroup, Callable[[], str]] = {
    NetworkGroup.BANK: lambda: tr("Synchronisation et accord. Un relevé s'importe toujours."),
    NetworkGroup.GMAIL: lambda: tr("Lire, ranger et envoyer par Gmail."),
    NetworkGroup.MICROSOFT: lambda: tr("Lire, ranger et envoyer par Microsoft 365."),
    NetworkGroup.MAIL: lambda: tr("Lire, ranger et envoyer par IMAP et SMTP."),
    NetworkGroup.MAIL_SETTINGS: lambda: tr("Trouver les serveurs d'une boîte que vous ajoutez."),
    NetworkGroup.COMPANIES: lambda: tr("Annuaire des entreprises, à votre demande."),
    NetworkGroup.ADDRESSES: lambda: tr("Base des adresses, à votre demande."),
    NetworkGroup.VAT: lambda: tr("Numéros de TVA auprès de VIES, à votre demande."),
}
