"""The encrypted database: connections, migrations, integrity, backups; all SQL of the program, by subject."""
