"""Labels of ten French banks: kind, who stands opposite, what is written, day of purchase."""

from datetime import date

import pytest

from microdesk_desktop.domain.bank.labels.parser import (
    LabelKind,
    OwnTransfer,
    counterparty_name,
    mask_card_numbers,
    parse_label,
    purchase_day,
)
from microdesk_desktop.domain.settle.transactions import Nature

TRANSFER, DEBIT, CARD = LabelKind.TRANSFER, LabelKind.DIRECT_DEBIT, LabelKind.CARD


@pytest.mark.parametrize(
    ("label", "kind", "party", "written"),
    [
        ("VIR SEPA RECU /FRM NOVA SARL /EID X /RNF F-2026-0042", TRANSFER, "NOVA SARL", "X | F-2026-0042"),
        ("VIR SEPA INST EMIS /MOTIF LOYER /BEN SCI DUPONT /REF Y", TRANSFER, "SCI DUPONT", "LOYER | Y"),
        ("VIR RECU 9525858309767 DE: NOVA MOTIF: FACT 42 REF: 9", TRANSFER, "NOVA", "FACT 42 | 9"),
        ("VIR INST RE 575886323034 DE: M DUPONT DATE: 05/08/2025 11:36 MOTIF: 42", TRANSFER, "M DUPONT", "42"),
        ("VIREMENT EN VOTRE FAVEUR NOVA SARL", TRANSFER, "NOVA SARL", "NOVA SARL"),
        ("Virement de Mme Leroy", TRANSFER, "MME LEROY", "MME LEROY"),
        ("PRLV SEPA OVH SAS ECH/090726 ID EMETTEUR/FR00ZZZ MDT/CM1 REF/FR42 LIB/INV", DEBIT, "OVH SAS", "FR42 | INV"),
        ("PRELEVEMENT EUROPEEN 325960010 DE: EDF MOTIF: X", DEBIT, "EDF", "X"),
        ("FACTURE CARTE DU 010726 WING SENG PARIS CARTE 4974XXXXXXXX1111", CARD, "WING SENG PARIS", "WING SENG PARIS"),
        ("CARTE X2148 01/02 SUMUP BOULANGERIE", CARD, "SUMUP BOULANGERIE", "SUMUP BOULANGERIE"),
        ("CB AMAZON FACT 140326", CARD, "AMAZON", "AMAZON"),
        ("REMISE DE CHEQUES 123", LabelKind.CHEQUE_DEPOSIT, "123", "123"),
        ("NOVA SARL facture 42", LabelKind.OTHER, "NOVA SARL FACTURE 42", "NOVA SARL FACTURE 42"),
    ],
)
def test_labels_of_each_bank_are_read(label: str, kind: LabelKind, party: str, written: str) -> None:
    read = parse_label(label)
    assert (read.kind, read.party, read.words) == (kind, party, written)


@pytest.mark.parametrize(
    ("label", "nature"),
    [
        ("PRLV SEPA URSSAF ILE DE FRANCE", Nature.SOCIAL),
        ("PRLV SEPA B2B DGFIP IMPOT 123", Nature.TAX),
        ("COTISATION MENSUELLE JAZZ", Nature.FEE),
        ("ECH PRET 123 DU 10/11/26", Nature.LOAN),
        ("CARTE X1234 RETRAIT DAB PARIS", Nature.CASH),
        ("CB 4978XXXXXXXX1234 TOT DIF NOV", Nature.CARD_TOTAL),
        ("RELEVE CB AU 30/11", Nature.CARD_TOTAL),
        ("REJET VIR SEPA NOVA", Nature.RETURNED),
        ("INTERETS CREDITEURS", Nature.INTEREST),
        ("VIR NOVA SARL", None),
        ("CB SOCIETE DES IMPOTENTS 12/03", None),
    ],
)
def test_what_is_neither_sale_nor_purchase_is_known_by_its_words(label: str, nature: Nature | None) -> None:
    assert parse_label(label).nature is nature


@pytest.mark.parametrize(
    ("label", "own"),
    [
        ("VIR CPTE A CPTE EMIS", OwnTransfer.POSSIBLE),
        ("VIR VERS COMPTE PERSONNEL", OwnTransfer.CERTAIN),
        ("VIREMENT POUR LIVRET A", OwnTransfer.POSSIBLE),
        ("PRLV SEPA CAISSE EPARGNE", OwnTransfer.NO),
    ],
)
def test_own_transfers_are_certain_or_possible(label: str, own: OwnTransfer) -> None:
    assert parse_label(label).own_transfer is own


@pytest.mark.parametrize(
    ("label", "booked", "bought"),
    [
        ("CARTE 30/12 ADOBE", date(2026, 1, 2), date(2025, 12, 30)),
        ("CB AMAZON FACT 140326", date(2026, 3, 16), date(2026, 3, 14)),
        ("PAIEMENT CB 0209 PARIS CARTE 00747350", date(2026, 9, 4), date(2026, 9, 2)),
        ("PAIEMENT PAR CARTE X6094 DECATHLON 0312 14/08", date(2026, 8, 17), date(2026, 8, 14)),
        ("CB X 31/02", date(2026, 3, 4), None),
        ("CB FNAC PARIS", date(2026, 3, 4), None),
    ],
)
def test_the_day_of_purchase_is_the_latest_not_after_the_booking(label: str, booked: date, bought: date | None) -> None:
    assert purchase_day(parse_label(label), booked) == bought


def test_card_takings_tell_their_gross_amount() -> None:
    assert parse_label("REMISE CB 24/01 R70304 CT123 1.105,00E COM 8,84E").gross_cents == 110_500


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("FNAC CARTE 4974XXXXXXXX1111", "FNAC CARTE ••••"),
        ("CARTE X2148 01/02 FNAC", "CARTE •••• 01/02 FNAC"),
        ("RETRAIT CB*9876", "RETRAIT CB••••"),
        ("PAIEMENT CB 0209 PARIS", "PAIEMENT CB 0209 PARIS"),
        ("VIR XAVIER 2026", "VIR XAVIER 2026"),
    ],
)
def test_card_numbers_are_never_shown(label: str, shown: str) -> None:
    assert mask_card_numbers(label) == shown


def test_a_record_made_from_a_label_names_the_counterparty() -> None:
    assert counterparty_name("CB OVH SAS 18/11 ROUBAIX") == "OVH SAS ROUBAIX"
    assert counterparty_name("VIR SEPA RECU /DE NOVA SARL /MOTIF X") == "NOVA SARL"
