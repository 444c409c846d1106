"""Labels of balances, which are no transactions, and labels of payments that look like them."""

import pytest

from microdesk_desktop.banks.normalise.balance_rows import is_balance_label, is_total_label


@pytest.mark.parametrize(
    "label",
    ["SOLDE AU 31/03/2026", "Solde du jour", "Solde initial", "SOLDE ANTERIEUR", "Solde précédent", "Ancien solde",
     "NOUVEAU SOLDE AU 31.03.26", "Solde créditeur au 31 mars 2026", "Solde d'ouverture", "Solde de clôture",
     "** SOLDE DEBITEUR **", "Report à nouveau", "Report du solde", "Opening Balance", "Balance brought forward",
     "Saldo inicial", "Saldo finale", "Anfangssaldo", "SOLDE EN FIN DE PERIODE", "Solde comptable au 2026-03-31",
     "Report", "À reporter"],
)  # fmt: skip
def test_the_name_of_a_balance_is_recognised(label: str) -> None:
    assert is_balance_label(label)


@pytest.mark.parametrize(
    "label",
    ["SOLDE", "SOLDE FACTURE 12", "SOLDE DE TOUT COMPTE", "VIR SOLDE DEVIS 2026", "SOLDE INITIAL CHANTIER DURAND",
     "NEW BALANCE", "Solde au comptant", "", "REPORT ECHEANCE PRET", "ACHAT OPENING BALANCE"],
)  # fmt: skip
def test_a_payment_is_no_balance(label: str) -> None:
    assert not is_balance_label(label)


@pytest.mark.parametrize(
    "label",
    ["Total des opérations", "TOTAUX", "Sous-total", "Total général", "Grand Total", "Subtotal", "Total débits",
     "TOTAL DES DEBITS ET DES CREDITS", "Total du mois", "Summe Soll", "Gesamt", "Total credits",
     "** TOTAL GENERAL **"],
)  # fmt: skip
def test_the_name_of_a_total_is_recognised(label: str) -> None:
    assert is_total_label(label)


@pytest.mark.parametrize(
    "label", ["TOTAL", "TOTAL ENERGIES", "TOTAL ACCESS 1234", "CB TOTAL 12/03", "TOTAL DIRECT ENERGIE", "SOMMEIL", ""]
)
def test_a_petrol_station_is_no_total(label: str) -> None:
    assert not is_total_label(label)
