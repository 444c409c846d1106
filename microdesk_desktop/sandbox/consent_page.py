"""The simulated page where the user agrees or refuses, and the redirect back to the program."""

from collections.abc import Iterable, Mapping
from html import escape
from urllib.parse import urlencode

from microdesk_desktop.sandbox.accounts import SandboxAccount, SandboxInstitution
from microdesk_desktop.sandbox.server import Reply
from microdesk_desktop.sandbox.state import Requisition

_PAGE = """<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>{bank}</title>
<style>body{{font:16px sans-serif;max-width:34em;margin:4em auto;padding:0 1em;color:#1D2433;background:#F6F5F2}}
a{{display:inline-block;padding:.6em 1.2em;margin-right:.6em;border-radius:7px;background:#1F6F5C;color:#fff;
text-decoration:none}} a.no{{background:#EFEDE8;color:#5E5A4E}}</style></head>
<body><h1>{bank}</h1>
<p>Banque de démonstration, sur votre ordinateur. MicroDesk demande à lire, pendant {days} jours, le solde et
les {history} derniers jours d'opérations de :</p>
<ul>{accounts}</ul>
<p><a href="{yes}">Donner mon accord</a><a class="no" href="{no}">Refuser</a></p></body></html>"""


def consent_page(requisition: Requisition, institution: SandboxInstitution) -> Reply:
    """The page that asks for consent."""
    decide = f"/psd2/decide/{requisition.id}"
    return agreement_page(
        institution.name,
        days=requisition.agreement.valid_days,
        history=requisition.agreement.history_days,
        accounts=map(_account, institution.accounts),
        yes=f"{decide}/yes",
        no=f"{decide}/no",
    )


def agreement_page(bank: str, *, days: int, history: int, accounts: Iterable[str], yes: str, no: str) -> Reply:
    """The page where the user agrees or refuses, at the paths `yes` and `no`."""
    listed = "".join(f"<li>{escape(account)}</li>" for account in accounts)
    return Reply(body=_PAGE.format(bank=escape(bank), days=days, history=history, accounts=listed, yes=yes, no=no))


def redirect_back(requisition: Requisition, query: Mapping[str, str]) -> Reply:
    """The redirect to the program's return address."""
    separator = "&" if "?" in requisition.redirect else "?"
    return Reply(status=302, headers={"Location": f"{requisition.redirect}{separator}{urlencode(query)}"})


def plain_page(text: str) -> Reply:
    """A page with one sentence."""
    return Reply(body=f'<!DOCTYPE html><meta charset="utf-8"><p>{escape(text)}</p>')


def _account(account: SandboxAccount) -> str:
    return f"{account.name}, {account.iban}, {account.owner}"
