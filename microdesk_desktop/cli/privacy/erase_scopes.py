"""What `privacy erase` does for each scope; with `--preview` it shows what would go, and changes nothing."""

import re
from collections.abc import Sequence
from dataclasses import replace

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import OK, PARTLY, Result
from microdesk_desktop.domain.mail.account import Account
from microdesk_desktop.operations.bank.disconnect import disconnect
from microdesk_desktop.operations.erasing.erase_everything import (
    erase_everything,
    erase_without_key,
    plan_everything,
)
from microdesk_desktop.operations.mail.accounts import list_accounts, named_account
from microdesk_desktop.operations.mail.remove import finished_removals, remove_accounts
from microdesk_desktop.operations.mileage.erase import erase_trips
from microdesk_desktop.operations.privacy.erase_client import erase_client, load_erasure_plan, load_finished
from microdesk_desktop.views.bank.connections.erasure import disconnect_text
from microdesk_desktop.views.mail.accounts import account_json, account_line, opening_text, removal_text
from microdesk_desktop.views.mileage.words import erased_text
from microdesk_desktop.views.privacy.erasure import erased_lines, finished_json, finished_lines, plan_json, plan_lines
from microdesk_desktop.views.privacy.everything import (
    everything_title,
    plan_as_json,
    plan_texts,
    report_json,
    report_lines,
)
from microdesk_desktop.views.privacy.remaining import module_lines, named_lines, outcome_json
from microdesk_desktop.views.privacy.scopes import (
    bank_plan_lines,
    load_bank_counts,
    load_trip_counts,
    trip_plan_lines,
)

_NUMBER = re.compile(r"\d{1,18}")
_UNOPENABLE = frozenset((ErrorCode.VAULT_DAMAGED, ErrorCode.VAULT_FROM_FUTURE))
"""What keeps a vault from being opened by anybody: it can be erased all the same."""


def is_whole(named: str) -> bool:
    """For a scope that is erased as a whole."""
    return not named


def is_number(named: str) -> bool:
    """For a scope that names a record by its number."""
    return _NUMBER.fullmatch(named) is not None


def is_anything(_: str) -> bool:
    """For a scope that may name one of several, and is erased as a whole without a name."""
    return True


def erase_bank(context: Context, _: str) -> Result:
    """The bank module, as `bank disconnect` does."""
    session = context.session()
    if context.arguments.preview:
        held = session.read(load_bank_counts)
        return Result(value={**held, "erased": False}, text=bank_plan_lines(held))
    done = disconnect(session, context.job)
    return Result(
        value={"revoked": done.revoked, **outcome_json([done.erasure], done.remaining)},
        text=[disconnect_text(done.erasure), *module_lines(done.remaining)],
        code=PARTLY if done.erasure.left else OK,
    )


def erase_mail(context: Context, named: str) -> Result:
    """One mailbox by its id or address, or every one; with what the opening finished of an earlier attempt."""
    session = context.session()
    earlier = () if context.arguments.preview else finished_removals(session, named or None)
    accounts: Sequence[Account] = list_accounts(session) if not named else ()
    if named and not earlier:
        accounts = [named_account(session, named)]
    if context.arguments.preview:
        value = {"accounts": [account_json(each) for each in accounts], "erased": False}
        return Result(value=value, text=[account_line(each) for each in accounts])
    done = remove_accounts(session, accounts, context.job)
    erasures = [*earlier, *(report.erasure for report in done.reports)]
    remaining = replace(done.remaining, is_known=False) if earlier else done.remaining
    texts = [*map(opening_text, earlier), *(removal_text(each.account, each.erasure) for each in done.reports)]
    return Result(
        value={
            "accounts": [account_json(report.account) for report in done.reports],
            "revoked": all(erasure.is_informed for erasure in erasures),
            **outcome_json(erasures, remaining),
        },
        text=[*texts, *module_lines(remaining)],
        code=PARTLY if any(erasure.left for erasure in erasures) else OK,
    )


def erase_mileage(context: Context, _: str) -> Result:
    """Every trip, template and vehicle."""
    session = context.session()
    held = session.read(load_trip_counts)
    if context.arguments.preview:
        return Result(value={**held, "erased": False}, text=trip_plan_lines(held))
    done = erase_trips(session, context.job)
    return Result(
        value={**held, **outcome_json([done.erasure], done.remaining)},
        text=[erased_text(done.erasure), *module_lines(done.remaining)],
        code=PARTLY if done.erasure.left else OK,
    )


def erase_one_client(context: Context, named: str) -> Result:
    """A client, but for what the law keeps, each thing until its day."""
    session, client_id = context.session(), int(named)
    if context.arguments.preview:
        plan = session.read(lambda reader: load_erasure_plan(reader, client_id))
        return Result(value={**plan_json(plan), "erased": False}, text=plan_lines(plan))
    finished = load_finished(session, client_id)
    if finished is not None:
        return Result(
            value={**finished_json(client_id, finished.kept), **outcome_json([finished.erasure], finished.remaining)},
            text=[*finished_lines(finished.kept, finished.erasure), *named_lines(finished.remaining)],
            code=PARTLY if finished.erasure.left else OK,
        )
    done = erase_client(session, client_id, context.job)
    return Result(
        value={**plan_json(done.plan), **outcome_json([done.erasure], done.remaining)},
        text=[*erased_lines(done.plan, done.erasure), *named_lines(done.remaining)],
        code=PARTLY if done.erasure.left else OK,
    )


def erase_all(context: Context, _: str) -> Result:
    """Everything, and the program is as new; also of a vault that nothing opens any more."""
    try:
        session = context.session()
    except KnownError as error:
        if error.code not in _UNOPENABLE or context.arguments.preview:
            raise
        report = erase_without_key(context.profile)
    else:
        if context.arguments.preview:
            plan = plan_everything(session)
            return Result(value=plan_as_json(plan), text=plan_texts(plan))
        report = erase_everything(session, context.job)
        context.forget_session()
    text = [f"{everything_title(report)}.", *report_lines(report)]
    return Result(value=report_json(report), text=text, code=OK if report.is_done else PARTLY)
