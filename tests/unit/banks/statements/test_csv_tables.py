"""CSV tables of no known bank: signs, fees, balances, dates and odd rows, as a person reads them."""

from collections.abc import Sequence

import pytest

from microdesk_desktop.banks.statements.detect import read_statement
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.table_head import MOST_SAMPLES
from microdesk_desktop.domain.bank.types import Statement
from microdesk_desktop.domain.imports.types import AS_FOUND, ReadOptions
from microdesk_desktop.domain.tables import ImportKind, TableMapping


def only(text: str) -> Statement:
    (statement,) = read_statement(text.encode()).statements
    return statement


def cents(text: str) -> list[int]:
    return [row.amount_cents for row in only(text).rows]


def codes(text: str) -> list[str]:
    return [problem.code for problem in only(text).problems]


def refusal(text: str) -> ErrorCode:
    with pytest.raises(KnownError) as raised:
        read_statement(text.encode())
    return raised.value.code


def table(header: str, *rows: str) -> str:
    return "\n".join([header, *rows, ""])


@pytest.mark.parametrize("words", [("Débit", "Crédit"), ("DBIT", "CRDT"), ("Sortie", "Entrée"), ("Af", "Bij")])
def test_a_column_of_words_gives_the_sign_whatever_its_name(words: tuple[str, str]) -> None:
    out, into = words
    rows = [f"05/03/2026;A;20,50;{out}", f"06/03/2026;B;1200,00;{into}", f"07/03/2026;C;700,00;{out}"]
    assert cents(table("Date;Libellé;Montant;Colonne", *rows)) == [-2050, 120000, -70000]


@pytest.mark.parametrize(
    "rows",
    [
        ["05/03/2026;CB LIBRAIRIE 04/03;20,50;", "06/03/2026;VIR OMEGA;1200,00;"],
        ["05/03/2026;LIBRAIRIE;20,50;Débit", "06/03/2026;OMEGA;1200,00;", "07/03/2026;X;3,00;Autre"],
        ["05/03/2026;PRLV SEPA FREE;29,99;", "06/03/2026;VIR OMEGA;1200,00;"],
        ["05/03/2026;FREE;29,99;Prélèvement", "06/03/2026;OMEGA;1200,00;Virement reçu", "07/03/2026;X;3,00;Chèque"],
        ["05/03/2026;FREE;29,99;Direct debit", "06/03/2026;OMEGA;1200,00;Bank transfer"],
        ["05/03/2026;LIBRAIRIE;29,99;Achat", "06/03/2026;OMEGA;1200,00;Virement"],
        ["05/03/2026;GAB;40,00;Retrait", "06/03/2026;OMEGA;1200,00;Dépôt"],
    ],
)
def test_a_file_that_shows_debits_without_a_negative_amount_is_refused(rows: Sequence[str]) -> None:
    assert refusal(table("Date;Libellé;Montant;Mouvement", *rows)) is ErrorCode.AMOUNT_SIGN_UNCLEAR


def test_a_card_export_whose_purchases_are_positive_is_refused() -> None:
    rows = ["05/03/2026;LIBRAIRIE;20,50;J DUPONT"]
    header = "Date;Libellé;Montant;Titulaire de la carte"
    assert refusal(table(header, *rows)) is ErrorCode.AMOUNT_SIGN_UNCLEAR
    rows += ["06/03/2026;RESTAURANT;5,50;J DUPONT", "07/03/2026;VERSEMENT;-20,50;J DUPONT"]
    assert refusal(table(header, *rows)) is ErrorCode.AMOUNT_SIGN_UNCLEAR
    negative = ["05/03/2026;LIBRAIRIE;-20,50;J DUPONT", "06/03/2026;RESTAURANT;-5,50;J DUPONT", rows[0]]
    assert cents(table(header, *negative)) == [-2050, -550, 2050]


def test_a_card_is_recognised_by_its_last_digits_alone() -> None:
    rows = ["2026-03-05,1234,BOOKS,20.50", "2026-03-06,1234,TRAIN,5.50", "2026-03-07,1234,REFUND,-20.50"]
    assert refusal(table("Date,Card No.,Description,Amount", *rows)) is ErrorCode.AMOUNT_SIGN_UNCLEAR


def test_two_unknown_words_for_the_direction_leave_the_sign_open() -> None:
    rows = ["05/03/2026;FREE;29,99;Payé", "06/03/2026;OMEGA;1200,00;Perçu"]
    assert refusal(table("Date;Libellé;Montant;Sens", *rows)) is ErrorCode.AMOUNT_SIGN_UNCLEAR


@pytest.mark.parametrize(("out", "into"), [("Émis", "Reçu"), ("Virement émis", "Virement reçu")])
def test_transfers_sent_and_received_are_debits_and_credits(out: str, into: str) -> None:
    rows = [f"05/03/2026;FREE;29,99;{out}", f"06/03/2026;OMEGA;1200,00;{into}"]
    assert cents(table("Date;Libellé;Montant;Type", *rows)) == [-2999, 120000]


def test_money_in_alone_is_read_as_it_is_written() -> None:
    assert cents(table("Date;Libellé;Montant", "05/03/2026;VIR OMEGA;1200,00")) == [120000]


@pytest.mark.parametrize(
    ("header", "rows", "wanted"),
    [
        ("Date;Libellé;Débit", ["05/03/2026;A;20,50", "06/03/2026;B;3,00"], [-2050, -300]),
        ("Date;Libellé;Débit", ["05/03/2026;A;-20,50", "06/03/2026;B;-3,00"], [-2050, -300]),
        ("Date;Libellé;Crédit", ["05/03/2026;A;20,50"], [2050]),
        ("Date;Libellé;Montant débité", ["05/03/2026;A;20,50", "06/03/2026;B;-5,00"], [-2050, 500]),
        (
            "Date;Libellé;Montant au débit;Montant au crédit",
            ["05/03/2026;A;20,50;", "06/03/2026;B;;5,00"],
            [-2050, 500],
        ),
        ("Date,Payee,Amount,Debit,Credit", ["2026-03-05,A,20.50,20.50,", "2026-03-06,B,5.00,,5.00"], [-2050, 500]),
    ],
)
def test_columns_of_debits_and_credits_are_known_by_their_names(
    header: str, rows: list[str], wanted: list[int]
) -> None:
    assert cents(table(header, *rows)) == wanted


def test_a_fee_is_a_transaction_where_the_net_amount_proves_it() -> None:
    rows = ["05/03/2026;Vente;100,00;1,75;98,25", "06/03/2026;Vente;50,00;0,88;49,12"]
    assert sorted(cents(table("Date;Libellé;Montant;Frais;Net", *rows))) == [-175, -88, 5000, 10000]


def test_a_fee_is_a_transaction_where_the_balance_proves_it() -> None:
    header = "Date;Libellé;Montant;Frais;Solde"
    on_top = ["05/03/2026;A;100,00;1,00;99,00", "06/03/2026;B;50,00;2,00;147,00", "07/03/2026;C;-10,00;0,00;137,00"]
    within = ["05/03/2026;A;100,00;1,00;100,00", "06/03/2026;B;50,00;2,00;150,00", "07/03/2026;C;-10,00;0,00;140,00"]
    assert sum(cents(table(header, *on_top))) == 13700
    assert cents(table(header, *within)) == [10000, 5000, -1000]


@pytest.mark.parametrize("name", ["Frais", "Frais bancaires", "Commission de change", "Card fee"])
def test_a_fee_that_nothing_proves_rejects_its_row(name: str) -> None:
    text = table(f"Date;Libellé;Montant;{name}", "05/03/2026;A;100,00;1,75", "06/03/2026;B;50,00;0,00")
    assert (cents(text), codes(text)) == ([5000], ["fee_unclear"])


def test_a_fee_is_read_with_its_currency_beside_it() -> None:
    text = table("Date,Description,Gross,Fee,Net", "2026-03-05,A,$100.00,$1.75,$98.25", "2026-03-06,B,$50.00,-,$50.00")
    assert (sum(cents(text)), codes(text)) == (14825, [])


def test_an_amount_without_its_fee_is_no_fee() -> None:
    text = table("Date;Libellé;Montant;Montant hors frais", "05/03/2026;A;100,00;98,25", "06/03/2026;B;50,00;50,00")
    assert (cents(text), codes(text)) == ([10000, 5000], [])


def test_a_net_amount_that_contradicts_the_fee_rejects_its_row() -> None:
    text = table("Date;Libellé;Montant;Frais;Net", "05/03/2026;A;100,00;1,75;98,25", "06/03/2026;B;50,00;1,00;45,00")
    assert codes(text) == ["fee_unclear"]
    assert sum(cents(text)) == 9825


def test_a_running_balance_proves_completeness_in_any_order() -> None:
    rows = [
        "05/03/2026;A;10,00;110,00",
        "06/03/2026;B;-5,00;105,00",
        "07/03/2026;C;1,00;106,00",
        "08/03/2026;D;2,00;108,00",
    ]
    for order in ([0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]):
        statement = only(table("Date;Libellé;Montant;Solde", *(rows[at] for at in order)))
        assert statement.balance_gap_cents == 0
        assert (statement.opening and statement.opening.amount_cents) == 10000
        assert (statement.closing and statement.closing.amount_cents) == 10800
    cut = only(table("Date;Libellé;Montant;Solde", rows[0], rows[1], rows[3]))
    assert cut.balance_gap_cents == 100


def test_a_balance_that_disagrees_with_most_rows_shows_as_a_gap() -> None:
    rows = ["05/03/2026;A;10,00;110,00", "06/03/2026;B;-5,00;300,00", "07/03/2026;C;1,00;17,00"]
    assert only(table("Date;Libellé;Montant;Solde", *rows)).balance_gap_cents == 1700 - 10000 - 600


def test_what_is_carried_over_from_the_page_before_and_to_the_next_one_are_balances() -> None:
    rows = ["28/02/2026;Report;;500,00", "02/03/2026;LOYER;650,00;", "31/03/2026;À reporter;150,00;"]
    statement = only(table("Date;Libellé;Débit;Crédit", *rows))
    assert [row.amount_cents for row in statement.rows] == [-65000]
    assert (statement.opening and statement.opening.amount_cents) == 50000
    assert (statement.closing and statement.closing.amount_cents) == -15000


def test_rows_that_show_a_balance_are_no_transactions() -> None:
    rows = [
        "01/03/2026;SOLDE AU 01/03/2026;100,00",
        "05/03/2026;SOLDE FACTURE 12;10,00",
        "06/03/2026;LOYER;-5,00",
        "31/03/2026;Nouveau solde;105,00",
    ]
    statement = only(table("Date;Libellé;Montant", *rows))
    assert [row.amount_cents for row in statement.rows] == [1000, -500]
    assert (statement.opening and statement.opening.amount_cents) == 10000
    assert (statement.closing and statement.closing.amount_cents) == 10500
    assert statement.balance_gap_cents == 0


@pytest.mark.parametrize(
    ("status", "is_kept"),
    [("Exécutée", True), ("Non abouti", False), ("Rejected: no funds", False), ("En attente", False), ("", True),
     ("Payment failed", False), ("Paiement reçu", True), ("Non validé", False), ("Pas encore comptabilisé", False),
     ("À payer", False), ("Not processed", False), ("Non pointé", True), ("À justifier", True), ("Non", True)],
)  # fmt: skip
def test_the_status_of_a_row_decides_whether_it_is_booked(status: str, is_kept: bool) -> None:
    text = table("Date;Libellé;Montant;Statut", f"05/03/2026;A;-1,00;{status}", "06/03/2026;B;-2,00;Terminé")
    assert (-100 in cents(text)) is is_kept
    assert codes(text) == []


def test_a_status_that_nobody_knows_rejects_its_row() -> None:
    text = table("Date;Libellé;Montant;Statut", "05/03/2026;A;-1,00;Zorglub", "06/03/2026;B;-2,00;Terminé")
    assert (cents(text), codes(text)) == ([-200], ["status_unknown"])


def test_two_accounts_in_one_file_have_their_own_rows_and_balances() -> None:
    head = "Date;Libellé;Débit euros;Crédit euros;"
    text = "\n".join(
        ["Compte Courant n° 12345678901;", "Solde au 06/03/2026 100,00 €", "", head, "06/03/2026;A;19,99;;", "",
         "Livret A n° 98765432109;", "Solde au 06/03/2026 500,00 €", "", head, "04/03/2026;B;;12,00;", ""]
    )  # fmt: skip
    one, other = read_statement(text.encode()).statements
    assert [(each.account_number, each.closing and each.closing.amount_cents) for each in (one, other)] == [
        ("12345678901", 10000),
        ("98765432109", 50000),
    ]
    assert [[row.amount_cents for row in each.rows] for each in (one, other)] == [[-1999], [1200]]
    assert not one.problems
    assert not other.problems


def test_exports_put_one_after_the_other_are_one_account() -> None:
    part = table("Date;Libellé;Montant", "05/03/2026;A;-1,00")
    statement = only(part + part.replace("05/03", "06/03"))
    assert ([row.amount_cents for row in statement.rows], statement.problems) == ([-100, -100], [])


def test_a_short_row_is_read_only_where_the_exporter_leaves_out_empty_cells() -> None:
    header = "Date;Libellé;Débit;Crédit;Note"
    habit = table(header, "05/03/2026;A;20,50", "06/03/2026;B;;1200,00", "07/03/2026;C;3,00")
    assert cents(habit) == [-2050, 120000, -300]
    damaged = table(header, "05/03/2026;A;20,50;;", "06/03/2026;B;1200,00", "07/03/2026;C;3,00;;x")
    assert (cents(damaged), codes(damaged)) == ([-2050, -300], ["columns_differ"])


def test_a_row_that_lost_an_empty_cell_is_no_debit() -> None:
    header = "Date;Libellé;Débit euros;Crédit euros;"
    text = table(header, "04/03/2026;A;;12,00;", "05/03/2026;B;15,00;", "06/03/2026;C;3,00;;")
    assert (cents(text), codes(text)) == ([1200, -300], ["columns_differ"])
    without_ends = table(header, "04/03/2026;A;;12,00", "05/03/2026;B;15,00;")
    assert cents(without_ends) == [1200, -1500]


def test_a_column_of_debits_with_an_unknown_name_is_found_beside_that_of_credits() -> None:
    rows = ["2026-03-05,A,20.50,", "2026-03-06,B,,1200.00", "2026-03-07,C,3.00,"]
    assert cents(table("Date,Payee,Mutflow,Inflow", *rows)) == [-2050, 120000, -300]


def test_a_word_lost_from_the_column_of_directions_makes_no_money_in() -> None:
    rows = ["2026-03-05,A,20.50,?r", "2026-03-26,B,1200.00,Cr"]
    assert refusal(table("Date,Narration,Amount,Dr/Cr", *rows)) is ErrorCode.AMOUNT_SIGN_UNCLEAR
    assert refusal(table("Date,Narration,Amount,Dr/Zz", *rows)) is ErrorCode.AMOUNT_SIGN_UNCLEAR
    kept = table("Date,Narration,Amount,Dr/Cr", *rows, "2026-03-27,C,5.00,Dr")
    assert (cents(kept), codes(kept)) == ([120000, -500], ["sign_unclear"])


@pytest.mark.parametrize("word", ["DÃ©bit", "D√©bit", "D\ufffdbit", "Débit"])
def test_a_misread_word_for_debit_is_still_one(word: str) -> None:
    text = table("Date;Libellé;Montant;Sens", f"05/03/2026;A;20,50;{word}", "06/03/2026;B;5,00;Crédit")
    assert cents(text) == [-2050, 500]


def test_cells_beyond_the_header_show_that_it_lacks_a_name() -> None:
    rows = ["2026-03-05,A,,20.50,", "2026-03-06,B,,,1200.00", "2026-03-07,C,,3.00,"]
    text = table("Date,Memo,Outflow,Inflow", *rows)
    assert (cents(text), codes(text)) == ([], ["columns_differ"] * 3)


def test_the_layout_of_a_bank_without_its_column_of_credits_is_not_read_as_that_bank() -> None:
    rows = ["01/03/2026;01/03/2026;-10,00;;A;990,00", "05/03/2026;05/03/2026;;5,00;E;995,00"]
    assert cents(table("Date;Date de valeur;Débit;Crúdit;Libellé;Solde", *rows)) == [-1000, 500]


def test_a_wrong_date_does_not_turn_french_dates_round() -> None:
    text = table("Date;Libellé;Montant", "05/03/2026;A;-1,00", "05/04/2026;B;-2,00", "12/13/2026;C;-3,00")
    assert [str(row.on) for row in only(text).rows] == ["2026-03-05", "2026-04-05"]
    american = table("Date;Libellé;Montant", "2/20/26;A;-1,00", "2/8/26;B;-2,00", "1/21/26;C;-3,00")
    assert [str(row.on) for row in only(american).rows] == ["2026-02-20", "2026-02-08", "2026-01-21"]


def test_pending_rows_are_left_out_whatever_their_column_is_called() -> None:
    rows = ["05/03/2026;A;-10,00;Comptabilisé", "06/03/2026;B;-5,00;En attente", "07/03/2026;C;1,00;Annulée"]
    assert cents(table("Date;Libellé;Montant;Zone 4", *rows)) == [-1000]
    assert cents(table("Date;Nature;Montant;Zone 4", *rows)) == [-1000]


def test_several_accounts_in_a_column_of_any_name_are_asked_about() -> None:
    ibans = ("FR7630006000011234567890189", "DE89370400440532013000")
    rows = [f"0{day}/03/2026;{iban};A;-{day},00" for day, iban in enumerate(ibans, 5)]
    assert refusal(table("Date;Zone;Libellé;Montant", *rows)) is ErrorCode.ACCOUNT_UNCLEAR


def test_a_currency_of_purchases_abroad_is_not_that_of_the_rows() -> None:
    rows = ["05/03/2026;A;-10,00;-8,00;GBP", "06/03/2026;B;0,50;0,40;GBP"]
    assert only(table("Date;Libellé;Montant;Montant d'origine;Zone 5", *rows)).currency == "EUR"
    both = [f"{row};USD" for row in rows]
    assert only(table("Date;Libellé;Montant;Montant en devise;Devise étrangère;Monnaie", *both)).currency == "USD"


def test_a_table_without_header_that_begins_like_lcl_is_read_by_its_cells() -> None:
    rows = ["17/10/2026;1956,11;SOLDE DUPONT;-66,97;0,00;R3", "12/09/2026;2023,08;LOYER;0,00;2273,46;R2",
            "23/03/2026;-250,38;CHEZ PAUL;-79,69;0,00;R1"]  # fmt: skip
    assert cents("\n".join([*rows, ""])) == [-6697, 227346, -7969]


def test_the_currency_beside_an_amount_is_that_of_its_row() -> None:
    text = table("Date;Description;Amount", "2026-03-05;A;$1,234.50", "2026-03-06;B;-£20.50", "2026-03-07;C;CHF 10.00")
    found = {row.currency: row.amount_cents for each in read_statement(text.encode()).statements for row in each.rows}
    assert found == {"USD": 123450, "GBP": -2050, "CHF": 1000}


def test_a_time_zone_is_no_currency() -> None:
    text = table("Date,Time Zone,Name,Amount", "2026-03-05,PST,A,-12.34", "2026-03-06,PST,B,12.34")
    assert only(text).currency == "EUR"


TWO_ACCOUNTS = ["05/03/2026;00012345678;A;-1,00", "06/03/2026;00098765432;B;-2,00"]


def accounts(text: str, options: ReadOptions = AS_FOUND) -> list[str | None]:
    return [each.account_number for each in read_statement(text.encode(), options=options).statements]


@pytest.mark.parametrize("name", ["Compte", "Kontonummer", "Account number"])
@pytest.mark.parametrize("rows", [TWO_ACCOUNTS, [*TWO_ACCOUNTS, "07/03/2026;00012345678;C;-3,00"]])
def test_accounts_that_may_be_the_user_s_or_those_of_counterparties_are_asked_about(
    name: str, rows: Sequence[str]
) -> None:
    with pytest.raises(KnownError) as raised:
        read_statement(table(f"Date;{name};Libellé;Montant", *rows).encode())
    assert (raised.value.code, raised.value.params["column"]) == (ErrorCode.ACCOUNT_UNCLEAR, name)


def test_accounts_are_the_user_s_where_the_table_or_the_vault_shows_it() -> None:
    both: list[str | None] = ["00012345678", "00098765432"]
    assert accounts(table("Date;Numéro de compte;Libellé;Montant", *TWO_ACCOUNTS)) == both
    beside = [f"{row};FR7630006000011234567890189" for row in TWO_ACCOUNTS]
    assert accounts(table("Date;Compte;Libellé;Montant;IBAN contrepartie", *beside)) == both
    unclear = table("Date;Compte;Libellé;Montant", *TWO_ACCOUNTS)
    assert accounts(unclear, ReadOptions(accounts=("FR7630099000770001234567812", "00098765432"))) == both
    words = ["05/03/2026;Compte courant;A;-1,00", "06/03/2026;Livret A;B;2,00"]
    assert accounts(table("Date;Compte;Libellé;Montant", *words)) == ["Compte courant", "Livret A"]
    often = [f"{day:02}/03/2026;{'111' if day % 2 else '222'};A;-{day},00" for day in range(1, 7)]
    assert accounts(table("Date;Compte;Libellé;Montant", *often)) == ["111", "222"]


def test_accounts_are_those_of_counterparties_where_the_table_or_the_user_shows_one_account() -> None:
    assert accounts(table("Date;Compte;Libellé;Montant", *TWO_ACCOUNTS), ReadOptions(is_one_account=True)) == [None]
    assert accounts(table("Date;Bénéficiaire;Compte;Montant", "05/03/2026;A;1;-1,00", "06/03/2026;B;2;-2,00")) == [None]
    above = table("Compte n° 00055555555\nDate;Compte;Libellé;Montant", *TWO_ACCOUNTS)
    assert accounts(above) == ["00055555555"]
    followed = [f"{day:02}/03/2026;{day}00;A;-1,00;{100 - day},00" for day in range(1, 6)]
    assert accounts(table("Date;Compte;Libellé;Montant;Solde", *followed)) == [None]


@pytest.mark.parametrize(
    "row",
    [
        "31/03/2026;Total;-9,50", "31/03/2026;Total des opérations;-9,50", "31/03/2026;TOTAUX;1,00",
        "31/03/2026;Solde;-9,50", ";Total;-9,50", "Total;;-9,50", ";Solde;90,50", "31/03/2026;Sous-total;-9,50",
        "31/03/2026;Grand total;4,00", "31/03/2026;Summe;-9,50", "31/03/2026;Closing balance;90,50",
        "31/03/2026;Total débits;10,00", "31/03/2026;Beginning balance as of 03/31/2026;",
    ],
)  # fmt: skip
def test_a_summary_of_the_table_is_no_transaction(row: str) -> None:
    text = table("Date;Libellé;Montant", "05/03/2026;A;-10,00", "06/03/2026;B;0,50", row)
    assert (cents(text), codes(text)) == ([-1000, 50], [])


def test_a_total_of_debits_and_credits_is_no_transaction() -> None:
    text = table(
        "Date;Libellé;Débit;Crédit", "05/03/2026;A;10,00;", "06/03/2026;B;;0,50", "31/03/2026;Total;10,00;0,50"
    )
    assert (cents(text), codes(text)) == ([-1000, 50], [])


@pytest.mark.parametrize(
    "label",
    ["TOTAL ENERGIES", "CB TOTAL 05/03", "SOLDE FACTURE 12", "SOLDE DE TOUT COMPTE", "VIR SOLDE", "TOTAL STATION 1234",
     "Total", "REPORT MAGAZINE"],
)  # fmt: skip
def test_a_payment_named_like_a_summary_is_a_transaction(label: str) -> None:
    rows = ["05/03/2026;A;-10,00", f"05/03/2026;{label};-60,00", "06/03/2026;B;0,50"]
    assert cents(table("Date;Libellé;Montant", *rows)) == [-1000, -6000, 50]


def test_a_petrol_station_that_returns_is_no_total_at_the_ends_either() -> None:
    rows = ["05/03/2026;Total;-50,00", "06/03/2026;Total;-60,00", "07/03/2026;B;0,50", "08/03/2026;Total;-70,00"]
    assert cents(table("Date;Libellé;Montant", *rows)) == [-5000, -6000, 50, -7000]
    twice = ["05/03/2026;A;-10,00", "06/03/2026;Total;-10,00"]
    assert codes(table("Date;Libellé;Montant", *twice)) == ["summary_unclear"]


def test_a_balance_whose_amount_is_blank_is_not_zero() -> None:
    rows = ["01/03/2026;Solde initial;;", "05/03/2026;A;-10,00;EUR", "06/03/2026;B;0,50;EUR"]
    statement = only(table("Date;Libellé;Montant;Devise", *rows))
    assert (statement.opening, len(statement.rows)) == (None, 2)


def test_remarks_below_the_table_are_no_broken_rows() -> None:
    text = table("Date;Libellé;Montant", "05/03/2026;A;-10,00", "06/03/2026;B;0,50")
    assert codes(text + "Nombre d'opérations : 2\nDocument édité le 31/03/2026\n;Page 1;\n") == []
    assert codes(text + "06/03/2026 CB -12,50\n") == ["columns_differ"]
    assert codes(text + "CB LE ZINC -12,50\n") == ["columns_differ"]
    assert codes(table("Libellé;Date;Montant", "A;05/03/2026;-1,00", "B;06/03/2026;0,50", "C 07/03/2026 8")) == [
        "columns_differ"
    ]


def test_an_amount_in_another_currency_is_no_currency() -> None:
    rows = ["02/03/2026;LONDON;-12,50;-10,00;GBP", "03/03/2026;VIR;100,00;;"]
    text = table("Date;Libellé;Montant;Montant en devise;Devise d'origine", *rows)
    assert [(row.amount_cents, row.currency) for row in only(text).rows] == [(-1250, "EUR"), (10000, "EUR")]


@pytest.mark.parametrize("label", ["Solde", "SALDO", "Balance", "Total"])
def test_a_row_that_may_be_a_summary_or_a_payment_is_refused_with_its_reason(label: str) -> None:
    text = table("Date;Libellé;Montant", "05/03/2026;A;-10,00", "06/03/2026;B;0,50", f"31/03/2026;{label};500,00")
    assert (cents(text), codes(text)) == ([-1000, 50], ["summary_unclear"])


@pytest.mark.parametrize("label", ["Solde", "Total"])
def test_the_running_balance_decides_whether_a_row_is_a_summary(label: str) -> None:
    rows = ["05/03/2026;A;-10,00;90,00", "06/03/2026;B;0,50;90,50"]
    header = "Date;Libellé;Montant;Solde"
    assert cents(table(header, *rows, f"07/03/2026;{label};-60,00;30,50")) == [-1000, 50, -6000]
    assert cents(table(header, f"07/03/2026;{label};-60,00;30,50", *reversed(rows))) == [-6000, 50, -1000]
    assert cents(table(header, *rows, f"07/03/2026;{label};90,50;90,50")) == [-1000, 50]
    assert only(table(header, *rows, f"07/03/2026;{label};90,50;90,50")).balance_gap_cents == 0


SIGNED, PAIR = "Date;Libellé;Montant", "Date;Libellé;Débit;Crédit"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"{SIGNED}\n05/03/2026;A;-12,5", []),
        (f"{SIGNED}\n05/03/2026;A;-12,50\n06/03/2026;B;-3", [-1250]),
        (f"{PAIR}\n05/03/2026;A;12,50;\n06/03/2026;B;;10", [-1250]),
    ],
)
def test_an_amount_on_which_the_file_breaks_off_is_refused(text: str, wanted: Sequence[int]) -> None:
    assert (cents(text), codes(text)) == (wanted, ["row_cut"])


@pytest.mark.parametrize("last", ["-12,5\n", "-12", "-12,50"])
def test_an_amount_at_the_end_of_the_file_that_may_be_whole_is_read(last: str) -> None:
    assert codes(f"{SIGNED}\n05/03/2026;A;{last}") == []
    assert codes(f"{SIGNED}\n04/03/2026;B;-3,5\n05/03/2026;A;{last}") == []


def test_a_balance_on_which_the_file_breaks_off_is_not_taken() -> None:
    rows = "05/03/2026;A;-10,00;90,00\n06/03/2026;B;0,50;90,50\n07/03/2026;C;-1,00;8"
    statement = only(f"Date;Libellé;Montant;Solde\n{rows}")
    assert statement.closing is not None
    assert statement.closing.amount_cents == 8950


def test_a_table_without_header_is_read_where_its_cells_leave_no_doubt() -> None:
    assert cents("05/03/2026;PRLV SEPA FREE;-29,99;EUR\n06/03/2026;VIR CLIENT;1200,00;EUR\n") == [-2999, 120000]
    proven = "03/26/2019,SHOP,5.50,,994.50\n03/27/2019,JOB,,1200.00,2194.50\n03/28/2019,RENT,700.00,,1494.50\n"
    assert cents(f"{proven}03/29/2019,TEA,4.50,,1490.00\n") == [-550, 120000, -70000, -450]
    assert refusal("05/03/2026;A;29,99\n06/03/2026;B;1200,00\n") is ErrorCode.COLUMNS_MISSING
    assert refusal("05/03/2026;A;-29,99;3,00\n06/03/2026;B;12,00;-4,00\n") is ErrorCode.COLUMNS_MISSING


@pytest.mark.parametrize(
    "text",
    [
        "Date;Client;Numéro;Description;Montant\n05/03/2026;OMEGA;F-12;Développement;1200,00\n",
        "Date;Fournisseur;Libellé;Montant TTC;TVA\n05/03/2026;OVH;Serveur;12,00;2,00\n",
    ],
)
def test_a_table_of_invoices_or_expenses_is_no_statement(text: str) -> None:
    assert refusal(text) is ErrorCode.TABLE_IS_NO_STATEMENT


def test_one_row_of_a_known_layout_gives_the_closing_balance_of_its_currency() -> None:
    text = table(
        "Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance",
        "TOPUP,Current,2026-03-05 10:00:00,2026-03-05 10:00:01,Top-up,20.00,0.00,EUR,COMPLETED,50.00",
        "TOPUP,Current,2026-03-06 10:00:00,2026-03-06 10:00:01,Top-up,15.00,0.00,USD,COMPLETED,75.00",
    )
    statements = read_statement(text.encode()).statements
    shown = {each.currency: each.closing.amount_cents for each in statements if each.closing}
    assert shown == {"EUR": 5000, "USD": 7500}


def test_a_header_repeated_at_the_end_is_no_account_of_its_own() -> None:
    header = "Date;Libellé;Montant;Compte"
    assert only(table(header, "05/03/2026;A;-20,50;Pro", header)).account_number == "Pro"


@pytest.mark.parametrize("name", ["Jour", "Effectué le", "Date comptable", "Date"])
def test_the_day_of_value_is_not_that_of_the_transaction(name: str) -> None:
    text = table(f"Date valeur;{name};Libellé;Montant", "15/01/2026;13/01/2026;A;-20,50")
    assert [row.on.day for row in only(text).rows] == [13]


def test_a_column_of_days_without_any_is_not_read_as_the_day() -> None:
    text = table("When,Description,Amount,Settlement Date", "13/01/2026,A,-20.50,", "14/01/2026,B,30.00,")
    assert [row.on.day for row in only(text).rows] == [13, 14]


@pytest.mark.parametrize(
    "header",
    [
        "Datum;Begünstigter;Verwendungszweck;Kontonummer;Betrag",
        "Date;Bénéficiaire;Libellé;IBAN du compte;Montant",
        "Date;Référence;Libellé;Compte bénéficiaire;Montant",
        "Date;Référence;Libellé;IBAN de la contrepartie;Montant",
        "Date;Reference;Description;Counterparty IBAN;Amount",
    ],
)
def test_the_account_behind_the_name_of_who_was_paid_is_not_the_users(header: str) -> None:
    statement = only(table(header, "05/03/2026;Dupont;Loyer;FR1420041010050500013M02606;-850,00"))
    assert (statement.iban, statement.account_number) == (None, None)


def test_rows_of_delimiters_alone_are_no_rows() -> None:
    text = table("Date;Libellé;Montant;Note", "05/03/2026;A;-20,50;x", ";;;", ";;;", "06/03/2026;B;30,00;y", ";;;")
    assert (len(only(text).rows), codes(text)) == (2, [])


def test_a_budget_category_of_expenses_leaves_amounts_without_sign_unclear() -> None:
    rows = ["05/03/2026;A;20,50;Dépenses", "06/03/2026;B;30,00;Dépenses"]
    assert refusal(table("Date;Libellé;Montant;Catégorie", *rows)) is ErrorCode.AMOUNT_SIGN_UNCLEAR


def test_the_currency_above_the_table_is_that_of_its_amounts() -> None:
    text = table("Account Number:;1234567890;SGD;;", "Date;Description;Withdrawal;Deposit", "05/03/2026;A;20,50;")
    assert [row.currency for row in only(text).rows] == ["SGD"]
    assert [row.currency for row in only(table("Date;Label;Amount CZK", "05/03/2026;A;-20,50")).rows] == ["CZK"]


def test_a_balance_above_the_table_with_commas_between_thousands_is_read_whole() -> None:
    text = table('Ledger Balance,"1,234.50"', "Date,Description,Amount", "05/03/2026,A,-20.50")
    closing = only(text).closing
    assert closing
    assert closing.amount_cents == 123450


def test_the_currency_of_a_purchase_abroad_is_not_that_of_the_account() -> None:
    text = table("Date;Libellé;Montant;Original Currency", "05/03/2026;A;-20,50;", "06/03/2026;B;-30,00;USD")
    assert [row.currency for row in only(text).rows] == ["EUR", "EUR"]


@pytest.mark.parametrize(
    "name", ["Letzter Kontostand", "Alter Kontostand", "Ancien solde", "Opening balance", "Solde en début de période"]
)
def test_a_former_balance_above_the_table_is_the_opening_one(name: str) -> None:
    statement = only(table(f"{name};;;1199,38;EUR", "Buchungstag;Verwendungszweck;Betrag", "25.2.2026;A;-20,50"))
    assert (statement.opening and statement.opening.amount_cents, statement.closing) == (119938, None)


@pytest.mark.parametrize("day", ["18/12/19", "18/12/2019", "18.12.2019", "2019-12-18"])
def test_the_day_of_a_balance_is_never_its_amount(day: str) -> None:
    above = ["CCHQ       no 62734091867;", f"Solde au {day} : 13,37 EUR"]
    statement = only(table(*above, "", "Date;Libellé;Débit Euros;Crédit Euros;", "18/12/2019;A;3,18;;"))
    closing = statement.closing
    assert closing
    assert (closing.amount_cents, str(closing.on)) == (1337, "2019-12-18")
    assert statement.account_number == "62734091867"


@pytest.mark.parametrize("blank", ["", "0,00"])
@pytest.mark.parametrize("is_latest_first", [False, True])
def test_a_credit_in_the_first_row_alone_is_no_debit(blank: str, is_latest_first: bool) -> None:
    rows = [
        f"02/03/2026;A;{blank};36,23;63,77",
        f"03/03/2026;B;99,03;{blank};-35,26",
        f"04/03/2026;C;10,00;{blank};-45,26",
        f"05/03/2026;D;1,00;{blank};-46,26",
    ]
    rows = rows[::-1] if is_latest_first else rows
    assert sorted(cents(table("Date;Libellé;Débit;Crédit;Solde", *rows))) == [-9903, -1000, -100, 3623]


@pytest.mark.parametrize(("first", "others", "wanted"), [("+", "-", [3623, -100, -100]), ("-", "+", [-3623, 100, 100])])
def test_another_direction_in_the_first_row_alone_counts(first: str, others: str, wanted: list[int]) -> None:
    step = 1 if others == "+" else -1
    rows = [f"02/03/2026;A;36,23;{first};63,00", *(f"03/03/2026;B;1,00;{others};{63 + step * at},00" for at in (1, 2))]
    assert cents(table("Date;Libellé;Montant;Sens;Solde", *rows)) == wanted


@pytest.mark.parametrize("blank", ["", "0,00"])
def test_a_credit_below_the_rows_that_are_looked_at_is_read(blank: str) -> None:
    rows = [f"02/03/2026;A;1,00;{blank};{999 - at},00" for at in range(MOST_SAMPLES + 5)]
    rows.append(f"03/03/2026;B;{blank};5,00;{1000 - len(rows) + 5},00")
    statement = only(table("Date;Libellé;Débit;Crédit;Solde", *rows))
    assert (statement.rows[-1].amount_cents, statement.problems) == (500, [])


@pytest.mark.parametrize(
    ("header", "rows", "wanted"),
    [
        ("Date;Date de valeur;Montant;Libellé;Solde;Sens", ["05;05;20,50;A;79,50;Débit"], (-2050, "EUR")),
        ("Date;Date de valeur;Montant;Libellé;Solde;Devise", ["05;05;-20,50;A;79,50;USD"], (-2050, "USD")),
        ("Date;Libellé;Montant (euros);Sens", ["05;A;20,50;Débit"], (-2050, "EUR")),
    ],
)
def test_a_table_with_more_columns_than_a_bank_of_usual_names_is_not_its(
    header: str, rows: Sequence[str], wanted: tuple[int, str]
) -> None:
    statement = only(table(header, *(row.replace("05;", "05/03/2026;") for row in rows)))
    assert [(row.amount_cents, row.currency) for row in statement.rows] == [wanted]
    assert statement.bank_name is None


def test_a_last_column_whose_name_has_no_letters_is_read() -> None:
    rows = ["03/03/2026;A;94,46;;905,54", "04/03/2026;B;5,00;;900,54", "05/03/2026;C;;2,00;902,54"]
    by_balance = [";".join((*row.split(";")[:2], row.split(";")[4], *row.split(";")[2:4])) for row in rows]
    assert cents(table("Jour;Qui;Reste;-;+", *by_balance)) == [-9446, -500, 200]
    chosen = TableMapping(kind=ImportKind.STATEMENT, fields={0: "date", 1: "label", 2: "amount"})
    parsed = read_statement("Jour;Qui;€\n03/03/2026;A;-94,46\n".encode(), options=ReadOptions(mapping=chosen))
    assert [row.amount_cents for row in parsed.statements[0].rows] == [-9446]


@pytest.mark.parametrize("columns", ["Débits du mois;Crédits du mois", "Entr.;Sort."])
def test_zeros_do_not_show_which_of_two_unknown_columns_is_that_of_debits(columns: str) -> None:
    assert refusal(table(f"Date;Qui;{columns}", "03/03/2026;A;0,40;0,00")) is ErrorCode.COLUMNS_MISSING
    assert refusal(table(f"Date;Qui;{columns}", "03/03/2026;A;0,00;0,40")) is ErrorCode.COLUMNS_MISSING
