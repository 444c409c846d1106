"""Gmail over its REST interface, with the scope gmail.modify and nothing more."""

from microdesk_desktop.mail.gmail.mailbox import GmailMailbox
from microdesk_desktop.mail.google.consent import revoke
from microdesk_desktop.mail.provider import MailKind

KIND = MailKind(open=GmailMailbox, revoke=revoke)
