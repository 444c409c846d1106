"""Write `store/schema.sql`, the schema that every migration together makes: `python -m tests.tools.schema`."""

from microdesk_desktop.store.integrity import SCHEMA_FILE, migrated_schema

_HEAD = (
    "-- The current schema, written by `python -m tests.tools.schema` from the files of migrations/; never edited.\n"
)


def main() -> None:
    text = _HEAD + "".join(
        f"\n{sql};\n" if sql.startswith("CREATE TABLE") else f"{sql};\n" for sql in migrated_schema()
    )
    SCHEMA_FILE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
