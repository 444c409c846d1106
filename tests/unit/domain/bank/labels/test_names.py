"""Names and wordings that bank labels hold."""

import pytest

from microdesk_desktop.domain.bank.labels.names import is_same_name, label_names


@pytest.mark.parametrize(
    ("label", "who", "wording"),
    [
        ("VIR INST NOVA SARL ACPTE 30%", "Nova SARL", "ACPTE 30%"),
        ("VIR INST M PIERRE GARNIER", "Pierre Garnier", ""),
        ("CB LE BOUCHON DU MARCHE 19/11 BORDEAUX", "Le Bouchon du Marche", "Bordeaux"),
        ("PRLV SEPA FREE MOBILE", "Free Mobile", ""),
        ("VIR SEPA RECU /DE ATELIER BRUN /MOTIF F-2026-0042", "Atelier Brun", "F-2026-0042"),
        ("COTISATION MENSUELLE COMPTE PRO", "", "COTISATION MENSUELLE COMPTE PRO"),
        ("CB OVH SAS 01/11 SAINT-DENIS", "OVH SAS", "Saint-Denis"),
        ("", "", ""),
    ],
)
def test_a_label_gives_a_name_as_people_write_it_and_the_rest(label, who, wording):
    found = label_names(label)
    assert (found.who, found.wording) == (who, wording)


@pytest.mark.parametrize("label", ["CARTE 4974123412341234 FNAC", "ACHAT EN LIGNE CARTE 4974XXXXXXXX1234 FNAC"])
def test_no_card_number_is_in_a_name_or_a_wording(label):
    found = label_names(label)
    assert not any(char.isdigit() for char in found.who + found.wording)
    assert "Fnac" in found.who or "FNAC" in found.wording


def test_a_name_is_the_same_with_or_without_its_legal_form_and_never_by_a_short_word():
    assert is_same_name("NOVA SARL", "NOVA")
    assert not is_same_name("NOVA", "NOVAMED")
    assert not is_same_name("DE LA", "DE LA")
