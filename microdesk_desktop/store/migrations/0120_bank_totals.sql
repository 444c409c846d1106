-- The totals of each month are read from the index alone, without the 100,000 rows behind it; `id` is in it because
-- the list is ordered by day, then by id. The index by status stays narrow: the counts of the chips read it whole.
DROP INDEX bank_transaction_by_day;
CREATE INDEX bank_transaction_by_day ON bank_transaction (booked_on, id, account_id, currency, amount_cents);
