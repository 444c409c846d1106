"""The report on the chain of seals, as JSON and as sentences."""

from collections.abc import Mapping, Sequence
from typing import Any

from microdesk_desktop import __version__
from microdesk_desktop.base.build import build_digest
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.documents.chain_report import ChainFlaw, ChainReport
from microdesk_desktop.domain.documents.seals import SealKind


def chain_json(report: ChainReport) -> Mapping[str, Any]:
    """The JSON of `documents verify`; `build` is the digest of the program that verifies."""
    return {
        "intact": not report.flaws,
        "seals": report.seals,
        "kinds": {kind.value: report.kinds.get(kind, 0) for kind in SealKind},
        "last_digest": report.last_digest,
        "flaws": [{"sequence": each.sequence, "subject": each.subject, "part": each.part} for each in report.flaws],
        "program": __version__,
        "build": build_digest(),
    }


def chain_lines(report: ChainReport) -> Sequence[str]:
    """The lines of `documents verify`: the verdict or what was changed, and the program that verified."""
    program = tr("MicroDesk {version}, empreinte {digest}").format(version=__version__, digest=build_digest())
    if report.flaws:
        return [*map(flaw_text, report.flaws), program]
    whole = ntr("{count} sceau, intact.", "{count} sceaux, intacts.", report.seals).format(count=report.seals)
    return [whole, *_counts(report), program]


def flaw_text(flaw: ChainFlaw) -> str:
    """« F-2026-0002 (sceau 3) : le PDF n'est pas celui qui a été scellé. »"""
    what = _words().get(flaw.part, flaw.part)
    if not flaw.sequence:
        return tr("{subject} : {what}.").format(subject=flaw.subject, what=what)
    return tr("{subject} (sceau {sequence}) : {what}.").format(subject=flaw.subject, sequence=flaw.sequence, what=what)


def _counts(report: ChainReport) -> Sequence[str]:
    numbers = {kind: report.kinds.get(kind, 0) for kind in SealKind}
    words = {
        SealKind.DOCUMENT: ntr("{count} document", "{count} documents", numbers[SealKind.DOCUMENT]),
        SealKind.PAYMENT: ntr("{count} règlement", "{count} règlements", numbers[SealKind.PAYMENT]),
        SealKind.WRITE_OFF: ntr("{count} abandon", "{count} abandons", numbers[SealKind.WRITE_OFF]),
        SealKind.REPRINT: ntr("{count} exemplaire remis", "{count} exemplaires remis", numbers[SealKind.REPRINT]),
        SealKind.CLOSING: ntr("{count} clôture", "{count} clôtures", numbers[SealKind.CLOSING]),
        SealKind.PURGE: ntr("{count} client retiré", "{count} clients retirés", numbers[SealKind.PURGE]),
        SealKind.BOOK: ntr("{count} clôture des livres", "{count} clôtures des livres", numbers[SealKind.BOOK]),
        SealKind.BOOK_PURGE: ntr(
            "{count} retrait de noms des livres", "{count} retraits de noms des livres", numbers[SealKind.BOOK_PURGE]
        ),
        SealKind.DECLARATION: ntr("{count} déclaration", "{count} déclarations", numbers[SealKind.DECLARATION]),
    }
    return [text.format(count=numbers[kind]) for kind, text in words.items() if numbers[kind]]


def _words() -> Mapping[str, str]:
    return {
        "digest": tr("le sceau a changé"),
        "order": tr("un sceau manque, est de trop ou déplacé"),
        "pdf": tr("le PDF n'est pas celui qui a été scellé"),
        "xml": tr("la facture électronique n'est pas celle qui a été scellée"),
        "record": tr("la liste des documents dit autre chose que le sceau"),
        "reference": tr("les documents qu'il cite ne sont pas ceux du sceau"),
        "payment": tr("ses règlements ne sont pas ceux de la chaîne"),
        "write_off": tr("ce qui en est abandonné n'est pas ce que la chaîne en garde"),
        "closing": tr("les totaux de la clôture ne sont pas ceux des documents"),
        "closed": tr("ajouté à une période déjà clôturée"),
        "copy": tr("les exemplaires ne se comptent pas un à un"),
        "purge": tr("le retrait de son client n'était pas dû, ou n'est pas celui du document"),
        "book": tr("les totaux de la clôture ne sont pas ceux des lignes du livre"),
        "book_entry": tr("cette ligne du livre n'est pas celle qui a été validée"),
        "book_order": tr("une ligne du livre manque, est de trop ou déplacée"),
        "book_person": tr("le nom ou la nature de cette ligne du livre a changé, ou a été retiré avant son terme"),
        "book_purge": tr("le retrait de ce nom du livre n'était pas dû, ou n'est pas complet"),
        "declaration": tr("ce qui a été déclaré n'est pas ce que la chaîne en garde"),
    }
