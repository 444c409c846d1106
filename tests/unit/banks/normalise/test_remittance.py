"""The lines of a label, which some banks shuffle at each fetch."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.banks.normalise.text import operation_first

LINES = st.sampled_from(
    [
        "VIR SEPA RECU",
        "VIREMENT LOYER",
        "FACTURE 42",
        "Facture 41",
        "NOVA SARL",
        "É. DUPONT",
        "42",
        "REF 9",
        "",
        "Réf : ",
    ]
) | st.text(max_size=8)


@given(st.lists(LINES, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_the_lines_is_the_same_however_they_are_shuffled(lines: list[str], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = random.sample(lines, len(lines))
    assert operation_first(shuffled) == operation_first(lines)


@pytest.mark.parametrize(
    ("lines", "ordered"),
    [
        (["NOVA SARL", "VIR SEPA RECU"], ["VIR SEPA RECU", "NOVA SARL"]),
        (["F-2026-0042", "NOVA SARL", "REGLEMENT"], ["NOVA SARL", "REGLEMENT", "F-2026-0042"]),
        (["42", "MOTIF F-2026-00", "NOVA"], ["NOVA", "MOTIF F-2026-00", "42"]),
        (["FACTURE 42", "VIR NOVA", "FACTURE 41"], ["VIR NOVA", "FACTURE 41", "FACTURE 42"]),
        (["NOVA", "FACTURE CARTE DU 010726", "FACTURE 41"], ["FACTURE CARTE DU 010726", "NOVA", "FACTURE 41"]),
        (["FACTURE 42", "NOVA"], ["FACTURE 42", "NOVA"]),
        (["NOVA<br>VIR SEPA\nPARIS", None, 7], ["VIR SEPA", "NOVA", "PARIS"]),
    ],
)
def test_the_operation_comes_first_then_names_then_references(lines: list[object], ordered: list[str]) -> None:
    assert operation_first(lines) == ordered


def test_a_text_that_was_cut_at_one_width_is_read_on_in_the_next_line() -> None:
    text = "VIR SEPA RECU DE NOVA SARL MOTIF REGLEMENT DE VOS FACTURES F-2026-0041 F-2026-0042"
    cut = [text[at : at + 27] for at in range(0, len(text), 27)]
    assert operation_first(cut) == [line.strip() for line in cut]
