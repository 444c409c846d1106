"""Amounts that are not quite right, deposits and balances, wrong amounts beside right numbers."""

from datetime import timedelta

from microdesk_desktop.domain.settle.targets import DocumentType
from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.services.numbering import tail
from tests.worlds.unseen.services.year import Year


def deposit_of_quote(year: Year) -> None:
    """A deposit invoice; the client cites the quote that it signed."""
    client, on = year.client(), year.day(0, 0.75)
    total = year.whole(500, 1900)
    percent = year.rng.choice((30, 40, 50))
    quote = year.invoice(client, total, on - timedelta(days=8), kind=DocumentType.QUOTE)
    deposit = year.invoice(
        client, total * percent // 100, on, kind=DocumentType.DEPOSIT, label=f"Acompte {percent} %", days=5
    )
    final = year.invoice(client, total - deposit.cents, on + timedelta(days=40), kind=DocumentType.FINAL, label="Solde")
    memo = year.rng.choice(("ACOMPTE {p} % DEVIS {q}", "Acompte devis {q}", "ARRHES {p}% {q}", "BON POUR ACCORD {q}"))
    year.pays(
        "deposit, quote cited",
        Mode.MUST,
        year.after(on, 1, 9),
        client.shown,
        lambda: memo.format(p=percent, q=quote.reference),
        deposit,
    )
    year.pays(
        "balance by name",
        Mode.MUST,
        year.after(final.on, 2, 25),
        client.shown,
        year.rng.choice(("SOLDE", "SOLDE PRESTATION", "")),
        final,
    )


def deposit_by_percent(year: Year) -> None:
    """A share of an invoice, told in the label."""
    client, on = year.client(), year.day(0, 0.75)
    paper = year.invoice(client, year.whole(500, 1900), on)
    percent = year.rng.choice((20, 30, 40, 50))
    share = paper.cents * percent // 100
    year.row(
        "share told, by name",
        Mode.MUST,
        year.after(on, 2, 12),
        share,
        client.shown,
        f"ACOMPTE {percent} %",
        {paper: share},
    )
    year.row(
        "balance, number cited",
        Mode.MUST,
        year.after(on, 30, 50),
        paper.cents - share,
        client.shown,
        lambda: f"SOLDE {paper.reference}",
        {paper: paper.cents - share},
        is_cited=True,
    )


def account_silent(year: Year) -> None:
    """Round money on account, without a word."""
    client, on = year.client(), year.day(0, 0.8)
    paper = year.invoice(client, year.odd(700, 1800), on)
    part = paper.cents // 3 // 5000 * 5000 or 5000
    year.row("part payment, nothing told", Mode.ASK, year.after(on, 3, 15), part, client.shown, "", {paper: part})


def overpaid(year: Year) -> None:
    client, on = year.client(), year.day()
    paper = year.invoice(client, year.odd(), on)
    over = year.rng.choice((100, 900, 1000, 5000))
    year.row(
        "overpaid, number cited",
        Mode.MAY,
        year.after(on, 2, 30),
        paper.cents + over,
        client.shown,
        lambda: f"FACTURE {paper.reference}",
        {paper: paper.cents},
    )


def underpaid(year: Year) -> None:
    client, on = year.client(), year.day()
    paper = year.invoice(client, year.odd(300, 1900), on)
    under = year.rng.choice((1000, 1500, 2000, paper.cents // 10))
    year.row(
        "underpaid, number cited",
        Mode.MAY,
        year.after(on, 2, 30),
        paper.cents - under,
        client.shown,
        lambda: f"FACTURE {paper.reference}",
        {paper: paper.cents - under},
    )


def bank_fee_abroad(year: Year) -> None:
    """A bank abroad keeps something; the label may say how much."""
    client, on = year.client(is_firm=True), year.day()
    paper = year.invoice(client, year.odd(400, 1900), on)
    fee = year.rng.choice((1200, 1500, 1850, 2500))
    if year.rng.random() < 0.5:
        year.row(
            "bank fee kept, told",
            Mode.MAY,
            year.after(on, 3, 30),
            paper.cents - fee,
            client.shown,
            lambda: f"{paper.reference} FRAIS {fee / 100:.2f} EUR".replace(".", ","),
            {paper: paper.cents},
            fee_cents=fee,
        )
    else:
        year.row(
            "bank fee kept, not told",
            Mode.ASK,
            year.after(on, 3, 30),
            paper.cents - fee,
            client.shown,
            "",
            {paper: paper.cents - fee},
        )


def discount(year: Year) -> None:
    client, on = year.client(is_firm=True), year.day()
    paper = year.invoice(client, year.odd(400, 1900), on)
    paid = round(paper.cents * 0.98)
    memo = year.rng.choice(("ESCOMPTE 2%", "ESC 2 %", "escompte déduit"))
    year.row(
        "discount of 2 %",
        Mode.MAY,
        year.after(on, 1, 8),
        paid,
        client.shown,
        lambda: f"{paper.reference} {memo}",
        {paper: paid},
    )


def cents_dropped(year: Year) -> None:
    client, on = year.client(is_firm=False), year.day()
    paper = year.invoice(client, year.odd(), on)
    paid = paper.cents // 100 * 100
    is_cited = year.rng.random() < 0.5
    year.row(
        "cents left out, number cited" if is_cited else "cents left out, by name",
        Mode.MAY if is_cited else Mode.ASK,
        year.after(on, 2, 25),
        paid,
        client.shown,
        (lambda: paper.reference) if is_cited else "",
        {paper: paid},
    )


def digits_swapped_in_amount(year: Year) -> None:
    client, on = year.client(is_firm=False), year.day()
    paper = year.invoice(client, year.odd(300, 900), on)
    paid = paper.cents - 900 if paper.cents % 10000 > 1000 else paper.cents - 90
    year.row("amount mistyped, by name", Mode.ASK, year.after(on, 2, 25), paid, client.shown, "", {paper: paid})


def tip(year: Year) -> None:
    client, on = year.client(is_firm=False), year.day()
    paper = year.invoice(client, year.whole(60, 200) - 500, on)
    year.row(
        "rounded up, a tip",
        Mode.ASK,
        year.after(on, 0, 10),
        paper.cents + 500,
        client.shown,
        "merci beaucoup",
        {paper: paper.cents},
    )


def number_of_another_of_his(year: Year) -> None:
    """The number of one document, the exact amount of another, both of the client and open."""
    client, on = year.client(), year.day(0, 0.85)
    cited = year.invoice(client, year.odd(), on)
    meant = year.invoice(client, year.odd(), on + timedelta(days=5))
    year.pays(
        "number of one, amount of another",
        Mode.ASK,
        year.after(on, 8, 30),
        client.shown,
        lambda: cited.reference,
        meant,
    )


def short_number_settled(year: Year) -> None:
    """A short number of what is settled already, and an open document of the same amount."""
    client, on, cents = year.client(is_firm=True), year.day(0.1, 0.9), year.whole(300, 1500)
    old = year.invoice(client, cents, on - timedelta(days=30), is_settled=True)
    paper = year.invoice(client, cents, on)
    year.pays(
        "number of a settled one, same amount",
        Mode.ASK,
        year.after(on, 3, 20),
        client.shown,
        lambda: tail(old.reference),
        paper,
    )


def short_numbers_crossed(year: Year) -> None:
    """Two open documents of one amount, paid in the other order, each by its short number."""
    client, on, cents = year.client(), year.day(0, 0.85), year.whole(300, 1500)
    papers = [year.invoice(client, cents, on), year.invoice(client, cents, on + timedelta(days=4))]
    days = (year.after(on, 7, 12), year.after(on, 15, 25))
    one, two = papers
    year.pays(
        "short number tells two equal ones apart",
        Mode.MUST,
        days[0],
        client.shown,
        lambda: f"FACT {tail(two.reference)}",
        two,
    )
    year.pays(
        "short number tells two equal ones apart",
        Mode.MUST,
        days[1],
        client.shown,
        lambda: f"FACT {tail(one.reference)}",
        one,
    )


def refund_to_client(year: Year) -> None:
    client, on = year.client(), year.day()
    note = year.invoice(client, year.odd(50, 300), on, kind=DocumentType.CREDIT_NOTE)
    year.pays(
        "credit note paid back",
        Mode.MUST,
        year.after(on, 1, 12),
        client.shown,
        lambda: f"REMBOURSEMENT {note.reference}",
        note,
        operation="out",
        is_cited=True,
    )


def late_indemnity(year: Year) -> None:
    """A late payer adds the legal indemnity of 40 euros."""
    client, on = year.client(is_firm=True), year.day(0, 0.8)
    paper = year.invoice(client, year.odd(200, 1900), on)
    memo = year.rng.choice(("+ 40 EUR INDEMNITE", "ET INDEMNITE RECOUVREMENT 40E", "PENALITES INCLUSES"))
    year.row(
        "late, with the indemnity of 40 euros",
        Mode.MAY,
        year.after(on, 45, 70),
        paper.cents + 4000,
        client.shown,
        lambda: f"{paper.reference} {memo}",
        {paper: paper.cents},
    )
