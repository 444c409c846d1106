"""The attribution engine: which open invoice, receipt or expense each bank transaction settles, and why.

In:  transactions (day, amount, label), targets (what is left to settle), known parties, the owner, the user's rules.
Out: one `Outcome` per transaction: attributed, suggested, ignored, or to do. Pure: no file, no clock, no database.

1. *Names and numbers are indexed* (`labels/names.py`, `labels/numbers.py`). A name is a set of words, of which rare
   ones weigh more; a document number is split into groups and indexed under every way of writing it
   (`labels/references.py`).
2. *Each label is read once* (`evidence.py`): kind of operation and nature (`domain/bank/labels/parser.py`), documents
   cited, each with a confidence (`labels/confidence.py`, `labels/digit_runs.py`), parties with a score in thousandths.
   Transfers between own accounts, card totals and returned payments are excluded.
3. *Matchers run from the surest to the least* (`matchers.py`): number and amount; several numbers that add up; part of
   a cited document; party and exact amount; gross card takings; nature of an expense; a name that resembles one party
   only; a sum of one party's documents. Each looks at one transaction against what is still open (`open_items.py`,
   `payment_windows.py`), and returns nothing when two answers are possible.
4. *Conflicts are resolved together* (`conflicts.py`): of the matches that one matcher found, a target claimed twice
   goes to the surest, or to none, so that the order of transactions does not matter. A match may make other
   transactions of the same party certain: these are looked at again, until nothing changes (`affected.py`,
   `run_index.py`).
5. *Several payments of one document* are tried on what remains (`instalments.py`).
6. *The user's rules* are applied to what no document settles (`rules.py`).
7. *Suggestions* are made for the rest (`suggest.py`): one to three targets with a score, and at most three reasons
   (`explain.py`).

Every limit and weight is in `tuning.py`, with its reason. Scores are integers, so that the same input has the
same result in every process. `engine.py` runs these steps.
"""
