"""The stable shape of `bank list --json`."""

from dataclasses import replace
from datetime import date

from microdesk_desktop.domain.bank.types import State
from microdesk_desktop.domain.settle.attributions import Origin, Status
from microdesk_desktop.domain.settle.reasons import Reason
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.views.bank.json import transaction_json
from microdesk_desktop.views.bank.rows import Link, TransactionRow

PART = {"cents": "5000", "currency": "EUR"}


def link(reference, cents, **facts):
    return Link(
        kind=TargetKind.INVOICE,
        target_id=1,
        reference=reference,
        party="Nova",
        category="",
        amount_cents=cents,
        **facts,
    )


def row(**facts):
    return TransactionRow(
        id=7,
        account_id=2,
        on=date(2026, 11, 21),
        amount_cents=4_000,
        currency="EUR",
        label="VIR NOVA",
        state=State.BOOKED,
        is_decided=False,
        **facts,
    )


def test_what_weakens_a_proposal_stands_apart_from_what_supports_it():
    reasons = (Reason("client"), Reason("part", PART))
    shown = transaction_json(
        row(status=Status.SUGGESTED, suggestions=(link("F-1", 4_000, reasons=reasons, rank=1, score=0.834),))
    )
    assert shown["suggestions"] == [
        {
            "kind": "invoice",
            "reference": "F-1",
            "amount": "40.00",
            "score": 0.83,
            "reasons": ["même client que le libellé"],
            "against": ["une partie de 50,00\u00a0€"],
            "rank": 1,
            "fee": None,
        }
    ]


def test_the_targets_of_one_attribution_share_a_rank_and_add_up():
    links = tuple(
        link(number, cents, origin=Origin.AUTO, reasons=()) for number, cents in (("F-1", 1_500), ("F-2", 2_500))
    )
    shown = transaction_json(row(status=Status.ATTRIBUTED, attributions=links))
    assert [(each["reference"], each["amount"], each["rank"], each["origin"]) for each in shown["attributions"]] == [
        ("F-1", "15.00", 0, "auto"),
        ("F-2", "25.00", 0, "auto"),
    ]
    assert (shown["id"], shown["amount"], shown["status"]) == ("7", "40.00", "attributed")


def test_a_payout_shows_the_fee_that_was_kept_and_a_pair_names_its_other_half():
    paid = link("F-1", 5_000, origin=Origin.AUTO, reasons=())
    fee = replace(link("", -1_000, origin=Origin.AUTO, reasons=(Reason("fee"),)), kind=TargetKind.EXPENSE)
    assert transaction_json(row(status=Status.ATTRIBUTED, attributions=(paid, fee)))["fee"] == "10.00"
    cancelled = row(
        status=Status.IGNORED,
        reasons=(Reason("cancelled_by", {"transaction_id": "9", "on": "2026-11-24", "how": "return"}),),
    )
    shown = transaction_json(cancelled)
    assert (shown["cancelled_by"], shown["cancels"]) == ("9", None)
    assert shown["reasons"] == ["annulé par le rejet du 24 novembre"]


def test_a_proposal_of_more_than_was_received_has_the_fee_that_explains_it():
    suggested = row(status=Status.SUGGESTED, suggestions=(link("F-1", 4_150, reasons=(), score=0.7),))
    assert [each["fee"] for each in transaction_json(suggested)["suggestions"]] == ["1.50"]
