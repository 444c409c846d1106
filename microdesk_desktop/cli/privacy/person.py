"""`privacy export DIR --client ID`: the copy of all that the vault holds about one client, or of what they gave."""

from pathlib import Path

from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.operations.exports.accountant.write import write_folder
from microdesk_desktop.operations.privacy.person_data import load_person_data
from microdesk_desktop.views.privacy.person.copy import STEP, copied_text, load_copy_plan


def export_person(context: Context, client_id: int, folder: Path, *, is_portable: bool = False) -> Result:
    """Write the copy into a folder that is empty or not there yet; `is_portable`: only what the client gave."""
    session = context.session()
    today = session.clock.today()
    data = session.read(lambda reader: load_person_data(reader, client_id))
    data = data.portable() if is_portable else data
    plan = session.read(lambda reader: load_copy_plan(reader, data, today))
    write_folder(session, plan, folder, context.job, step=STEP)
    value = {
        "client": client_id,
        "folder": str(folder),
        "counts": {table: len(rows) for table, rows in data.tables.items()},
        "files": len(data.files),
    }
    return Result(value=value, text=[copied_text(data)])
