"""Clients who pay as most do: one transfer, one document, by number or by name."""

from datetime import timedelta

from microdesk_desktop.domain.settle.targets import DocumentType
from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.services.numbering import as_written, tail, transposed, with_letters
from tests.worlds.unseen.services.year import Year

CUES = ("FACTURE", "Facture", "FACT", "REGLEMENT FACTURE", "paiement facture", "Fact", "REF", "fac", "votre facture")


def by_number(year: Year) -> None:
    client, on = year.regular(), year.day()
    paper = year.invoice(client, year.odd() if year.rng.random() < 0.6 else year.whole(), on)
    cue = year.rng.choice((*CUES, ""))
    year.pays(
        "number, name, amount",
        Mode.MUST,
        year.after(on, 1, 40),
        client.shown,
        lambda: f"{cue} {paper.reference}",
        paper,
        is_cited=True,
    )


def by_number_otherwise_written(year: Year) -> None:
    client, on = year.regular(), year.day()
    paper = year.invoice(client, year.odd(), on)
    cue = year.rng.choice(CUES)
    year.pays(
        "number with other separators",
        Mode.MUST,
        year.after(on, 2, 38),
        client.shown,
        lambda: f"{cue} {as_written(paper.reference, year.rng)}",
        paper,
        is_cited=True,
    )


def by_tail(year: Year) -> None:
    client, on = year.regular(), year.day()
    paper = year.invoice(client, year.odd(), on)
    cue = year.rng.choice(("facture", "FACT", "F", "fac n", "FACTURE N°"))
    year.pays(
        "short number, name, odd amount",
        Mode.MUST,
        year.after(on, 2, 38),
        client.shown,
        lambda: f"{cue} {tail(paper.reference)}",
        paper,
    )


def number_alone(year: Year) -> None:
    client, on = year.client(), year.day()
    paper = year.invoice(client, year.odd(), on)
    year.pays(
        "number without a name",
        Mode.MAY if year.scheme.is_plain else Mode.MUST,
        year.after(on, 2, 30),
        "",
        lambda: f"FACTURE {paper.reference}",
        paper,
    )


def by_name(year: Year) -> None:
    client, on = year.regular(), year.day()
    paper = year.invoice(client, year.odd(), on)
    what = year.rng.choice(("", "", "REGLEMENT", "VIREMENT", "prestation", "FACTURE", "merci", "Règlement facture"))
    year.pays("name and odd amount", Mode.MUST, year.after(on, 1, 42), client.shown, what, paper)


def by_name_round(year: Year) -> None:
    client, on = year.regular(), year.day()
    paper = year.invoice(client, year.whole(), on)
    year.pays(
        "name and round amount, one document",
        Mode.MUST,
        year.after(on, 1, 25),
        client.shown,
        year.rng.choice(("", "REGLEMENT", "FACTURE", "prestation")),
        paper,
    )


def factures_said_of_one(year: Year) -> None:
    client, on = year.client(is_firm=True), year.day()
    paper = year.invoice(client, year.odd(), on)
    year.pays("FACTURES said of one", Mode.MUST, year.after(on, 5, 45), client.shown, "REGLEMENT FACTURES", paper)


def very_late(year: Year) -> None:
    client, on = year.regular(), year.day(0, 0.6)
    paper = year.invoice(client, year.odd(), on)
    year.pays(
        "paid months late, by number",
        Mode.MUST,
        year.after(on, 75, 130),
        client.shown,
        lambda: paper.reference,
        paper,
        is_cited=True,
    )


def paid_before_issue(year: Year) -> None:
    client, on = year.client(is_firm=False), year.day(0.1, 1)
    paper = year.invoice(client, year.odd(), on)
    year.pays(
        "paid some days before the invoice",
        Mode.MAY,
        on - timedelta(days=year.rng.randint(2, 6)),
        client.shown,
        "",
        paper,
    )


def letters_for_digits(year: Year) -> None:
    client, on = year.client(), year.day()
    paper = year.invoice(client, year.odd(), on)
    year.pays(
        "letters for digits",
        Mode.MUST,
        year.after(on, 2, 35),
        client.shown,
        lambda: f"FACT {with_letters(paper.reference)}",
        paper,
    )


def cut_label(year: Year) -> None:
    client, on = year.client(is_firm=True), year.day()
    paper = year.invoice(client, year.odd(), on)
    year.pays(
        "label cut in the number",
        Mode.MUST,
        year.after(on, 2, 35),
        client.name,
        lambda: f"FACTURE {paper.reference}",
        paper,
        width=32 if len(client.name) < 18 else 44,
        operation="in",
    )


def stray_number(year: Year) -> None:
    """Name and amount say one thing, a number says another which this vault shows to be none."""
    client, on = year.regular(), year.day(0.1, 1)
    paper = year.invoice(client, year.odd(), on)
    kind = year.rng.choice(("typo", "quote", "pro-forma", "order", "last year's", "payer's own", "settled"))
    mode = Mode.MUST
    if kind == "typo":
        year.pays(
            "stray number: typo", mode, year.after(on, 2, 35), client.shown, lambda: transposed(paper.reference), paper
        )
        return
    if kind in ("quote", "pro-forma"):
        type_ = DocumentType.QUOTE if kind == "quote" else DocumentType.PROFORMA
        quote = year.invoice(client, paper.cents, on - timedelta(days=20), kind=type_)
        what = lambda: quote.reference  # noqa: E731
    elif kind == "order":
        order = f"{year.rng.choice(('BDC', 'COMMANDE', 'PO', 'MARCHE', 'BL'))} {year.rng.randint(2000, 89999)}"
        what = lambda: order  # noqa: E731
    elif kind == "last year's":
        what = lambda: f"FACTURE {_last_year(paper.reference, on.year)}"  # noqa: E731
    elif kind == "payer's own":
        piece = (
            f"{year.rng.choice(('PIECE', 'NOTRE REF', 'OP', 'AVIS', 'N/REF'))} {on.year}-{year.rng.randint(1, 60):04d}"
        )
        what = lambda: piece  # noqa: E731
    else:
        old = year.invoice(client, year.odd(), on - timedelta(days=60), is_settled=True)
        what = lambda: old.reference  # noqa: E731
    year.pays(f"stray number: {kind}", mode, year.after(on, 2, 35), client.shown, what, paper)


def _last_year(reference: str, year: int) -> str:
    return reference.replace(str(year), str(year - 1)).replace(f"{year % 100:02d}", f"{(year - 1) % 100:02d}", 1)


def another_clients_number(year: Year) -> None:
    """The number is that of an open document of somebody else, for another amount."""
    client, other, on = year.client(), year.client(), year.day(0.1, 0.9)
    paper = year.invoice(client, year.odd(), on)
    theirs = year.invoice(other, year.odd(), on + timedelta(days=1))
    year.pays(
        "stray number: another client's",
        Mode.MAY,
        year.after(on, 4, 30),
        client.shown,
        lambda: f"FACTURE {theirs.reference}",
        paper,
    )
    year.pays(
        "number, name, amount",
        Mode.MUST,
        year.after(on, 4, 40),
        other.shown,
        lambda: theirs.reference,
        theirs,
        is_cited=True,
    )


def digits_around(year: Year) -> None:
    """Digits of telephones, dates and references around a name and an odd amount."""
    client, on = year.regular(), year.day()
    paper = year.invoice(client, year.odd(), on)
    noise = year.rng.choice(
        (
            "TEL 06 12 34 00 27",
            f"DU {on:%d%m%Y}",
            "N26 BANK",
            "DOSSIER 2026/0014/B",
            f"IBAN FR76 3000 {year.rng.randint(1000, 9999)}",
            "CB 4974 0031",
            "SIRET 84512003400021",
            f"{paper.cents // 100} EUROS",
            "CP 12000",
            "LOT 12 ETAGE 3",
        )
    )
    year.pays("digits that are no number", Mode.MUST, year.after(on, 2, 35), client.shown, noise, paper)


def owner_named(year: Year) -> None:
    client, on = year.client(), year.day()
    paper = year.invoice(client, year.odd(), on)
    owner = year.owner.name
    year.pays(
        "the owner's name in the label",
        Mode.MUST,
        year.after(on, 2, 35),
        client.shown,
        lambda: f"POUR {owner} {paper.reference}",
        paper,
        is_cited=True,
    )


def pending(year: Year) -> None:
    client, on = year.client(), year.day(0.9, 1)
    paper = year.invoice(client, year.odd(), on)
    year.pays(
        "pending",
        Mode.MAY,
        year.after(on, 2, 20),
        client.shown,
        lambda: paper.reference,
        paper,
        is_pending=True,
        is_cited=True,
    )


def dollars(year: Year) -> None:
    client, on = year.client(is_firm=True), year.day()
    currency = year.rng.choice(("USD", "GBP", "CHF"))
    paper = year.invoice(client, year.odd(), on, currency=currency)
    year.pays(
        "foreign currency, by number",
        Mode.MUST,
        year.after(on, 3, 40),
        client.shown,
        lambda: f"INVOICE {paper.reference}",
        paper,
        currency=currency,
        is_cited=True,
    )
