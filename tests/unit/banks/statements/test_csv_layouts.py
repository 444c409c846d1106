"""One small export of each layout of `bank_csv.toml`, with the rows that a person reads in it."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from microdesk_desktop.banks.statements.csv.presets import bank_tables
from microdesk_desktop.banks.statements.detect import read_statement
from microdesk_desktop.domain.bank.types import BankRow

Row = tuple[str, int, str]


@dataclass(frozen=True)
class Export:
    """A file of a bank, the layout that it has, and its rows: day, cents, a part of the label."""

    preset: str
    text: str
    rows: Sequence[Row]


EXPORTS = (
    Export(
        "plaid",
        "date,name,amount,pending,transaction_id,iso_currency_code,merchant_entity_id,pending_transaction_id\n"
        "2026-01-08,Uber,6.33,False,R55,USD,eyg,\n"
        "2026-01-23,United Airlines,-500.0,False,mkk,USD,NKD,\n",
        [("2026-01-08", -633, "Uber"), ("2026-01-23", 50000, "United")],
    ),
    Export(
        "societe_generale_particuliers",
        '="0301900016400270";01/03/2026;31/03/2026;\n'
        "date_comptabilisation;libellé_complet_operation;montant_operation;devise;\n"
        "05/03/2026;CARTE X7527 04/03 METRO    ;-14,90;EUR;\n",
        [("2026-03-05", -1490, "METRO")],
    ),
    Export(
        "bpce",
        "Date comptable;Libelle simplifie;Reference;Informations complementaires;Type operation;Debit;Credit;"
        "Date operation;Date de valeur;Pointage\n"
        "02/05/2026;VIR SEPA TEST;2614;TEST FA2026-001;Remise virement;-500,00;;02/05/2026;02/05/2026;Non\n"
        "03/05/2026;CB LA LOUVE 030526;196;CONTRAT 88;Remise CB;;+1500,75;04/05/2026;04/05/2026;Non\n",
        [("2026-05-02", -50000, "FA2026-001"), ("2026-05-03", 150075, "LA LOUVE")],
    ),
    Export(
        "caisse_epargne",
        "Code de la banque : 10101;Date de début de téléchargement : 01/01/2024;"
        "Date de fin de téléchargement : 31/01/2024;;;\n"
        "Numéro de compte : 01234567890;Nom du compte : MONSIEUR DUPONT;Devise : EUR;;;\n\n"
        "Solde en fin de période;;;;655,25;\n"
        "Date;Numéro d'opération;Libellé;Débit;Crédit;Détail\n"
        "05/01/2024;0123456789;VIREMENT RECU;;250,50;Salaire\n"
        "10/01/2024;9876543210;PAIEMENT CB;-75,25;;Achat\n"
        "15/01/2024;1122334455;RETRAIT DAB;-20,00;;Retrait\n"
        "Solde en début de période;;;;500,00;\n",
        [("2024-01-05", 25050, "Salaire"), ("2024-01-10", -7525, "CB"), ("2024-01-15", -2000, "DAB")],
    ),
    Export(
        "lcl",
        "05/03/2026;-12,50;CB;;CB LIBRAIRIE 04/03/26;;0;Divers\n06/03/2026;3456,78;;;;01234 567890A\n",
        [("2026-03-05", -1250, "LIBRAIRIE")],
    ),
    Export(
        "n26",
        '"Date","Bénéficiaire","Numéro de compte","Type de transaction","Référence de paiement","Montant (EUR)"\n'
        '"2026-03-06","Omega","FR7612","Revenu","Facture 12","1200.0"\n',
        [("2026-03-06", 120000, "Facture 12")],
    ),
    Export(
        "n26",
        '"Date","Payee","Account number","Transaction type","Payment reference","Amount (EUR)"\n'
        '"2026-03-05","Shop","DE12","MasterCard Payment","","-20.5"\n',
        [("2026-03-05", -2050, "Shop")],
    ),
    Export(
        "n26",
        '"Date de comptabilisation","Nom du partenaire","Iban du partenaire","Type","Référence de paiement",'
        '"Montant (EUR)"\n"2026-03-05","Papeterie","","Paiement","",-20.50\n',
        [("2026-03-05", -2050, "Papeterie")],
    ),
    Export(
        "wise",
        "ID,Status,Direction,Created on,Finished on,Source fee amount,Source fee currency,Source name,"
        "Source amount (after fees),Source currency,Target name,Target amount (after fees),Target currency,Reference\n"
        "T-1,COMPLETED,OUT,2026-08-03 14:20:05,2026-08-03 14:23:11,0.45,EUR,Moi,120.00,EUR,Bailleur,120.00,EUR,Loyer\n"
        "T-2,COMPLETED,IN,2026-07-31 09:00:00,2026-07-31 09:01:30,,,Acme,2505.00,GBP,Moi,2500.00,GBP,F12\n"
        "T-3,COMPLETED,NEUTRAL,2026-08-01 09:00:00,2026-08-01 09:01:30,1.00,EUR,Moi,100.00,EUR,Moi,85.00,GBP,\n"
        "T-4,CANCELLED,OUT,2026-08-03 14:20:05,,0.45,EUR,Moi,12.00,EUR,Bailleur,12.00,EUR,\n",
        [("2026-07-31", 250000, "Acme"), ("2026-08-01", -10000, "Moi"), ("2026-08-01", -100, "FEE"),
         ("2026-08-01", 8500, "Moi"), ("2026-08-03", -12000, "Bailleur Loyer"), ("2026-08-03", -45, "FEE")],
    ),
    Export(
        "wise_statement",
        '"TransferWise ID",Date,Amount,Currency,Description,"Payment Reference","Running Balance","Total fees"\n'
        "CARD-2,21-11-2026,-10.50,EUR,Card transaction,,89.50,0.50\nTRANSFER-1,20-11-2026,100.00,EUR,Omega,F12,100,0\n",
        [("2026-11-20", 10000, "F12"), ("2026-11-21", -1050, "Card")],
    ),
    Export(
        "paypal",
        '"Date","Heure","Nom","Type","État","Devise","Avant commission","Commission","Net","Numéro de transaction",'
        '"Impact sur le solde"\n'
        '"05/03/2026","10:00","Omega","Paiement","Terminé","EUR","100,00","-3,25","96,75","TX1","Crédit"\n'
        '"05/03/2026","10:00","Omega","Commande","Terminé","EUR","100,00","0,00","100,00","TX3","Mémo"\n'
        '"06/03/2026","11:00","","Virement","Terminé","EUR","-96,75","0,00","-96,75","TX2","Débit"\n'
        '"07/03/2026","11:00","Beta","Paiement","En attente","EUR","5,00","0,00","5,00","TX4","Crédit"\n',
        [("2026-03-05", 10000, "Omega"), ("2026-03-05", -325, "Omega"), ("2026-03-06", -9675, "Virement")],
    ),
    Export(
        "paypal",
        "Date,Time,Name,Type,Status,Currency,Gross,Fee,Net,Transaction ID\n"
        "03/13/2026,10:00,Omega,Payment,Completed,USD,84,-4.25,79.75,T1\n",
        [("2026-03-13", 8400, "Omega"), ("2026-03-13", -425, "Omega")],
    ),
    Export(
        "paypal",
        "Fecha,Hora,Descripción,Divisa,Bruto,Comisión,Neto,Saldo,Id. de transacción,Nombre\n"
        '2/1/2026,11:05:56,Pago,EUR,"49,37","-1,78","47,59","4.626,81",TID1,Partner 1\n',
        [("2026-01-02", 4937, "Partner 1"), ("2026-01-02", -178, "Partner 1")],
    ),
    Export(
        "paypal",
        '"Datum","Uhrzeit","Name","Typ","Status","Währung","Brutto","Gebühr","Netto","Transaktionscode"\n'
        '"05.03.2026","10:00","Omega","Zahlung","Abgeschlossen","EUR","100,00","-3,25","96,75","T1"\n',
        [("2026-03-05", 10000, "Omega"), ("2026-03-05", -325, "Omega")],
    ),
    Export(
        "stripe",
        "id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Available On (UTC),Description\n"
        "txn_1,charge,ch_1,120.00,3.78,116.22,eur,2026-09-01 14:03,2026-09-03 00:00,Formation\n"
        "txn_3,payout,po_1,-116.22,0.00,-116.22,eur,2026-09-05 14:03,2026-09-05 00:00,STRIPE PAYOUT\n",
        [("2026-09-01", 12000, "Formation"), ("2026-09-01", -378, "Formation"), ("2026-09-05", -11622, "PAYOUT")],
    ),
    Export(
        "stripe",
        "balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category,description\n"
        "txn_1,2026-09-01 14:03:00,eur,120.00,3.78,116.22,charge,Formation\n",
        [("2026-09-01", 12000, "Formation"), ("2026-09-01", -378, "Formation")],
    ),
    Export(
        "shopify",
        "Transaction Date,Type,Order,Payout Status,Payout Date,Amount,Fee,Net,Currency\n"
        "2026-09-01 14:03:00 +0200,charge,#1001,paid,2026-09-03,50.00,1.15,48.85,EUR\n",
        [("2026-09-01", 5000, "#1001"), ("2026-09-01", -115, "#1001")],
    ),
    Export(
        "etsy",
        'Date,Type,Title,Info,Currency,Amount,"Fees & Taxes",Net\n'
        '"November 21, 2026",Sale,Payment for Order #1,,EUR,€20.00,--,€20.00\n'
        '"November 21, 2026",Fee,Transaction fee: Bol,Order #1,EUR,--,-€1.30,-€1.30\n',
        [("2026-11-21", 2000, "Order #1"), ("2026-11-21", -130, "Transaction fee")],
    ),
    Export(
        "stripe_payments",
        "id,description,created,amount,amount_refunded,currency,converted_amount,converted_amount_refunded,fee,"
        "converted_currency,status,card_id,invoice_id\n"
        "ch_1,Atelier,2021-02-03 13:12,25.00,5.00,usd,20.00,4.00,1.03,eur,Partially Refunded,pm_1,\n"
        "ch_2,Stage,2021-02-04 13:12,25.00,0.00,eur,25.00,0.00,0.00,eur,Failed,pm_1,\n",
        [("2021-02-03", 2000, "Atelier"), ("2021-02-03", -103, "FEE"), ("2021-02-03", -400, "REFUNDED")],
    ),
    Export(
        "sumup",
        "Datum der Transaktion,Transaktions-ID,Art der Transaktion,Referenz,Zahlungsreferenz,Status,"
        "Zahlungsbetrag ausgehend,Zahlungsbetrag eingehend,Zahlungswährung,Gebühr,Verfügbares Guthaben\n"
        '"29.12.24, 13:56",C1,Ausgehend,Angelika,Dein Geld,Genehmigt,840.12,0.00,EUR,0.00,109.88\n'
        '"15.03.24, 09:19",C2,Eingehend,Sara,Kohle,Genehmigt,0.00,40.00,EUR,0.00,950.00\n',
        [("2024-03-15", 4000, "Sara"), ("2024-12-29", -84012, "Angelika")],
    ),
    Export(
        "american_express",
        'Date,Description,Titulaire de la carte,Compte n°,Montant\n05/03/2026,AMAZON,J DUPONT,-12345,"20,50"\n'
        '06/03/2026,PRELEVEMENT AUTOMATIQUE,J DUPONT,-12345,"-20,50"\n',
        [("2026-03-05", -2050, "AMAZON"), ("2026-03-06", 2050, "PRELEVEMENT")],
    ),
    Export(
        "american_express",
        "Date,Description,Card Member,Account #,Amount\n03/26/2026,AMAZON,J DUPONT,-12345,20.50\n",
        [("2026-03-26", -2050, "AMAZON")],
    ),
    Export(
        "sparkasse",
        '"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";'
        '"Begünstigter/Zahlungspflichtiger";"Betrag";"Währung";"Info"\n'
        '"12345678";"26.02.18";"26.02.18";"LASTSCHRIFT";"Einkauf";"REWE";"-12,50";"EUR";"Umsatz gebucht"\n'
        '"12345678";"27.02.18";"27.02.18";"GEHALT";"Gehalt";"Firma";"1200,00";"EUR";"Umsatz vorgemerkt"\n',
        [("2018-02-26", -1250, "REWE")],
    ),
)  # fmt: skip


def assert_rows(rows: Sequence[BankRow], wanted: Sequence[Row]) -> None:
    found = sorted(rows, key=lambda row: (row.on, -row.amount_cents))
    expected = sorted(wanted, key=lambda row: (row[0], -row[1]))
    assert [(row.on.isoformat(), row.amount_cents) for row in found] == [(on, cents) for on, cents, _ in expected]
    for row, (_, _, part) in zip(found, expected, strict=True):
        assert part in row.label


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.preset)
def test_an_export_is_read_by_its_layout(export: Export) -> None:
    parsed = read_statement(export.text.encode())
    assert parsed.preset == export.preset
    assert not [problem for each in parsed.statements for problem in each.problems]
    assert_rows([row for each in parsed.statements for row in each.rows], export.rows)


def test_every_layout_is_that_of_an_export_here_or_of_a_golden_file() -> None:
    from tests.unit.banks.statements.test_golden import FILES

    golden = {read_statement(path).preset for path in FILES if path.name.startswith("csv_")}
    assert {preset.name for preset in bank_tables().presets} <= golden | {export.preset for export in EXPORTS}


def test_balances_above_and_below_the_table_prove_that_no_row_is_missing() -> None:
    (export,) = (each for each in EXPORTS if each.preset == "caisse_epargne")
    (statement,) = read_statement(export.text.encode()).statements
    assert (statement.opening and statement.opening.amount_cents) == 50000
    assert statement.closing is not None
    assert (statement.closing.amount_cents, str(statement.closing.on)) == (65525, "2024-01-31")
    assert statement.account_number == "01234567890"
    assert statement.balance_gap_cents == 0


def test_the_last_row_of_lcl_is_the_balance() -> None:
    (export,) = (each for each in EXPORTS if each.preset == "lcl")
    (statement,) = read_statement(export.text.encode()).statements
    assert (statement.closing and statement.closing.amount_cents) == 345678
