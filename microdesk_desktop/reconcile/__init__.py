"""The attribution engine: which open invoice, receipt or expense each bank transaction settles, and why.

In:  transactions (day, amount, label), targets (what is left to settle, and what a number may cite), known parties, the
     owner, the user's rules, and what the user's decisions taught.
Out: one `Outcome` per transaction: attributed, suggested, ignored, or to do. Pure: no file, no clock, no database.

1. *Names and numbers are indexed* (`labels/names.py`, `labels/numbers.py`). A name is a set of words, of which rare
   ones weigh more; a document number is split into groups and indexed under every way of writing it
   (`labels/references.py`).
2. *Each label is read once* (`evidence.py`): kind of operation and nature (`domain/bank/labels/parser.py`), documents
   cited, each with a confidence (`labels/confidence.py`, `labels/digit_runs.py`), parties with a score in thousandths,
   the months, days and shares that it states (`labels/stated.py`), what was learnt of its payer (`lessons.py`).
   Transfers between own accounts and card totals are excluded; payments that cancel each other are paired
   (`cancelling.py`).
3. *Matchers run from the surest to the least* (`matchers/`): number and amount; several numbers that add up; part of
   a cited document; party and exact amount; takings and payouts; nature of an expense; a name that resembles one party
   only; sums of one party's documents (`subset_sums.py`, which counts those that would do as well). Each looks at one
   transaction against what is still open (`open_items.py`, `dated.py`, `payment_windows.py`). What is against a match
   is a doubt (`doubts.py`): one is enough to leave it to the user.
4. *Conflicts are resolved together* (`conflicts.py`): of the matches that one matcher found, a target claimed twice
   goes to the surest, or to none, so that the order of transactions does not matter. A match may make other
   transactions of the same party certain: these are looked at again, until nothing changes (`affected.py`,
   `run_index.py`).
5. *Several payments of one document* are tried on what remains (`instalments.py`), standing orders that run ahead of
   their invoices are lined up (`series.py`).
6. *The user's rules* are applied to what no document settles (`rules.py`).
7. *Proposals* are made for the rest (`proposals/`): one to three, each a document or a set with its shares and its
   fee, with a score and with reasons for and against (`explain.py`, `reasons/`).

Every limit and weight is in `tuning.py`, with its reason. Scores are integers, so that the same input has the
same result in every process. `engine.py` runs these steps.
"""
