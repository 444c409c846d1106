-- The highest reference of a year is found at once: a longer number is a higher one, and so it is sorted.

CREATE INDEX expense_reference_by_length ON expense (length(reference), reference);
CREATE INDEX receipt_reference_by_length ON receipt (length(reference), reference);
