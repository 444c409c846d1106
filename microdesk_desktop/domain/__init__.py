"""Business vocabulary and rules: frozen values and pure functions on the standard library.

Glossary (French legal words stay French):

- *transaction*: one line of the bank account, booked or pending.
- *invoice*: any imported or issued sales document that money settles: invoice, deposit, final, credit note.
- *receipt*: a line of the « livre des recettes », money received for the activity.
- *expense*: money spent for the activity, with or without a supplier's invoice.
- *target*: what a transaction can settle: an invoice, a receipt or an expense.
- *attribution*: a confirmed link between a transaction and a target, with its amount, origin and reasons.
- *suggestion*: an attribution that the user has yet to accept or reject; the engine returns it as a *proposal*.
- *party*: a client or a supplier.
- *consent*: the bank's permission to read one account, until a date.
- *payment*: the record that a target was paid; it is kept when the bank connection is erased.
"""
