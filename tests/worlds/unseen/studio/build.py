"""One company from a seed: habits and accidents, numbers in the order of their days, labels, and what is certain."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from microdesk_desktop.domain.settle.targets import DocumentType, Target, TargetKind
from microdesk_desktop.domain.settle.transactions import Owner, Transaction
from tests.worlds.unseen.case import Case, Mode, Taught, Truth
from tests.worlds.unseen.studio import (
    misbuys,
    noise,
    numbering,
    parts,
    payers,
    purchases,
    returns,
    sales,
    sets,
    spellings,
    strays,
    takings,
)
from tests.worlds.unseen.studio.doubts import Doubts
from tests.worlds.unseen.studio.entries import Cite, Doc, Row
from tests.worlds.unseen.studio.labels import plain
from tests.worlds.unseen.studio.ledger import IBAN, Studio

Habit = Callable[[Studio], None]

ALWAYS: Sequence[Habit] = (
    sales.ordinary,
    sales.retainers_with_month,
    sales.retainers_in_rhythm,
    sales.standing_order,
    purchases.subscriptions,
    purchases.debits,
    purchases.cards,
    noise.everyday,
    noise.own_transfers,
    noise.rent,
    noise.friends,
)
OFTEN: Sequence[Habit] = (
    sales.retainers_with_holes,
    sales.periods_told,
    sales.days_told,
    sales.same_amount_many_clients,
    sales.twice_on_a_day,
    sales.project_told,
    sales.two_retainers,
    sales.month_settled,
    sales.late_payers,
    sales.ahead,
    sets.listed,
    sets.ranged,
    sets.own_number,
    sets.all_but_one,
    sets.everything,
    sets.one_and_a_half,
    sets.credit_taken_off,
    sets.credit_paid_back,
    sets.netted,
    sets.chance,
    sets.plural,
    strays.quote_cited,
    strays.settled_cited,
    strays.last_year_cited,
    strays.other_client_cited,
    strays.slip,
    strays.letters,
    strays.payer_numbers,
    strays.two_numbers,
    strays.contradiction,
    strays.wrong_amount,
    strays.digits_elsewhere,
    strays.short_alone,
    strays.cut,
    strays.owner_named,
    strays.number_of_supplier,
    strays.plain_neighbours,
    parts.deposits,
    parts.deposit_twins,
    parts.shares,
    parts.instalments,
    parts.unsaid_part,
    parts.escompte,
    parts.nearly,
    parts.overpaid,
    parts.without_tax,
    parts.foreign,
    parts.pending,
    payers.holding,
    payers.trading_name,
    payers.treasury,
    payers.spouse,
    payers.subsidiaries,
    payers.initials,
    payers.factor,
    payers.homonyms,
    payers.other_first_name,
    payers.couple,
    payers.stranger,
    payers.other_town,
    spellings.misspelt,
    spellings.glued,
    spellings.garbled,
    spellings.near_names,
    spellings.name_in_name,
    spellings.nameless,
    spellings.broken,
    spellings.crossed,
    spellings.year_mistaken,
    payers.company_and_person,
    payers.agency_of_client,
    returns.transfer_returned,
    returns.transfer_lost,
    returns.paid_twice,
    returns.debit_rejected,
    returns.transfer_out_returned,
    returns.ticket_refunded,
    returns.ticket_partly_refunded,
    returns.purchase_returned,
    takings.reader_told,
    takings.reader_silent,
    takings.card_page,
    takings.several,
    takings.platform,
    takings.cheques,
    takings.cheque_of_client,
    takings.cash,
    purchases.menus,
    purchases.subcontractors,
    purchases.travels,
    misbuys.late,
    misbuys.dollars,
    misbuys.tip,
    misbuys.instalments,
    misbuys.two_cards,
    misbuys.yearly,
    misbuys.wallet,
    misbuys.cheque,
    misbuys.other_sign,
    misbuys.private,
    misbuys.credit_of_supplier,
    misbuys.fee_lines,
    misbuys.without_bill,
    misbuys.deferred,
    misbuys.paid_in_cash,
)
LAST: Sequence[Habit] = (noise.lookalikes, noise.card_credit, noise.expenses_of_employer)
MOST_TARGETS = 215
# A number of fewer signs is no proof by itself.
LEGIBLE = 3
LETTERS_CUT = 3
MONTH_CUT = 4
MONTHS_CUT = frozenset("JANV FEVR MARS AVRI MAI JUIN JUIL AOUT SEPT OCTO NOVE DECE".split())


def build(seed: int) -> Case:
    """The company of this seed."""
    studio = Studio(seed)
    for habit in ALWAYS:
        habit(studio)
    for habit in studio.rng.sample(OFTEN, len(OFTEN)):
        if len(studio.docs) < MOST_TARGETS - 8:
            habit(studio)
    for habit in LAST:
        habit(studio)
    _number(studio)
    for row in studio.rows:
        _write(studio, row)
    Doubts(studio.rows, studio.docs).settle()
    return _case(studio, seed)


def _number(studio: Studio) -> None:
    """Give the documents their numbers in the order of their days, as the law asks."""
    for doc in sorted(studio.docs, key=lambda each: (each.on, each.id)):
        if doc.type is None or doc.number:
            continue
        if doc.type in (DocumentType.QUOTE, DocumentType.PROFORMA):
            doc.number = studio.numbers.other(studio.prefixes["quote"], doc.on)
        elif doc.type is DocumentType.ORDER:
            doc.number = studio.numbers.other(studio.prefixes["order"], doc.on)
        elif doc.type is DocumentType.CREDIT_NOTE:
            doc.number = studio.numbers.other(studio.prefixes["credit"], doc.on)
        else:
            doc.number = studio.numbers.invoice(doc.on, doc.code)
    strays.like_ours(studio)


def _spell(studio: Studio, cite: Cite) -> str:
    references = [doc.number for doc in cite.docs]
    if cite.how == "listed" and len(references) > 1:
        return numbering.listed(references, studio.rng)
    if cite.how == "ranged" and len(references) > 1:
        return numbering.ranged(references, studio.rng)
    if cite.how == "swapped":
        return numbering.swapped(references[0], [doc.number for doc in studio.docs])
    spell = {
        "tail": numbering.tail,
        "bare": numbering.bare,
        "spaced": numbering.spaced,
        "letters": numbering.letters,
        "unpadded": numbering.unpadded,
        "broken": numbering.broken,
        "another year": numbering.another_year,
    }
    return spell[cite.how](references[0]) if cite.how in spell else references[0]


def _write(studio: Studio, row: Row) -> None:
    """Make the label, and see whether the numbers of the right documents are legible in it."""
    spelled = [(word, _spell(studio, word) if isinstance(word, Cite) else word) for word in row.words]
    text = " ".join(written for _, written in spelled if written)
    bank = studio.bank
    if not bank.upper:
        text = studio.rng.choice((str.lower, str.capitalize, str))(text)
    row.label = bank.label(row.frame, row.who, text, row.bought or row.on, studio.rng)
    shown = plain(row.label)
    pins = [
        plain(written) in shown and len(written) >= LEGIBLE
        for word, written in spelled
        if isinstance(word, Cite) and word.pins
    ]
    row.pinned = bool(pins) and all(pins)
    row.legible = all(plain(written) in shown for _, written in spelled)
    row.told = row.told and all(_told(plain(written)) in shown for _, written in spelled)
    if row.fee and not row.legible:
        row.pinned = False
    if row.misled and not row.legible:
        row.mode = Mode.MAY
    if row.mode is Mode.MAY and row.fee and not row.pinned:
        row.certain = True


def _told(written: str) -> str:
    """What must be left of words for everybody to know them: of « FEVRIER 2025 », the year may be cut off."""
    if written[:MONTH_CUT] in MONTHS_CUT:
        return written[:MONTH_CUT]
    return written[:-1] if "/" in written or "%" in written else written[:-LETTERS_CUT] or written


def _case(studio: Studio, seed: int) -> Case:
    first, surname = studio.owner
    rows = sorted(studio.rows, key=lambda each: (each.on, each.id))
    ids = {row: rank for rank, row in enumerate(rows, 1)}
    case = Case(
        name="studio",
        seed=seed,
        owner=Owner(names=(f"{first} {surname}", f"Studio {surname}"), ibans=(IBAN,)),
        parties=studio.parties,
        targets=[_target(doc) for doc in sorted(studio.docs, key=lambda each: (each.on, each.id))],
    )
    for row in rows:
        transaction = Transaction(
            id=ids[row], on=row.on, amount_cents=row.cents, currency=row.currency, label=row.label, pending=row.pending
        )
        settled = {doc.id: cents for doc, cents in row.parts.items()}
        if row.taught:
            case.taught.append(Taught(transaction=transaction, parts=settled, fee_cents=row.fee))
            continue
        case.transactions.append(transaction)
        other = ids[row.cancels] if row.cancels else None
        case.truths[transaction.id] = Truth(
            behaviour=row.behaviour, mode=row.mode, parts=settled, fee_cents=row.fee, cancels=other
        )
    return case


def _target(doc: Doc) -> Target:
    kept = doc.on + timedelta(days=30) if doc.kind is TargetKind.INVOICE and doc.due_on is None else doc.due_on
    return Target(
        kind=doc.kind,
        id=doc.id,
        reference=doc.number,
        remaining_cents=doc.left,
        total_cents=doc.cents,
        currency=doc.currency,
        on=doc.on,
        due_on=kept,
        party_id=doc.party.id if doc.party else None,
        party_name=doc.party.name if doc.party else "",
        label=doc.label,
        category=doc.category,
        document_type=doc.type,
    )
