-- Documents and reminders that leave through a mailbox of the user, and what each client wants to receive by mail.

-- the address of the user's own account that it left through, empty for any other way; it goes with the account
ALTER TABLE sending ADD COLUMN account TEXT NOT NULL DEFAULT '';
ALTER TABLE reminder ADD COLUMN account TEXT NOT NULL DEFAULT '';
-- empty for everything
ALTER TABLE client ADD COLUMN mail_preference TEXT NOT NULL DEFAULT ''
    CHECK (mail_preference IN ('', 'business', 'none'));
