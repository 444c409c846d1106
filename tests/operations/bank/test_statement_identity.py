"""Statement files one after the other in one vault: which account each is about, and which rows are new.

The names in brackets are those of reported cases.
"""

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.store.database import Database
from tests.support.imports.statements import Statements, csv, csv_with_balance, ledger, ofx, qif

IBAN = "FR7630099000770001234567812"
TOLL = "PEAGE A6"
PAPER = ("2026-03-03", "-20.50", "PAPETERIE")
CLIENT = ("2026-03-05", "1200.00", "CLIENT OMEGA")
CLIENT_IN_APRIL = ("2026-04-15", "900.00", "CLIENT OMEGA")
FEE = ("2026-03-31", "-2.00", "FRAIS DE TENUE DE COMPTE")


@pytest.fixture
def vault(tmp_path):
    database = Database.create(tmp_path / "vault.db", bytes(32))
    yield Statements(database)
    database.close()


def refused(vault, text, account=None):
    with pytest.raises(KnownError) as raised:
        vault.keep(text, account)
    return raised.value.code


# Which account


@pytest.mark.parametrize("account", ["123", "0001", "000000", "7"])
def test_an_account_number_of_few_characters_is_itself(vault, account):  # dup-02
    statement = ofx(PAPER, CLIENT, account=account)
    assert vault.add(statement) == 2
    assert vault.add(statement) == 0
    assert len(vault.accounts) == 1


@pytest.mark.parametrize("name", ["LCL", "Pro", "Compte courant"])
def test_an_account_named_by_words_is_found_again_by_them(vault, name):
    assert vault.add(qif(PAPER, CLIENT, account=name)) == 2
    assert vault.add(qif(CLIENT, FEE, account=name)) == 1
    assert vault.add(qif(PAPER, account="Autre")) == 1
    assert len(vault.accounts) == 2


def test_an_equal_fee_at_a_second_bank_does_not_vanish(vault):  # acc-01
    vault.add(qif(PAPER, FEE))
    assert refused(vault, qif(CLIENT, FEE)) is ErrorCode.ACCOUNT_UNCLEAR
    assert vault.add(qif(CLIENT, FEE), "new") == 2
    assert len(vault.rows()) == 4


def test_a_file_of_the_same_days_with_other_rows_is_not_mixed_with_the_only_account(vault):
    vault.add(qif(("2026-03-02", "-5.00", "A"), ("2026-03-20", "-6.00", "B")))
    others = qif(("2026-03-04", "-7.00", "C"), ("2026-03-18", "-8.00", "D"))
    assert refused(vault, others) is ErrorCode.ACCOUNT_UNCLEAR
    assert vault.add(qif(("2026-04-02", "-5.00", "E"))) == 1


def test_the_layout_of_another_bank_makes_a_new_account(vault):
    bpce = (
        "Date de comptabilisation;Libelle simplifie;Libelle operation;Reference;Informations complementaires;"
        "Type operation;Categorie;Sous categorie;Debit;Credit;Date operation;Date de valeur;Pointage operation\n"
        "31/03/2026;FRAIS;FRAIS;;;Frais;;;-2,00;;31/03/2026;31/03/2026;0\n"
    )
    n26 = (
        '"Booking Date","Value Date","Partner Name","Partner Iban",Type,"Payment Reference","Account Name",'
        '"Amount (EUR)","Original Amount","Original Currency","Exchange Rate"\n'
        '2026-03-31,2026-03-31,FRAIS,,Fee,,"Main",-2.00,,,\n'
    )
    assert (vault.add(bpce), vault.add(n26)) == (1, 1)
    assert len({account.institution_name for account in vault.accounts}) == 2


REVOLUT = "Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance\n"


def test_each_currency_is_an_account_with_its_own_balance(vault):  # acc-04
    pockets = (
        f"{REVOLUT}TOPUP,Current,2026-03-02 09:00:00,2026-03-02 09:00:00,Top-up,1000.00,0.00,EUR,COMPLETED,1000.00\n"
        "CARD_PAYMENT,Current,2026-03-03 09:00:00,2026-03-03 10:00:00,Fnac,-90.00,0.00,EUR,COMPLETED,910.00\n"
        "TOPUP,Current,2026-03-04 09:00:00,2026-03-04 09:00:00,Top-up,85.00,0.00,USD,COMPLETED,85.00\n"
        "FEE,Current,2026-03-05 09:00:00,2026-03-05 09:00:00,Fee,-10.00,0.00,USD,COMPLETED,75.00\n"
    )
    assert (vault.add(pockets), vault.add(pockets)) == (4, 0)
    assert {account.currency: account.balance.amount_cents for account in vault.accounts} == {
        "EUR": 91_000,
        "USD": 7_500,
    }


def test_the_same_iban_in_two_currencies_is_two_accounts(vault):
    assert vault.add(ofx(PAPER, account=IBAN)) == 1
    assert vault.add(ofx(PAPER, account=IBAN, currency="USD")) == 1
    assert [account.currency for account in vault.accounts] == ["EUR", "USD"]


def mt940(account):
    return (
        f":20:START\n:25:{account}\n:28C:1/1\n:60F:C260301EUR100,00\n"
        ":61:2603030303D20,50NMSCNONREF\n:86:PAPETERIE\n:62F:C260303EUR79,50\n-\n"
    )


def test_an_iban_followed_by_its_currency_is_that_iban(vault):  # acc-05
    assert vault.add(mt940(f"{IBAN}EUR")) == 1
    assert vault.add(ofx(PAPER, account=IBAN)) == 0
    assert len(vault.accounts) == 1


def test_a_file_without_account_is_asked_about_where_two_may_be_meant(vault):  # acc-06
    vault.add(ofx(PAPER, account=IBAN))
    vault.add(ofx(CLIENT, account="55556666777"))
    assert refused(vault, csv(("2026-04-02", "-5.00", "BOULANGERIE"))) is ErrorCode.ACCOUNT_UNCLEAR
    (plan,) = vault.plan(csv(("2026-04-02", "-5.00", "BOULANGERIE")))
    assert plan.account.candidates == tuple(account.id for account in vault.accounts)


def test_a_file_without_account_goes_where_the_user_wants_it_and_the_same_file_goes_there_again(vault):
    vault.add(ofx(PAPER, account=IBAN))
    vault.add(ofx(CLIENT, account="55556666777"))
    other = csv(("2026-04-02", "-5.00", "BOULANGERIE"), ("2026-04-03", "-6.00", "LIBRAIRIE"))
    (kept,) = vault.keep(other, "55556666777")
    assert kept.account_id == vault.accounts[1].id
    assert vault.add(other) == 0
    assert (vault.add(other, IBAN), vault.add(other, str(vault.accounts[1].id))) == (2, 0)


def test_an_account_of_the_user_is_refused_where_the_file_names_another_or_none_is_known(vault):
    vault.add(ofx(PAPER, account=IBAN))
    assert refused(vault, ofx(CLIENT, account="55556666777"), IBAN) is ErrorCode.ACCOUNT_MISMATCH
    assert refused(vault, ofx(CLIENT, account=IBAN, currency="USD"), 1) is ErrorCode.ACCOUNT_MISMATCH
    assert refused(vault, csv(CLIENT), "99") is ErrorCode.ACCOUNT_NOT_FOUND
    assert len(vault.rows()) == 1


def test_a_number_that_is_only_part_of_an_iban_is_another_account(vault):
    vault.add(ofx(PAPER, account="FR7630006000011234567890189"))
    assert vault.add(ofx(PAPER, account="6000")) == 1
    assert len(vault.accounts) == 2


BNP = '"Compte de chèques";"Compte de chèques";****5678;31/03/2026;;"1 179,50"\n'


def test_a_masked_number_is_the_only_account_that_it_fits(vault):
    vault.add(ofx(PAPER, CLIENT, account=IBAN))
    masked = (
        f"{BNP}03/03/2026;Carte;CB;PAPETERIE;03/03/2026;-20,50\n"
        "05/03/2026;Virement;VIR;CLIENT OMEGA;05/03/2026;1200,00\n"
    )
    assert vault.add(masked) == 0
    assert len(vault.accounts) == 1


def test_words_for_an_account_are_believed_when_its_rows_agree(vault):
    vault.add(ofx(PAPER, CLIENT, account=IBAN))
    assert vault.add(qif(PAPER, CLIENT, ("2026-03-09", "-7.00", "CAFE"), account="Mon compte")) == 1
    assert vault.add(qif(("2026-05-09", "-7.00", "CAFE"), account="Mon compte")) == 1
    assert len(vault.accounts) == 1


def test_words_for_an_account_whose_rows_prove_nothing_are_asked_about(vault):
    vault.add(ofx(PAPER, CLIENT, account=IBAN))
    assert refused(vault, qif(("2026-05-10", "-7.00", "CAFE"), account="Épargne")) is ErrorCode.ACCOUNT_UNCLEAR


# Which transaction


def test_identifiers_that_restart_in_each_file_replace_no_row(vault):  # dup-03
    first = ofx(("2026-03-02", "-20.00", TOLL), ("2026-03-04", "-9.00", "CAFE"), ids=("0001", "0002"))
    second = ofx(("2026-03-09", "-20.00", TOLL), ("2026-03-11", "-8.00", "LIVRE"), ids=("0001", "0002"))
    assert (vault.add(first), vault.add(second), len(vault.rows())) == (2, 2, 4)


def test_an_identifier_that_comes_back_with_another_payment_takes_no_decision_with_it(vault):
    vault.add(ofx(("2026-03-02", "-20.00", TOLL), ids=("ABC-0001",)))
    vault.database.write(
        lambda writer: writer.run("UPDATE bank_transaction SET status = 'ignored', is_decided = 1 WHERE id = 1")
    )
    assert vault.add(ofx(("2026-03-05", "-20.00", "ACHAT OUTILLAGE"), ids=("ABC-0001",))) == 1
    decided = vault.database.read(
        lambda reader: reader.all("SELECT label, status FROM bank_transaction ORDER BY booked_on")
    )
    assert decided == [(TOLL, "ignored"), ("ACHAT OUTILLAGE", "todo")]


def test_the_identifier_of_a_standing_order_is_not_that_of_one_payment(vault):
    loan = "PRLV LOYER GARAGE"
    assert vault.add(ofx(("2026-03-02", "-20.00", loan), ids=("SO-778812",))) == 1
    assert vault.add(ofx(("2026-03-09", "-20.00", loan), ids=("SO-778812",))) == 1


def test_an_identifier_of_a_file_is_not_believed_on_the_next_day(vault):
    coffee = "CB CAFE DES ARTS"
    assert vault.add(ofx(("2026-03-02", "-2.50", coffee), ids=("OP-000001",))) == 1
    assert vault.add(ofx(("2026-03-03", "-2.50", coffee), ids=("OP-000001",))) == 1
    assert vault.count("bank_possible_double") == 1


def test_ranks_with_a_hole_are_ranks(vault):  # dup-20
    first = ofx(*[(f"2026-03-0{day}", "-20.00", TOLL) for day in (2, 3, 4)], ids=("1", "2", "4"))
    second = ofx(*[(f"2026-03-0{day}", "-20.00", TOLL) for day in (5, 6, 7)], ids=("1", "2", "5"))
    assert (vault.add(first), vault.add(second)) == (3, 3)


COFFEE = ("2026-03-10", "-2.50", "CB CAFE DES ARTS")
BREAD = ("2026-03-10", "-1.20", "CB BOULANGERIE")


@pytest.mark.parametrize("write", [csv, qif, ofx])
def test_a_day_exported_by_half_then_whole(vault, write):  # dup-06
    assert vault.add(write(COFFEE)) == 1
    assert vault.add(write(COFFEE, COFFEE, BREAD)) == 2
    assert vault.labels().count(COFFEE[2]) == 2


@pytest.mark.parametrize("write", [csv, qif, ofx])
def test_the_same_file_again_and_a_file_that_overlaps(vault, write):  # dup-18, dup-19
    august = (("2026-08-30", "-10.00", "CB FNAC"), ("2026-08-31", "-11.00", "CB DARTY"))
    september = (("2026-08-31", "-11.00", "CB DARTY"), ("2026-09-01", "-12.00", "A"), ("2026-09-02", "-13.00", "B"))
    assert [vault.add(write(*lines)) for lines in (august, august, september, september)] == [2, 0, 2, 0]


@pytest.mark.parametrize("write", [csv, qif, ofx])
def test_a_label_that_the_bank_completes_later(vault, write):  # dup-07
    short, long = ("2026-03-10", "-42.60", "CB MONOPRIX"), ("2026-03-10", "-42.60", "CB MONOPRIX BORDEAUX 10/03")
    assert vault.add(write(PAPER, short)) == 2
    assert vault.add(write(PAPER, long)) == 0
    assert long[2] in vault.labels()
    assert vault.add(write(PAPER, short)) == 0
    assert long[2] in vault.labels()


def test_a_provisional_day_that_the_file_no_longer_has(vault):  # dup-09
    vault.add(csv(("2026-03-09", "-5.00", "A"), ("2026-03-10", "-42.60", "CB MONOPRIX")))
    moved = csv(("2026-03-09", "-5.00", "A"), ("2026-03-11", "-42.60", "CB MONOPRIX"), ("2026-03-12", "-6.00", "B"))
    assert vault.add(moved) == 1
    assert [day for _, day, cents, _ in vault.rows() if cents == -4260] == ["2026-03-11"]
    assert vault.add(csv(("2026-03-09", "-5.00", "A"), ("2026-03-10", "-42.60", "CB MONOPRIX"))) == 0


def test_the_same_payment_a_day_later_in_a_file_that_begins_there_is_kept_and_shown_as_a_possible_double(vault):
    vault.add(csv(("2026-03-10", "-42.60", "CB MONOPRIX")))
    assert vault.add(csv(("2026-03-11", "-42.60", "CB MONOPRIX"))) == 1
    assert vault.count("bank_possible_double") == 1


def test_a_label_cut_at_32_characters_in_another_format(vault):  # dup-10
    label = "PRELEVEMENT URSSAF ILE DE FRANCE COTISATIONS"
    vault.add(csv(("2026-03-10", "-312.00", label), PAPER))
    assert vault.add(ofx(("2026-03-10", "-312.00", label[:32]), PAPER, account=IBAN)) == 0


def test_as_many_rows_of_an_amount_in_both_formats_are_the_same(vault):  # dup-11, dup-14
    vault.add(csv(PAPER, ("2026-03-10", "-30.00", "CARTE 4532 STATION"), ("2026-03-10", "-30.00", "CARTE 4532 RELAIS")))
    other = ofx(PAPER, ("2026-03-10", "-30.00", "TOTAL ACCESS"), ("2026-03-10", "-30.00", "SNCF"), account=IBAN)
    assert (vault.add(other), len(vault.rows())) == (0, 3)
    assert vault.add(ofx(PAPER, ("2026-03-10", "-30.00", "SNCF"), account=IBAN)) == 0


def test_a_file_after_another_format_adds_nothing_either_way(vault):  # dup-15
    lines = (PAPER, CLIENT, COFFEE, BREAD)
    vault.add(ofx(*lines, account=IBAN))
    assert [vault.add(write(*lines)) for write in (csv, qif, csv)] == [0, 0, 0]


def test_the_day_of_the_purchase_in_one_format_and_that_of_the_booking_in_the_other(vault):  # dup-13, dup-22
    vault.add(ofx(PAPER, CLIENT, ("2026-03-09", "-42.60", "CB MONOPRIX BORDEAUX"), account=IBAN))
    assert vault.add(csv(PAPER, CLIENT, ("2026-03-06", "-42.60", "CB MONOPRIX"))) == 0
    assert vault.add(csv(("2026-03-08", "-42.60", "CB MONOPRIX"))) == 0


def test_a_daily_payment_stays_two_where_one_format_ends_and_the_other_begins(vault):
    bread = "CB BOULANGERIE PAUL"
    march = csv(PAPER, ("2026-03-30", "-1.20", bread), ("2026-03-31", "-1.20", bread))
    april = ofx(("2026-04-01", "-1.20", bread), ("2026-04-02", "-1.20", bread), CLIENT_IN_APRIL)
    vault.add(march)
    assert vault.add(april, "1") == 3
    assert vault.count("bank_possible_double") == 2
    assert [vault.add(text, "1") for text in (march, april)] == [0, 0]


def test_a_weekly_payment_in_two_formats_is_one_each_week(vault):
    vault.add(ofx(PAPER, CLIENT, ("2026-03-09", "-42.60", "PRLV SALLE DE SPORT"), account=IBAN))
    assert vault.add(csv(("2026-03-16", "-42.60", "PRLV SALLE DE SPORT"))) == 1


def test_two_equal_payments_of_one_day_with_other_times_are_two(vault):  # dup-21
    first = f"{REVOLUT}TOPUP,Current,2026-03-02 09:00:00,2026-03-02 09:00:05,Top-up,50.00,0.00,EUR,COMPLETED,150.00\n"
    second = f"{REVOLUT}TOPUP,Current,2026-03-02 18:00:00,2026-03-02 18:00:05,Top-up,50.00,0.00,EUR,COMPLETED,200.00\n"
    assert [vault.add(text) for text in (first, second, first, second)] == [1, 1, 0, 0]


def test_two_equal_payments_of_one_day_with_other_balances_are_two(vault):
    day = "2026-03-10"
    first = csv_with_balance("100.00", (day, "-2.50", "CAFE"), (day, "-1.20", "PAIN"))
    second = csv_with_balance("96.30", (day, "-9.00", "LIVRE"), (day, "-2.50", "CAFE"))
    assert [vault.add(text) for text in (first, second, first, second)] == [2, 2, 0, 0]


def test_balances_that_a_late_booking_has_moved_do_not_double_the_rows(vault):
    day = "2026-03-10"
    vault.add(csv_with_balance("100.00", (day, "-2.50", "CAFE"), (day, "-1.20", "PAIN")))
    again = csv_with_balance("100.00", (day, "-9.00", "LIVRE"), (day, "-2.50", "CAFE"), (day, "-1.20", "PAIN"))
    assert (vault.add(again), len(vault.rows())) == (1, 3)


# Balances


def missing(vault, text):
    return [
        (each.missing.cents, str(each.missing.after), str(each.missing.until))
        for each in vault.plan(text)
        if each.missing
    ]


def test_a_month_that_no_file_has_is_noticed_by_the_balances(vault):  # bal-01
    march = csv_with_balance("100.00", PAPER, ("2026-03-31", "-9.50", "CB PAUL"))
    may = csv_with_balance("500.00", ("2026-05-04", "-20.00", "CB FNAC"), ("2026-05-06", "-5.00", "CB PAUL"))
    vault.add(march)
    assert missing(vault, may) == [(43_000, "2026-03-31", "2026-05-03")]
    vault.add(may)
    assert missing(vault, march) == [(43_000, "2026-03-31", "2026-05-06")]


def test_months_that_follow_one_another_or_overlap_miss_nothing(vault):
    march = csv_with_balance("100.00", PAPER, ("2026-03-31", "-9.50", "CB PAUL"))
    april = csv_with_balance("70.00", ("2026-04-04", "-20.00", "CB FNAC"), ("2026-04-06", "-5.00", "CB PAUL"))
    both = csv_with_balance("79.50", ("2026-03-31", "-9.50", "CB PAUL"), ("2026-04-04", "-20.00", "CB FNAC"))
    vault.add(march)
    assert (missing(vault, april), missing(vault, both)) == ([], [])
    vault.add(april)
    assert (missing(vault, march), missing(vault, both)) == ([], [])


def test_a_month_that_is_missing_between_two_closing_balances(vault):
    vault.add(ofx(PAPER, account=IBAN, after=ledger("79.50", "2026-03-31")))
    april, may = ("2026-04-02", "-9.50", "A"), ("2026-05-02", "-9.50", "A")
    assert missing(vault, ofx(april, account=IBAN, after=ledger("70.00", "2026-04-30"))) == []
    assert missing(vault, ofx(may, account=IBAN, after=ledger("490.50", "2026-05-31"))) == [
        (42_050, "2026-03-31", "2026-05-31")
    ]


def test_two_files_that_end_at_two_times_of_one_day_miss_nothing(vault):
    header = "Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance\n"
    line = "TOPUP,Current,2026-03-02 {0},2026-03-02 {0},Top-up,50.00,0.00,EUR,COMPLETED,{1}\n"
    vault.add(header + line.format("09:00:05", "150.00"))
    assert missing(vault, header + line.format("18:00:05", "200.00")) == []


def test_an_older_file_leaves_the_newer_balance(vault):  # bal-02
    vault.add(ofx(PAPER, account=IBAN, after=ledger("79.50", "2026-03-31")))
    vault.add(ofx(("2026-02-03", "-1.00", "A"), account=IBAN, after=ledger("100.00", "2026-02-28")))
    assert vault.accounts[0].balance.amount_cents == 7_950


def test_an_older_file_of_the_same_day_leaves_the_newer_balance(vault):
    in_the_morning = ofx(PAPER, after=ledger("100.00", CLIENT[0]))
    in_the_evening = ofx(PAPER, CLIENT, after=ledger("1300.00", CLIENT[0]))
    vault.add(in_the_morning)
    vault.add(in_the_evening)
    assert vault.accounts[0].balance.amount_cents == 130_000
    vault.add(in_the_morning)
    assert vault.accounts[0].balance.amount_cents == 130_000


def test_a_newer_file_of_the_same_day_brings_its_balance(vault):
    vault.add(ofx(PAPER, CLIENT, after=ledger("1300.00", CLIENT[0])))
    fee = (CLIENT[0], "-2.00", "FRAIS")
    vault.add(ofx(CLIENT, fee, after=ledger("1298.00", CLIENT[0])))
    assert vault.accounts[0].balance.amount_cents == 129_800


@pytest.mark.parametrize("after", ["<LEDGERBAL><BALAMT>1300.00</LEDGERBAL>", ledger("1300.00", CLIENT[0])])
def test_an_older_file_leaves_a_newer_balance_without_a_day(vault, after):
    vault.add(ofx(PAPER, CLIENT, CLIENT_IN_APRIL, after="<LEDGERBAL><BALAMT>2200.00</LEDGERBAL>"))
    vault.add(ofx(PAPER, CLIENT, after=after))
    assert vault.accounts[0].balance.amount_cents == 220_000


def test_a_hole_in_the_running_balance_is_a_gap_of_the_file(vault):  # bal-03
    text = "Date;Libellé;Montant;Solde\n03/03/2026;A;-10,00;90,00\n04/03/2026;B;-10,00;30,00\n"
    (plan,) = vault.plan(text)
    assert abs(plan.statement.balance_gap_cents) == 5_000


def test_the_balance_of_the_account_is_the_ledger_balance(vault):  # bal-05
    available = "<AVAILBAL><BALAMT>950.00<DTASOF>20260331</AVAILBAL>"
    vault.add(ofx(PAPER, account=IBAN, after=f"{available}{ledger('100.00', '2026-03-31')}"))
    assert vault.accounts[0].balance.amount_cents == 10_000


# The order of day and month


def test_the_order_of_day_and_month_that_an_account_has_proven_holds_for_its_next_files(vault):
    def american(*lines):
        return "Date,Description,Amount\n" + "".join(f"{day},{label},{amount}\n" for day, amount, label in lines)

    vault.add(american(("03/25/2026", "-20.50", "PAPER"), ("03/26/2026", "-1.00", "COFFEE")))
    vault.add(american(("04/02/2026", "-3.00", "BOOKS"), ("04/03/2026", "-4.00", "TRAIN")))
    assert [day for _, day, _, _ in vault.rows()] == ["2026-03-25", "2026-03-26", "2026-04-02", "2026-04-03"]
