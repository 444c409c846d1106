"""What the erasure of a client or a supplier removes, what stays, why and until when, as sentences and as JSON."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from microdesk_desktop.base.format import counts, dates
from microdesk_desktop.base.format.lists import listed
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.documents.retention import Rule
from microdesk_desktop.domain.privacy.erasure import ErasurePlan, KeptRecord, SupplierPlan
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.vault.erasures import Erasure
from microdesk_desktop.views.documents.editor.words import type_words

SHOWN_RECORDS = 4
"""Of those that stay until one day: enough to recognise them; the command line's JSON has them all."""


def plan_lines(plan: ErasurePlan) -> Sequence[str]:
    """What would go and what would stay, one sentence each."""
    gone = tr("Effacé sans retour, jusque dans les sauvegardes de MicroDesk : {parts}.")
    return [gone.format(parts=listed(_parts(plan))), *_kept_lines(plan.kept.values()), elsewhere_text()]


def erased_lines(plan: ErasurePlan, erasure: Erasure) -> Sequence[str]:
    """What was done."""
    if erasure.left:
        done = tr("L'effacement de {name} n'est pas terminé : MicroDesk l'achève de lui-même à la prochaine ouverture.")
        return [done.format(name=plan.name)]
    done = tr("{name} est effacé, avec {parts}.")
    first = done.format(name=plan.name, parts=listed(_parts(plan)))
    return [first, *_kept_lines(plan.kept.values()), elsewhere_text(), *_foreign(erasure)]


def finished_json(client_id: int, kept: Mapping[int, KeptRecord]) -> Mapping[str, Any]:
    """The stable shape of an erasure that the opening finished: what stays, and no longer what went."""
    return {"client": client_id, "kept": [_record_json(each) for each in _in_order(kept.values())]}


def finished_lines(kept: Mapping[int, KeptRecord], erasure: Erasure) -> Sequence[str]:
    """What the opening finished of one client."""
    return [opening_text(erasure), *([] if erasure.left else _kept_lines(kept.values()))]


def opening_text(erasure: Erasure) -> str:
    """What the opening of the vault did: an erasure that was interrupted, or what no law keeps any longer."""
    if erasure.left:
        return tr("Des données de clients restent à effacer : MicroDesk réessaie à la prochaine ouverture.")
    return tr("Les données de clients qui devaient l'être ont été effacées.")


def plan_json(plan: ErasurePlan) -> Mapping[str, Any]:
    """The stable shape of what goes and what stays."""
    return {
        "client": plan.client_id,
        "removed": {
            "contacts": plan.contacts,
            "drafts": len(plan.drafts),
            "recurring": len(plan.series),
            "documents": sorted(plan.documents.values()),
            "notes": plan.notes,
            "attachments": plan.attachments,
            "reminders": plan.reminders,
            "rules": len(plan.rules),
            "lookups": len(plan.answers),
            "trips": len(plan.trips),
            "trip_templates": len(plan.trip_templates),
        },
        "kept": [_record_json(each) for each in _in_order(plan.kept.values())],
    }


def supplier_plan_lines(plan: SupplierPlan) -> Sequence[str]:
    """What would go and what would stay of a supplier, one sentence each."""
    gone = tr("Effacé sans retour, jusque dans les sauvegardes de MicroDesk : {parts}.")
    lines = [gone.format(parts=listed(_supplier_parts(plan)))]
    files = plan.vouchers + plan.received
    if plan.kept:
        with_files = tr("Vos dépenses restent dans vos comptes, sans le nom ; le nom et les justificatifs sont à part.")
        without = tr("Vos dépenses restent dans vos comptes, sans le nom, qui est gardé à part.")
        lines.append(with_files if files else without)
    return [*lines, *_kept_lines(plan.kept.values()), elsewhere_text()]


def supplier_erased_lines(plan: SupplierPlan, erasure: Erasure) -> Sequence[str]:
    """What was done of a supplier."""
    if erasure.left:
        done = tr("L'effacement de {name} n'est pas terminé : MicroDesk l'achève de lui-même à la prochaine ouverture.")
        return [done.format(name=plan.name)]
    done = tr("{name} est effacé, avec {parts}.").format(name=plan.name, parts=listed(_supplier_parts(plan)))
    return [done, *_kept_lines(plan.kept.values()), elsewhere_text(), *_foreign(erasure)]


def supplier_plan_json(plan: SupplierPlan) -> Mapping[str, Any]:
    """The stable shape of what goes and what stays of a supplier."""
    return {
        "supplier": plan.name,
        "removed": {
            "rules": len(plan.rules),
            "lookups": len(plan.answers),
            "imports": len(plan.imports),
            "trips": len(plan.trips),
            "trip_templates": len(plan.trip_templates),
        },
        "vouchers": plan.vouchers,
        "received": plan.received,
        "kept": [_record_json(each) for each in _in_order(plan.kept.values())],
    }


def _supplier_parts(plan: SupplierPlan) -> Sequence[str]:
    trips = len(plan.trips) + len(plan.trip_templates)
    counted = (
        (len(plan.rules), ntr("{count} règle", "{count} règles", len(plan.rules))),
        (len(plan.answers), ntr("{count} recherche", "{count} recherches", len(plan.answers))),
        (len(plan.imports), ntr("{count} nom de fichier", "{count} noms de fichiers", len(plan.imports))),
        (trips, ntr("les lieux de {count} trajet", "les lieux de {count} trajets", trips)),
    )
    words = [text.format(count=counts.count(number)) for number, text in counted if number]
    return [tr("son nom dans vos listes, la recherche et les propositions"), *words]


def _record_json(record: KeptRecord) -> Mapping[str, Any]:
    return {
        "number": record.number,
        "type": record.type.value if record.type else record.kind.value,
        "rule": record.rule,
        "until": record.until.isoformat(),
    }


def _parts(plan: ErasurePlan) -> Sequence[str]:
    """What goes, in words: the contact details first, then whatever there is."""
    documents, files, trips = len(plan.documents), plan.attachments, len(plan.trips) + len(plan.trip_templates)
    counted = (
        (plan.contacts, ntr("{count} contact", "{count} contacts", plan.contacts)),
        (len(plan.drafts), ntr("{count} brouillon", "{count} brouillons", len(plan.drafts))),
        (len(plan.series), ntr("{count} récurrence", "{count} récurrences", len(plan.series))),
        (documents, ntr("{count} document sans suite", "{count} documents sans suite", documents)),
        (plan.notes, ntr("{count} note", "{count} notes", plan.notes)),
        (files, ntr("{count} pièce jointe", "{count} pièces jointes", files)),
        (plan.reminders, ntr("{count} relance", "{count} relances", plan.reminders)),
        (len(plan.rules), ntr("{count} règle", "{count} règles", len(plan.rules))),
        (len(plan.answers), ntr("{count} recherche", "{count} recherches", len(plan.answers))),
        (trips, ntr("les lieux de {count} trajet", "les lieux de {count} trajets", trips)),
    )
    return [tr("ses coordonnées"), *(text.format(count=counts.count(number)) for number, text in counted if number)]


def _kept_lines(kept: Collection[KeptRecord]) -> Sequence[str]:
    """What stays, by its last day and its rule."""
    if not kept:
        return [tr("Aucune loi n'oblige à garder quoi que ce soit.")]
    groups: dict[tuple[date, str], list[KeptRecord]] = {}
    for record in _in_order(kept):
        groups.setdefault((record.until, record.rule), []).append(record)
    hidden = tr("Ce qui reste est caché partout, et s'efface de lui-même le lendemain du dernier jour.")
    return [*(_group_text(rule, until, records) for (until, rule), records in groups.items()), hidden]


def _group_text(rule: str, until: date, records: Sequence[KeptRecord]) -> str:
    text = tr("Gardé jusqu'au {day} : {records}. {reason}")
    named = [_name(each) for each in records[:SHOWN_RECORDS]]
    more = len(records) - len(named)
    if more:
        named.append(ntr("{count} autre", "{count} autres", more).format(count=counts.count(more)))
    return text.format(day=dates.long_day(until), records=listed(named), reason=_reason(rule))


def _name(record: KeptRecord) -> str:
    others = {TargetKind.EXPENSE: tr("Dépense")}
    kind = type_words()[record.type] if record.type else others.get(record.kind, tr("Recette"))
    return f"{kind[:1].lower()}{kind[1:]} {record.number}"


def _reason(rule: str) -> str:
    reasons = {
        Rule.ACCOUNTS: tr("Pièces comptables : dix ans après la fin de l'année (Code de commerce, art. L. 123-22)."),
        Rule.WORKS_CERTIFICATE: tr(
            "Attestation de TVA réduite : cinq ans après l'année des travaux (CGI, art. 279-0 bis)."
        ),
        Rule.CONSUMER_CONTRACT: tr(
            "Contrat d'au moins 120 € avec un particulier : dix ans (Code de la consommation, art. L. 213-1)."
        ),
        Rule.CONTRACT: tr("Contrat conclu : cinq ans, le temps d'une action en justice (Code civil, art. 2224)."),
    }
    return reasons[Rule(rule)]


def elsewhere_text() -> str:
    """What an erasure does not reach, in words."""
    return tr(
        "Les libellés de vos relevés restent : ce sont les données de votre banque, qui partent avec elle. Ce que vous"
        " avez écrit au sujet d'autres personnes reste aussi, même si ce nom y figure. MicroDesk n'atteint ni vos"
        " messages, ni vos exports, ni vos impressions, ni les sauvegardes que vous gardez ailleurs ou que fait"
        " l'ordinateur (Time Machine, synchronisation) : à supprimer vous-même."
    )


def _foreign(erasure: Erasure) -> Sequence[str]:
    if not erasure.foreign_backups:
        return []
    text = tr("Ces sauvegardes sont d'un autre coffre et n'ont pas été touchées : {names}.")
    return [text.format(names=", ".join(erasure.foreign_backups))]


def _in_order(records: Iterable[KeptRecord]) -> Sequence[KeptRecord]:
    return sorted(records, key=lambda record: (record.until, record.rule, record.number))
