"""A second world, of other names, banks, numbers and habits: the engine was not tuned on it."""

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from microdesk_desktop.domain.settle.targets import (
    DocumentType,
    Party,
    Target,
    TargetKind,
)
from microdesk_desktop.domain.settle.transactions import Owner
from tests.worlds.bank_styles import plain
from tests.worlds.company import Company, Truth
from tests.worlds.world import shares

CLIENTS = (
    "SAS Durand et Fils|DURAND ET FILS|STE DURAND & FILS",
    "Mme Élodie Petitjean|PETITJEAN ELODIE|E PETITJEAN|MME PETITJEAN",
    "Ville de Niort|VILLE DE NIORT|NIORT VILLE",
    "Dr Anne-Laure Vasseur|VASSEUR ANNE LAURE|DR VASSEUR ANNE-LAURE",
    "L'Épicerie du Coin|L EPICERIE DU COIN|EPICERIE DU COIN SARL",
    "3B Architectes|3B ARCHITECTES|3B ARCHI",
    "B&B Consulting|B&B CONSULTING|B ET B CONSULTING",
    "Vinogradoff Import|VINOGRADOFF IMPORT|VINOGRADOF IMPORT",
    "Karim Benali|BENALI KARIM|M KARIM BENALI|BENALI K",
    "Société Coopérative Les Vergers|LES VERGERS|SCOP LES VERGERS",
    "Hôtel du Vieux Port|HOTEL DU VIEUX PORT|HOTEL VIEUX PORT",
    "Groupe Scolaire Jeanne d'Arc|GS JEANNE D ARC|GROUPE SCOLAIRE JEANNE D ARC|OGEC JEANNE D ARC",
    "Thibaudeau Énergies|THIBAUDEAU ENERGIES|THIBAUDEAU",
    "Nguyen Thi Lan|NGUYEN THI LAN|MME NGUYEN",
    "Crèche Les P'tits Loups|CRECHE LES P TITS LOUPS|LES PTITS LOUPS",
    "SCI de la Gare|SCI DE LA GARE|SCI LA GARE",
    "Office de Tourisme du Vercors|OFFICE DE TOURISME DU VERCORS|OT VERCORS",
    "Maëlys Le Bihan|LE BIHAN MAELYS|MLLE LE BIHAN MAELYS",
    "Wattelet & Associés Avocats|WATTELET ET ASSOCIES|SELARL WATTELET ASSOCIES",
    "Imprimerie Rochefort|IMPRIMERIE ROCHEFORT|IMP ROCHEFORT",
    "Podologie Castelnau|CABINET PODOLOGIE CASTELNAU|PODOLOGIE CASTELNAU",
    "Zeitgeist GmbH|ZEITGEIST GMBH|ZEITGEIST",
    "Mutuelle Harmonia|MUTUELLE HARMONIA|HARMONIA",
    "Université de Poitiers|UNIVERSITE DE POITIERS|UNIV POITIERS AGENCE COMPTABLE",
    "Okamoto Yuki|OKAMOTO YUKI|YUKI OKAMOTO",
    "Théâtre de l'Échange|THEATRE DE L ECHANGE|THEATRE L ECHANGE",
    "Camping Le Grand Pré|CAMPING LE GRAND PRE|CAMPING GRAND PRE",
    "Bastien Delcourt|DELCOURT BASTIEN|M BASTIEN DELCOURT|BASTIEN D",
    "AquaPro Piscines|AQUAPRO PISCINES|AQUAPRO",
    "Fédération des Chasseurs du Cher|FED DES CHASSEURS DU CHER|FEDERATION DES CHASSEURS DU CHE",
)
SUPPLIERS = (
    "Leroy Merlin|LEROY MERLIN|LEROY MERLIN 0042|LEROYMERLIN",
    "Bouygues Telecom|BOUYGUES TELECOM|BOUYGUES TEL",
    "AXA France|AXA FRANCE IARD|AXA ASSURANCES",
    "GitHub|GITHUB, INC.|GITHUB",
    "Microsoft|MICROSOFT*OFFICE 365|MSBILL.INFO MICROSOFT",
    "Apple|APPLE.COM/BILL",
    "LinkedIn|LINKEDIN 10293847|LINKEDIN PREA",
    "Trainline|TRAINLINE|TRAINLINE.FR",
    "Air France|AIR FRANCE 0572|AIRFRANCE",
    "Vinci Autoroutes|VINCI AUTOROUTES|VINCI AUTOROUTE A10",
    "Indigo|INDIGO PARK|INDIGO INFRA",
    "Castorama|CASTORAMA 1201|CASTO",
    "Chronopost|CHRONOPOST",
    "Kiloutou|KILOUTOU 221|KILOUTOU",
    "Swile|SWILE|SWILE SAS",
    "Qonto|QONTO|OLINDA SAS QONTO",
    "Dupré Comptabilité|DUPRE COMPTABILITE|CAB DUPRE",
    "WeWork|WEWORK PARIS|WEWORK",
    "Gandi|GANDI SAS|GANDI.NET",
    "Ionos|1&1 IONOS SARL|IONOS",
)
SHAPES: Sequence[tuple[str, tuple[str, ...]]] = (
    (
        "{y}-{n:04}",
        (
            "{y}-{n:04}",
            "fac {y}-{n:04}",
            "{y} {n:04}",
            "Fact. {n}",
            "FACTURE NO {y}{n:04}",
            "n° {y}-{n:04}",
            "facture {n:04}",
            "{y}-{n}",
        ),
    ),
    (
        "FAC{y}-{n:03}",
        (
            "FAC{y}-{n:03}",
            "FAC {y}-{n:03}",
            "fac{y}{n:03}",
            "fact {y}/{n:03}",
            "FAC{y}-{n:03}.",
            "Fac n°{n}",
            "facture: {n:03}",
        ),
    ),
    (
        "INV-{n:05}",
        (
            "INV-{n:05}",
            "INV {n:05}",
            "INV{n:05}",
            "invoice {n}",
            "inv-{n}",
            "Invoice no. {n:05}",
            "paiement inv-{n:05}",
        ),
    ),
    (
        "F{yy}-{n:03}",
        ("F{yy}-{n:03}", "F{yy} {n:03}", "f{yy}{n:03}", "fact F{yy}-{n:03}", "facture {yy}-{n:03}", "F {yy} - {n:03}"),
    ),
    (
        "MD-{y}-{n:02}",
        (
            "MD-{y}-{n:02}",
            "MD{y}{n:02}",
            "MD {y} {n:02}",
            "md-{y}-{n:02} solde",
            "facture MD-{y}-{n:02}",
            "MD/{y}/{n:02}",
        ),
    ),
    (
        "{y}.{m:02}.{n:03}",
        ("{y}.{m:02}.{n:03}", "{y}-{m:02}-{n:03}", "{y}{m:02}{n:03}", "facture {y}.{m:02}.{n:03}", "{y} {m:02} {n:03}"),
    ),
)
TALK = (
    "",
    "",
    "reglt facture",
    "merci beaucoup",
    "prestation juillet",
    "solde",
    "votre prestation",
    "virement",
    "FACTURE SEPTEMBRE 2026",
    "pour services",
)


class Town:
    """One stranger's company."""

    def __init__(self, seed: int, clients: int) -> None:
        self.rng = rng = random.Random(seed * 7919 + 13)
        owner = rng.choice(("Perrine Castaing", "Studio Marquet", "Ange-Marie Ferrandi", "Hugo Lachaume EI"))
        self.world = Company(owner=Owner(names=(owner,)), first_transaction_id=90_000)
        self.shape, self.spellings = rng.choice(SHAPES)
        self.serial = rng.choice((0, 11, 240))
        pool = rng.sample(CLIENTS, min(clients, len(CLIENTS)))
        self.clients = [each.split("|") for each in pool]
        for index, names in enumerate(self.clients):
            self.world.parties.append(Party(id=index + 1, name=names[0]))

    def day(self) -> date:
        return date(2025, 11, 3) + timedelta(days=self.rng.randrange(360))

    def price(self) -> int:
        rng = self.rng
        return (
            rng.choice((15000, 25000, 36000, 42000, 65000, 84000, 110000, 180000))
            if rng.random() < 0.35
            else rng.randrange(4_000, 350_000)
        )

    def fields(self, on: date, serial: int) -> dict[str, int]:
        return {"y": on.year, "yy": on.year % 100, "m": on.month, "n": serial}

    def invoice(
        self, who: int, cents: int | None = None, on: date | None = None, left: int | None = None
    ) -> tuple[Target, str]:
        """The invoice and its number as the client writes it."""
        on, cents = on or self.day(), self.price() if cents is None else cents
        self.serial += 1
        values = self.fields(on, self.serial)
        target = self.world.add_target(
            TargetKind.INVOICE,
            10_000 + len(self.world.targets),
            self.shape.format(**values),
            cents,
            on,
            left=left,
            due_on=on + timedelta(days=self.rng.choice((0, 15, 30, 45))) if self.rng.random() < 0.8 else None,
            party_id=who + 1,
            party_name=self.clients[who][0],
            document_type=DocumentType.CREDIT_NOTE if cents < 0 else DocumentType.INVOICE,
        )
        return target, self.rng.choice(self.spellings).format(**values)

    def record(self, kind: TargetKind, name: str, cents: int, on: date, label: str = "", category: str = "") -> Target:
        count = len(self.world.targets)
        reference = f"{kind.value[:3].upper()}{count}"
        return self.world.add_target(
            kind, 50_000 + count, reference, cents, on, party_name=name, label=label, category=category
        )

    def move(
        self, on: date, cents: int, label: str, kind: str, *parts: tuple[Target, int], is_open: bool = False
    ) -> None:
        self.world.add_transaction(on, cents, label, Truth(parts=shares(parts), behaviour=kind, is_open=is_open))

    def who(self) -> int:
        return self.rng.randrange(len(self.clients))

    def name(self, who: int) -> str:
        return self.rng.choice(self.clients[who])

    def incoming(self, name: str, motive: str) -> str:
        rng = self.rng
        return rng.choice(
            (
                f"VIREMENT RECU DE {plain(name)} {plain(motive)}",
                f"VIR SEPA RECU DE {plain(name)} / {plain(motive)}",
                f"Virement de {name} - {motive}",
                f"VIR RECU {rng.randrange(10**9)} DE: {plain(name)[:32]} MOTIF: {plain(motive)} ID: {rng.randrange(9)}",
                f"{plain(name)} {plain(motive)}",
                f"VIR.{plain(name)} {motive}",
                f"VIR INST DE {name.upper()} REF: {motive}",
                f"VIREMENT INSTANTANE {plain(name)} {motive}",
                f"VIR SEPA RECU /DE {plain(name)} /EID {rng.randrange(10**11)} /RNF {plain(motive)}",
                f"VIR {plain(name)} LIB: {plain(motive)} RCN: {rng.randrange(10**5)}",
            )
        ).strip()

    def late(self, target: Target) -> date:
        return target.on + timedelta(days=self.rng.choice((0, 2, 6, 12, 29, 30, 34, 47, 75)))


def number_told(town: Town) -> None:
    who = town.who()
    target, number = town.invoice(who)
    town.move(
        town.late(target),
        target.total_cents,
        town.incoming(town.name(who), number),
        "number told",
        (target, target.total_cents),
    )


def name_told(town: Town) -> None:
    who = town.who()
    target, _ = town.invoice(who, town.rng.randrange(4_000, 350_000))
    town.move(
        town.late(target),
        target.total_cents,
        town.incoming(town.name(who), town.rng.choice(TALK)),
        "name told",
        (target, target.total_cents),
    )


def own_order_number(town: Town) -> None:
    who = town.who()
    target, _ = town.invoice(who, town.rng.randrange(4_000, 350_000))
    motive = town.rng.choice(
        (
            f"cde {town.rng.randrange(1000, 9999)}",
            f"BC{town.rng.randrange(10000, 99999)}",
            f"dossier {town.rng.randrange(100, 999)}",
            f"client 411{town.rng.randrange(100, 999)}",
        )
    )
    town.move(
        town.late(target),
        target.total_cents,
        town.incoming(town.name(who), motive),
        "own order number",
        (target, target.total_cents),
    )


def partly_paid_before(town: Town) -> None:
    who = town.who()
    cents = town.rng.randrange(400, 3_000) * 100
    target, number = town.invoice(who, cents, left=cents * 7 // 10)
    motive = town.rng.choice((f"solde {number}", "solde", number))
    town.move(
        town.late(target),
        target.remaining_cents,
        town.incoming(town.name(who), motive),
        "balance of a former deposit",
        (target, target.remaining_cents),
    )


def rounded(town: Town) -> None:
    """A cent off, rounded up, or a discount taken: a human accepts it, a program asks."""
    who = town.who()
    target, number = town.invoice(who)
    cents = town.rng.choice(
        (target.total_cents - 1, target.total_cents * 98 // 100, (target.total_cents // 1000 + 1) * 1000)
    )
    share = min(cents, target.total_cents)
    town.move(
        town.late(target),
        cents,
        town.incoming(town.name(who), number),
        "rounded or discounted",
        (target, share),
        is_open=True,
    )


def batch(town: Town) -> None:
    who, on = town.who(), town.day()
    found = [town.invoice(who, on=on + timedelta(days=index)) for index in range(town.rng.choice((2, 3)))]
    total = sum(target.total_cents for target, _ in found)
    motive = town.rng.choice((" ", ", ", " et ", "+", " / ")).join(number for _, number in found)
    town.move(
        on + timedelta(days=25),
        total,
        f"VIR SEPA RECU /DE {plain(town.name(who))} /MOTIF {plain(motive)}",
        "batch",
        *((target, target.total_cents) for target, _ in found),
    )


def same_day_twins(town: Town) -> None:
    who, on, cents = town.who(), town.day(), town.price()
    for _ in range(2):
        target, number = town.invoice(who, cents, on)
        town.move(
            on + timedelta(days=30),
            cents,
            town.incoming(town.name(who), number),
            "same day, same amount, numbers told",
            (target, cents),
        )


def parts(town: Town) -> None:
    who = town.who()
    target, number = town.invoice(who, town.rng.randrange(100, 900) * 400)
    for index in range(4):
        town.move(
            target.on + timedelta(days=8 + 30 * index),
            target.total_cents // 4,
            town.incoming(town.name(who), f"{number} ech {index + 1}"),
            "four parts, number told",
            (target, target.total_cents // 4),
        )


def unknown_payment(town: Town) -> None:
    who = town.who()
    cents = town.rng.randrange(4_000, 350_000)
    town.move(town.day(), cents, town.incoming(town.name(who), town.rng.choice(TALK)), "client pays something absent")


def absent_number(town: Town) -> None:
    """The client, the amount of its invoice, and a number that nobody gave: a slip, or a document made elsewhere."""
    who = town.who()
    target, _ = town.invoice(who)
    town.serial += 1
    number = town.rng.choice(town.spellings).format(**town.fields(target.on, town.serial))
    town.move(
        town.late(target),
        target.total_cents,
        town.incoming(town.name(who), number),
        "absent number, same amount",
        (target, target.total_cents),
        is_open=True,
    )


def other_payer(town: Town) -> None:
    target, number = town.invoice(town.who())
    payer = town.rng.choice(
        ("HOLDING FINEXO", "M ET MME GAUVAIN", "AGENCE COMPTABLE 33", "SCI BELLEVUE", "OPTIMUM FACTORING")
    )
    town.move(
        town.late(target),
        target.total_cents,
        town.incoming(payer, f"facture {number}"),
        "another payer, number told",
        (target, target.total_cents),
    )


def other_client_same_amount(town: Town) -> None:
    """Two clients owe the same; the label names one of them."""
    who, other = town.rng.sample(range(len(town.clients)), 2)
    cents = town.price()
    target, _ = town.invoice(who, cents)
    town.invoice(other, cents, target.on)
    town.move(
        town.late(target),
        cents,
        town.incoming(town.clients[who][0], town.rng.choice(TALK)),
        "same amount elsewhere",
        (target, cents),
    )


def card(town: Town) -> None:
    rng = town.rng
    name, *seen = rng.choice(SUPPLIERS).split("|")
    on, shown, cents = town.day(), rng.choice(seen or [name]), -rng.randrange(400, 45_000)
    fact = town.record(TargetKind.EXPENSE, name, cents, on + timedelta(days=rng.choice((0, 0, 0, -1, 1))))
    label = rng.choice(
        (
            f"CB*4512 {shown} {on:%d/%m}",
            f"PAIEMENT CB {on:%d%m} {shown}",
            f"CARTE {on:%d/%m} {shown}",
            f"CB {shown} PARIS {on:%d/%m/%y}",
            f"PAIEMENT PAR CARTE X0912 {shown} {on:%d/%m}",
            f"ACHAT CB {shown} {on:%d.%m.%y} CARTE NUMERO 512",
            f"{shown} CARTE 12{rng.randrange(99)} CB.XXXXX LE {on:%d/%m/%y}",
        )
    )
    town.move(on + timedelta(days=rng.randrange(5)), cents, label, "card", (fact, cents))


def monthly_debit(town: Town) -> None:
    rng = town.rng
    name, *seen = rng.choice(SUPPLIERS).split("|")
    first, shown, cents = (
        date(2026, 1, 1) + timedelta(days=rng.randrange(28)),
        rng.choice(seen or [name]),
        -rng.randrange(900, 12_000),
    )
    for month in range(6):
        on = first + timedelta(days=30 * month)
        fact = town.record(TargetKind.EXPENSE, name, cents, on)
        label = rng.choice(
            (
                f"PRLV SEPA {shown}",
                f"PRELEVEMENT {shown} REF {rng.randrange(10**8)}",
                f"PRLV {shown} ECH {on:%d/%m/%y} RUM {rng.randrange(10**7)}",
            )
        )
        town.move(on + timedelta(days=rng.choice((0, 1, 2, 4, 9))), cents, label, "monthly debit", (fact, cents))


def sent(town: Town) -> None:
    rng = town.rng
    name = rng.choice(("Atelier Vauban", "Lou Marchetti", "Typofonderie Rive", "Garage Pastor", "Me Hennequin"))
    fact = town.record(TargetKind.EXPENSE, name, -town.price(), town.day())
    label = rng.choice(
        (
            f"VIR EMIS VERS {plain(name)}",
            f"VIREMENT EMIS {plain(name)} FACT {rng.randrange(999)}",
            f"VIR SEPA {name} F{rng.randrange(9999)}",
            f"VIR INST EMIS /BEN {plain(name)} /MOTIF HONORAIRES",
        )
    )
    town.move(
        fact.on + timedelta(days=rng.choice((0, 3, 20, 40))),
        fact.total_cents,
        label,
        "transfer sent",
        (fact, fact.total_cents),
    )


def cash_fact(town: Town) -> None:
    who = town.who()
    fact = town.record(TargetKind.RECEIPT, town.clients[who][0], town.rng.randrange(2_000, 60_000), town.day())
    town.move(
        fact.on + timedelta(days=town.rng.choice((0, 1, 4))),
        fact.total_cents,
        town.incoming(town.name(who), ""),
        "receipt",
        (fact, fact.total_cents),
    )


def given_back(town: Town) -> None:
    who = town.who()
    target, number = town.invoice(who, -town.rng.randrange(1_000, 40_000))
    town.move(
        target.on + timedelta(days=5),
        target.total_cents,
        f"VIREMENT EMIS {plain(town.clients[who][0])} REMBT {number}",
        "given back",
        (target, target.total_cents),
    )


def dues(town: Town) -> None:
    rng = town.rng
    name, label, category = rng.choice(
        (
            ("Urssaf", "PRLV SEPA URSSAF POITOU CHARENTES", "Charges sociales"),
            ("CFE 2026", "PRLV DGFIP IMPOT 18000112", "Impôts"),
            ("Crédit Mutuel", "F COTIS EUROCOMPTE PRO", "Frais bancaires"),
            ("Crédit Agricole", "REMBOURSEMENT DE PRET 0004412 ECHEANCE 10/12/25", "Emprunt"),
            ("Cipav", "PRELEVEMENT CIPAV", "Retraite"),
        )
    )
    fact = town.record(TargetKind.EXPENSE, name, -rng.randrange(500, 150_000), town.day(), category=category)
    town.move(fact.on + timedelta(days=rng.choice((0, 2))), fact.total_cents, label, "dues", (fact, fact.total_cents))


def clutter(town: Town) -> None:
    rng, cents = town.rng, town.price()
    owner = plain(town.world.owner.names[0])
    amount, label = rng.choice(
        (
            (cents, "VIREMENT CAF DE LA VIENNE"),
            (cents, "VIR FRANCE TRAVAIL ARE"),
            (-cents, "VIREMENT LOYER SCI DES ORMES"),
            (-cents, f"VIR EMIS {owner} LIVRET A"),
            (cents, f"VIREMENT DE {owner}"),
            (-cents, "RELEVE CB AU 30/11/26"),
            (-cents, "PRLV SEPA URSSAF POITOU CHARENTES"),
            (-2000, "RETRAIT AU DISTRIBUTEUR 12/11 NIORT"),
            (-cents, "CHEQUE N. 1234567"),
            (cents, "REMISE DE CHEQUES 2 CHQ"),
            (cents, "VIR MAMAN ANNIVERSAIRE"),
            (cents, "VIREMENT DE PAPA"),
            (-cents, "VIR COMPTE JOINT COURSES"),
            (-1200, "CB*4512 BOULANGERIE MARIE 12/03"),
            (-cents, "CB PISCINE MUNICIPALE 11/05/26"),
            (cents, "STRIPE TECHNOLOGY EUROPE PAYOUT"),
            (cents, "VIR SEPA RECU /DE MUTUELLE GENERALE /MOTIF REMBOURSEMENT SOINS"),
            (cents, "AVOIR CARTE ZALANDO"),
            (cents, "VIR VINTED"),
            (cents, "VIR LEBONCOIN PAIEMENT SECURISE"),
            (-900, "FRAIS TENUE DE COMPTE"),
            (-cents, "ECHEANCE PRET 0012345"),
            (cents, "VIREMENT REJETE RIB INEXACT"),
            (cents, "REMB IMPOTS DGFIP"),
        )
    )
    town.move(town.day(), amount, label, "clutter")


HABITS: Sequence[tuple[Callable[[Town], None], int]] = (
    (number_told, 22),
    (name_told, 14),
    (own_order_number, 3),
    (partly_paid_before, 3),
    (rounded, 2),
    (batch, 3),
    (same_day_twins, 1),
    (parts, 1),
    (unknown_payment, 5),
    (absent_number, 4),
    (other_payer, 3),
    (other_client_same_amount, 3),
    (card, 12),
    (monthly_debit, 3),
    (sent, 5),
    (cash_fact, 4),
    (given_back, 2),
    (dues, 4),
    (clutter, 22),
)


def build_stranger(seed: int, *, steps: int = 120, clients: int = 14) -> Company:
    """A stranger's company after `steps` episodes."""
    town = Town(seed, clients)
    habits, weights = zip(*HABITS, strict=True)
    for habit in town.rng.choices(habits, weights, k=steps):
        habit(town)
    town.rng.shuffle(town.world.transactions)
    return town.world
