-- The certificate (PEM) of a bridge on this computer that the user has accepted for one account; absent for all others.

ALTER TABLE mail_account ADD COLUMN certificate TEXT;
