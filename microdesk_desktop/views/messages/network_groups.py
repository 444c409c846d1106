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
