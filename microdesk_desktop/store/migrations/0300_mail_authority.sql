-- Who gives the tokens with which an account logs in, in place of a password; absent where it has one, and for Gmail.

ALTER TABLE mail_account ADD COLUMN authority TEXT CHECK (authority IN ('microsoft'));
