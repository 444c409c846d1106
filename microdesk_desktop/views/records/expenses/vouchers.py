"""Vouchers as they are shown: what each is, and its content for a preview."""

from collections.abc import Sequence
from dataclasses import dataclass

from microdesk_desktop.base.format import dates, sizes
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.records.vouchers import MediaType, VoucherFacts, count_pages
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.vouchers import (
    load_voucher,
    load_voucher_facts,
)

WITHOUT_VOUCHER = "without_voucher"
"""The key of the filter that keeps the expenses without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoucherContent:
    """A voucher; `picture` is the content of one that can be shown, `pages` those of a PDF where they are known."""

    facts: VoucherFacts
    picture: bytes | None = None
    pages: int | None = None


def load_contents(reader: Reader, record_id: int) -> list[VoucherContent]:
    """The vouchers of a record, in the order in which they were added."""
    return [_content(reader, facts) for facts in load_voucher_facts(reader, record_id)]


def load_picture(reader: Reader, voucher_id: int) -> bytes | None:
    """The content of a voucher that is a picture; None when it is not there."""
    found = load_voucher(reader, voucher_id)
    return found[1].content if found and found[1].media_type.is_picture else None


def _content(reader: Reader, facts: VoucherFacts) -> VoucherContent:
    found = load_voucher(reader, facts.id)
    content = found[1].content if found else b""
    if facts.media_type is MediaType.PDF:
        return VoucherContent(facts=facts, pages=count_pages(content))
    return VoucherContent(facts=facts, picture=content if facts.media_type.is_picture else None)


def voucher_text(voucher: VoucherContent) -> str:
    """« PDF · 2 pages · 214 Ko · joint le 20 novembre 2026 »."""
    facts = voucher.facts
    kind = _kind(facts.media_type)
    pages = ntr("{count} page", "{count} pages", voucher.pages).format(count=voucher.pages) if voucher.pages else ""
    added = tr("joint le {day}").format(day=dates.long_day(facts.added_at.astimezone().date()))
    return " · ".join(filter(None, (kind, pages, sizes.size(facts.size), added)))


def _kind(media_type: MediaType) -> str:
    if media_type is MediaType.XML:
        return tr("Facture électronique (XML)")
    return tr("PDF") if media_type is MediaType.PDF else tr("Image")


def attached_text(names: Sequence[str]) -> str:
    """« facture.pdf : joint. », or how many were attached."""
    if len(names) == 1:
        return tr("Justificatif joint : {name}.").format(name=names[0])
    return ntr("{count} justificatif joint.", "{count} justificatifs joints.", len(names)).format(count=len(names))


def detached_text(name: str) -> str:
    """« Justificatif retiré : facture.pdf. »."""
    return tr("Justificatif retiré : {name}.").format(name=name)


def copied_text(name: str) -> str:
    """« Copie enregistrée en clair : facture.pdf. »."""
    return tr("Copie enregistrée en clair : {name}.").format(name=name)
