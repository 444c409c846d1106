-- Which folder of a mailbox has a role that its server does not give: the user's choice. Nothing of a message.

CREATE TABLE mail_folder_role (
    -- the id changes where the account is connected anew
    account TEXT NOT NULL REFERENCES mail_account (id) ON UPDATE CASCADE ON DELETE CASCADE,
    role    TEXT NOT NULL CHECK (role IN ('sent', 'drafts', 'trash', 'spam', 'archive')),
    -- as the mailbox names it
    folder  TEXT NOT NULL,
    PRIMARY KEY (account, role),
    UNIQUE (account, folder)
) STRICT;
