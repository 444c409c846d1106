"""What counts as turnover against the ceilings, on a vault whose sums were computed by hand, and where it is shown."""

from datetime import date

import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.books.thresholds.ceilings import Ceiling, Scope
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.bank.types import BankRow, Statement
from microdesk_desktop.domain.company import VatRegime
from microdesk_desktop.domain.imports.drafts import Draft
from microdesk_desktop.domain.records.receipts_expenses import Method, Receipt
from microdesk_desktop.domain.settle.attributions import Allocation
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.bank.decide import attribute
from microdesk_desktop.operations.documents.chain.credit import credit
from microdesk_desktop.operations.documents.drafts import require_draft
from microdesk_desktop.operations.documents.follow_up.pay import NewPayment, pay
from microdesk_desktop.operations.documents.issue import issue, prepare_draft
from microdesk_desktop.operations.imports.keep import keep
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.operations.vault.company import put_company, set_vat_regime
from microdesk_desktop.store.bank.targets import find_target
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.store.records.open_documents import load_open_sums
from microdesk_desktop.views.books.json import thresholds_json
from microdesk_desktop.views.books.outlook import load_outlooks
from microdesk_desktop.views.books.thresholds import load_thresholds
from microdesk_desktop.views.books.words import gauge_rows, pace_basis, remark_lines
from microdesk_desktop.views.documents.franchise import with_franchise_remarks
from microdesk_desktop.views.messages.document_problems import problem_text
from microdesk_desktop.views.waiting.command_line import waiting_json
from microdesk_desktop.views.waiting.queue import load_queue
from tests.support.accounts import account_of
from tests.support.clock import TODAY
from tests.support.documents.issuing import drafted, issued, issuing_vault

HEAD = "number,type,issue_date,due_date,client,total_excl_tax,total_tax,total_incl_tax,paid,currency\n"
SALES, SERVICES = Activity.SALES, Activity.BNC


def plain(text):
    """The text with plain spaces."""
    return text.replace("\u202f", " ").replace("\xa0", " ")


class Vault:
    """A vault that issues documents, and how a test fills it."""

    def __init__(self, session):
        self.session = session

    def receipt(self, on, euros, activity=None, invoice=""):
        put_record(
            self.session,
            Receipt(on=on, client="Mme Arnaud", label="Vente", amount_cents=round(euros * 100), method=Method.CASH,
                    activity=activity, invoice=invoice),
        )  # fmt: skip

    def documents(self, *lines):
        data = (HEAD + "\n".join(lines) + "\n").encode()
        keep(self.session, [Draft(name="factures.csv", data=data, kind=ImportKind.DOCUMENTS)], Job())

    def transaction(self, on, number, euros, currency="EUR"):
        row = BankRow(None, on, round(euros * 100), currency, f"VIR {on} {euros}")
        statement = Statement(rows=(), currency=currency)
        self.session.write(lambda writer: merge_rows(writer, account_of(writer, statement), [row], source="csv"))
        id_ = self.session.read(lambda reader: reader.value("SELECT max(id) FROM bank_transaction"))
        target = self.session.read(lambda reader: find_target(reader, TargetKind.INVOICE, number))
        attribute(self.session, id_, [Allocation(target.id, row.amount_cents)])

    def pay(self, number, on, euros):
        target = self.session.read(lambda reader: find_target(reader, TargetKind.INVOICE, number))
        pay(self.session, target.id, NewPayment(on=on, method=Method.CHEQUE, cents=round(euros * 100)))

    def shown(self, today=TODAY):
        return self.session.read(lambda reader: load_thresholds(reader, today))

    def outlooks(self, today=TODAY):
        shown = self.shown(today)
        return self.session.read(lambda reader: load_outlooks(reader, shown, load_open_sums(reader, today)))

    def turnover(self, today=TODAY):
        """Euros by scope of this year, against the ceilings of the micro regime."""
        return {each.scope.value: each.cents / 100 for each in self.shown(today).gauges[Ceiling.MICRO]}

    def waiting(self, today=TODAY):
        return [
            {**waiting_json(each), "title": plain(each.title), "detail": plain(each.detail)}
            for each in self.session.read(lambda reader: load_queue(reader, today)).items
            if each.kind == "thresholds"
        ]

    def remarks(self, draft_id, today=TODAY):
        prepared = self.session.read(lambda reader: prepare_draft(reader, require_draft(reader, draft_id), today))
        found = self.session.read(lambda reader: with_franchise_remarks(reader, prepared, today))
        return [(each.rule, each.value) for each in found.remarks if each.rule == "MD-FRANCHISE"]


@pytest.fixture
def vault(tmp_path, clock):
    made = Vault(issuing_vault(tmp_path / "profile", clock=clock))
    yield made
    made.session.close()


def mixed(vault):
    put_company(vault.session, {"other_activities": (SALES,)})


def test_payments_count_on_their_days_without_disbursements_whoever_recorded_them(vault):
    """The invoice is 1,080 euros of work and a stamp of 5.12: 99.528 % of each payment is turnover."""
    number = issued(vault.session)
    vault.transaction(date(2026, 11, 3), number, 500.00)
    vault.pay(number, date(2026, 11, 20), 585.12)
    vault.receipt(date(2026, 11, 4), 120.50)
    assert vault.turnover() == {"services": 1200.50}
    assert vault.turnover(date(2026, 11, 3)) == {"services": 497.64}
    assert vault.turnover(date(2027, 1, 2)) == {"services": 0}


def test_vat_is_no_turnover_and_a_part_of_a_payment_has_its_part_of_it(vault):
    put_company(vault.session, {"vat_number": "FR19812345676"})
    set_vat_regime(vault.session, VatRegime.REAL)
    mixed(vault)
    lines = [
        {"label": "Conseil", "unit_price": "1000.00", "vat_rate": "20"},
        {"label": "Livre", "unit_price": "500.00", "vat_rate": "5.5", "activity": "sales"},
    ]
    number = issued(vault.session, lines=lines, discount_percent="10")
    # 1,350.00 without VAT: 900.00 and 450.00; with it 1,554.75.
    vault.pay(number, date(2026, 11, 12), 777.38)
    assert vault.turnover() == {"total": 675.00, "services": 450.00}
    vault.pay(number, date(2026, 11, 13), 777.37)
    assert vault.turnover() == {"total": 1350.00, "services": 900.00}
    vault.transaction(date(2026, 11, 14), issue(vault.session, credit(vault.session, number).id).number, -1554.75)
    assert vault.turnover() == {"total": 0, "services": 0}


def test_an_invoice_without_vat_of_two_activities_counts_in_each(vault):
    mixed(vault)
    lines = [{"label": "Conseil", "unit_price": "300.00"}]
    lines.append({"label": "Livre", "unit_price": "100.00", "activity": "sales"})
    vault.pay(issued(vault.session, lines=lines), date(2026, 11, 12), 200)
    assert vault.turnover() == {"total": 200.00, "services": 150.00}


def test_refunds_imported_documents_and_receipts_of_an_invoice_count_once_and_with_their_sign(vault):
    number = issued(vault.session, lines=[{"label": "Conseil", "unit_price": "800.00"}])
    vault.pay(number, date(2026, 10, 1), 800)
    note = issue(
        vault.session, credit(vault.session, number, {"lines": [{"label": "Conseil", "unit_price": "50.00"}]}).id
    )
    vault.transaction(date(2026, 11, 2), note.number, -50)
    vault.documents("A-1,invoice,2026-09-01,2026-10-01,Nova SARL,1000.00,200.00,1200.00,0.00,EUR")
    vault.receipt(date(2026, 11, 5), 600, invoice="A-1")
    vault.transaction(date(2026, 11, 6), "A-1", 600)
    assert vault.turnover() == {"services": 800 - 50 + 1000}


def test_a_document_that_was_paid_on_the_day_of_its_issue_counts_on_that_day(vault):
    issued(vault.session, lines=[{"label": "Conseil", "unit_price": "310.00"}], paid="all")
    assert vault.turnover() == {"services": 310.00}


def test_deposits_and_the_final_invoice_count_once(vault):
    lines = [{"label": "Site", "unit_price": "1000.00"}]
    deposit = issued(vault.session, type="deposit", lines=[{"label": "Acompte", "unit_price": "300.00"}])
    final = issued(vault.session, type="final", lines=lines, deposits=[deposit])
    vault.pay(deposit, date(2026, 11, 1), 300)
    vault.pay(final, date(2026, 11, 20), 700)
    assert vault.turnover() == {"services": 1000.00}
    whole = issued(vault.session, type="deposit", lines=lines)
    issued(vault.session, type="final", lines=lines, deposits=[whole])
    vault.pay(whole, date(2026, 11, 20), 1000)
    assert vault.turnover() == {"services": 2000.00}


def test_what_cannot_be_counted_for_certain_is_stated_and_not_guessed(vault):
    mixed(vault)
    vault.receipt(date(2026, 11, 4), 100)
    vault.receipt(date(2026, 11, 4), 200, SERVICES)
    vault.receipt(date(2026, 11, 4), 400, SALES)
    vault.documents(
        "A-1,invoice,2026-09-01,2026-10-01,Nova SARL,1000.00,0.00,1000.00,0.00,USD",
        "A-2,invoice,2026-09-01,2026-10-01,Nova SARL,1000.00,0.00,1000.00,750.00,EUR",
    )
    vault.transaction(date(2026, 11, 6), "A-1", 300, "USD")
    assert vault.turnover() == {"total": 700.00, "services": 200.00}
    found = thresholds_json(vault.shown(), vault.outlooks())
    assert found["without_activity"] == [{"amount": "100.00", "currency": "EUR"}]
    assert found["foreign"] == [{"amount": "300.00", "currency": "USD"}]
    assert found["without_day"] == [{"amount": "750.00", "currency": "EUR"}]
    assert found["with_vat"] == []
    assert len(remark_lines(vault.shown())) == 3
    set_vat_regime(vault.session, VatRegime.REAL, date(2026, 11, 1))
    assert thresholds_json(vault.shown(), vault.outlooks())["with_vat"] == [{"amount": "700.00", "currency": "EUR"}]


def test_exempt_training_counts_for_the_micro_regime_alone(vault):
    lines = [{"label": "Formation", "unit_price": "900.00", "vat_category": "E", "exemption": "VATEX-FR-CGI261-4"}]
    vault.pay(issued(vault.session, lines=lines), date(2026, 11, 12), 900)
    shown = vault.shown()
    cents = {ceiling: [each.cents for each in gauges] for ceiling, gauges in shown.gauges.items()}
    assert cents == {Ceiling.MICRO: [900_00], Ceiling.BASE: [0], Ceiling.TOLERANCE: [0]}


def test_a_year_that_no_table_has_is_stated_as_unknown(vault):
    vault.receipt(date(2027, 1, 5), 500_000)
    shown = vault.shown(date(2027, 1, 6))
    assert list(shown.unknown) == [Ceiling.BASE, Ceiling.TOLERANCE]
    assert any("2027" in line for line in remark_lines(shown))
    assert (shown.open_end, shown.gauges[Ceiling.MICRO][0].limit.cents) == (None, 83_600_00)
    assert list(vault.shown(date(2029, 1, 6)).unknown) == list(Ceiling)


def test_requirement_12_the_day_of_the_end_waits_until_the_regime_is_set_from_it_on(vault):
    vault.receipt(date(2026, 3, 1), 41_250)
    assert [each["title"] for each in vault.waiting()] == ["Franchise de TVA : fin le 1er janvier 2027"]
    vault.receipt(date(2026, 11, 10), 0.01)
    (item,) = vault.waiting()
    assert item["title"] == "Franchise de TVA terminée depuis le 10 novembre 2026"
    assert (item["date"], item["action"]) == ("2026-11-10", "set_vat")
    assert "41 250,01" in item["detail"]
    assert item["command"] == ["company", "set", "vat_changes=2026-11-10 real"]
    set_vat_regime(vault.session, VatRegime.REAL, date(2026, 11, 11))
    assert len(vault.waiting()) == 1
    set_vat_regime(vault.session, VatRegime.REAL, date(2026, 11, 10))
    assert vault.waiting() == []


def test_the_base_is_announced_from_nine_tenths_on(vault):
    vault.receipt(date(2026, 3, 1), 33_749.99)
    assert vault.waiting() == []
    vault.receipt(date(2026, 3, 2), 0.01)
    (item,) = vault.waiting()
    assert item["action"] == "set_vat"
    assert "1er janvier 2027" in item["detail"]


def test_the_micro_ceiling_names_the_year_in_which_its_end_takes_effect(vault):
    vault.receipt(date(2026, 3, 1), 83_600.01)
    set_vat_regime(vault.session, VatRegime.REAL, date(2026, 1, 1))
    (item,) = vault.waiting()
    assert (item["action"], "fin en 2028 si 2027" in item["detail"]) == ("see_thresholds", True)
    vault.receipt(date(2025, 3, 1), 77_700.01)
    (item,) = vault.waiting()
    assert "1er janvier 2027" in item["detail"]


def test_requirement_12_a_draft_of_a_day_after_the_end_gets_a_remark_until_the_regime_is_set(vault):
    lines = [{"label": "Conseil", "unit_price": "500.00"}]
    vault.receipt(date(2026, 11, 10), 41_250.01)
    before, after = (drafted(vault.session, lines=lines, issue_date=day) for day in ("2026-11-09", "2026-11-10"))
    next_year = drafted(vault.session, lines=lines, issue_date="2027-02-01")
    credited = credit(vault.session, issue(vault.session, before).number).id
    assert vault.remarks(after) == [("MD-FRANCHISE", "2026-11-10")]
    assert vault.remarks(next_year) == [("MD-FRANCHISE", "2027-01-01")]
    assert vault.remarks(credited) == []
    assert vault.remarks(drafted(vault.session, lines=lines, issue_date="2026-11-09")) == []
    prepared = vault.session.read(lambda reader: prepare_draft(reader, require_draft(reader, after), TODAY))
    found = vault.session.read(lambda reader: with_franchise_remarks(reader, prepared, TODAY))
    assert "10 novembre 2026" in plain(problem_text(found.remarks[-1]))
    set_vat_regime(vault.session, VatRegime.REAL, date(2026, 11, 10))
    assert vault.remarks(after) == []


def test_the_gauge_shows_the_base_then_the_tolerance_once_the_base_is_passed(vault):
    vault.receipt(date(2026, 3, 1), 30_000)
    names = [plain(row.name) for row in gauge_rows(vault.shown(), vault.outlooks())]
    assert names == ["Franchise de TVA · prestations", "Régime micro · prestations"]
    vault.receipt(date(2026, 3, 2), 8_000)
    (franchise, _) = gauge_rows(vault.shown(), vault.outlooks())
    assert "seuil majoré" in franchise.name
    assert "1er janvier 2027" in plain(franchise.meaning)
    assert Scope.TOTAL not in [each.scope for each in vault.shown().gauges[Ceiling.MICRO]]


def test_the_day_at_this_pace_comes_from_a_year_of_receipts_and_names_what_changes_then(vault):
    """100 euros a day on average over 365 days: 30,000 this year, 6,500 in the last days of the year before."""
    vault.receipt(date(2025, 11, 22), 6_500)
    vault.receipt(date(2026, 3, 1), 30_000)
    (franchise, micro) = thresholds_json(vault.shown(), vault.outlooks())["gauges"][0], vault.outlooks()
    assert franchise["estimate"] == {
        "crossed_on": None,
        "year_end": "34000.00",
        "pace": "36500.00",
        "pace_since": "2025-11-22",
        "open_documents": "0.00",
    }
    assert [key[0] for key in micro] == list(Ceiling)
    vault.documents("A-1,invoice,2026-11-20,2026-12-20,Nova SARL,8000.00,0.00,8000.00,0.00,EUR")
    (franchise, micro) = gauge_rows(vault.shown(), vault.outlooks())
    assert plain(franchise.outlook) == (
        "À ce rythme, seuil dépassé vers le 20 décembre 2026 : TVA à facturer dès le 1er janvier 2027."
    )
    assert plain(micro.outlook) == "À ce rythme : 38 000 € le 31 décembre 2026."
    vault.documents("A-2,invoice,2026-11-20,2026-12-24,Nova SARL,4000.00,0.00,4000.00,0.00,EUR")
    (franchise, _) = gauge_rows(vault.shown(), vault.outlooks())
    assert "seuil majoré vers le 24 décembre 2026" in plain(franchise.outlook)


def test_a_short_history_has_no_estimate_and_says_so(vault):
    vault.receipt(date(2026, 9, 1), 30_000)
    assert vault.outlooks() == {}
    assert "90 jours" in pace_basis(vault.shown(), {})


def test_a_mixed_business_has_an_estimate_for_each_scope_by_what_each_document_sells(vault):
    mixed(vault)
    vault.receipt(date(2025, 11, 22), 100, SERVICES)
    vault.receipt(date(2026, 3, 1), 30_000, SERVICES)
    line = {"label": "Vente", "unit_price": "56000.00", "activity": "sales"}
    issued(vault.session, lines=[line], issue_date="2026-11-20", due_date="2026-12-20")
    crossed = {key: each.crossed_on for key, each in vault.outlooks().items()}
    assert crossed[Ceiling.BASE, Scope.TOTAL] == date(2026, 12, 20)
    assert crossed[Ceiling.BASE, Scope.SERVICES] is None


def test_the_ceilings_are_those_of_the_year_of_the_money(vault):
    """Services of 100,000 euros in 2025 and of 83,000 in 2026: above 77,700, then below 83,600."""
    vault.receipt(date(2025, 6, 1), 100_000)
    vault.receipt(date(2026, 6, 1), 83_000)
    shown = vault.shown()
    assert (shown.was_above_micro, shown.gauges[Ceiling.MICRO][0].is_above, shown.micro_end) == (True, False, None)
    (*_, micro) = gauge_rows(shown, vault.outlooks())
    assert "comme l'an dernier" in plain(micro.outlook).replace("\u2019", "'")
    assert "1er janvier 2027" in plain(micro.outlook)
