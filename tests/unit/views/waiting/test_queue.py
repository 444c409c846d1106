"""The queue: what waits is counted once, listed by kind, and followed to its end."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.documents.reminders.sequence import LEAST_GAP
from microdesk_desktop.domain.bank.types import BankRow, State
from microdesk_desktop.domain.documents.follow_up.marks import Reminder, ReminderTone, Way
from microdesk_desktop.domain.money import Money
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method
from microdesk_desktop.operations.attribution.run import run_attribution
from microdesk_desktop.operations.bank.decide import ignore
from microdesk_desktop.operations.documents.follow_up.pay import NewPayment, pay
from microdesk_desktop.operations.documents.follow_up.remind import keep_reminder
from microdesk_desktop.operations.imports.import_records import import_records
from microdesk_desktop.operations.records.edit import put_client, put_record
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.views.messages.actions import Goal
from microdesk_desktop.views.waiting.items import WaitingAction, WaitingItem
from microdesk_desktop.views.waiting.queue import count_by_page, following, load_queue
from microdesk_desktop.views.waiting.registry import BY_KIND
from microdesk_desktop.views.waiting.words import age_text, amount_text, step_text
from tests.support.accounts import account_of, connect_account
from tests.support.clock import TODAY
from tests.support.vaults import new_vault

DOCUMENTS = (
    "number,type,issue_date,due_date,client,total_incl_tax,paid,currency\n"
    "F-1,invoice,2026-09-01,2026-11-20,Nova SARL,100.00,0.00,EUR\n"
    "F-2,invoice,2026-09-01,2026-11-21,Nova SARL,50.00,0.00,EUR\n"
    "F-3,invoice,2026-09-01,2026-10-01,Atelier Brun,70.00,70.00,EUR\n"
    "F-4,invoice,2026-09-01,2026-10-02,Librairie du Port,90.00,20.00,USD\n"
    "A-1,credit_note,2026-09-01,2026-10-01,Librairie du Port,30.00,0.00,EUR\n"
    "D-1,quote,2026-09-01,2026-10-01,Librairie du Port,30.00,0.00,EUR\n"
)


@pytest.fixture
def session(tmp_path):
    made = new_vault(tmp_path / "profile").session
    yield made
    made.close()


def put(session, *rows, **options):
    """Transactions of so many days ago, of cents, with a label."""
    made = [BankRow(None, TODAY - timedelta(days=days), cents, "EUR", label, **options) for days, cents, label in rows]
    session.write(lambda writer: merge_rows(writer, account_of(writer), made, source="csv"))
    run_attribution(session, Job())


def put_documents(session, tmp_path):
    file = tmp_path / "documents.csv"
    file.write_text(DOCUMENTS, encoding="utf-8")
    import_records(session, "documents", file, job=Job())


def queue(session, kind="", listed=200):
    return session.read(lambda reader: load_queue(reader, TODAY, kind, listed))


def waiting(session):
    return sum(session.read(lambda reader: count_by_page(reader, TODAY)).values())


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_nothing_waits_in_a_new_vault(session):
    assert queue(session).items == []
    assert waiting(session) == 0


def test_a_document_is_late_from_the_day_after_its_due_date_with_what_is_left_in_its_currency(session, tmp_path):
    put_documents(session, tmp_path)
    late = queue(session, "late").items
    assert [(item.title, item.amount) for item in late] == [
        ("Librairie du Port", Money(7_000, "USD")),
        ("Nova SARL", Money(10_000, "EUR")),
    ]
    assert [(item.page, item.action) for item in late] == [
        ("reminder", WaitingAction.REMIND),
        ("invoice", WaitingAction.SEE_INVOICE),  # a day late: a transfer may be on its way
    ]


def test_the_next_reminder_is_offered_on_its_day_and_none_after_the_formal_notice(session, tmp_path):
    put_documents(session, tmp_path)
    document = queue(session, "late").items[0]
    assert document.detail.endswith("relance courtoise à envoyer")
    assert document.command == ("documents", "remind", document.reference)
    for tone, follows in (
        (ReminderTone.COURTEOUS, "relance ferme à envoyer"),
        (ReminderTone.FIRM, "mise en demeure à envoyer"),
        (ReminderTone.FORMAL, ""),
    ):
        sent = Reminder(on=TODAY - LEAST_GAP, tone=tone, way=Way.MAIL, body="…")
        keep_reminder(session, [document.wanted], replace(sent, on=TODAY)).undo(session)
        kept = keep_reminder(session, [document.wanted], sent)
        item = queue(session, "late").items[0]
        assert item.detail.endswith(follows)
        assert item.action is (WaitingAction.REMIND if follows else WaitingAction.SEE_INVOICE)
        assert kept.changes & BY_KIND["late"].flags
    kept.undo(session)
    keep_reminder(session, [document.wanted], replace(sent, on=TODAY, tone=ReminderTone.FIRM))
    assert queue(session, "late").items[0].action is WaitingAction.SEE_INVOICE
    tomorrow = TODAY + timedelta(days=1)
    assert session.read(lambda reader: load_queue(reader, tomorrow)).counts["late"] == 3


def test_what_the_user_settled_or_the_bank_only_announces_does_not_wait(session):
    put(session, (3, -1_000, "CB INCONNU UN"), (2, -2_000, "CB INCONNU DEUX"))
    put(session, (0, -3_000, "CB INCONNU TROIS"), state=State.PENDING)
    items = queue(session).items
    assert [item.kind for item in items] == ["unclassified", "unclassified"]
    ignore(session, items[0].wanted)
    assert [item.key for item in queue(session).items] == [items[1].key]


def test_a_proposal_is_a_question_and_waits_to_be_confirmed(session, tmp_path):
    put_documents(session, tmp_path)
    put(session, (1, 5_000, "VIR RECU INCONNU"))
    [item] = queue(session, "proposals").items
    assert "F-2" in item.detail
    assert item.detail.endswith("?")


def test_a_possible_double_waits_once_whatever_its_status(session):
    put(session, (3, -1_000, "CB PAPETERIE"), (3, -1_001, "CB PAPETERIE AUTRE"))
    older, newer = sorted(item.wanted for item in queue(session).items)
    session.write(lambda writer: writer.run("INSERT INTO bank_possible_double VALUES (?, ?, 0)", (newer, older)))
    found = queue(session)
    assert sorted((item.kind, item.wanted) for item in found.items) == [("doubles", newer), ("unclassified", older)]
    assert found.total == waiting(session) == 2


def test_an_expense_waits_for_its_voucher_until_it_has_one(session):
    done = put_record(session, Expense(on=TODAY, supplier="OVH", label="Hébergement", amount_cents=1_439))
    [item] = queue(session).items
    assert (item.kind, item.page, item.wanted, item.amount) == ("vouchers", "expenses", done.id, Money(-1_439, "EUR"))
    session.write(
        lambda writer: writer.run(
            "INSERT INTO voucher (target_id, name, media_type, digest, added_at, content)"
            " VALUES (?, 'a.pdf', 'application/pdf', 'd', '2026-11-21', x'25')",
            (done.id,),
        )
    )
    assert queue(session).items == []


def test_the_latest_expense_and_the_invoice_that_is_late_for_longest_come_first(session, tmp_path):
    put_documents(session, tmp_path)
    for days, supplier in ((5, "Free"), (1, "OVH"), (9, "EDF")):
        put_record(session, Expense(on=TODAY - timedelta(days=days), supplier=supplier, label="", amount_cents=99_999))
    assert [item.title for item in queue(session, "vouchers").items] == ["OVH", "Free", "EDF"]
    assert [item.since for item in queue(session, "late").items] == [date(2026, 10, 2), date(2026, 11, 20)]
    assert [item.title for item in queue(session, "vouchers", listed=1).items] == ["OVH", "et 2 autres"]


@pytest.mark.parametrize(("days", "waits"), [(11, False), (10, True), (0, True), (-3, True)])
def test_the_end_of_the_consent_waits_from_the_first_reminder_on(session, days, waits):
    end = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC) + timedelta(days=days)
    connect_account(session, end)
    assert [(item.title, item.wanted) for item in queue(session).items] == (
        [("Crédit Agricole", Goal.RENEW_CONSENT)] if waits else []
    )


def test_a_consent_without_an_end_never_waits(session):
    connect_account(session, None)
    assert queue(session).items == []


def test_beyond_the_listed_ones_the_others_are_one_item_that_leads_to_them_all(session):
    put(session, *((day, -1_000 - day, f"CB INCONNU {day}") for day in range(7)))
    found = queue(session, listed=3)
    assert [item.others for item in found.items] == [0, 0, 0, 4]
    assert found.items[-1].title == "et 4 autres"
    assert found.total == waiting(session) == 7


def test_even_one_that_is_not_listed_is_named_as_another(session):
    put(session, *((day, -1_000 - day, f"CB INCONNU {day}") for day in range(4)))
    assert [item.others for item in queue(session, listed=3).items] == [0, 0, 0, 1]
    assert [item.others for item in queue(session, listed=4).items] == [0, 0, 0, 0]


def test_what_changes_an_item_makes_the_queue_be_read_again(session, tmp_path):
    put_documents(session, tmp_path)
    [client_id] = session.read(lambda reader: reader.one("SELECT id FROM client WHERE name = 'Nova SARL'"))
    [document_id] = session.read(lambda reader: reader.one("SELECT id FROM document WHERE number = 'F-1'"))
    before = queue(session).items
    for change in (
        lambda: put_client(session, Client(name="Nova Studio"), client_id),
        lambda: put_record(session, Expense(on=TODAY, supplier="OVH", label="", amount_cents=99_999)),
        lambda: pay(session, document_id, NewPayment(on=TODAY, method=Method.CASH)),
    ):
        done = change()
        after = queue(session).items
        assert after != before
        kinds = {item.kind for item in {*before} ^ {*after}}
        assert all(done.changes & BY_KIND[kind].flags for kind in kinds), done.changes
        before = after


def test_every_item_of_the_queue_is_counted_and_has_its_own_key(session, tmp_path):
    put_documents(session, tmp_path)
    put_record(session, Expense(on=TODAY, supplier="OVH", label="", amount_cents=99_999))
    put(session, (1, 5_000, "VIR RECU INCONNU"), (2, -3_333, "CB INCONNU"))
    found = queue(session)
    assert len({item.key for item in found.items}) == len(found.items) == found.total == waiting(session)
    assert {item.kind for item in found.items} == {"proposals", "unclassified", "late", "vouchers"}


def item(key):
    return WaitingItem(key=key, kind="late", title=key, page="p", wanted=key, action=WaitingAction.CHOOSE)


@given(st.lists(st.sampled_from("abcdefgh"), unique=True, min_size=1), st.data())
def test_the_way_through_the_queue_opens_each_item_once_and_ends(keys, data):
    start = data.draw(st.sampled_from(keys))
    left, opened, current = list(keys), [start], start
    while True:
        listed = list(left)
        if data.draw(st.booleans()):  # settled, so that it has left the queue
            left.remove(current)
        found = following([item(key) for key in left], listed, opened, current)
        if found is None:
            break
        assert found.key not in opened
        current = found.key
        opened.append(current)
    assert sorted(opened) == sorted(keys)
    assert opened == keys[keys.index(start) :] + keys[: keys.index(start)]


def test_the_way_begins_at_the_top_for_one_that_never_was_in_the_list():
    assert following([item("a"), item("b"), item("c")], ["a", "b", "c"], [], "elsewhere").key == "a"


def test_an_amount_has_its_sign_and_its_currency(session, tmp_path):
    put_documents(session, tmp_path)
    put(session, (3, -1_000, "CB INCONNU"))
    texts = {each.kind: plain(amount_text(each)) for each in queue(session).items}
    assert texts == {"unclassified": "\u221210,00 €", "late": "+100,00 €"}
    [late] = [each for each in queue(session, "late").items if each.title == "Librairie du Port"]
    assert plain(amount_text(late)) == "+70,00 $US"
    assert amount_text(item("a")) == ""
    assert plain(step_text(late, 2)) == "Factures en retard : Librairie du Port, +70,00 $US · encore 2 éléments ensuite"
    assert plain(step_text(late, 0)).endswith("· le dernier élément")


@pytest.mark.parametrize(
    ("since", "text"),
    [
        (None, ""),
        (date(2026, 11, 21), "aujourd’hui"),
        (date(2026, 11, 20), "1 jour"),
        (date(2026, 9, 22), "60 jours"),
        (date(2026, 9, 21), "2 mois"),
        (date(2024, 11, 22), "23 mois"),
        (date(2024, 11, 21), "2 ans"),
        (date(2023, 11, 21), "3 ans"),
    ],
)
def test_the_age_of_an_item(since, text):
    assert plain(age_text(since, TODAY)) == text
