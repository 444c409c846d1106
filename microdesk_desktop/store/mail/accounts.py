"""The mail accounts of the vault."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from microdesk_desktop.domain.mail.account import Account, AccountKind, Authority, Security, Server
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.mail.writing import erase_writing

_COLUMNS = (
    "id, kind, address, user, imap_host, imap_port, imap_security, smtp_host, smtp_port, smtp_security, base_url, "
    "certificate, authority"
)


def load_accounts(reader: Reader) -> list[Account]:
    """All accounts, in the order in which they were added."""
    return [_account(row) for row in reader.all(f"SELECT {_COLUMNS} FROM mail_account ORDER BY added_at, id")]


def save_account(writer: Writer, account: Account, at: datetime) -> None:
    """Add an account, in place of any other with the same address, whose day of adding and settings stay."""
    values = (
        *(account.id, account.kind.value, account.address, account.user),
        *_columns(account.incoming),
        *_columns(account.outgoing),
        account.base_url,
        account.incoming.certificate or None if account.incoming else None,
        account.authority.value if account.authority else None,
    )
    if writer.value("SELECT 1 FROM mail_account WHERE address = ?", (account.address,)):
        # Not deleted and added anew: the settings of an account follow its id.
        changed = ", ".join(f"{each} = ?" for each in _COLUMNS.split(", "))
        writer.run(f"UPDATE mail_account SET {changed} WHERE address = ?", (*values, account.address))
        return
    places = ", ".join("?" * (len(values) + 1))
    writer.run(f"INSERT INTO mail_account ({_COLUMNS}, added_at) VALUES ({places})", (*values, at.isoformat()))


def erase_account(writer: Writer, account_id: str) -> None:
    """Delete one account, and its address wherever something was noted as sent from it; nothing where it is gone."""
    erase_writing(writer, account_id)
    for table in ("sending", "reminder"):
        writer.run(
            f"UPDATE {table} SET account = '' WHERE account IN (SELECT address FROM mail_account WHERE id = ?)",
            (account_id,),
        )
    writer.run("DELETE FROM mail_account WHERE id = ?", (account_id,))


def _account(row: tuple[Any, ...]) -> Account:
    id_, kind, address, user, *servers, base_url, certificate, authority = row
    return Account(
        id=id_,
        kind=AccountKind(kind),
        address=address,
        user=user,
        incoming=_server(servers[:3], certificate),
        outgoing=_server(servers[3:], certificate),
        base_url=base_url,
        authority=Authority(authority) if authority else None,
    )


def _columns(server: Server | None) -> tuple[object, ...]:
    return (server.host, server.port, server.security.value) if server else (None, None, None)


def _server(values: Sequence[Any], certificate: str | None) -> Server | None:
    """A server; a bridge has one certificate for both of its own."""
    host, port, security = values
    if host is None:
        return None
    return Server(host=host, port=port, security=Security(security), certificate=certificate or "")
