-- The totals of each month are read from the index alone, without the 100,000 rows behind it; `id` is in it because
-- the list is ordered by day, then by id.
DROP INDEX bank_transaction_by_day;
CREATE INDEX bank_transaction_by_day ON bank_transaction (booked_on, id, account_id, currency, amount_cents);
DROP INDEX bank_transaction_by_status;
CREATE INDEX bank_transaction_by_status
    ON bank_transaction (status, booked_on, id, account_id, currency, amount_cents);
