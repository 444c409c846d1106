"""Every reason that the engine can give has its sentence."""

import re
from datetime import date
from pathlib import Path

import pytest

from microdesk_desktop.base.i18n import set_language
from microdesk_desktop.domain.settle.attributions import Outcome
from microdesk_desktop.domain.settle.reasons import Reason
from microdesk_desktop.domain.settle.targets import Target, TargetKind
from microdesk_desktop.domain.settle.transactions import Transaction
from microdesk_desktop.reconcile import explain
from microdesk_desktop.reconcile.engine import reconcile
from microdesk_desktop.views.messages.reasons import codes, reason_text
from tests.worlds.generator import build_world


def reasons(outcome: Outcome) -> list[Reason]:
    return [*outcome.reasons, *(reason for proposal in outcome.proposals for reason in proposal.reasons)]


def test_every_reason_given_on_a_sample_company_has_a_sentence() -> None:
    world = build_world(11, steps=300)
    outcomes = reconcile(world.transactions, world.targets, parties=world.parties, owner=world.owner)
    found = [reason for outcome in outcomes for reason in reasons(outcome)]
    assert found
    assert all(reason_text(reason).strip() for reason in found)


def test_a_market_place_that_keeps_a_tenth_is_said_to_keep_its_commission() -> None:
    invoice = Target(
        kind=TargetKind.INVOICE, id=1, reference="F-2026-0031", on=date(2026, 9, 6), party_name="Odile Ferragut",
        total_cents=845_16, remaining_cents=845_16, currency="EUR",
    )  # fmt: skip
    paid_out = Transaction(id=1, on=date(2026, 9, 28), amount_cents=760_65, currency="EUR", label="VIR PLUMEO")
    (outcome,) = reconcile([paid_out], [invoice])
    (gross,) = [reason for reason in reasons(outcome) if reason.code == "gross_maybe"]
    assert gross.params["cause"] == "platform"


def test_every_code_written_in_the_engine_has_a_sentence() -> None:
    folder = Path(explain.__file__).parent
    written = {
        code for path in folder.rglob("*.py") for code in re.findall(r'(?i)reason\(\s*"(\w+)"', path.read_text())
    }
    assert written
    assert written <= codes()


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        (Reason(code="client", params={"name": "Nova SARL"}), "même client que le libellé"),
        (Reason(code="number", params={"reference": "F-2026-0042"}), "le libellé cite F-2026-0042"),
        (
            Reason(code="deposit", params={"percent": "30", "cents": "160000", "currency": "EUR"}),
            "30 % de 1 600,00 €",
        ),
        (Reason(code="after_due", params={"days": "4"}), "4 jours après l’échéance"),
        (Reason(code="before_due", params={"days": "1"}), "1 jour avant l’échéance"),
        (
            Reason(code="shortfall", params={"cents": "1200", "currency": "USD"}),
            "il manque 12,00 $US, peut-être des frais",
        ),
    ],
)
def test_sentences_are_those_of_the_design(reason: Reason, text: str) -> None:
    set_language("fr")
    said = reason_text(reason).replace("\u202f", " ").replace("\u00a0", " ")
    assert said.startswith(text)
