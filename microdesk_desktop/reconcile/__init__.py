"""The attribution engine: which open invoice, receipt or expense each bank transaction settles, and why.

In:  transactions (day, amount, label), targets (what is left to settle), known parties, the owner, the user's rules.
Out: one `Outcome` per transaction: attributed, suggested, ignored, or to do. Pure: no file, no clock, no database.

1. *Names and numbers are indexed* (`names.py`, `numbers.py`). A name is a set of words, rare ones weighing more; a
   document number is split into groups and filed under every way in which people write it (`references.py`).
2. *Each label is read once* (`evidence.py`): kind of operation and nature (`domain/bank/label_parser.py`), documents
   cited with how surely (`confidence.py`, `digit_runs.py`), parties recognised with a score in thousandths. What the
   user's own name, a card total or a returned payment excludes settles nothing.
3. *Matchers run from the surest to the least* (`matchers.py`): number and amount; several numbers that add up; part of
   a cited document; party and exact amount; gross card takings; nature of an expense; a name that resembles one party
   only; a sum of one party's documents. Each looks at one transaction against what is still open (`open_items.py`,
   `payment_windows.py`), and leaves whatever has two answers.
4. *Conflicts are resolved together* (`conflicts.py`): of the matches that one matcher found, a target wanted twice goes
   to the surest, or to none. So the order of transactions does not matter. What was settled may make other
   transactions of the same party certain: these are looked at again, until nothing changes.
5. *Several payments of one document* are tried on what remains (`instalments.py`).
6. *The user's rules* take what no document settles (`rules.py`).
7. *Suggestions* are made for the rest (`suggest.py`): one to three targets with a score, and at most three reasons
   (`explain.py`).

Every limit and weight is in `tuning.py`, with its reason. Scores are integers: the same question has the same answer
in every process. `engine.py` runs these steps.
"""
