"""Changing what feeds an account: every transaction, decision, attribution and rule stays, and nothing comes twice.

Each way of reading the account words a payment in its own manner, identifies it by its own means or not at all, and may
give another day for it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path
from typing import NamedTuple

import pytest

from microdesk_desktop.banks import registry
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.money import format_decimal
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.documents import ImportedDocument
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.domain.settle.rules import Rule, RuleAction
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.domain.text import fold
from microdesk_desktop.operations.bank.decide import create_record, ignore
from microdesk_desktop.operations.bank.provider_access import forget_limits
from microdesk_desktop.operations.bank.rules import put_rule
from microdesk_desktop.operations.bank.sync import sync
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.accounts import load_accounts
from microdesk_desktop.store.records.clients import save_client
from microdesk_desktop.store.records.documents import save_document
from tests.contract.conftest import STAND_INS
from tests.contract.flow import link
from tests.contract.stand_in import Fact, StandIn
from tests.support.bank import IBAN, OTHER_IBAN, open_vault
from tests.support.clock import TODAY, FakeClock
from tests.support.imports.imports import import_statement

FILES = ("csv", "ofx")
PROVIDERS = tuple(name for name in ("gocardless", "enablebanking", "tink", "qonto") if name in STAND_INS)
WAYS = (*FILES, *PROVIDERS)


class Payment(NamedTuple):
    """What happened on the account: `kind` and `detail` are words that some ways leave out."""

    days_ago: int
    cents: int
    kind: str
    party: str
    detail: str = ""
    is_pending: bool = False

    @property
    def on(self) -> date:
        return TODAY - timedelta(days=self.days_ago)


LOYER = Payment(40, -70_000, "VIR", "SCI DU PARC", "LOYER")
NOVA = Payment(9, 48_000, "VIR", "NOVA SARL", "F-2026-0040")
OVH = Payment(8, -1_439, "PRLV", "OVH SAS", "ROUBAIX")
CAFE = Payment(7, -500, "CB", "CAFÉ DES ARTS", "PARIS")
URSSAF = Payment(6, -90_000, "PRLV", "URSSAF", "COTISATIONS T3")
SNCF = Payment(2, -8_900, "CB", "SNCF CONNECT", "PARIS")
HISTORY = (LOYER, NOVA, OVH, CAFE, CAFE, URSSAF, SNCF)

_LONG = {"VIR": "VIREMENT SEPA RECU", "PRLV": "PRELEVEMENT EUROPEEN", "CB": "PAIEMENT CB"}
WORDING: Mapping[str, Callable[[Payment], str]] = {
    "csv": lambda each: f"{each.kind} {each.party} {each.detail}",
    "ofx": lambda each: fold(f"{each.kind} {each.party} {each.detail}")[:28],
    "gocardless": lambda each: f"{_LONG[each.kind]} {each.party} {each.detail}",
    "enablebanking": lambda each: f"{each.kind} {each.detail} {each.party}",
    "tink": lambda each: f"{each.party.title()} {each.detail}",
    "qonto": lambda each: f"{each.party} {each.detail}",
}
BOOKED_LATER = {"ofx": 1, "tink": 1}
"""Days by which a way dates the payments by card later: by their booking."""


def day(way: str, payment: Payment) -> date:
    return payment.on + timedelta(days=BOOKED_LATER.get(way, 0) if payment.kind == "CB" else 0)


class Desk:
    """A vault, and every way that there is to read its account."""

    def __init__(
        self, session: Session, folder: Path, clock: FakeClock, stack: ExitStack, patch: pytest.MonkeyPatch
    ) -> None:
        self.session = session
        self._folder = folder
        self._clock = clock
        self._stack = stack
        self._patch = patch
        self._stand_ins: dict[str, StandIn] = {}
        self._connected = ""

    def feed(self, way: str, *payments: Payment, iban: str = IBAN) -> None:
        """Let this way tell of these payments: an import, or a connection and a fetch."""
        if way in FILES:
            path = self._folder / f"releve.{way}"
            path.write_text(_csv(payments, iban) if way == "csv" else _ofx(payments, iban), encoding="utf-8")
            import_statement(self.session, path)
            return
        if way not in self._stand_ins:
            made = self._stand_ins[way] = self._stack.enter_context(STAND_INS[way](self._clock))
            self._patch.setitem(registry.PROVIDERS, made.info.name, made.info)
            made.open_account(iban)
        stand_in = self._stand_ins[way]
        stand_in.put(
            iban,
            *[Fact(day(way, each), each.cents, WORDING[way](each), is_pending=each.is_pending) for each in payments],
        )
        if self._connected != way:
            link(self.session, stand_in, iban=iban)
            self._connected = way
        self.session.write(lambda writer: forget_limits(writer, stand_in.info.name))
        stand_in.renew_limits()
        sync(self.session, Job())

    def rows(self) -> Sequence[tuple[int, str, int, str, str]]:
        """Id, day, cents, label and state of each transaction."""
        return self.session.read(
            lambda reader: reader.all(
                "SELECT id, booked_on, amount_cents, label, state FROM bank_transaction ORDER BY id"
            )
        )

    def id_of(self, cents: int) -> int:
        return next(row[0] for row in self.rows() if row[2] == cents)

    def decide(self) -> None:
        """Settle by the engine, by a rule and by hand, and leave something out."""
        rule = Rule(id=0, name="URSSAF", words="URSSAF", direction=-1, action=RuleAction.EXPENSE, party_name="URSSAF")
        put_rule(self.session, rule, job=Job())
        create_record(
            self.session, self.id_of(OVH.cents), Expense(on=OVH.on, supplier="OVH", label="", amount_cents=1_439)
        )
        ignore(self.session, self.id_of(CAFE.cents))

    def decided(self) -> Sequence[object]:
        """What each transaction settles and by whom, and the rules."""
        return self.session.read(
            lambda reader: [
                *reader.all("SELECT id, amount_cents, status, is_decided FROM bank_transaction ORDER BY id"),
                *reader.all("SELECT payment_id, transaction_id, origin, rule_id FROM attribution ORDER BY 1"),
                *reader.all("SELECT id, target_id, amount_cents FROM payment ORDER BY 1"),
                *reader.all("SELECT id, words FROM rule ORDER BY 1"),
            ]
        )


def _csv(payments: Sequence[Payment], iban: str) -> str:
    spaced = " ".join(iban.lower()[at : at + 4] for at in range(0, len(iban), 4))
    rows = "".join(
        f"{day('csv', each):%d/%m/%Y};{WORDING['csv'](each)};{format_decimal(each.cents).replace('.', ',')};{spaced}\n"
        for each in payments
    )
    return f"Date;Libellé;Montant;IBAN du compte\n{rows}"


def _ofx(payments: Sequence[Payment], iban: str) -> str:
    rows = "".join(
        f"<STMTTRN><TRNTYPE>OTHER<DTPOSTED>{day('ofx', each):%Y%m%d}<TRNAMT>{format_decimal(each.cents)}"
        f"<FITID>{rank:05}<NAME>{WORDING['ofx'](each)}</STMTTRN>\n"
        for rank, each in enumerate(payments)
    )
    return (
        "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:UTF-8\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR"
        f"<BANKACCTFROM><BANKID>{iban[4:9]}<BRANCHID>{iban[9:14]}<ACCTID>{iban[14:25]}<ACCTTYPE>CHECKING<ACCTKEY>{iban[25:]}"
        f"</BANKACCTFROM><BANKTRANLIST>\n{rows}</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
    )


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    clock = FakeClock()
    with ExitStack() as stack:
        session = stack.enter_context(open_vault(tmp_path, clock))
        invoice = ImportedDocument(
            number="F-2026-0040",
            type=DocumentType.INVOICE,
            issued_on=TODAY - timedelta(days=30),
            due_on=TODAY,
            client="Nova SARL",
            excl_tax_cents=48_000,
            tax_cents=0,
            incl_tax_cents=48_000,
            paid_cents=0,
        )
        session.write(lambda writer: save_document(writer, invoice, save_client(writer, Client(name="Nova SARL"))))
        yield Desk(session, tmp_path, clock, stack, monkeypatch)


PAIRS = list(permutations(WAYS, 2))


@pytest.mark.parametrize(("first", "then"), PAIRS, ids=["-".join(pair) for pair in PAIRS])
def test_what_was_decided_stays_and_nothing_comes_twice(desk: Desk, first: str, then: str) -> None:
    desk.feed(first, *HISTORY)
    desk.decide()
    before = desk.decided()
    assert [row[2] for row in desk.rows()].count(CAFE.cents) == 2
    assert len(desk.rows()) == len(HISTORY)
    desk.feed(then, *HISTORY)
    assert desk.decided() == before
    desk.feed(first, *HISTORY)
    assert desk.decided() == before, "nor on the way back"
    assert len(desk.session.read(load_accounts)) == 1


@pytest.mark.parametrize("first", WAYS)
def test_a_window_that_overlaps_in_part_adds_only_what_is_new(desk: Desk, first: str) -> None:
    then = PROVIDERS[-1] if first != PROVIDERS[-1] else PROVIDERS[0]
    desk.feed(first, *HISTORY[:5])
    desk.decide()
    before = set(desk.decided())
    desk.feed(then, *HISTORY[1:])
    assert len(desk.rows()) == len(HISTORY)
    assert before <= set(desk.decided())


@pytest.mark.parametrize("then", [*PROVIDERS, "csv"])
@pytest.mark.parametrize("first", PROVIDERS)
def test_what_is_pending_at_the_switch_is_booked_once(desk: Desk, first: str, then: str) -> None:
    if first == then:
        pytest.skip("no switch")
    waiting = Payment(1, -3_290, "CB", "LIBRAIRIE MOLLAT", "BORDEAUX", is_pending=True)
    desk.feed(first, *HISTORY, waiting)
    before = desk.id_of(waiting.cents)
    desk.feed(then, *HISTORY, waiting._replace(is_pending=False))
    (found,) = [row for row in desk.rows() if row[2] == waiting.cents]
    assert (found[0], found[4]) == (before, "booked")
    assert len(desk.rows()) == len(HISTORY) + 1


@pytest.mark.parametrize("then", PROVIDERS)
def test_another_iban_is_another_account(desk: Desk, then: str) -> None:
    desk.feed("csv", *HISTORY)
    before = desk.decided()
    # Of two payments that cite one invoice the earlier one settles it; of one day, neither would.
    desk.feed(then, NOVA._replace(days_ago=5), iban=OTHER_IBAN)
    accounts = desk.session.read(load_accounts)
    assert [each.iban for each in accounts] == [OTHER_IBAN, IBAN]
    assert len(desk.rows()) == len(HISTORY) + 1
    assert [each for each in desk.decided() if each in before] == before
