"""Every numeric constant of the engine, with its reason.

Scores are in thousandths (1000 is an exact name), days count from the document to the payment, amounts are in cents.
`python -m tests.benchmarks.slopes` moves each constant a little and prints what precision and recall become.
"""

from dataclasses import dataclass

FULL_SCORE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class NameTuning:
    """How names are recognised in labels (`names.py`)."""

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
    words_of_alias: int = 4  # words of the label glued together when looking for a glued name
    candidates: int = 6  # names scored for one label, with those that tie with the last: no true one ranks lower
    least_share: int = 150  # half of `faint`: no correction lifts a lower share above it
    holders: int = 24  # a word in more names is common: two such words are needed
    holders_of_common: int = 8  # the same for trades, places and first names
    common_words: int = 5  # common words combined, the rarest first: pairs grow with the square
    continuations: int = 20  # known words that one beginning may stand for


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionTuning:
    """How likely targets are scored, and which are worth showing (`suggest.py`)."""

    # what is shown
    least_score: int = 450  # an exact amount and a due date alone stay below
    most: int = 3  # as many as the panel shows without scrolling
    same_amount: int = 20  # more targets of one amount tell nothing about which
    parties: int = 3  # more parties designated at once tell nothing either
    highest_score: int = 990  # 1000 is kept for what is certain
    # the document's number, by how surely it is read
    number_high: int = 500
    number_medium: int = 400
    number_low: int = 200
    # the party
    party: int = 350  # of a name that agrees wholly; less in proportion
    # the amount
    amount_exact: int = 350
    amount_gross: int = 300  # the gross amount that an acquirer wrote in the label
    amount_nearly_paid: int = 250  # bank charges of an international transfer were taken off
    nearly_paid_part: int = 50  # one fiftieth: charges beyond 2 % are rare
    amount_deposit: int = 250  # a round share of the total where the label announces a deposit
    amount_share: int = 150  # a round share of the total
    share_step_percent: int = 5  # deposits are agreed in multiples of 5 %
    amount_part: int = 100  # any smaller amount
    amount_surplus: int = 150  # a little more than what is left
    surplus_percent: int = 5  # beyond, another document is paid too
    # the day
    day_of_record: int = 250  # a record is dated by the payment itself
    day_lost: int = 20  # for each day between record and payment
    due_near: int = 150  # paid around the due date
    due_near_days: int = 10
    due_late: int = 100  # paid within two months, or no due date known
    due_late_days: int = 60
    due_far: int = 50
    # what speaks against an invoice
    other_number: int = 200  # the label gives another document's number
    card_or_debit: int = 300  # clients do not pay invoices by a card or debit on this account


NAMES = NameTuning()
SUGGESTIONS = SuggestionTuning()
