"""One transfer for several documents: lists and ranges of every spelling, sets without numbers, one and a half."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from microdesk_desktop.domain.settle.targets import DocumentType
from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.services.numbering import tail
from tests.worlds.unseen.services.year import Contact, Paper, Year


def _several(year: Year, count: int, step: int = 6) -> tuple[Contact, list[Paper], date]:
    client, on = year.client(), year.day(0, 0.8)
    papers = [
        year.invoice(client, year.odd(60, 700), on + timedelta(days=step * number + year.rng.randint(0, 2)))
        for number in range(count)
    ]
    return client, papers, papers[-1].on


def _listed(papers: Sequence[Paper], form: str) -> Callable[[], str]:
    def text() -> str:
        whole = [paper.reference for paper in papers]
        short = [tail(each) for each in whole]
        return {
            "whole": f"FACTURES {' '.join(whole)}",
            "plus": " + ".join(whole),
            "et": f"FACT {whole[0]} ET {' ET '.join(short[1:])}",
            "comma": f"Factures {', '.join(whole)}",
            "short": f"FACT {' '.join(short)}",
            "slash": f"FACT N° {'/'.join(short)}",
            "and": f"{whole[0]} & {' & '.join(short[1:])}",
            "dash": f"factures {' - '.join(short)}",
        }[form]

    return text


def listed(year: Year) -> None:
    client, papers, on = _several(year, year.rng.choice((2, 2, 3, 4)))
    form = year.rng.choice(("whole", "plus", "comma"))
    year.pays(
        "list of whole numbers",
        Mode.MUST,
        year.after(on, 4, 30),
        client.shown,
        _listed(papers, form),
        *papers,
        is_cited=True,
    )


def listed_short(year: Year) -> None:
    client, papers, on = _several(year, year.rng.choice((2, 3, 3)))
    form = year.rng.choice(("et", "short", "slash", "and", "dash"))
    year.pays("list of short numbers", Mode.MUST, year.after(on, 4, 30), client.shown, _listed(papers, form), *papers)


def ranged(year: Year) -> None:
    """A range, where the numbers of the client follow each other."""
    client, on = year.client(), year.day(0, 0.8)
    papers = [year.invoice(client, year.odd(60, 500), on) for _ in range(year.rng.choice((3, 4)))]
    style = year.rng.choice(("{a} A {b}", "{a} à {b}", "DE {a} A {b}", "{a} -> {b}", "{a} AU {b}"))

    def text() -> str:
        return f"FACTURES {style.format(a=papers[0].reference, b=papers[-1].reference)}"

    year.pays("range of numbers", Mode.MUST, year.after(on, 5, 30), client.shown, text, *papers)


def all_open(year: Year) -> None:
    client, papers, on = _several(year, year.rng.choice((2, 3, 4)))
    memo = year.rng.choice(("SOLDE DE TOUT COMPTE", "SOLDE", "REGLEMENT FACTURES", "FACTURES EN COURS", ""))
    year.pays("all that is open, 2 to 4", Mode.MUST, year.after(on, 4, 30), client.shown, memo, *papers)


def all_open_many(year: Year) -> None:
    client, papers, on = _several(year, year.rng.choice((5, 6, 7, 8)), step=4)
    year.pays(
        "all that is open, 5 to 8", Mode.MUST, year.after(on, 5, 25), client.shown, "REGLEMENT DE VOS FACTURES", *papers
    )


def all_but_one(year: Year) -> None:
    client, papers, on = _several(year, year.rng.choice((3, 4, 6)), step=5)
    left = papers.pop(year.rng.randrange(len(papers)))
    year.pays("all but one", Mode.MUST, year.after(on, 4, 25), client.shown, "FACTURES", *papers)
    year.pays(
        "number, name, amount",
        Mode.MUST,
        year.after(on, 28, 45),
        client.shown,
        lambda: left.reference,
        left,
        is_cited=True,
    )


def with_credit_note(year: Year) -> None:
    client, papers, on = _several(year, year.rng.choice((1, 2)))
    note = year.invoice(client, year.odd(10, 50), on + timedelta(days=2), kind=DocumentType.CREDIT_NOTE)
    if year.rng.random() < 0.5:
        year.pays(
            "less a credit note, cited",
            Mode.MUST,
            year.after(on, 6, 30),
            client.shown,
            lambda: f"{' '.join(paper.reference for paper in papers)} - {note.reference}",
            *papers,
            note,
            is_cited=True,
        )
    else:
        year.pays(
            "less a credit note, by name",
            Mode.MAY,
            year.after(on, 6, 30),
            client.shown,
            year.rng.choice(("", "FACTURE MOINS AVOIR")),
            *papers,
            note,
        )


def one_and_a_half(year: Year) -> None:
    client, on = year.client(), year.day(0, 0.8)
    one = year.invoice(client, year.odd(), on)
    two = year.invoice(client, year.whole(300, 1500), on + timedelta(days=3))
    half = two.cents // 2
    year.row(
        "one and a half",
        Mode.MUST,
        year.after(on, 6, 30),
        one.cents + half,
        client.shown,
        lambda: f"{one.reference} + 50% {two.reference}",
        {one: one.cents, two: half},
        is_cited=True,
    )
    year.row(
        "balance, number cited",
        Mode.MUST,
        year.after(on, 35, 50),
        two.cents - half,
        client.shown,
        lambda: f"SOLDE {two.reference}",
        {two: two.cents - half},
        is_cited=True,
    )


def one_and_part(year: Year) -> None:
    """A round transfer that covers the oldest and begins the next."""
    client, on = year.client(), year.day(0, 0.8)
    one = year.invoice(client, year.odd(100, 300), on)
    two = year.invoice(client, year.odd(600, 900), on + timedelta(days=8))
    cents = (one.cents // 10000 + 1) * 10000
    year.row(
        "round payment on account of two",
        Mode.ASK,
        year.after(on, 12, 30),
        cents,
        client.shown,
        "ACOMPTE",
        {one: one.cents, two: cents - one.cents},
    )


def chance_sum(year: Year) -> None:
    """Two clients' documents happen to add up to what somebody else sends for something private."""
    one, two, on = year.client(), year.client(), year.day(0, 0.8)
    papers = [year.invoice(one, year.odd(), on), year.invoice(two, year.odd(), on + timedelta(days=1))]
    total = sum(paper.cents for paper in papers)
    payer = year.crowd.person()
    year.nothing(
        "chance sum of two clients",
        year.after(on, 2, 10),
        total,
        payer.shown(year.rng),
        year.rng.choice(("VENTE VOITURE", "REMBOURSEMENT", "PRET FAMILIAL", "LEBONCOIN")),
    )
    for paper, client in zip(papers, (one, two), strict=True):
        year.pays("name and odd amount", Mode.MUST, year.after(on, 12, 35), client.shown, "", paper)


def two_listed_two_transfers(year: Year) -> None:
    """A client pays two documents by two transfers on one day."""
    client, papers, on = _several(year, 2)
    day = year.after(on, 4, 25)
    for paper in papers:
        year.pays("two transfers of one client on one day", Mode.MUST, day, client.shown, "", paper)
