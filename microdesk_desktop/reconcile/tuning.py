"""Every numeric constant of the engine, with its reason.

Scores are in thousandths (1000 is an exact name), days count from the document to the payment, amounts are in cents.
`python -m tests.benchmarks.measures.slopes` moves each constant a little and prints what precision and recall become.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from microdesk_desktop.domain.bank.labels.parser import LabelKind

FULL_SCORE = 1000

# The first and the last day on which a payment may fall, counted from the document.
Window = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameTuning:
    """How names are recognised in labels (`labels/names.py`)."""

    # levels of agreement
    sure: int = 900  # a name cut short by the bank: nearly as good as whole
    strong: int = 740  # the label plainly designates the party: two rare words of three, or all but a common one
    medium: int = 500  # half of the name: enough to confirm a number or to rank a suggestion, never alone
    fair: int = 400  # the least for a party nobody else resembles to be paid its exact amount
    faint: int = 300  # below, two names share a word by chance
    margin: int = 40  # two scores closer than this tie: several parties are then designated together
    # weight of a word, before its frequency
    generic_word: int = 300  # a trade, a place or « services » belongs to many names that are not known
    first_name: int = 400  # a first name is shared, but less than a trade
    # quality of a word not written as known
    cut_word: int = 850  # beginning or continuation of a known word: banks cut, payers abbreviate
    misspelt_word: int = 880  # one slip of the keyboard, over words long enough for it not to make another name
    initial: int = 800  # a first name reduced to its initial still separates most namesakes
    by_initials: int = 800  # « ADP » for three words: plausible, never as sure as the words
    # corrections
    part_of_another: int = 100  # « Nova » gives way to « Studio Nova » when both words are in the label
    outside_party_field: int = 100  # a name in the payer's words may be that of somebody else's affair
    contradicted: int = 500  # another first name or trade beside the words found: half is lost
    scattered: int = 60  # words far apart in the label are found together by chance more often
    common_alone: int = 730  # just under `strong`: common words in disorder never designate a party by themselves
    # lengths, in letters
    shortest_part: int = 3  # under three letters, a beginning fits any word
    typo_length: int = 4  # a slip in a shorter word makes another word
    typo_length_of_generic: int = 2  # letters more for a trade or place: these resemble one another
    cut_length: int = 4  # letters left of a cut word that still prove it; twice as many in all
    long_start: int = 12  # a whole beginning this long proves the name, wherever the bank stopped
    short_name: int = 6  # a one-word name this short is too near others to be believed when misspelt
    glued_name: int = 5  # names written without spaces: shorter ones are found inside other words
    glued_full_name: int = 8  # the same with the legal form kept
    # counts
    initialism: int = 3  # words from which initials are used
    first_and_last: int = 2  # a name of two words is probably a first and a last name
    words_of_person: int = 4  # two first names and a compound surname
    words_beside_owner: int = 2  # with more words than that beside the user's own name, the payer is somebody else
    words_of_alias: int = 4  # words of the label glued together when looking for a glued name
    candidates: int = 6  # names scored for one label, with those that tie with the last: no true one ranks lower
    min_share: int = 150  # half of `faint`: no correction lifts a lower share above it
    holders: int = 24  # a word in more names is common: two such words are needed
    holders_of_common: int = 8  # the same for trades, places and first names
    common_words: int = 5  # common words combined, the rarest first: pairs grow with the square
    continuations: int = 20  # known words that one beginning may stand for


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionTuning:
    """How likely targets are scored, and which are worth showing (`proposals/`)."""

    # what is shown
    min_score: int = 320  # a round amount and a number that nobody knows, or a name alone, stay below
    max_suggestions: int = 3  # as many as the panel shows without scrolling
    same_amount: int = 20  # more targets of one amount do not point to one
    of_party: int = 20  # documents of one party that are looked at: the nearest in time
    part_days: int = 3  # two cards for one purchase are used on one day
    instalment_days: int = 400  # a purchase is paid in ten times, a year's subscription by months
    most_instalments: int = 12
    deposit_lead_days: int = 60  # a deposit is paid with the order, its invoice comes with the work
    records_pool: int = 14  # records that one payment may sum
    pool: int = 24  # sales of some days that a slip or a payout is made of: the latest
    parties: int = 3  # more parties designated at once do not point to one either
    slip_pool: int = 60  # documents or receipts of which two or three may make a slip: the latest
    fours_pool: int = 36  # of more, four make most sums by chance
    summed_pool: int = 18  # of these, any number may make a slip: two times five hundred sums
    slip_days: int = 30  # cheques are kept until there are several
    slip_invoice_days: int = 60  # clients post a cheque within two months
    late_slip_days: int = 120  # and where these make no sum, later
    sums_of_slip: int = 6
    cheques_days: int = 200  # one cheque a month, at most six
    most_cheques: int = 6
    payout_days: int = 12  # acquirers pay within a week
    sales_of_payout: int = 12
    series: int = 3  # equal documents of one client that make a retainer
    usual_term_days: int = 30
    rate_slack: int = 60  # what is kept is rounded to the cent, by half of one, and a little
    most_kept_percent: int = 30  # market places keep up to a quarter
    most_kept_of_several_percent: int = 8  # acquirers keep 1 to 4 %, more of small sales
    market_place_percents: tuple[int, ...] = (5, 8, 10, 12, 15, 18, 20, 25)
    market_place_days: int = 45  # they pay out at the end of the month, or when the work is accepted
    fee_days: int = 15  # a fee and its VAT are debited about the day of the statement
    original_days: int = 25  # cards abroad are booked within days
    original_lead_days: int = 5  # and some are charged before the invoice
    two_clients_days: int = 120
    public_days: int = 300  # public accountants pay late
    public_pool: int = 60  # open documents looked at, of clients whom they may pay for
    account_starts: int = 3  # documents, the oldest ones, with which money on account may begin
    round_cents: int = 10_00  # money on account comes in whole tens of euros
    two_clients_chance: float = 0.02  # pairs of that many documents that make a sum by chance
    max_score: int = 990  # 1000 is kept for what is certain
    # the document's number, by how surely it is read
    number_high: int = 500
    number_medium: int = 400
    number_low: int = 200
    serial: int = 60  # the end of a number, where nothing announces one
    # the party
    party: int = 350  # of a name that agrees wholly; less in proportion
    public_client: int = 60  # a town's or a school's documents, where a public accountant pays
    # the subject
    subject_word: int = 80  # a word of the subject in the label: the trainee, the order, the brand
    stated_in_subject: int = 170  # the subject names the day or the month of the label
    stated: int = 150  # the label names its day or its month
    # the amount
    amount_exact: int = 350
    amount_rare: int = 60  # an odd amount that nothing else ever came to
    several_stated: int = 100  # « VOS FACTURES »
    amount_sum: int = 320  # of several, to the cent: sums meet by chance more often than amounts
    amount_stated: int = 320  # the share that the label gives: « ACOMPTE 40 % »
    amount_whole_and_part: int = 170  # documents in full, and a usual share of another
    amount_sum_part: int = 150  # several documents, the last one in part
    amount_half: int = 230  # half of a document, paid by somebody of another name: its other half is another's
    halves: int = 2  # more documents of that total point to none
    amount_gross: int = 270  # what was asked, before banks or platforms kept some
    amount_net_usual: int = 300  # of sales of which exactly what acquirers publish was kept
    amount_net_likely: int = 200  # the same, a likely commission
    least_kept: int = 7  # in thousandths, the commissions that are likely
    most_kept: int = 40
    more_of_slip: int = 10  # for each beyond two of a slip: sums of many meet by chance more often
    takings: int = 100  # the sales that a slip, cash or cards bring are receipts
    amount_fee_apart: int = 300  # a fee without its VAT, or its VAT
    amount_instalment: int = 220  # an equal part of a purchase or a year
    amount_nearly_paid: int = 250  # bank charges of an international transfer were taken off
    nearly_paid_part: int = 50  # one fiftieth: charges beyond 2 % are rare
    amount_deposit: int = 250  # a round share of the total where the label announces a deposit
    amount_share: int = 150  # a round share of the total
    share_step_percent: int = 5  # deposits are agreed in multiples of 5 %
    amount_part: int = 50  # any smaller amount
    amount_surplus: int = 150  # a little more than what is left
    surplus_percent: int = 5  # beyond, another document is paid too
    charges_part: int = 25  # charges beyond four hundredths are rare
    # the day
    day_of_record: int = 250  # a record is dated by the payment itself
    day_lost: int = 20  # for each day between record and payment, twice where the payment came first
    day_timely: int = 100  # the least within the days on which such an operation falls
    day_least: int = 0  # beyond, time proves nothing
    due_near: int = 100  # paid before two months after the due date, or no due date known
    due_late_days: int = 60
    due_far: int = 50
    # evidence against
    exact_elsewhere: int = 350  # the client owes exactly this on another document
    much_surplus: int = 100  # far more than what is left: something else is paid too
    card_or_debit: int = 300  # clients do not pay invoices by a card or debit on this account
    doubts: Mapping[str, int] = field(
        default_factory=lambda: {
            "cites_other": 150,  # the label gives another document's number
            "cites_settled": 100,
            "unknown_number": 150,
            "other_person": 50,  # the name weighs less already
            "other_month": 250,  # of equal months, the one that is stated comes first
            "no_client_card": 0,  # counted above
            "other_nature": 0,  # decided before any score
            "before_issue": 100,
        }
    )
    other_doubt: int = 50
    # What acquirers publish, to rank only: hundredths of a percent, and cents for each sale.
    published_commissions: tuple[tuple[int, int], ...] = (
        (175, 0), (165, 0), (200, 0), (250, 0), (275, 0), (150, 25), (140, 25), (160, 25), (180, 25), (180, 30),
        (210, 30), (250, 25), (290, 35), (290, 30), (340, 25), (340, 35), (325, 25),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberTuning:
    """How document numbers are recognised in labels (`labels/`); counts of digits, unless a comment gives another unit.

    Nine of ten numbers found are written whole: these limits decide about the others.
    """

    distinctive: int = 6  # a year and a serial: so many digits are a number even without a keyword
    unannounced: int = 4  # fewer digits without keyword are an hour, a street number, a card
    padded_serial: int = 3  # « 042 » alone: zeros in front are not those of a quantity
    after_prefix: int = 3  # « FACT 042 » where FACT is the series' own prefix
    after_glued_prefix: int = 4  # a prefix at the end of a longer word: « NOVAF2026… »
    longest_number: int = 10  # more digits are a bank's reference
    cut: int = 4  # digits left of a number that the bank cut
    runs: int = 4  # groups of digits that one number may have
    unknown_runs: int = 3  # the same for a number of no open document: fewer, for four groups also make a telephone
    longest_range: int = 30  # « 0040 à 0042 »: beyond, the two numbers are unrelated
    longest_list_step: int = 20  # « 00207 208 »: farther apart, the digits after a space are something else
    continuations: int = 3  # numbers looked at that may begin with the digits left


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentWindows:
    """The days on which a payment may fall after the document, by the kind of operation in the label."""

    invoice: Window = (-2, 400)  # paid at once, dated two days later; limitation makes later payments rare
    wide_invoice: Window = (-5, 500)  # the transfer was prepared before the invoice
    wide_record: Window = (-10, 50)  # monthly debits in arrears, cards charged when the goods leave
    # expenses, by how they are paid; 2 to 6 days before: receipts are dated by delivery or by the month billed
    expense: Window = (-6, 35)
    expenses: Mapping[LabelKind, Window] = field(
        default_factory=lambda: {
            LabelKind.CARD: (-3, 8),  # booked within a week, the weekend included
            LabelKind.CARD_REFUND: (-3, 30),  # shops take up to a month
            LabelKind.DIRECT_DEBIT: (-6, 35),  # announced 14 days before; monthly bills are debited within the month
            LabelKind.TRANSFER: (-6, 75),  # 60 days, or 45 days end of month (C. com. L441-10), with some delay
            LabelKind.CHEQUE: (-3, 75),  # the same, and the supplier cashes it later
            LabelKind.FEE: (-15, 15),  # the date of the fee is that of the statement
            LabelKind.LOAN: (-10, 10),  # a schedule gives the day, weekends and holidays move it
        }
    )
    dated_card: Window = (-3, 3)  # the day of purchase is in the label
    # receipts are dated by the user on the day of the money, more or less
    receipt: Window = (-7, 10)
    receipts: Mapping[LabelKind, Window] = field(
        default_factory=lambda: {
            LabelKind.CHEQUE_DEPOSIT: (-3, 30),  # cheques are kept until there are several
            LabelKind.CARD_TAKINGS: (-1, 8),  # acquirers pay within a week
        }
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchTuning:
    """When a match is certain (`matchers.py`, `instalments.py`)."""

    citation_lead_days: int = 15  # a number cited before the issue: prepared in advance, or a pro forma's
    booking_days: int = 4  # a card is booked up to four days later, a weekend included
    near_days: int = 6  # of equal records, the one paid within a week
    clearly_nearer_days: int = 12  # and by far the nearest: nearly half a month closer than the next
    lesson_days: int = 2  # a receipt is dated on the day of the money, a weekend apart
    lesson_gap_days: int = 5  # of weekly lessons, the receipts of the others are farther away
    same_amount: int = 100  # more targets of one amount: neither a name nor a resemblance of names proves which
    payout_days: int = 10  # acquirers pay within a week
    least_net_percent: int = 70  # market places keep up to a quarter
    cheque_digits: int = 6  # a cheque has seven, one zero may be dropped
    reference_digits: int = 3  # fewer digits of a record's reference are found in any label
    min_net_percent: int = 90  # an acquirer keeps 1 to 3 %, never more than 10
    pool: int = 20  # documents among which a sum is looked for: a million choices, made of two thousand sums
    sums_looked_at: int = 16  # choices that make one sum: with more, none stands out
    chance: float = 0.02  # expected number of chance sums up to which a sum proves something
    several_stated_chance: float = 0.2  # the same where the payer writes that several documents are paid
    payments: int = 12  # payments among which those of one document are looked for
    records_summed: int = 4  # receipts or expenses in one payment: tolls and rides of some days
    round_cents: int = 100  # whole euros come back, with one client or with another
    certain_lead_days: int = 5  # paid before the issue: the transfer was prepared from the quote or the last month
    series_lead_days: int = 10  # a standing order that runs ahead of the invoice, month after month
    months_back_days: int = 120  # months stated are those of the last quarter
    instalment_days: int = 400  # ten monthly parts, or a year of them
    series: int = 60  # documents of one amount and client: five years of months
    series_spread_days: int = 6  # weekends and holidays move a standing order
    series_gap_days: int = 6  # a week at least between two of them
    month_lag_days: int = 12  # « AVRIL » invoiced in the first days of May
    month_lead_days: int = 10  # « AVRIL » invoiced in the last days of March
    instalments: int = 4  # payments that make up one document


@dataclass(frozen=True, slots=True, kw_only=True)
class PairTuning:
    """When two transactions cancel each other (`cancelling.py`)."""

    return_days: int = 60  # a SEPA debit is refunded within eight weeks, a transfer returned within days
    refund_days: int = 60  # who paid twice is paid back within the month, or at the next reminder
    unnamed_days: int = 10  # a return that names nobody follows its payment closely
    refund_words: frozenset[str] = frozenset(
        "REMB REMBT REMBOURSEMENT REMBOURST REMBOURS RBT RBST REFUND DOUBLE DOUBLON TROP ERREUR RESTITUTION".split()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonTuning:
    """What is written beside a proposal (`explain.py`)."""

    max_reasons: int = 4  # as many as are read at a glance
    max_against: int = 3
    enough: int = 3  # the number, the name and the amount
    shortfall_part: int = 25  # less than a twenty-fifth missing is called a fee, more is a part payment
    cents: int = 100  # less than one euro is a slip or a rounding
    discount_rates: tuple[int, ...] = (10, 15, 20, 25, 30, 50)  # thousandths granted for prompt payment
    cent_of_rate: int = 1000  # a discount is rounded to the cent
    tip_part: int = 4  # nobody tips more than a quarter
    cent_of_percent: int = 100
    exchange_part: int = 10  # rates move less than a tenth between the receipt and the booking
    round_gap: int = 10  # a gap of whole tens of cents is no rate's
    rounded_to: int = 10_00  # who rounds pays whole tens of euros
    rounded_part: int = 20  # and no more than a twentieth too much
    most_parts: int = 12  # « 1/12 »: monthly, over a year


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningTuning:
    """What is learnt of one decision (`learning.py`)."""

    words: int = 4  # of a counterparty: more is what the payer wrote
    letters: int = 3  # fewer are found in any label
    highest_rate: int = 2500  # in hundredths of a percent; market places keep up to a quarter
    rate_step: int = 5  # acquirers publish rates to a twentieth of a percent
    fixed_cents: tuple[int, ...] = (0, 25, 30, 35)  # as acquirers publish them


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTuning:
    """When a rule is worth proposing (`rules.py`)."""

    shared_letters: int = 3  # a shorter word fits any counterparty
    band_percent: int = 25  # what comes back each month changes by less; ten times as much is something else
    bank_words: frozenset[str] = frozenset(
        "DAB GAB RETRAIT PAIEMENT PRELEVEMENT PRELEVT PREL EUROPEEN RECURRENT PERMANENT INTERNET FAVEUR TIERS WEB ELEC"
        " TELEPHONE MOBILE ONLINE SERVICE SHOP STORE MARKETPLACE CENTRE SUPERMARCHE MARCHE DIVERS".split()
    )  # what banks write before any counterparty, and shops' words that any of them may have


NAMES = NameTuning()
NUMBERS = NumberTuning()
WINDOWS = PaymentWindows()
MATCHES = MatchTuning()
PAIRS = PairTuning()
SUGGESTIONS = SuggestionTuning()
REASONS = ReasonTuning()
RULES = RuleTuning()
LEARNING = LearningTuning()
