"""Settings: passphrase, recovery key, lock and backups."""
