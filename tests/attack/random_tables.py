"""Read 20,000 random statement tables of known content: `python -m tests.attack.random_tables [COUNT]`.

Each table draws its language, columns and their order, signs, decimals, dates, encoding, accounts, currencies, pending
rows, lines above and below, and rows that show balances and totals. A reader gives way when it crashes, reads a
transaction that was not written, mixes two accounts, or loses one that no refusal and no problem of a row reports.
"""

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from microdesk_desktop.banks.statements.detect import read_statement
from microdesk_desktop.base.errors import ErrorCode, KnownError

COUNT = 20_000
ASKED = frozenset(
    (
        ErrorCode.COLUMNS_MISSING,
        ErrorCode.AMOUNT_SIGN_UNCLEAR,
        ErrorCode.ACCOUNT_UNCLEAR,
        ErrorCode.FILE_NOT_RECOGNISED,
        ErrorCode.TABLE_IS_NO_STATEMENT,
    )
)
"""The refusals by which a table that may be read in several ways is asked about."""
NAMES: Sequence[Mapping[str, Sequence[str]]] = (
    {
        "date": ("Date", "Date opération", "Date de l'opération", "Date comptable", "Jour"),
        "value": ("Date de valeur", "Date valeur"),
        "label": ("Libellé", "Libellé de l'opération", "Description", "Nature", "Motif"),
        "amount": ("Montant", "Montant de l'opération", "Montant (€)", "Montant en EUR", "Somme"),
        "debit": ("Débit", "Montant au débit", "Sorties", "Débit (€)"),
        "credit": ("Crédit", "Montant au crédit", "Entrées", "Crédit (€)"),
        "direction": ("Sens", "Débit/Crédit", "Type d'opération"),
        "balance": ("Solde", "Solde progressif", "Solde après opération"),
        "currency": ("Devise", "Monnaie"),
        "reference": ("Référence", "N° de pièce", "Identifiant"),
        "category": ("Catégorie", "Rubrique", "Commentaire"),
        "account": ("Compte", "Numéro de compte", "IBAN du compte"),
        "payee": ("Contrepartie", "Bénéficiaire", "Nom de la contrepartie"),
        "payee_account": ("IBAN contrepartie", "IBAN bénéficiaire", "Compte bénéficiaire"),
        "foreign": ("Montant en devise", "Montant d'origine"),
        "foreign_currency": ("Devise d'origine", "Devise étrangère"),
        "status": ("Statut", "État"),
    },
    {
        "date": ("Date", "Transaction Date", "Booking Date", "Posted Date"),
        "value": ("Value Date",),
        "label": ("Description", "Narrative", "Details", "Payee"),
        "amount": ("Amount", "Transaction Amount", "Amount (EUR)"),
        "debit": ("Debit", "Money Out", "Paid out", "Withdrawals", "Debit Amount"),
        "credit": ("Credit", "Money In", "Paid in", "Deposits", "Credit Amount"),
        "direction": ("Direction", "Credit/Debit", "Dr/Cr"),
        "balance": ("Balance", "Running balance"),
        "currency": ("Currency",),
        "reference": ("Reference", "Transaction ID", "Cheque number"),
        "category": ("Category", "Notes"),
        "account": ("Account", "Account number", "Account IBAN"),
        "payee": ("Counterparty", "Beneficiary", "Partner name"),
        "payee_account": ("Counterparty IBAN", "Partner IBAN", "Beneficiary account"),
        "foreign": ("Original amount", "Foreign amount"),
        "foreign_currency": ("Original currency", "Foreign currency"),
        "status": ("Status", "State"),
    },
    {
        "date": ("Buchungstag", "Buchungsdatum", "Datum"),
        "value": ("Valuta", "Wertstellung"),
        "label": ("Verwendungszweck", "Buchungstext", "Beschreibung"),
        "amount": ("Betrag", "Umsatz", "Betrag (€)"),
        "debit": ("Soll", "Ausgang", "Belastung"),
        "credit": ("Haben", "Eingang", "Gutschrift"),
        "direction": ("Soll/Haben", "S/H"),
        "balance": ("Saldo", "Kontostand"),
        "currency": ("Währung",),
        "reference": ("Kundenreferenz", "Referenz"),
        "category": ("Kategorie", "Notiz"),
        "account": ("Konto", "Auftragskonto", "IBAN Auftragskonto"),
        "payee": ("Empfänger", "Zahlungsempfänger", "Begünstigter"),
        "payee_account": ("IBAN Empfänger", "Kontonummer/IBAN Empfänger"),
        "foreign": ("Originalbetrag",),
        "foreign_currency": ("Originalwährung",),
        "status": ("Status",),
    },
)
WORDS = (("Débit", "Crédit"), ("D", "C"), ("DBIT", "CRDT"), ("Debit", "Credit"), ("S", "H"), ("-", "+"), ("Out", "In"))
OPENINGS = ("Solde initial", "Ancien solde", "Opening balance", "Report", "Anfangssaldo", "Solde au 01/02/2026")
CLOSINGS = ("Solde final", "Nouveau solde", "Closing balance", "Endsaldo", "Solde au 31/12/2026")
TOTALS = ("Total", "Totaux", "Total des opérations", "Grand total", "Summe", "Total général")
BOOKED, PENDING = ("Comptabilisé", "Booked", "Completed", "Validée"), ("En attente", "Pending", "À venir", "Annulée")
ACCOUNTS = ("FR7630006000011234567890189", "DE89370400440532013000", "00012345678", "Compte courant")
PAYEES = ("FR7610107001011234567890129", "GB29NWBK60161331926819", "NL91ABNA0417164300", "00055566677")
LABELS = (
    "CB LE ZINC PARIS", "PRLV SEPA FREE MOBILE", "VIR RECU NOVA SARL F-2026-004", "CHQ 1234567", "RETRAIT DAB 02/03",
    "TOTAL ENERGIES 75012", "SOLDE FACTURE 12", "FRAIS DE TENUE DE COMPTE", "ANNULATION CB FNAC", "Müller & Söhne; Kö",
    "SOLDE DE TOUT COMPTE DUPONT", 'ACHAT "CHEZ PAUL"', "REPORT MAGAZINE ABO", "VIREMENT, LOYER 2026",
)  # fmt: skip
DAYS = ("%m/%d/%Y", "%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d/%m/%y", "%d-%m-%Y", "%d/%m/%Y 00:00", "%d %b %Y", "%Y%m%d")
"""Spellings of a day. A file with the month first, which goes with a decimal point, proves it by a day above 12."""
ABOVE = ("Relevé de compte", "Titulaire : M DUPONT", "Période du 01/02/2026 au 31/12/2026", "Account statement", "")
BELOW = ("Document édité le 31/12/2026", "Nombre d'opérations : 4", "Page 1", "")


@dataclass(frozen=True, slots=True)
class Row:
    """A transaction as it was drawn."""

    on: date
    cents: int
    label: str
    account: str = ""
    currency: str = "EUR"
    is_booked: bool = True


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table: its bytes, and what a person reads in it."""

    data: bytes
    rows: Sequence[Row]


def draw(chance: random.Random) -> Drawn:
    """A random table."""
    columns = draw_columns(chance)
    rows = [drawn_further(row, columns, chance) for row in draw_rows(chance)]
    style = Style(chance)
    names = chance.choice(NAMES)
    titles = [chance.choice(names[column]) for column in columns]
    if not {"value", "foreign"} & set(columns):  # of two days or amounts, the names alone show which counts
        titles = retitled(titles, chance)
    balances = list(running(rows, chance.randrange(-50_000, 500_000)))
    lines = [
        [style.cell(column, row, balance, chance) for column in columns]
        for row, balance in zip(rows, balances, strict=True)
    ]
    if not {"account", "status"} & set(columns) and len({row.currency for row in rows}) == 1:
        lines = with_summaries(lines, columns, rows, balances, style, chance)
    if chance.random() < 0.3:
        lines.reverse()
    above = [[chance.choice(ABOVE)] for _ in range(chance.choice((0, 0, 0, 2)))]
    below = [[chance.choice(BELOW)] for _ in range(chance.choice((0, 0, 0, 2)))] if columns[0] == "date" else []
    header = [] if chance.random() < 0.05 and not above and not {"value", "foreign"} & set(columns) else [titles]
    return Drawn(style.encoded([*above, *header, *lines, *below]), rows)


def retitled(titles: Sequence[str], chance: random.Random) -> list[str]:
    """The names of the columns, in some tables in capitals, in some such as nobody knows."""
    if chance.random() < 0.1:
        return [title.upper() for title in titles]
    return (
        [f"Zone {number}" if chance.random() < 0.3 else title for number, title in enumerate(titles, 1)]
        if (chance.random() < 0.1)
        else [*titles]
    )


def draw_rows(chance: random.Random) -> list[Row]:
    """Transactions of some months, money in and out, the oldest first; one day at least is above 12."""
    days = sorted(date(2026, 2, 1) + timedelta(days=chance.randrange(300)) for _ in range(chance.randrange(2, 9)))
    days[-1] = days[-1].replace(day=chance.randrange(13, 29))
    rows = [
        Row(
            day,
            chance.choice((-1, -1, 1)) * chance.choice((chance.randrange(1, 9_999), chance.randrange(10**6))),
            label,
        )
        for day, label in zip(sorted(days), chance.choices(LABELS, k=len(days)), strict=True)
    ]
    return [row for row in rows if row.cents] or [Row(days[-1], -1250, LABELS[0])]


def drawn_further(row: Row, columns: Sequence[str], chance: random.Random) -> Row:
    """The row with what further columns say of it."""
    return replace(
        row,
        account=chance.choice(ACCOUNTS[:2]) if "account" in columns else "",
        currency=chance.choice(("EUR", "EUR", "USD")) if "currency" in columns else "EUR",
        is_booked="status" not in columns or chance.random() < 0.7,
    )


def draw_columns(chance: random.Random) -> list[str]:
    """The columns in their order: a day, a label, one of four ways to write an amount, and others."""
    money = chance.choice((["amount"], ["amount"], ["debit", "credit"], ["amount", "direction"]))
    further = [each for each in ("value", "balance", "currency", "reference", "category") if chance.random() < 0.3]
    further += [each for each in ("payee", "payee_account", "status") if chance.random() < 0.15]
    further += ["foreign", "foreign_currency"] if chance.random() < 0.1 else []
    account = ["account"] if chance.random() < 0.15 else []  # first: behind a payee it would be theirs
    if account or "currency" in further or "status" in further:  # no one balance goes with all rows
        further = [each for each in further if each != "balance"]
    if chance.random() < 0.6:
        return [*account, "date", *further[:1], "label", *money, *further[1:]]
    columns = ["date", "label", *money, *further]
    chance.shuffle(columns)
    columns[:0] = account
    if "debit" in columns and columns.index("credit") < columns.index("debit"):
        debit, credit = columns.index("debit"), columns.index("credit")
        columns[debit], columns[credit] = "credit", "debit"
    return columns


def running(rows: Sequence[Row], opening: int) -> Iterator[int]:
    """The balance after each row."""
    for row in rows:
        opening += row.cents
        yield opening


class Style:
    """How one table writes its cells."""

    def __init__(self, chance: random.Random) -> None:
        self.delimiter = chance.choice(";;;,\t|")
        self.decimal = chance.choice(",." if self.delimiter != "," else ".")
        self.thousands = chance.choice(("", "", " ", "\u202f", "." if self.decimal == "," else ","))
        self.minus: Callable[[str], str] = chance.choice(
            (_before, _before, _before, _behind, _in_brackets, _true_minus)
        )
        self.plus = chance.choice(("", "", "", "+"))
        self.unit = chance.choice(("", "", "", " €", " EUR"))
        self.has_signed_debits = chance.random() < 0.4
        self.words = chance.choice(WORDS)
        self.day = chance.choice(DAYS if self.decimal == "." else DAYS[1:])
        self.blank = chance.choice(("", "", "0" + self.decimal + "00"))
        self.encoding = chance.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16"))
        self.line_end = chance.choice(("\n", "\r\n"))

    def cell(self, column: str, row: Row, balance: int, chance: random.Random) -> str:
        """The text of one column in a row."""
        match column:
            case "date":
                return row.on.strftime(self.day)
            case "value":
                return (row.on + timedelta(days=chance.randrange(3))).strftime(self.day)
            case "balance":
                return self.money(balance)
            case "reference":
                return f"REF{chance.randrange(10**6):06}"
            case "label" | "category":
                return row.label if column == "label" else chance.choice(("Divers", "Achats", "Autre"))
            case "account" | "currency":
                return row.account if column == "account" else row.currency
            case "payee" | "payee_account":
                return chance.choice(("NOVA SARL", "Jean Martin") if column == "payee" else PAYEES)
            case "foreign" | "foreign_currency":
                return self.money(row.cents * 2) if column == "foreign" else "GBP"
            case "status":
                return chance.choice(BOOKED if row.is_booked else PENDING)
            case "direction":
                return self.words[row.cents > 0]
            case _:
                return self.part(column, row.cents)

    def part(self, column: str, cents: int) -> str:
        """The amount in a column of amounts, debits or credits."""
        if column == "amount":
            return self.money(cents)
        if (column == "debit") is not (cents < 0):
            return self.blank
        return self.money(cents if column == "debit" and self.has_signed_debits else abs(cents))

    def money(self, cents: int) -> str:
        """An amount with its sign."""
        whole, fraction = divmod(abs(cents), 100)
        text = f"{whole:,}".replace(",", self.thousands) + f"{self.decimal}{fraction:02}"
        return (self.minus(text) if cents < 0 else f"{self.plus}{text}") + self.unit

    def encoded(self, lines: Sequence[Sequence[str]]) -> bytes:
        """The bytes of the table."""
        text = "".join(self.delimiter.join(map(self.quoted, line)) + self.line_end for line in lines)
        return text.encode(self.encoding)

    def quoted(self, text: str) -> str:
        """A cell, in quotes where it needs them."""
        needs = self.delimiter in text or '"' in text
        return '"' + text.replace('"', '""') + '"' if needs else text


def _before(text: str) -> str:
    return f"-{text}"


def _behind(text: str) -> str:
    return f"{text}-"


def _in_brackets(text: str) -> str:
    return f"({text})"


def _true_minus(text: str) -> str:
    return f"\u2212{text}"


def with_summaries(
    lines: list[list[str]],
    columns: Sequence[str],
    rows: Sequence[Row],
    balances: Sequence[int],
    style: Style,
    chance: random.Random,
) -> list[list[str]]:
    """The lines with an opening balance, a closing one and a total in some tables."""
    total = sum(row.cents for row in rows)
    first, last = rows[0].on, rows[-1].on
    before: list[tuple[Sequence[str], date, int]] = []
    if chance.random() < 0.15:
        before = [(OPENINGS, first, balances[0] - rows[0].cents)]
    after: list[tuple[Sequence[str], date, int]] = [(CLOSINGS, last, balances[-1])] if chance.random() < 0.15 else []
    after += [(TOTALS, last, total)] if chance.random() < 0.15 and len(rows) > 1 and total else []
    shown = [
        [_summary_cell(column, Row(on, cents, chance.choice(names)), style) for column in columns]
        for names, on, cents in (*before, *after)
        if cents
    ]
    at = sum(1 for _, _, cents in before if cents)
    return [*shown[:at], *lines, *shown[at:]]


def _summary_cell(column: str, row: Row, style: Style) -> str:
    match column:
        case "date":
            return row.on.strftime(style.day)
        case "label":
            return row.label
        case "amount" | "debit" | "credit":
            return style.part(column, row.cents)
        case "direction":
            return style.words[row.cents > 0]
        case _:
            return ""


def faults_of(drawn: Drawn) -> Iterator[str]:
    """What is wrong with the reading of a table; nothing where it is right, or asked about."""
    try:
        statements = read_statement(drawn.data).statements
    except KnownError as error:
        if error.code not in ASKED:
            yield f"refused with {error.code.value}"
        return
    read = Counter((row.on, row.amount_cents, row.currency) for each in statements for row in each.rows)
    written = Counter((row.on, row.cents, row.currency) for row in drawn.rows if row.is_booked)
    for on, cents, currency in (read - written).elements():
        yield f"read {on} {cents} {currency}, which was not written"
    accounts = {(row.on, row.cents): row.account for row in drawn.rows}
    for each in statements:
        if len({accounts.get((row.on, row.amount_cents)) for row in each.rows}) > 1:
            yield "two accounts are mixed"
    lost, problems = (written - read).total(), sum(len(each.problems) for each in statements)
    if lost > problems:
        yield f"{lost} lost, {problems} reported"


def main(count: int) -> int:
    """Try so many tables, print those that gave way; 1 when some did."""
    given_way = 0
    for number in range(count):
        drawn = draw(random.Random(number))
        try:
            faults = list(faults_of(drawn))
        except Exception as error:  # noqa: BLE001  # whatever else it raises is what is looked for
            faults = [repr(error)]
        if faults:
            given_way += 1
            print(f"table {number}: {faults[0]}")
    print(f"attacks tried {count}, given way {given_way}")
    return 1 if given_way else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT))
