"""The names of the habits and accidents that occur over the seeds."""

BEHAVIOURS = frozenset(
    line.strip()
    for line in """
    advance while two are open
    advances with a chance sum
    all but one
    amount in the label
    another client's number cited
    balance after delivery
    balance of a half
    bank fee taken off, number cited
    bank's fee
    bank's fee and its tax
    before the invoice
    benefit
    benefit of an invoice's amount
    card charged at the dispatch
    card in dollars, above the bill
    card in dollars, below the bill
    card page's payout, rate known
    card page's payout, rate unknown
    card takings, commission told
    card, named shop
    cash of an invoice's amount
    cash withdrawal
    cents left away, name only
    cheque for a bill
    childcare
    client who is a supplier, is paid
    client who is a supplier, pays
    company and person of one name
    company and person, one owes it
    credit note paid back
    credit note taken off, cited
    credit note taken off, not cited
    day told without year
    debit six weeks after the bill
    deposit invoice
    difference of two accounts
    digits in the payer's name
    direct debit presented again
    direct debit rejected
    end of a number, two equal invoices
    escompte not told
    escompte told, number cited
    everything that is owed
    factor keeps a commission, told
    factor pays, client and number named
    factor pays, nobody named
    few cents short, number cited
    foreign currency
    friend pays back
    full name of two of a surname
    garbled accents
    group pays for both, numbers listed
    group pays, one of two owes it
    group pays, two owe the same
    guarantee kept back
    halves of one amount, told
    hardware in instalments
    hardware in instalments, counted
    holding pays, after a lesson
    holding pays, first time
    holding pays, with the number
    indemnity added
    initials for the name
    instalment counted
    interest
    joint account
    last wage
    last year's number cited
    late, by name and odd amount
    late, with the number
    legal name for the sign, after a lesson
    legal name for the sign, first time
    legal name for the sign, with the number
    letters for digits
    loan
    loan paid out
    marketplace for second hand
    month told
    month told is settled
    monthly debit, amount varies
    monthly debit, one amount
    monthly software by card
    name and odd amount
    name and round amount
    name cut
    name misspelt
    name within a name, the longer shown
    name within a name, the shorter shown
    name without spaces
    near names, one named exactly
    no name, number and amount
    no name, odd amount
    note of expenses
    number behind a long label
    number broken by a space
    number cut to its end
    number in full
    number of one, amount of another
    number spelled otherwise
    number with too little, no reason
    number within a long label
    numbers crossed
    numbers listed
    one amount, one day, several clients
    one and a half
    one bill over two cards
    one cheque, no name
    one of a group, named in full
    one payout for two, rate unknown
    order cited
    other civility of the surname
    other first name of the surname
    our transfer comes back
    our transfer sent again
    overdraft interest
    overpaid, number cited
    own transfer in
    own transfer of an invoice's amount
    own transfer out
    owner's name in a client's transfer
    paid for a client named behind
    paid twice, kept
    paid twice, sent back
    paid twice, the one that stands
    paid without the tax, number cited
    payer's long numbers
    payer's number beside ours
    payer's number like one of ours
    pending card
    pending transfer
    platform's payout, number only
    platform's payout, share told
    plural for one
    present of somebody of the surname
    private card refund
    private debit
    private insurance pays
    private purchase
    private purchase in a known shop
    private rent
    private twin of a purchase
    prize or grant
    proforma cited
    purchase sent back
    purchase whose bill was lost
    quarter told
    quote cited
    range of numbers
    reader's payout, rate known
    reader's payout, rate unknown
    receipt with a private twin
    refund of care
    refund of contributions
    refund of tax
    refund with a document
    refund without document
    register number in the label
    rest of an invoice
    retainer in rhythm
    retainer with a month missing
    rounded up, number cited
    same figure in another currency
    same menu, another week
    settled neighbour cited
    settled number cited, odd amount
    settled number cited, same amount
    several tickets in one debit
    share of an invoice told
    sign of a shop, after a lesson
    sign of a shop, first time
    slip in the number
    slip of cheques
    slip of cheques, counted
    social contributions
    spouse pays, after a lesson
    spouse pays, first time
    spouse pays, with the number
    standing order before the invoice
    standing order before the invoice, last one unpaid
    subcontractor paid
    subcontractor's number like ours
    sum under the payer's own number
    supplier's credit note taken off
    surname of two clients
    surname of two clients, civility told
    surname of two, one owes it
    tax
    telephone in the label
    test of an account
    ticket refunded whole
    ticket with a refund in part
    tip on the card
    total of a deferred card
    transfer returned by the bank
    transfer returned for good
    transfer that comes again
    treasury known for another town
    treasury pays for a town, after a lesson
    treasury pays for a town, first time
    treasury pays for a town, with the number
    two bills of a subcontractor
    two equal payments on one day
    two retainers of a month told
    unknown payer, odd amount
    wallet that hides the shop
    wallet that names the shop
    week told
    work told
    year of the number mistaken
    yearly bill debited monthly
    """.strip().splitlines()
)
