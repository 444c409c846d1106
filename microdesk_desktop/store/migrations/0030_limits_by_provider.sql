-- Each provider has its own budgets: those known so far belong to the provider chosen then.
-- rows bank_limit: SELECT (SELECT count(*) FROM bank_limit) * (SELECT count(*) FROM bank_provider)

ALTER TABLE bank_limit RENAME TO former_limit;

-- When the next request of a kind is allowed, and how many remain: announced by the provider, or counted.
CREATE TABLE bank_limit (
    provider  TEXT NOT NULL,
    endpoint  TEXT NOT NULL,
    remaining INTEGER,
    retry_at  TEXT,
    PRIMARY KEY (provider, endpoint)
) STRICT, WITHOUT ROWID;

INSERT INTO bank_limit (provider, endpoint, remaining, retry_at)
SELECT name, endpoint, remaining, retry_at FROM former_limit CROSS JOIN bank_provider;

DROP TABLE former_limit;
