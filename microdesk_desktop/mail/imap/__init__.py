"""A mailbox on any IMAP server; `mailbox.py` is the implementation of the contract, the other files its parts."""

from microdesk_desktop.mail.imap.mailbox import ImapMailbox
from microdesk_desktop.mail.provider import MailKind

KIND = MailKind(open=ImapMailbox)
