"""`privacy export DIR --client ID`, `--portable ID`, `--person NAME`: the copy of what is held about one person."""

from pathlib import Path

from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.privacy.clients import client_id
from microdesk_desktop.operations.privacy.person_copy import write_copy
from microdesk_desktop.operations.privacy.person_data import load_named_data, load_person_data
from microdesk_desktop.views.privacy.person.copy import copied_text, load_copy_plan


def export_person(context: Context, folder: Path) -> Result:
    """Write the copy into a folder that is empty or not there yet."""
    session, given = context.session(), context.arguments
    if given.person is not None:
        data = session.read(lambda reader: load_named_data(reader, given.person))
    else:
        id_ = client_id(context, given.client if given.portable is None else given.portable)
        data = session.read(lambda reader: load_person_data(reader, id_))
        data = data if given.portable is None else data.portable()
    write_copy(session, data, load_copy_plan, folder, context.job)
    value = {
        "client": data.client_id,
        "person": data.name,
        "folder": str(folder),
        "counts": {table: len(rows) for table, rows in data.tables.items()},
        "files": len(data.files),
    }
    return Result(value=value, text=[copied_text(data)])
