"""A vault of each released schema, opened by today's program: nothing in it is lost or changed.

The files of `old/` are made by `tests.store.old.make` at each release that has a new schema.
"""

from pathlib import Path

import pytest

from microdesk_desktop.operations.vault.backups.restore import restore
from microdesk_desktop.operations.vault.verify import verify
from microdesk_desktop.store.backup_files import backups_in
from microdesk_desktop.store.bank.targets import load_targets
from microdesk_desktop.store.migrate import load_migrations
from microdesk_desktop.views.bank.rows import TransactionFilter, load_transaction_ids, load_transactions
from microdesk_desktop.views.messages.reasons import reason_text
from microdesk_desktop.views.records.payments import load_payments
from tests.support.vaults import reopened

OLD = sorted((Path(__file__).parent / "old").glob("*.mdbackup"))

# label → status, whether the user decided it, what it settles, why it is ignored
SHOWN = {
    "VIR SEPA RECU /DE CAMILLE LEROI /MOTIF F-2026-0042": ("attributed", False, [
        ("F-2026-0042", "Camille Leroy", 48_050, "auto", None,
         ["le libellé cite F-2026-0042", "même client que le libellé", "montant exact"])], []),
    "VIR X": ("attributed", True, [
        ("F-2026-0040", "Nova SARL", 160_000, "manual", None, []),
        ("F-2026-0041", "Nova SARL", 32_000, "manual", None, [])], []),
    "VIR INST ZOE PETIT": ("todo", True, [], []),
    "CB SNCF CONNECT PARIS": ("attributed", False, [
        ("E-1", "SNCF", -8_900, "auto", None,
         ["même fournisseur que le libellé", "montant exact", "le jour de l’achat"])], []),
    "CB OVH SAS ROUBAIX": ("attributed", False, [
        ("D-2026-0001", "OVH", -1_439, "rule", "Hébergement OVH", ["votre règle « Hébergement OVH »"])], []),
    "PRLV SCI DES TILLEULS": ("ignored", False, [], ["votre règle « Loyer du bureau »"]),
    "VIR BRM CONSEIL": ("attributed", False, [
        ("F-2026-0043", "Atelier Brume", 71_300, "auto", None,
         ["votre règle « Brume paie sous BRM »", "montant exact", "30 jours après l’émission"])], []),
    "VIR INST ATELIER BRUM ACPTE 30%": ("attributed", True, [
        ("F-2026-0044", "Atelier Brume", 30_000, "manual", None,
         ["même client que le libellé", "30 % de 1 000,00 €", "31 jours après l’émission"])], []),
    "VIR INST LEROY F-2026-0045 ACPTE 30%": ("suggested", False, [
        ("F-2026-0045", "Camille Leroy", 60_000, None, None,
         ["le libellé cite F-2026-0045", "nom proche de Camille Leroy", "30 % de 2 000,00 €"])], []),
    "VIR INCONNU": ("ignored", True, [], []),
    "VIR JEANNE MARTIN EI": ("ignored", False, [], ["virement entre vos comptes"]),
    "RETRAIT": ("attributed", True, [("E-3", "Caisse", -777, "manual", None, [])], []),
    "CB INDIGO LYON": ("attributed", False, [
        ("D-2026-0002", "Indigo", -450, "rule", None, ["une règle que vous avez retirée depuis"])], []),
}  # fmt: skip

# reference → total and remaining amount, days on which it was paid
SETTLED = {
    "F-2026-0040": (160_000, 0, ["2026-11-03"]),
    "F-2026-0041": (32_000, 0, ["2026-11-03"]),
    "F-2026-0042": (48_050, 0, ["2026-11-02"]),
    "F-2026-0043": (71_300, 0, ["2026-11-07"]),
    "F-2026-0044": (100_000, 70_000, ["2026-11-09"]),
    "F-2026-0045": (200_000, 200_000, []),
    "A-2026-0001": (-6_000, -6_000, []),
    "R-1": (7_700, 7_700, []),
    "E-1": (-8_900, 0, ["2026-11-04"]),
    "E-2": (-4_410, -4_410, []),
    "E-3": (-777, 0, ["2026-11-13"]),
    "D-2026-0001": (-1_439, 0, ["2026-11-05"]),
    "D-2026-0002": (-450, 0, ["2026-11-14"]),
}


@pytest.fixture(params=OLD, ids=lambda path: path.stem)
def session(request, tmp_path):
    restore(request.param, tmp_path / "profile")
    opened = reopened(tmp_path / "profile")
    yield opened
    opened.close()


def plain(reason):
    return reason_text(reason).replace("\xa0", " ").replace("\u202f", " ")


def links(row):
    return [
        (each.reference, each.party, each.amount_cents, each.origin, each.rule, [plain(why) for why in each.reasons])
        for each in (*row.attributions, *row.suggestions)
    ]


def test_every_transaction_settles_what_it_did_for_the_same_reasons(session):
    rows = session.read(lambda reader: load_transactions(reader, load_transaction_ids(reader, TransactionFilter())))
    shown = {row.label: (row.status, row.is_decided, links(row), [plain(why) for why in row.reasons]) for row in rows}
    assert shown == SHOWN


def test_every_document_and_record_has_its_payments_and_its_remaining_amount(session):
    def read(reader):
        return {
            target.reference: (
                target.total_cents,
                target.remaining_cents,
                [row.on.isoformat() for row in load_payments(reader, target.id)],
            )
            for target in load_targets(reader).values()
        }

    assert session.read(read) == SETTLED


def test_no_stored_reason_names_a_party_or_a_rule(session):
    def read(reader):
        names = reader.all("SELECT name FROM client UNION SELECT supplier FROM expense UNION SELECT name FROM rule")
        tables = ("attribution", "suggestion", "bank_transaction")
        return [name for (name,) in names], [repr(reader.all(f"SELECT reasons FROM {table}")) for table in tables]

    names, reasons = session.read(read)
    assert [name for name in (*names, "Parking du marché") if any(name in text for text in reasons)] == []


def test_it_is_whole_and_a_copy_of_the_day_before_is_kept(session):
    assert all(verify(session).values()), verify(session)
    assert session.database.version == load_migrations()[-1].number
    assert len(backups_in(session.profile / "backups")) == 1
