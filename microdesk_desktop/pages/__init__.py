"""One screen per file: a page reads views, calls operations, and wires them to the kit."""
