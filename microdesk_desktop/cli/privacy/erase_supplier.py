"""`privacy erase --scope supplier:NAME`: a supplier, but for what the law keeps, each thing until its day."""

from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import OK, PARTLY, Result
from microdesk_desktop.operations.privacy.erase_supplier import erase_supplier, load_supplier_plan
from microdesk_desktop.views.privacy.erasure import supplier_erased_lines, supplier_plan_json, supplier_plan_lines
from microdesk_desktop.views.privacy.remaining import named_lines, outcome_json


def erase_one_supplier(context: Context, name: str) -> Result:
    """A supplier by the name that the expenses write; with `--preview` what would go and stay."""
    session = context.session()
    if context.arguments.preview:
        plan = session.read(lambda reader: load_supplier_plan(reader, name))
        return Result(value={**supplier_plan_json(plan), "erased": False}, text=supplier_plan_lines(plan))
    done = erase_supplier(session, name, context.job)
    return Result(
        value={**supplier_plan_json(done.plan), **outcome_json([done.erasure], done.remaining)},
        text=[*supplier_erased_lines(done.plan, done.erasure), *named_lines(done.remaining)],
        code=PARTLY if done.erasure.left else OK,
    )
