"""The register of processing activities as a page to print, in the user's language."""

from collections.abc import Mapping
from typing import Any

from microdesk_desktop.base.format import counts, dates
from microdesk_desktop.base.i18n import language, tr
from microdesk_desktop.documents.complete import seller_of
from microdesk_desktop.documents.render.formats import NO_BREAK, Formats
from microdesk_desktop.documents.render.page import Page
from microdesk_desktop.documents.render.parties import footer_text, seller_texts
from microdesk_desktop.documents.render.words import words_of
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.views.privacy.inventory.register import (
    Register,
    RegisterEntry,
    others_text,
    security_measures,
    summary_text,
    transfers_text,
)
from microdesk_desktop.views.privacy.inventory.rows import InventoryRow
from microdesk_desktop.views.privacy.inventory.words import contents_text, parties_text


def register_page(register: Register) -> Page:
    """The texts of the printed register."""
    words, seller = words_of(language()), seller_of(register.controller)
    formats = Formats(language=language(), currency=EUR, words=words)
    return {
        "is_register": True,
        "language": language(),
        "words": words,
        "title": tr("Registre des traitements"),
        "number": "",
        "seller": seller_texts(seller, words, formats),
        "controller": tr("Responsable du traitement"),
        "summary": f"{summary_text()} {others_text()}",
        "day": tr("À jour le {day}").format(day=dates.long_day(register.on)),
        "heads": [
            tr("Données"),
            tr("Personnes"),
            tr("Finalité"),
            tr("Base légale"),
            tr("Conservation"),
            tr("Destinataires"),
            tr("Nombre"),
        ],
        "activities": [_activity(number, entry) for number, entry in enumerate(register.entries, 1)],
        "transfers": {"name": tr("Transferts hors de l'Union européenne"), "text": transfers_text()},
        "security": {"name": tr("Mesures de sécurité"), "texts": list(security_measures())},
        "footer": f"{footer_text(seller, words)} · {tr('Registre des traitements')}",
        "payment": None,
    }


def _activity(number: int, entry: RegisterEntry) -> Mapping[str, Any]:
    return {"name": f"{number}. {entry.name}", "rows": [_row(row) for row in entry.rows]}


def _row(row: InventoryRow) -> list[object]:
    people, count = parties_text(row.category.people), counts.count(row.count)
    name = {"name": row.name, "contents": contents_text(row.category.name)}
    return [name, people, row.purpose, _bound(row.basis), row.retention, row.recipients, count]


def _bound(text: str) -> str:
    """The text with each article of a law on one line."""
    return text.replace("art. ", f"art.{NO_BREAK}").replace("L. ", f"L.{NO_BREAK}")
